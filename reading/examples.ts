import type { Encoded } from './encoding.ts';
import { codeOf } from './encoding.ts';
import type { ReadingKey } from './reading.ts';
import type { LabelledTurn } from './turns.ts';
import { WordIndex } from './word-index.ts';

/** What is remembered of a labelled turn to compare others with. */
export interface Example {
  keys: ReadingKey[];
  terms: Int32Array;
  mood: number;
  code: number;
  writer: string;
}

export function exampleOf(turn: LabelledTurn, encoded: Encoded): Example {
  const keys = turn.means.length > 1 ? turn.means.flat() : (turn.means[0] ?? []);
  return { keys, terms: encoded.terms, mood: encoded.mood, code: codeOf(turn.after), writer: turn.writer };
}

/** How near the nearest examples of a reading are, 0 to 1. */
export interface Nearness {
  any: number;
  second: number;
  /** Said where the same is waited for. */
  same: number;
  /** Of the same mood: denied or not, asked or not. */
  mood: number;
  count: number;
}

/** The labelled turns, to be asked which readings the likest of them had. */
export class Examples {
  readonly #index: WordIndex;
  readonly #examples: readonly Example[];

  constructor(examples: readonly Example[]) {
    this.#examples = examples;
    this.#index = new WordIndex(examples.map(({ terms }) => terms));
  }

  /** @param without examples that must not count: in training the turn itself, and often its whole writer */
  near(
    { terms, mood }: Encoded,
    code: number,
    without?: (example: Example, cosine: number) => boolean,
  ): Map<ReadingKey, Nearness> {
    const nearness = new Map<ReadingKey, Nearness>();
    this.#index.search(terms, (id, cosine) => {
      if (cosine < LEAST) return;
      const example = this.#examples[id] as Example;
      if (without?.(example, cosine)) return;
      for (const key of example.keys) {
        let near = nearness.get(key);
        if (!near) nearness.set(key, (near = { any: 0, second: 0, same: 0, mood: 0, count: 0 }));
        near.count++;
        if (cosine > near.any) {
          near.second = near.any;
          near.any = cosine;
        } else if (cosine > near.second) near.second = cosine;
        if (example.code === code && cosine > near.same) near.same = cosine;
        if (example.mood === mood && cosine > near.mood) near.mood = cosine;
      }
    });
    return nearness;
  }
}

const LEAST = 0.12;
