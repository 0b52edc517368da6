import { createHash } from 'node:crypto';
import type { Turn } from './turn.ts';

/** A short name for a text, kept in its place. */
export function hashOfText(text: string): string {
  return createHash('sha256').update(text.trim()).digest('base64url').slice(0, 8);
}

/** Whether the text was said in the turn before. */
export function wasJustSaid({ memory }: Turn, text: string): boolean {
  return memory.lastSaid.includes(hashOfText(text));
}

/** How often the text was said in this conversation. */
export function timesSaid({ memory }: Turn, text: string): number {
  return memory.said[hashOfText(text)] ?? 0;
}

/** The first of the texts that was said least: other words before the same words again. */
export function leastSaid(turn: Turn, texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  return others.reduce((best, text) => (timesSaid(turn, text) < timesSaid(turn, best) ? text : best), first);
}
