import { createRandom } from '../language/random.ts';
import type { Encoded } from './encoding.ts';
import { NumberTable } from './number-table.ts';
import type { Vectors } from './shelf.ts';

/** Words and where they lie, learnt from who stands beside whom in our own texts. */
export interface WordVectors {
  words: string[];
  /** `matrix[word * dimensions + at]`, already weighted by how telling the word is. */
  matrix: Float32Array;
  dimensions: number;
}

const DIMENSIONS = 64;
/** Words and terms of fewer texts are left out. */
const LEAST = 3;
const ROUNDS = 5;
const TERM_ROUNDS = 3;

/** All that is learnt of where messages lie; plain, to be stored. */
export interface VectorParts {
  words: WordVectors;
  terms: TermVectors;
}

/** Deterministic for the same messages. @param others texts beside them whose content words stand together */
export function learnVectors(messages: readonly Encoded[], others: readonly (readonly string[])[] = []): VectorParts {
  return {
    words: learnWordVectors([...others, ...messages.map(({ content }) => content)]),
    terms: learnTermVectors(messages.map(({ terms }) => terms)),
  };
}

/** @param texts the content words of each text, in their base forms */
function learnWordVectors(texts: readonly (readonly string[])[], dimensions = DIMENSIONS): WordVectors {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].filter(([, count]) => count >= LEAST).map(([word]) => word);
  const matrix = sparse(texts, words);
  const { vectors, values } = eigen(matrix, words.length, dimensions);
  for (const [at, word] of words.entries()) {
    const row = vectors.subarray(at * dimensions, (at + 1) * dimensions);
    for (let axis = 0; axis < dimensions; axis++)
      row[axis] = (row[axis] as number) * Math.sqrt(Math.max(0, values[axis] as number));
    const weight = Math.log((1 + texts.length) / (counts.get(word) as number));
    row.set(normalised(row).map((value) => value * weight));
  }
  return { words, matrix: vectors, dimensions };
}

/** Terms (words, pairs, sounds, concepts) and where they lie, learnt from which messages have them. */
export interface TermVectors {
  hashes: Int32Array;
  matrix: Float32Array;
  dimensions: number;
}

/** Latent semantics: the strongest directions of messages × terms. */
function learnTermVectors(documents: readonly Int32Array[], dimensions = DIMENSIONS): TermVectors {
  const counts = new Map<number, number>();
  for (const terms of documents) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const hashes = Int32Array.from([...counts].filter(([, count]) => count >= LEAST).map(([hash]) => hash));
  const places = new Map(Array.from(hashes, (hash, at) => [hash, at] as const));
  const idf = Float32Array.from(hashes, (hash) => Math.log((1 + documents.length) / (counts.get(hash) as number)));
  const { down, up } = termMatrix(documents, places, idf);
  const random = createRandom(7);
  let block = new Float32Array(hashes.length * dimensions).map(() => random() - 0.5);
  orthogonal(block, hashes.length, dimensions);
  for (let round = 0; round < TERM_ROUNDS; round++) {
    block = times(up, times(down, block, documents.length, dimensions), hashes.length, dimensions);
    orthogonal(block, hashes.length, dimensions);
  }
  for (const [at, weight] of idf.entries())
    for (let axis = 0; axis < dimensions; axis++)
      block[at * dimensions + axis] = (block[at * dimensions + axis] as number) * weight;
  return { hashes, matrix: block, dimensions };
}

/** Messages × terms, each message of length 1, and the same turned. */
function termMatrix(documents: readonly Int32Array[], places: ReadonlyMap<number, number>, idf: Float32Array) {
  const rows = documents.map((terms) => terms.map((term) => places.get(term) ?? -1).filter((place) => place >= 0));
  const starts = new Int32Array(rows.length + 1);
  for (const [at, row] of rows.entries()) starts[at + 1] = (starts[at] as number) + row.length;
  const columns = new Int32Array(starts.at(-1) as number);
  const values = new Float32Array(columns.length);
  for (const [at, row] of rows.entries()) {
    const length = Math.sqrt(row.reduce((sum, place) => sum + (idf[place] as number) ** 2, 0)) || 1;
    columns.set(row, starts[at] as number);
    values.set(
      Float32Array.from(row, (place) => (idf[place] as number) / length),
      starts[at] as number,
    );
  }
  const down = { starts, columns, values };
  return { down, up: turned(down, idf.length) };
}

/** Rows for columns. @param width the number of columns */
function turned({ starts, columns, values }: Sparse, width: number): Sparse {
  const next = new Int32Array(width + 1);
  for (const column of columns) next[column + 1] = (next[column + 1] as number) + 1;
  for (let column = 0; column < width; column++)
    next[column + 1] = (next[column + 1] as number) + (next[column] as number);
  const up = { starts: next.slice(), columns: new Int32Array(columns.length), values: new Float32Array(values.length) };
  for (let row = 0; row + 1 < starts.length; row++)
    for (let entry = starts[row] as number; entry < (starts[row + 1] as number); entry++) {
      const column = columns[entry] as number;
      const at = next[column] as number;
      next[column] = at + 1;
      up.columns[at] = row;
      up.values[at] = values[entry] as number;
    }
  return up;
}

