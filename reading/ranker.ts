import { FAMILIES } from './catalogue.ts';
import { CODE_COUNT, type Encoded } from './encoding.ts';
import { MATCH_SIZE } from './match.ts';
import type { Candidate } from './outlook.ts';
import type { Proposal } from './proposal.ts';

/** One log-linear score: what the words say of the kind of reading, and how the message meets this very candidate. */
export interface RankerWeights {
  /** Class keys in the order of the rows. */
  classes: string[];
  /** Feature hashes in the order of the columns. */
  hashes: Int32Array;
  /** classes of one feature side by side: `weights[feature * classes.length + class]`. */
  weights: Float32Array;
  /** Shared by all, then by what is waited for: `match[matchStart(family, code) + number]`. */
  match: Float32Array;
  temperature: number;
}

export class Ranker {
  readonly #places: Map<number, number>;
  readonly #classes: Map<string, number>;
  /** Where `weights.match` has them: of each expectation, with the shared ones added. */
  readonly #match: Float64Array;
  readonly weights: RankerWeights;

  constructor(weights: RankerWeights) {
    this.weights = weights;
    this.#places = new Map(Array.from(weights.hashes, (hash, place) => [hash, place] as const));
    this.#match = summed(weights.match);
    this.#classes = new Map(weights.classes.map((name, at) => [name, at]));
  }

  /** Places of the features that are known. */
  placesOf(features: Int32Array): Int32Array {
    const places: number[] = [];
    for (const hash of features) {
      const place = this.#places.get(hash);
      if (place !== undefined) places.push(place);
    }
    return Int32Array.from(places);
  }

  classOf({ classKey }: Candidate): number {
    return this.#classes.get(classKey) ?? -1;
  }

  /** What the words say of each class. */
  classScores(places: Int32Array): Float64Array {
    const { weights, classes } = this.weights;
    const scores = new Float64Array(classes.length);
    const scale = 1 / Math.sqrt(Math.max(1, places.length));
    for (const place of places) {
      const from = place * classes.length;
      for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] as number) + (weights[from + at] as number);
    }
    for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] as number) * scale;
    return scores;
  }

  /** Probabilities of the candidates, in their order. */
  probabilities({ features, code }: Pick<Encoded, 'features' | 'code'>, proposal: Proposal): Float64Array {
    return this.rank(this.classScores(this.placesOf(features)), code, proposal);
  }

  /** The same by what the words say of each class. */
  rank(byClass: Float64Array, code: number, { candidates, matches }: Proposal): Float64Array {
    const scores = new Float64Array(candidates.length);
    for (let at = 0; at < scores.length; at++) {
      const candidate = candidates[at] as Candidate;
      const kind = this.classOf(candidate);
      const words = kind < 0 ? UNKNOWN_CLASS : (byClass[kind] as number);
      scores[at] = words + this.#matchScore(candidate.family, code, matches, at * MATCH_SIZE);
    }
    return softmax(scores, this.weights.temperature);
  }

  /** What a number of the match weighs. */
  matchWeight(family: number, code: number, number: number): number {
    return this.#match[matchStart(family, code) + number] as number;
  }

  #matchScore(family: number, code: number, matches: Float64Array, from: number): number {
    const weights = this.#match;
    const start = matchStart(family, code);
    let sum = 0;
    for (let at = 0; at < MATCH_SIZE; at++) sum += (weights[start + at] as number) * (matches[from + at] as number);
    return sum;
  }
}

/** The shared weights and those of each expectation, added up. */
function summed(match: Float32Array): Float64Array {
  const size = FAMILIES.length * MATCH_SIZE;
  return Float64Array.from(match, (weight, at) => (at < size ? 0 : (match[at % size] as number)) + weight);
}

/** Of a class that no turn had. */
const UNKNOWN_CLASS = -4;
export const MATCH_WEIGHTS = (1 + CODE_COUNT) * FAMILIES.length * MATCH_SIZE;

/** Where the weights of a family begin: those for whatever is waited for, or those for one expectation. */
export function matchStart(family: number, code = -1): number {
  return ((code + 1) * FAMILIES.length + family) * MATCH_SIZE;
}

export function softmax(scores: Float64Array, temperature: number): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (let at = 0; at < scores.length; at++)
    sum += scores[at] = Math.exp(((scores[at] as number) - most) / temperature);
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] as number) / sum;
  return scores;
}
