import { join } from 'node:path';
import type { Analyser } from './analysis.ts';
import { spoilSome } from './augmentation.ts';
import { readCorpus } from './corpus.ts';
import { TEST_OPTIONS, testAnalyser } from './testing.ts';

let analyser: Analyser;
let texts: string[];
beforeAll(async () => {
  analyser = await testAnalyser();
  const corpus = readCorpus(join(TEST_OPTIONS.knowledgeDir, 'corpus'));
  texts = corpus.filter((_, at) => at % 40 === 0).map(({ text }) => text);
});

const spelling = (text: string): string => analyser.analyse(text).normalised.text;

describe('copies made for training', () => {
  it('are the same in every run, and others with another seed', () => {
    expect(spoilSome(texts, analyser, 1)).toEqual(spoilSome(texts, analyser, 1));
    expect(spoilSome(texts, analyser, 1)).not.toEqual(spoilSome(texts, analyser, 2));
  });

  it('are made of about the share that is asked for, less those that would teach nothing', () => {
    const copies = spoilSome(texts, analyser, 1, 0.5);
    expect(copies.length).toBeGreaterThan(texts.length * 0.25);
    expect(copies.length).toBeLessThan(texts.length * 0.6);
  });

  it('are always spelled otherwise than the message, also after everything odd in width and spacing is put right', () => {
    for (const { text, of } of spoilSome(texts, analyser, 1, 1))
      expect(spelling(text)).not.toBe(spelling(texts[of] ?? ''));
  });

  it('hold messages in kana only, that sound as before', () => {
    const kanji = /[㐀-鿿]/;
    const asked = texts.filter((text) => kanji.test(text));
    const inKana = spoilSome(asked, analyser, 1, 1).filter(({ text }) => !kanji.test(text));
    expect(inKana.length).toBeGreaterThan(10);
    const same = inKana.filter(
      ({ text, of }) => analyser.analyse(text).sound === analyser.analyse(asked[of] ?? '').sound,
    );
    expect(same.length).toBeGreaterThan(inKana.length / 3);
  });

  it('never fail, whatever the message', () => {
    const odd = ['', ' ', 'が', '\ud800', '😀', 'ｱ', 'ーーー', 'a'.repeat(900)];
    for (let seed = 0; seed < 40; seed++) expect(() => spoilSome(odd, analyser, seed, 1)).not.toThrow();
  });
});
