import type { ServiceId } from '../language/types.ts';
import type { Expectation } from '../reading/context.ts';
import type { Reading, ReadingKey } from '../reading/reading.ts';
import type { Decision } from './decide.ts';

/** What a message meets before any reading decides, or beside it. */
export const GATES = [
  'no_words',
  'distress',
  'other_number',
  'money',
  'identifier',
  'two_services',
  'resume_code',
  'rating',
  'secret_waiting',
  'secret_in_steps',
] as const;
export type Gate = (typeof GATES)[number];

/** Why a turn was answered as it was, for staff and for learning: ids of the knowledge and closed words, never words of the person's. */
export interface Explanation {
  /** The service that the ids belong to. */
  service: ServiceId | null;
  expect: Expectation;
  /** The likeliest, best first. */
  readings: Reading[];
  /** What was acted on; with `ask` what was asked about. */
  taken: ReadingKey[];
  decision: Decision['kind'] | 'button' | 'gate' | 'waiting';
  /** What spoke for it beside the readings. */
  why: string[];
  /** What was done: rows of the policy, `gate:…`, `button:…`, and what it came to, `did:…`. */
  acts: string[];
}

/** No turn was run: the rules alone have answered. */
export function byRule(gate: Gate, expect: Expectation): Explanation {
  return { service: null, expect, readings: [], taken: [], decision: 'gate', why: [], acts: [`gate:${gate}`] };
}

const MOST_BYTES = 2048;

/** As it is kept: JSON of at most 2 KB. What there is too much of loses its end. */
export function toKeep(explanation: Explanation): string {
  const kept = structuredClone(explanation);
  const lists = [kept.why, kept.readings, kept.taken, kept.acts];
  for (let json = JSON.stringify(kept); ; json = JSON.stringify(kept)) {
    if (Buffer.byteLength(json) <= MOST_BYTES) return json;
    const list = lists.reduce((most, other) =>
      JSON.stringify(other).length > JSON.stringify(most).length ? other : most,
    );
    list.pop();
  }
}
