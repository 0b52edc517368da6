/**
 * Messages as hasty fingers, kana-only writers and odd keyboards would have sent them: the same meaning, written worse.
 * Made by code at training, so that nobody has to write them; the same in every run.
 */
import type { Analyser } from './analysis.ts';
import { normalise } from './normalise.ts';
import { createRandom } from './random.ts';
import type { Token } from './tokeniser.ts';

type Spoil = (text: string, tokens: readonly Token[], random: () => number) => string;

const KANJI = /[㐀-鿿々]/;
const KANA_ROWS = [
  'あいうえお',
  'かきくけこ',
  'さしすせそ',
  'たちつてと',
  'なにぬねの',
  'はひふへほ',
  'まみむめも',
  'やゆよ',
  'らりるれろ',
  'わをんー',
];
const MARKED = /[がぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽガギグゲゴザジズゼゾダデドバビブベボパピプペポ]/;
const SMALL: Record<string, string> = {
  っ: 'つ',
  ゃ: 'や',
  ゅ: 'ゆ',
  ょ: 'よ',
  ッ: 'ツ',
  ャ: 'ヤ',
  ュ: 'ユ',
  ョ: 'ヨ',
};
/** One slip in about so many letters, and one at least. */
const LETTERS_A_SLIP = 14;

const toHiragana = (katakana: string): string =>
  katakana.replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));

/** Words with kanji as they sound: all of them, or about half. */
const inKana: Spoil = (_, tokens, random) => {
  const share = random() < 0.5 ? 1 : 0.5;
  return tokens
    .map(({ surface, reading }) => (KANJI.test(surface) && random() < share ? toHiragana(reading) : surface))
    .join('');
};

/** A blank after each letter, or after each word. */
const spacedApart: Spoil = (text, tokens, random) =>
  random() < 0.5 ? Array.from(text).join(' ') : tokens.map(({ surface }) => surface).join(' ');

/** Katakana in half width, or Latin letters and digits in full width. */
const inOtherWidth: Spoil = (text, _, random) =>
  random() < 0.5
    ? text.replace(/[ァ-ヺー]/g, (letter) => HALF_WIDTH.get(letter) ?? letter)
    : text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

const HALF_WIDTH = new Map(
  Array.from({ length: 0xff9f - 0xff65 }, (_, at) => String.fromCharCode(0xff66 + at))
    .flatMap((half): string[] => [half, `${half}ﾞ`, `${half}ﾟ`])
    .map((half) => [half.normalize('NFKC'), half] as const)
    .filter(([whole]) => whole.length === 1),
);

/** As a voice input gives it. */
const withoutMarks: Spoil = (text) => text.replace(/[、。!?！？「」『』・…\s]/g, '');

/** Slips of the thumb: a letter lost, doubled, swapped with the next, its neighbour on the key, its mark or size lost. */
const mistyped: Spoil = (text, _, random) => {
  const letters = Array.from(text);
  for (let left = Math.ceil(letters.length / LETTERS_A_SLIP); left > 0; left--) {
    const at = Math.floor(random() * letters.length);
    letters.splice(at, 2, ...slip(letters[at] ?? '', letters[at + 1] ?? '', random));
  }
  return letters.join('');
};

function slip(letter: string, next: string, random: () => number): string[] {
  if (SMALL[letter]) return [SMALL[letter], next];
  if (MARKED.test(letter) && random() < 0.5) return [letter.normalize('NFD').charAt(0), next];
  const row = KANA_ROWS.find((each) => each.includes(letter));
  const kind = random();
  if (row && kind < 0.4) return [row.charAt(Math.floor(random() * row.length)), next];
  if (kind < 0.6) return [next];
  if (kind < 0.8) return [letter, letter, next];
  return [next, letter];
}

const SPOILS: readonly Spoil[] = [inKana, mistyped, withoutMarks, spacedApart, inOtherWidth];

/** Every so many messages get a copy. */
const COPY_SHARE = 0.25;

/**
 * @param texts as people wrote them
 * @returns worse copies of some of them, with the index of the text each is made from
 */
export function spoilSome(
  texts: readonly string[],
  analyser: Analyser,
  seed: number,
  share = COPY_SHARE,
): { text: string; of: number }[] {
  const random = createRandom(seed);
  return texts.flatMap((text, of) => {
    if (random() >= share) return [];
    const copy = spoil(text, analyser, random);
    return copy === null ? [] : [{ text: copy, of }];
  });
}

/** @returns null when the spelling that understanding works with is the same: such a copy teaches nothing */
function spoil(text: string, analyser: Analyser, random: () => number): string | null {
  const analysis = analyser.analyse(text);
  const kind = SPOILS[Math.floor(random() ** 1.5 * SPOILS.length)] as Spoil;
  const copy = kind(analysis.normalised.text, analysis.tokens, random);
  return normalise(copy).text === analysis.normalised.text ? null : copy;
}
