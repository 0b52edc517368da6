import type { Seen } from './candidates.ts';
import type { Encoded } from './encoding.ts';
import type { ReadingKey } from './reading.ts';
import type { Vectors } from './shelf.ts';
import type { LabelledTurn } from './turns.ts';
import { normalised } from './vectors.ts';

/** Where the messages of each reading lie. */
export interface Centroids {
  means: Map<ReadingKey, Float32Array>;
  /** The same without a turn, or without its whole writer. */
  without(at: number, writerToo: boolean): (key: ReadingKey) => Float32Array | undefined;
}

export function centroidsOf(
  turns: readonly LabelledTurn[],
  looked: readonly Seen[],
  vectors: Vectors | null,
): Centroids {
  const sums = new Map<string, Float32Array>();
  const add = (id: string, vector: Float32Array) => {
    const sum = sums.get(id);
    if (!sum) sums.set(id, vector.slice());
    else for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] as number) + (vector[at] as number);
  };
  const keys = new Set<ReadingKey>();
  const own = looked.map(({ encoded }) => vectors && both(encoded, vectors));
  for (const [at, { means, writer }] of turns.entries())
    for (const key of new Set(means.flat())) {
      keys.add(key);
      const vector = own[at];
      if (!vector) continue;
      add(key, vector);
      add(`${key} ${writer}`, vector);
    }
  const means = new Map<ReadingKey, Float32Array>();
  for (const key of keys) {
    const sum = sums.get(key);
    if (sum) means.set(key, halves(sum));
  }
  const less = (key: ReadingKey, part: Float32Array | null | undefined) => {
    const sum = sums.get(key);
    if (!sum || !part) return means.get(key);
    const rest = sum.map((value, index) => value - (part[index] as number));
    return rest.every((value) => Math.abs(value) < 1e-4) ? undefined : halves(rest);
  };
  const strangers = new Map<string, Map<ReadingKey, Float32Array | undefined>>();
  const withoutWriter = (writer: string) => {
    let own = strangers.get(writer);
    if (!own) {
      const keysOfWriter = [...keys].filter((key) => sums.has(`${key} ${writer}`));
      own = new Map(keysOfWriter.map((key) => [key, less(key, sums.get(`${key} ${writer}`))]));
      strangers.set(writer, own);
    }
    return own;
  };
  return {
    means,
    without(at, writerToo) {
      const { writer, means: meant } = turns[at] as LabelledTurn;
      const other = writerToo
        ? withoutWriter(writer)
        : new Map(meant.flat().map((key) => [key, less(key, own[at])] as const));
      return (key) => (other.has(key) ? other.get(key) : means.get(key));
    },
  };
}

/** The direction of its content words, then that of all its terms. */
function both(encoded: Encoded, vectors: Vectors): Float32Array {
  const whole = vectors.whole(encoded.terms);
  const out = new Float32Array(2 * whole.length);
  out.set(vectors.of(encoded.content) ?? []);
  out.set(whole, whole.length);
  return out;
}

/** Each half of length 1. */
function halves(sum: Float32Array): Float32Array {
  const half = sum.length / 2;
  const out = new Float32Array(sum.length);
  out.set(normalised(sum.subarray(0, half)));
  out.set(normalised(sum.subarray(half)), half);
  return out;
}
