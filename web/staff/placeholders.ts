import type { Case, Colleague } from './types.ts';
import { serviceName } from './words.ts';

/** Puts in what the placeholders of a ready-made text stand for. */
export function fillIn(text: string, shown: Pick<Case, 'id' | 'service'>, staff: Pick<Colleague, 'name'>): string {
  const service = shown.service === null ? 'サービス' : serviceName(shown.service);
  const values: Readonly<Record<string, string>> = { 担当者: staff.name, サービス: service, 受付番号: shown.id };
  return text.replace(/\{([^{}]*)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A stated fact goes out with the document it rests on. */
export function withSource(text: string, source: string): string {
  return source === '' ? text : `${text}\n（出典：${source}）`;
}
