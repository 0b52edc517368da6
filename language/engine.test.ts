import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Analyser } from './analysis.ts';
import { encodeArrays, readArrays } from './array-file.ts';
import { createEngine, type EngineMeta } from './engine.ts';
import { calibrationError, measure } from './measures.ts';
import { testAnalyser } from './testing.ts';
import { trainEngine } from './training.ts';

let analyser: Analyser;
beforeAll(async () => {
  analyser = await testAnalyser();
});

/** Another trade altogether: the engine must not need our labels. */
const KITCHEN = ['カレーの作り方', 'カレーを作りたい', 'カレーに入れる肉', '辛いカレー', 'カレールーの量'].map(
  (text) => ({ text, intent: 'curry' }),
);
const GARDEN = ['バラの育て方', 'バラを植えたい', 'バラに水をやる', '赤いバラ', 'バラの肥料の量'].map((text) => ({
  text,
  intent: 'rose',
}));

describe('the engine', () => {
  it('learns labels that it has never heard of', async () => {
    const engine = createEngine(await trainEngine([...KITCHEN, ...GARDEN], analyser));
    const [curry = 0] = engine.probabilities(analyser.analyse('おいしいカレーの作り方'));
    expect(engine.labels).toEqual(['curry', 'rose']);
    expect(curry).toBeGreaterThan(0.5);
  });

  it('comes to the same model in every training', async () => {
    const [once, again] = await Promise.all(
      [1, 2].map(async () => Buffer.from(encodeArrays(await trainEngine([...KITCHEN, ...GARDEN], analyser)))),
    );
    expect(once?.equals(again ?? Buffer.alloc(0))).toBe(true);
  });

  it('is the same after it was written and read', async () => {
    const trained = await trainEngine([...KITCHEN, ...GARDEN], analyser);
    const path = join(mkdtempSync(join(tmpdir(), 'model-')), 'model.bin');
    writeFileSync(path, encodeArrays(trained));
    const message = analyser.analyse('バラとカレー');
    expect(createEngine(readArrays<EngineMeta>(path)).probabilities(message)).toEqual(
      createEngine(trained).probabilities(message),
    );
  });
});

describe('the measures', () => {
  it('counts accuracy and F1', () => {
    const { accuracy, macroF1, perIntent } = measure(['a', 'a', 'b', 'b'], ['a', 'b', 'b', 'b']);
    expect(accuracy).toBe(0.75);
    expect(perIntent.a).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3, count: 2 });
    expect(macroF1).toBeCloseTo((2 / 3 + 0.8) / 2);
  });

  it('finds no calibration error where scores are as often right as they say', () => {
    expect(calibrationError([0.5, 0.5, 1, 1], [true, false, true, true])).toBeCloseTo(0);
    expect(calibrationError([0.9, 0.9], [false, false])).toBeCloseTo(0.9);
  });
});
