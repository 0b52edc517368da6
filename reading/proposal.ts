import type { Candidate } from './outlook.ts';

/** The readings that are in question for a message, with all that speaks for each. */
export interface Proposal {
  candidates: Candidate[];
  /** In the order of `MATCH`, side by side: `matches[candidate * MATCH_SIZE + number]`. */
  matches: Float64Array;
}
