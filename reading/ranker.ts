import type { Candidate } from './candidates.ts';
import { MATCH_SIZE } from './candidates.ts';
import { FAMILIES } from './catalogue.ts';

/** One log-linear score: what the words say of the kind of reading, and how the message meets this very candidate. */
export interface RankerWeights {
  /** Class keys in the order of the rows. */
  classes: string[];
  /** Feature hashes in the order of the columns. */
  hashes: Int32Array;
  /** classes of one feature side by side: `weights[feature * classes.length + class]`. */
  weights: Float32Array;
  /** `match[family * MATCH_SIZE + number]`. */
  match: Float32Array;
  temperature: number;
}

export class Ranker {
  readonly #places: Map<number, number>;
  readonly #classes: Map<string, number>;
  readonly weights: RankerWeights;

  constructor(weights: RankerWeights) {
    this.weights = weights;
    this.#places = new Map(Array.from(weights.hashes, (hash, place) => [hash, place] as const));
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

  classOf(candidate: Candidate): number {
    return this.#classes.get(candidate.classKey) ?? -1;
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
  probabilities(features: Int32Array, candidates: readonly Candidate[]): Float64Array {
    const byClass = this.classScores(this.placesOf(features));
    const scores = Float64Array.from(candidates, (candidate) => {
      const at = this.classOf(candidate);
      return (at < 0 ? UNKNOWN_CLASS : (byClass[at] as number)) + this.matchScore(candidate);
    });
    return softmax(scores, this.weights.temperature);
  }

  matchScore({ family, match }: Candidate): number {
    const weights = this.weights.match;
    const from = family * MATCH_SIZE;
    let sum = 0;
    for (let at = 0; at < MATCH_SIZE; at++) sum += (weights[from + at] as number) * (match[at] as number);
    return sum;
  }
}

/** Of a class that no turn had. */
const UNKNOWN_CLASS = -4;
export const MATCH_WEIGHTS = FAMILIES.length * MATCH_SIZE;

export function softmax(scores: Float64Array, temperature: number): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (let at = 0; at < scores.length; at++)
    sum += scores[at] = Math.exp(((scores[at] as number) - most) / temperature);
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] as number) / sum;
  return scores;
}
