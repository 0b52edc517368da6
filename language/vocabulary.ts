/** Which features are known, how telling each is, and the way from hashes to a weighted sparse vector. */
import type { FeatureBlocks } from './features.ts';
import type { TrainingRow } from './linear-model.ts';

export interface SparseVector {
  indices: Int32Array;
  values: Float32Array;
}

const EMPTY = -1;

/** An open-addressing table from feature hash to index, with the weight of each index (its inverse document frequency at first). */
export class Vocabulary {
  readonly keys: Int32Array;
  readonly places: Int32Array;
  readonly idf: Float32Array;
  /** Which block a feature belongs to. */
  readonly block: Int8Array;
  readonly #mask: number;
  readonly #counts: Uint16Array;

  constructor(keys: Int32Array, places: Int32Array, idf: Float32Array, block: Int8Array) {
    this.block = block;
    this.keys = keys;
    this.places = places;
    this.idf = idf;
    this.#mask = keys.length - 1;
    this.#counts = new Uint16Array(idf.length);
  }

  get size(): number {
    return this.idf.length;
  }

  #indexOf(hash: number): number {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const place = this.places[slot] ?? EMPTY;
      if (place === EMPTY || this.keys[slot] === hash) return place;
    }
  }

  /** tf-idf with logarithmic tf; every block has length 1, whatever the length of the message. */
  vectorise(blocks: FeatureBlocks): SparseVector {
    const indices: number[] = [];
    const values: number[] = [];
    for (const hashes of blocks) {
      const start = indices.length;
      this.#count(hashes, indices);
      let squares = 0;
      for (let at = start; at < indices.length; at++) {
        const index = indices[at] ?? 0;
        const value = (1 + Math.log(this.#counts[index] ?? 1)) * (this.idf[index] ?? 0);
        this.#counts[index] = 0;
        values.push(value);
        squares += value * value;
      }
      const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
      for (let at = start; at < values.length; at++) values[at] = (values[at] ?? 0) * scale;
    }
    return { indices: Int32Array.from(indices), values: Float32Array.from(values) };
  }

  #count(hashes: number[], indices: number[]): void {
    for (const hash of hashes) {
      const index = this.#indexOf(hash);
      if (index === EMPTY) continue;
      const before = this.#counts[index] ?? 0;
      if (before === 0) indices.push(index);
      if (before < 0xffff) this.#counts[index] = before + 1;
    }
  }
}

/** @param leastDocuments features that fewer messages have are left out */
export function buildVocabulary(documents: readonly FeatureBlocks[], leastDocuments: number): Vocabulary {
  const frequency = new Map<number, { count: number; block: number }>();
  for (const blocks of documents) {
    for (const [block, hashes] of blocks.entries()) for (const hash of new Set(hashes)) countIn(frequency, hash, block);
  }
  const kept = [...frequency].filter(([, { count }]) => count >= leastDocuments);
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(2, kept.length * 2)));
  const keys = new Int32Array(capacity);
  const places = new Int32Array(capacity).fill(EMPTY);
  const idf = new Float32Array(kept.length);
  const blockOf = new Int8Array(kept.length);
  for (const [index, [hash, { count, block }]] of kept.entries()) {
    let slot = hash & (capacity - 1);
    while (places[slot] !== EMPTY) slot = (slot + 1) & (capacity - 1);
    keys[slot] = hash;
    places[slot] = index;
    idf[index] = Math.log((1 + documents.length) / (1 + count)) + 1;
    blockOf[index] = block;
  }
  return new Vocabulary(keys, places, idf, blockOf);
}

function countIn(frequency: Map<number, { count: number; block: number }>, hash: number, block: number): void {
  const entry = frequency.get(hash);
  if (entry) entry.count++;
  else frequency.set(hash, { count: 1, block });
}

/** Even what stands with every label alike counts a little. */
const LEAST_TELLING = 0.5;
/** So many unseen rows, shared out as the labels are, keep rare features from looking sure. */
const DOUBT = 2;

/**
 * Raises the weights of features that tell labels apart and lowers those of the others: by how far the labels of the messages
 * with the feature lie from the labels of all (Kullback-Leibler divergence). Changes the vocabulary in place.
 */
export function weighByLabels(vocabulary: Vocabulary, rows: readonly TrainingRow[], classes: number): void {
  const shares = new Float64Array(classes);
  const counts = new Float32Array(vocabulary.size * classes);
  for (const {
    vector: { indices },
    label,
  } of rows) {
    shares[label] = (shares[label] as number) + 1 / rows.length;
    for (const index of indices) counts[index * classes + label] = (counts[index * classes + label] as number) + 1;
  }
  for (let index = 0; index < vocabulary.size; index++) {
    const telling = divergence(counts.subarray(index * classes, (index + 1) * classes), shares);
    vocabulary.idf[index] = (vocabulary.idf[index] as number) * (LEAST_TELLING + telling);
  }
}

function divergence(counts: Float32Array, shares: Float64Array): number {
  let total = DOUBT;
  for (const count of counts) total += count;
  let sum = 0;
  for (let label = 0; label < counts.length; label++) {
    const expected = shares[label] as number;
    if (expected === 0) continue;
    const share = ((counts[label] as number) + DOUBT * expected) / total;
    sum += share * Math.log(share / expected);
  }
  return sum;
}
