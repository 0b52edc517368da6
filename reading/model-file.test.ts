import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeReader, packReader, readReader } from './model-file.ts';
import { NumberTable } from './number-table.ts';
import { PackedRanker, packWeights } from './packed-ranker.ts';
import { MATCH_WEIGHTS, Ranker } from './ranker.ts';
import type { ReaderParts } from './training.ts';

const CLASSES = ['result:worked', 'result:failed', 'fact'];

/** Two features, three classes, two examples. */
const PARTS: ReaderParts = {
  weights: {
    classes: CLASSES,
    hashes: Int32Array.of(-7, 123_456_789),
    weights: Float32Array.of(1.5, -0.75, 0.001, 0, 0.3, -2),
    match: Float32Array.from({ length: MATCH_WEIGHTS }, (_, at) => at / 100),
    temperature: 1.25,
  },
  examples: [
    {
      keys: ['result:worked', 'human'],
      terms: Int32Array.of(1, -2, 3),
      core: Int32Array.of(3),
      mood: 5,
      code: 2,
      place: 11,
      writer: 'a-first',
    },
    {
      keys: ['result:failed'],
      terms: Int32Array.of(),
      core: Int32Array.of(),
      mood: 0,
      code: 8,
      place: -4,
      writer: 'b-second',
    },
  ],
  centroids: new Map([
    ['human', Float32Array.of(0.5, -0.5)],
    ['why', Float32Array.of(1, 0)],
  ]),
};
const TEXTS = new Map([
  ['封筒', { terms: Int32Array.of(9, 8), core: Int32Array.of(8), content: ['ふうとう'], mood: 0 }],
]);
const VECTORS = {
  words: { words: ['紙'], matrix: Float32Array.of(1, -1), dimensions: 2 },
  terms: { hashes: Int32Array.of(7), matrix: Float32Array.of(0.5), dimensions: 1 },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tobira-reader-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writtenAndRead(stored: Parameters<typeof encodeReader>[0]) {
  const path = join(folder, 'reader.bin');
  writeFileSync(path, encodeReader(stored));
  return readReader(path);
}

describe("the reader's file", () => {
  it('gives back what was put in', () => {
    const stored = packReader(PARTS, { vectors: VECTORS, texts: TEXTS });
    expect(writtenAndRead(stored)).toEqual(stored);
  });

  it('needs no vectors, and no centroids', () => {
    const stored = packReader({ ...PARTS, centroids: new Map() }, { vectors: null, texts: new Map() });
    expect(writtenAndRead(stored)).toEqual(stored);
  });

  it('ranks as the weights that were trained', () => {
    const dense = new Ranker(PARTS.weights);
    const packed = new PackedRanker(writtenAndRead(packReader(PARTS, { vectors: null, texts: TEXTS })).weights);
    for (const features of [[-7], [123_456_789], [-7, 123_456_789, 42], [42], []].map((list) =>
      Int32Array.from(list),
    )) {
      const expected = [...dense.classScores(dense.placesOf(features))];
      const scores = [...packed.classScores(packed.placesOf(features))];
      for (const [at, score] of scores.entries()) expect(score).toBeCloseTo(expected[at] ?? Number.NaN, 1);
    }
  });

  it('leaves out what says nothing', () => {
    const { kinds, starts } = packWeights(PARTS.weights);
    expect([...kinds]).toEqual([0, 1, 1, 2]);
    expect([...starts]).toEqual([0, 2, 4]);
  });
});

describe('the table of numbers', () => {
  it('knows each number by its place, however many there are', () => {
    const table = new NumberTable();
    const numbers = Array.from({ length: 5000 }, (_, at) => Math.imul(at - 2500, 65_536));
    for (const number of numbers) table.add(number);
    expect(numbers.every((number, place) => table.placeOf(number) === place && table.add(number) === place)).toBe(true);
    expect([table.size, table.placeOf(1), new NumberTable(Int32Array.from(numbers)).placeOf(numbers[77] ?? 0)]).toEqual(
      [5000, -1, 77],
    );
  });
});
