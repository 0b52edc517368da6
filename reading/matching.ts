import { dot } from './directions.ts';
import type { Encoded } from './encoding.ts';
import { MOOD } from './encoding.ts';
import { AT } from './match.ts';
import { KNOWN, KNOWN_SIZE, type Nearness } from './nearness.ts';
import type { Candidate } from './outlook.ts';
import { type Shelf, wordsHit } from './shelf.ts';

export interface Seen {
  encoded: Encoded;
  /** Probability of each intent, by today's classifier. */
  intents: { get(intent: string): number | undefined };
  /** The text as typed. */
  text: string;
}

/** What a message is matched with; its own words lie on the shelf. */
export interface Meeting {
  seen: Seen;
  nearness: Nearness;
  /** Each entry's number among the readings of the examples, -1: none. */
  readings: Int32Array;
  /** Of the number of turns that meant each. */
  counts: Float64Array;
  shelf: Shelf;
  said: string;
  asks: boolean;
  vector: Float32Array | null;
  whole: Float32Array | null;
  /** Probabilities of the shelf's intents. */
  intents: Float64Array;
  offered: ReadonlySet<string> | null;
}

/** How the message meets an entry, in the order of `MATCH`. @param match zeros from `from` on */
export function fillMatch(
  match: Float64Array,
  from: number,
  at: number,
  candidate: Candidate,
  centroid: Float32Array | undefined,
  meeting: Meeting,
): void {
  const { nearness, asks, shelf, offered } = meeting;
  const reading = meeting.readings[at] as number;
  const cosine = shelf.own.cosine[at] as number;
  match[from] = 1;
  match[from + 1] = cosine;
  match[from + 2] = cosine * cosine;
  match[from + 3] = shelf.own.messageCovered[at] as number;
  match[from + 4] = shelf.own.textCovered[at] as number;
  if (nearness.isKnown(reading)) fillExamples(match, from, nearness.table, reading * KNOWN_SIZE, asks);
  else match[from + 31] = match[from + 33] = -1;
  fillVectors(match, from, at, centroid, meeting);
  fillIntent(match, from, shelf.intentsOf[at] as number[], meeting.intents);
  const words = shelf.words[at] as string[];
  if (words.length > 0) match[from + 15] = wordsHit(meeting.said, words);
  match[from + 16] = candidate.focus;
  match[from + 17] = candidate.near;
  match[from + 18] = candidate.inHand;
  match[from + 19] = candidate.answered;
  match[from + 20] = offered?.has(candidate.entry.key) ? 1 : 0;
  match[from + 24] = meeting.counts[at] as number;
  match[from + 26] = asks ? cosine : 0;
  match[from + 27] = cosine === 0 && match[from + AT.example] === 0 ? 1 : 0;
  fillMood(match, from, meeting.seen.encoded);
}

function fillExamples(match: Float64Array, from: number, table: Float32Array, row: number, asks: boolean): void {
  const any = table[row + KNOWN.any] as number;
  const same = table[row + KNOWN.same] as number;
  const content = table[row + KNOWN.content] as number;
  const votes = table[row + KNOWN.votes] as number;
  const here = table[row + KNOWN.here] as number;
  match[from + 5] = any;
  match[from + 6] = any * any;
  match[from + 7] = same;
  match[from + 8] = same * same;
  match[from + 9] = table[row + KNOWN.second] as number;
  match[from + 10] = table[row + KNOWN.mood] as number;
  match[from + 25] = asks ? any : 0;
  match[from + 28] = table[row + KNOWN.place] as number;
  match[from + 29] = votes;
  match[from + 30] = table[row + KNOWN.votesSame] as number;
  match[from + 31] = Math.max(-1, Math.log(votes + 1e-3) / 7);
  match[from + 32] = here;
  match[from + 33] = Math.max(-1, Math.log(here + 1e-3) / 7);
  match[from + 34] = content;
  match[from + 35] = content * content;
}

function fillVectors(
  match: Float64Array,
  from: number,
  at: number,
  centroid: Float32Array | undefined,
  { vector, whole, shelf }: Meeting,
): void {
  if (vector) {
    match[from + 11] = shelf.vectors.nearest(vector, at);
    if (centroid) match[from + 12] = dot(vector, centroid);
  }
  if (whole) {
    match[from + AT.terms] = shelf.wholes.nearest(whole, at);
    if (centroid) match[from + AT.terms + 1] = dot(whole, centroid, whole.length);
  }
}

function fillIntent(match: Float64Array, from: number, own: readonly number[], probabilities: Float64Array): void {
  if (own.length === 0) return;
  let intent = 0;
  for (const one of own) intent = Math.max(intent, probabilities[one] as number);
  match[from + 13] = intent;
  match[from + 14] = Math.max(-1, Math.log(intent + 1e-4) / 9);
}

/** The same for all candidates: what they are weighed by depends on it. */
function fillMood(match: Float64Array, from: number, { mood, content }: Encoded): void {
  const asked = mood & MOOD.question ? 1 : 0;
  match[from + AT.asked] = asked;
  match[from + AT.asked + 1] = mood & MOOD.negated ? 1 : 0;
  match[from + AT.asked + 2] = mood & MOOD.past ? 1 : 0;
  match[from + AT.asked + 3] = mood & MOOD.wish ? 1 : 0;
  match[from + AT.asked + 4] = 1 / (1 + content.length);
  if (match[from + AT.focus] === 0 && match[from + AT.inHand] === 0) return;
  match[from + AT.focusOwn] = match[from + AT.own] as number;
  match[from + AT.focusOwn + 1] = match[from + AT.ownVectors] as number;
  match[from + AT.focusOwn + 2] = match[from + AT.byVectors] as number;
  match[from + AT.focusOwn + 3] = asked;
}
