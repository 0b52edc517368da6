/** A trained reader as one file that is loaded without parsing numbers: `encodeReader` and `readReader`. */
import { type ArrayFile, encodeArrays, readArrays } from '../language/array-file.ts';
import { Numbering, rowsAs, rowsOf } from './array-rows.ts';
import type { Encoded } from './encoding.ts';
import type { Example } from './examples.ts';
import { type PackedWeights, packWeights } from './packed-ranker.ts';
import type { ReadingKey } from './reading.ts';
import type { ReaderParts } from './training.ts';
import type { VectorParts } from './vectors.ts';

/** What a text of the knowledge is compared by; its features are nobody's business. */
export type TextTerms = Pick<Encoded, 'terms' | 'core' | 'content' | 'mood'>;

/** Everything a reader is made of, as it lies in the file. */
export interface StoredReader extends Omit<ReaderParts, 'weights'> {
  weights: PackedWeights;
  /** Where words and messages lie. */
  vectors: VectorParts | null;
  /** Texts of the knowledge, encoded once and for all; one that was changed since is not among them. */
  texts: ReadonlyMap<string, TextTerms>;
}

interface Meta {
  classes: string[];
  temperature: number;
  /** Keys that examples and centroids name by number. */
  keys: ReadingKey[];
  writers: string[];
  centroidSize: number;
  texts: [text: string, mood: number, content: string[]][];
  vectors: { words: string[]; dimensions: [words: number, terms: number] } | null;
}

export function packReader(parts: ReaderParts, rest: Pick<StoredReader, 'vectors' | 'texts'>): StoredReader {
  return { ...parts, ...rest, weights: packWeights(parts.weights) };
}

export function encodeReader({ weights, examples, centroids, vectors, texts }: StoredReader): Uint8Array {
  const keys = new Numbering();
  const writers = new Numbering();
  const { classes, temperature, kinds, ...arrays } = weights;
  const encodedTexts = [...texts.values()];
  const all: ArrayFile<Meta>['arrays'] = {
    ...arrays,
    kinds: new Int8Array(kinds.buffer, kinds.byteOffset, kinds.length),
    ...rowsAs(
      'exampleTerms',
      examples.map(({ terms }) => terms),
    ),
    ...rowsAs(
      'exampleKeys',
      examples.map((example) => example.keys.map((key) => keys.of(key))),
    ),
    ...rowsAs(
      'exampleCores',
      examples.map(({ core }) => core),
    ),
    examplePlaces: Int32Array.from(examples, ({ place }) => place),
    exampleMoods: Int32Array.from(examples, ({ mood }) => mood),
    exampleCodes: Int32Array.from(examples, ({ code }) => code),
    exampleWriters: Int32Array.from(examples, ({ writer }) => writers.of(writer)),
    centroidKeys: Int32Array.from(centroids.keys(), (key) => keys.of(key)),
    centroids: Float32Array.from([...centroids.values()].flatMap((vector) => [...vector])),
    ...rowsAs(
      'textTerms',
      encodedTexts.map(({ terms }) => terms),
    ),
    ...rowsAs(
      'textCores',
      encodedTexts.map(({ core }) => core),
    ),
  };
  if (vectors)
    Object.assign(all, {
      words: vectors.words.matrix,
      termHashes: vectors.terms.hashes,
      termDirections: vectors.terms.matrix,
    });
  const meta: Meta = {
    classes,
    temperature,
    keys: keys.names,
    writers: writers.names,
    centroidSize: [...centroids.values()][0]?.length ?? 0,
    texts: [...texts].map(([text, { mood, content }]) => [text, mood, content]),
    vectors: vectors && {
      words: vectors.words.words,
      dimensions: [vectors.words.dimensions, vectors.terms.dimensions],
    },
  };
  return encodeArrays({ meta, arrays: all });
}

/** @throws when the file is missing or of another form */
export function readReader(path: string): StoredReader {
  const { meta, arrays } = readArrays<Meta>(path);
  const int32 = (name: string) => arrays[name] as Int32Array;
  const float32 = (name: string) => arrays[name] as Float32Array;
  const int8 = (name: string) => arrays[name] as Int8Array;
  const kinds = int8('kinds');
  const keysOf = rowsOf(arrays, 'exampleKeys');
  const exampleTerms = rowsOf(arrays, 'exampleTerms');
  const exampleCores = rowsOf(arrays, 'exampleCores');
  const textTerms = rowsOf(arrays, 'textTerms');
  const textCores = rowsOf(arrays, 'textCores');
  const centroids = float32('centroids');
  return {
    weights: {
      classes: meta.classes,
      temperature: meta.temperature,
      hashes: int32('hashes'),
      match: float32('match'),
      starts: int32('starts'),
      kinds: new Uint8Array(kinds.buffer, kinds.byteOffset, kinds.length),
      values: int8('values'),
      scales: float32('scales'),
    },
    examples: Array.from(
      int32('exampleCodes'),
      (code, at): Example => ({
        keys: Array.from(keysOf(at), (number) => meta.keys[number] as ReadingKey),
        terms: exampleTerms(at),
        core: exampleCores(at),
        place: int32('examplePlaces')[at] as number,
        mood: int32('exampleMoods')[at] as number,
        code,
        writer: meta.writers[int32('exampleWriters')[at] as number] as string,
      }),
    ),
    centroids: new Map(
      Array.from(int32('centroidKeys'), (number, at) => [
        meta.keys[number] as ReadingKey,
        centroids.subarray(at * meta.centroidSize, (at + 1) * meta.centroidSize),
      ]),
    ),
    vectors: meta.vectors && {
      words: { words: meta.vectors.words, matrix: float32('words'), dimensions: meta.vectors.dimensions[0] },
      terms: { hashes: int32('termHashes'), matrix: float32('termDirections'), dimensions: meta.vectors.dimensions[1] },
    },
    texts: new Map(
      meta.texts.map(([text, mood, content], at) => [
        text,
        { terms: textTerms(at), core: textCores(at), mood, content },
      ]),
    ),
  };
}
