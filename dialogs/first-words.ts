import type { Intent, ServiceId } from '../language/types.ts';
import type { Memory } from './memory.ts';
import { isOwnWords, strengthOf } from './own-words.ts';
import type { Turn } from './turn.ts';

/** The first words on a matter, as the person wrote them. */
export interface Told {
  firstWords: string;
  /** A fragment, or words without a need: what says more takes their place. */
  weak: boolean;
}

/** What was said of a danger. */
export interface DangerTold {
  intent: Intent;
  /** Empty when it was only picked from a list. */
  firstWords: string;
  /** The card's company was told of it, as the person says. */
  reported: boolean;
}

/** Keeps the message when it is the first on its matter that carries a need. Called once a turn, before anything is decided. */
export function rememberNeed(turn: Turn): void {
  const { memory, clauses, service } = turn;
  settle(memory);
  const strength = strengthOf(turn);
  if (strength === undefined) return;
  const inHand = service ?? memory.service ?? 'unknown';
  const named: (ServiceId | 'unknown')[] = clauses.length > 1 ? clauses.map((clause) => clause.service) : [inHand];
  for (const key of named) {
    const before = memory.told[key];
    if (before && !(before.weak && strength === 'need')) continue;
    memory.told[key] = { firstWords: turn.stored, weak: strength === 'weak' };
  }
}

/** Keeps what was said of a danger that was met in this turn. Called again it changes nothing but whether it was reported. */
export function rememberDanger(turn: Turn): void {
  const { memory } = turn;
  const { danger, reported } = memory;
  if (!danger) return;
  const before = memory.dangerTold?.intent === danger ? memory.dangerTold : undefined;
  const firstWords = before?.firstWords ?? (isOwnWords(turn) && speaksOf(turn, danger) ? turn.stored : '');
  memory.dangerTold = { intent: danger, firstWords, reported };
}

/** A danger that waited on the agenda comes up after words on something else. */
function speaksOf({ understanding, heard }: Turn, danger: Intent): boolean {
  return understanding.intent === danger || heard.readings.some(({ key }) => key.startsWith(`danger:${danger}`));
}

/** The first words on the matter in hand; empty when nothing was said of it but by buttons. */
export function firstWordsOf({ told, service }: Memory): string {
  const all = service ? [told[service], told.unknown] : [told.unknown, ...Object.values(told)];
  const said = all.filter((words) => words !== undefined);
  return (said.find(({ weak }) => !weak) ?? said[0])?.firstWords ?? '';
}

/** The person's own words go along to the service that it was all along. */
export function takeWordsAlong({ told }: Memory, before: ServiceId, now: ServiceId): void {
  const words = told[before];
  if (words && (told[now]?.weak ?? true)) told[now] = words;
}

/** What was said before the service was known belongs to it. */
function settle({ told, service }: Memory): void {
  if (service === null || !told.unknown) return;
  const own = told[service];
  if (!own || own.weak) told[service] = told.unknown;
  told.unknown = undefined;
}
