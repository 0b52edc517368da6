import type { Encoded } from './encoding.ts';
import { MATCH_SIZE } from './match.ts';
import type { Candidate } from './outlook.ts';
import type { Proposal } from './proposal.ts';
import type { LabelledTurn } from './turns.ts';

/** A turn as the fitting sees it. */
export interface Row {
  places: Int32Array;
  classes: Uint8Array;
  families: Int8Array;
  /** What is waited for. */
  code: number;
  match: PackedMatch;
  /** The candidates that were meant, and the share of each. */
  targets: readonly (readonly [candidate: number, share: number])[];
}

/** The matches side by side, in hundredths, without the zeros: more than half of the numbers are. */
export interface PackedMatch {
  /** Bit n of each candidate's words tells that its number n is not zero. */
  bits: Int32Array;
  values: Int8Array;
}

export function rowOf(
  turn: LabelledTurn,
  { features, code }: Encoded,
  known: ReadonlyMap<number, number>,
  { candidates, matches }: Proposal,
  classOf: (candidate: Candidate) => number,
): Row {
  const places = Array.from(features, (hash) => known.get(hash) ?? -1).filter((place) => place >= 0);
  return {
    places: Int32Array.from(places),
    classes: Uint8Array.from(candidates, classOf),
    families: Int8Array.from(candidates, ({ family }) => family),
    code,
    match: packMatches(matches, candidates.length),
    targets: targetsOf(turn, candidates),
  };
}

const WORDS = Math.ceil(MATCH_SIZE / 32);

function packMatches(matches: Float64Array, candidates: number): PackedMatch {
  const bits = new Int32Array(candidates * WORDS);
  const values = new Int8Array(candidates * MATCH_SIZE);
  let count = 0;
  for (let at = 0; at < candidates; at++)
    for (let number = 0; number < MATCH_SIZE; number++) {
      const exact = matches[at * MATCH_SIZE + number] as number;
      const value = exact === 0 ? 0 : Math.round(100 * Math.max(-1.2, Math.min(1.2, exact)));
      if (value === 0) continue;
      const word = at * WORDS + (number >> 5);
      bits[word] = (bits[word] as number) | (1 << (number & 31));
      values[count++] = value;
    }
  return { bits, values: values.slice(0, count) };
}

/** @returns an array of the matches in full, that of `room` when it is large enough */
export function unpackMatches({ bits, values }: PackedMatch, room: Int8Array): Int8Array {
  const size = (bits.length / WORDS) * MATCH_SIZE;
  const out = room.length < size ? new Int8Array(size * 2) : room.fill(0, 0, size);
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    const from = Math.floor(word / WORDS) * MATCH_SIZE + (word % WORDS) * 32;
    let left = bits[word] as number;
    while (left !== 0) {
      const number = 31 - Math.clz32(left & -left);
      out[from + number] = values[count++] as number;
      left &= left - 1;
    }
  }
  return out;
}

/** Each reading of a turn has the same share; how a thing is said has one only where nothing else is said. */
function targetsOf({ means }: LabelledTurn, candidates: readonly Candidate[]): Row['targets'] {
  const acts = means.filter(([key]) => !key?.startsWith('stance:'));
  const counted = acts.length > 0 ? acts : means;
  const at = new Map(candidates.map(({ entry }, index) => [entry.key, index]));
  const shares = new Map<number, number>();
  let total = 0;
  for (const keys of counted) {
    const found = keys.flatMap((key) => at.get(key) ?? []);
    for (const index of found) shares.set(index, (shares.get(index) ?? 0) + 1 / found.length);
    if (found.length > 0) total++;
  }
  return [...shares].map(([index, share]) => [index, Math.fround(share / total)] as const);
}
