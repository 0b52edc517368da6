import { MATCH, MATCH_SIZE } from './match.ts';
import type { Proposal } from './proposal.ts';
import type { Ranker } from './ranker.ts';
import type { ReadingKey } from './reading.ts';

/** What each number of a candidate's match gave it, and at last what the words gave. */
export type Gains = Float64Array;

/** @param byClass what the words say of each class; @returns null when the reading was not in question */
export function gainsOf(
  ranker: Ranker,
  byClass: Float64Array,
  code: number,
  { candidates, matches }: Proposal,
  key: ReadingKey,
): Gains | null {
  const at = candidates.findIndex(({ entry }) => entry.key === key);
  const candidate = candidates[at];
  if (!candidate) return null;
  const gains = new Float64Array(MATCH_SIZE + 1);
  for (let number = 0; number < MATCH_SIZE; number++)
    gains[number] = ranker.matchWeight(candidate.family, code, number) * (matches[at * MATCH_SIZE + number] as number);
  gains[MATCH_SIZE] = byClass[ranker.classOf(candidate)] ?? 0;
  return gains;
}

/** What speaks for a reading against the one behind it: the words as a whole, and the numbers of the match, strongest first. */
export function contrast(best: Gains, behind: Gains): string[] {
  const parts = Array.from(best, (gain, at) => ({ name: MATCH[at] ?? 'words', gain: gain - (behind[at] as number) }));
  return parts
    .filter(({ gain }) => gain > LEAST)
    .sort((a, b) => b.gain - a.gain)
    .slice(0, MOST)
    .map(({ name, gain }) => `${name} +${gain.toFixed(1)}`);
}

const LEAST = 0.05;
const MOST = 3;