/** The direction of a whole message. */
function termDirection({ hashes, matrix, dimensions }: TermVectors): (terms: Int32Array) => Float32Array {
  const places = new NumberTable(hashes);
  return (terms) => {
    const sum = new Float32Array(dimensions);
    for (let term = 0; term < terms.length; term++) {
      const from = places.placeOf(terms[term] as number) * dimensions;
      if (from < 0) continue;
      for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] as number) + (matrix[from + at] as number);
    }
    return normalised(sum);
  };
}

/** The direction of a text: of its words, the telling ones more. */
export function vectorsOf({ words: { words, matrix, dimensions }, terms }: VectorParts): Vectors {
  const places = new Map(words.map((word, at) => [word, at]));
  return {
    whole: termDirection(terms),
    of(content) {
      const sum = new Float32Array(dimensions);
      let known = false;
      for (const word of content) {
        const place = places.get(word);
        if (place === undefined) continue;
        known = true;
        for (let at = 0; at < dimensions; at++)
          sum[at] = (sum[at] as number) + (matrix[place * dimensions + at] as number);
      }
      return known ? normalised(sum) : null;
    },
  };
}

interface Sparse {
  starts: Int32Array;
  columns: Int32Array;
  values: Float32Array;
}

/** Positive pointwise mutual information of words that stand in one text. */
function sparse(texts: readonly (readonly string[])[], words: readonly string[]): Sparse {
  const places = new Map(words.map((word, at) => [word, at]));
  const rows = words.map(() => new Map<number, number>());
  for (const text of texts) {
    const known = text.flatMap((word) => places.get(word) ?? []);
    const share = 1 / Math.max(1, known.length - 1);
    for (const one of known)
      for (const other of known) {
        const row = rows[one] as Map<number, number>;
        if (one !== other) row.set(other, (row.get(other) ?? 0) + share);
      }
  }
  const sums = rows.map((row) => [...row.values()].reduce((sum, value) => sum + value, 0));
  const smooth = sums.map((sum) => sum ** 0.75);
  const all = smooth.reduce((sum, value) => sum + value, 0);
  const starts = [0];
  const columns: number[] = [];
  const values: number[] = [];
  for (const [at, row] of rows.entries()) {
    for (const [other, value] of row) {
      const information = Math.log((value * all) / ((sums[at] as number) * (smooth[other] as number)));
      if (information <= 0) continue;
      columns.push(other);
      values.push(information);
    }
    starts.push(columns.length);
  }
  return { starts: Int32Array.from(starts), columns: Int32Array.from(columns), values: Float32Array.from(values) };
}

/** The strongest directions of a matrix that is nearly symmetric, by block power iteration. */
function eigen(matrix: Sparse, size: number, dimensions: number): { vectors: Float32Array; values: Float64Array } {
  const random = createRandom(7);
  let block = new Float32Array(size * dimensions).map(() => random() - 0.5);
  let values = orthogonal(block, size, dimensions);
  for (let round = 0; round < ROUNDS; round++) {
    block = times(matrix, block, size, dimensions);
    values = orthogonal(block, size, dimensions);
  }
  return { vectors: block, values };
}

function times({ starts, columns, values }: Sparse, block: Float32Array, size: number, width: number) {
  const out = new Float32Array(size * width);
  for (let row = 0; row < size; row++)
    for (let entry = starts[row] as number; entry < (starts[row + 1] as number); entry++) {
      const from = (columns[entry] as number) * width;
      const value = values[entry] as number;
      for (let at = 0; at < width; at++)
        out[row * width + at] = (out[row * width + at] as number) + value * (block[from + at] as number);
    }
  return out;
}

/** Gram-Schmidt in place; the lengths that the columns had. */
function orthogonal(block: Float32Array, size: number, width: number): Float64Array {
  const columns = Array.from({ length: width }, (_none, column) => columnOf(block, size, width, column));
  const lengths = Float64Array.from(columns, (own, column) => {
    for (let other = 0; other < column; other++) removeAlong(own, columns[other] as Float32Array);
    let squares = 0;
    for (const value of own) squares += value ** 2;
    const length = Math.sqrt(squares) || 1;
    for (let row = 0; row < size; row++) own[row] = (own[row] as number) / length;
    return length;
  });
  for (const [column, own] of columns.entries())
    for (let row = 0; row < size; row++) block[row * width + column] = own[row] as number;
  return lengths;
}

function columnOf(block: Float32Array, size: number, width: number, column: number): Float32Array {
  const own = new Float32Array(size);
  for (let row = 0; row < size; row++) own[row] = block[row * width + column] as number;
  return own;
}

function removeAlong(own: Float32Array, other: Float32Array): void {
  let along = 0;
  for (let row = 0; row < own.length; row++) along += (own[row] as number) * (other[row] as number);
  for (let row = 0; row < own.length; row++) own[row] = (own[row] as number) - along * (other[row] as number);
}

export function normalised(vector: Float32Array): Float32Array {
  let squares = 0;
  for (let at = 0; at < vector.length; at++) squares += (vector[at] as number) ** 2;
  const length = Math.sqrt(squares) || 1;
  const out = new Float32Array(vector.length);
  for (let at = 0; at < vector.length; at++) out[at] = (vector[at] as number) / length;
  return out;
}
