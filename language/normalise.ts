/** One spelling for what people type in many: width, look-alike letters, long vowels, spaces, repetitions. Positions map back. */

import { repairWords } from './normalise-words.ts';
import { readRomaji } from './romaji.ts';
import { TextBuilder } from './text-builder.ts';

export interface NormalisedText {
  text: string;
  /** For each UTF-16 unit of `text` where it comes from in the original; one more entry: the original's end. */
  origin: Int32Array;
}

const KATAKANA = /[ァ-ヺー]/;
const KANJI = /[㐀-鿿々]/;
const JAPANESE = /[぀-ヿ㐀-鿿々]/;
/** Dashes, bars and waves that people type for the long vowel 「ー」. */
const LONG_VOWEL_LIKE = /[-‐‑‒–—―─━−﹣ｰ~〜～ｰ]/;
/** Kanji that look like katakana. Only a katakana neighbour tells that the katakana was meant. */
const KANJI_LOOK_ALIKES: Record<string, string> = {
  卜: 'ト',
  口: 'ロ',
  力: 'カ',
  工: 'エ',
  夕: 'タ',
  二: 'ニ',
  八: 'ハ',
  才: 'オ',
  千: 'チ',
  一: 'ー',
  丿: 'ノ',
};
const COMBINING = /[゙゚ﾞﾟ\p{M}]/u;
/** Control, format and variation characters; blanks among them are blanks all the same. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/u;
const REPEATED_MARK = /[!?。、,.…ー~〜・\s]/;

/**
 * @param text as typed
 * @returns lower-case text in one spelling, with the way back. Bounded: linear in the length of the text.
 */
export function normalise(text: string): NormalisedText {
  const wide = unifyWidth(text);
  const letters = unifyLetters(wide);
  return repairWords(joinSpaced(readRomaji(collapseRepeats(letters))));
}

/** NFKC cluster by cluster (a letter with the marks that follow it), lower case, no invisible characters. */
export function unifyWidth(text: string): NormalisedText {
  const out = new TextBuilder();
  for (let at = 0; at < text.length; ) {
    const first = String.fromCodePoint(text.codePointAt(at) ?? 0);
    let end = at + first.length;
    while (end < text.length && end - at < 8 && COMBINING.test(text.charAt(end))) end++;
    if (!INVISIBLE.test(first) || /\s/.test(first)) {
      const plain = end - at === 1 && first < '\u0080' ? first : text.slice(at, end).toWellFormed().normalize('NFKC');
      out.add(/\s/.test(plain) ? ' ' : plain.toLowerCase(), at);
    }
    at = end;
  }
  return out.finish(text.length);
}

/** Look-alikes of katakana letters and of the long vowel become what was meant; one unit for one unit. */
export function unifyLetters({ text, origin }: NormalisedText): NormalisedText {
  const out = new TextBuilder();
  for (let at = 0; at < text.length; at++) {
    out.add(unifiedLetter(text, at, out.last), origin[at] ?? 0);
  }
  return out.finish(origin[text.length] ?? 0);
}

function unifiedLetter(text: string, at: number, before: string): string {
  const letter = text.charAt(at);
  const after = text.charAt(at + 1);
  if (LONG_VOWEL_LIKE.test(letter)) return isLongVowel(before, after) ? 'ー' : plainDash(letter, before, after);
  const katakana = KANJI_LOOK_ALIKES[letter];
  if (!katakana) return letter;
  if (letter === '卜') return katakana;
  const joinsLeft = KATAKANA.test(before);
  const joinsRight = KATAKANA.test(after) || LONG_VOWEL_LIKE.test(after);
  if (letter === '一') return joinsLeft && (joinsRight || after === '' || after === ' ') ? katakana : letter;
  if (joinsLeft && joinsRight) return katakana;
  if (joinsLeft) return KANJI.test(after) || letter === '口' || letter === '力' ? letter : looksFinal(letter, katakana);
  return joinsRight && !KANJI.test(before) && !'二八千'.includes(letter) ? katakana : letter;
}

/** Dashes of all kinds between digits are one; 「2〜3回」 stays a range. */
function plainDash(letter: string, before: string, after: string): string {
  if (letter === '−') return '-';
  return /[0-9]/.test(before) && /[0-9]/.test(after) && !/[~〜～]/.test(letter) ? '-' : letter;
}

/** 「デー夕」 ends in a katakana; 「ログイン口」 does not. */
function looksFinal(letter: string, katakana: string): string {
  return letter === '夕' || letter === '工' ? katakana : letter;
}

function isLongVowel(before: string, after: string): boolean {
  if (KATAKANA.test(before)) return !/[0-9a-z]/.test(after);
  return /[ぁ-ゖ]/.test(before) && /[ぁ-ゖ]/.test(after);
}

/** 「！！！！」 → 「!」, 「ああああ」 → 「ああ」. */
function collapseRepeats({ text, origin }: NormalisedText): NormalisedText {
  const out = new TextBuilder();
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    const repeated = letter === text.charAt(at - 1);
    if (repeated && REPEATED_MARK.test(letter)) continue;
    if (repeated && letter === text.charAt(at - 2) && !/[0-9]/.test(letter)) continue;
    out.add(letter, origin[at] ?? 0);
  }
  return out.finish(origin[text.length] ?? 0);
}

/** Spaces between Japanese letters carry nothing in messages: 「ロ グ イ ン」, 「パスワード を わすれ ました」. */
function joinSpaced({ text, origin }: NormalisedText): NormalisedText {
  const out = new TextBuilder();
  const spacedLetters = /^(?:\S ){2,}\S?$/.test(text.slice(0, 60));
  for (let at = 0; at < text.length; at++) {
    const between = text.charAt(at) === ' ' && JAPANESE.test(text.charAt(at - 1)) && JAPANESE.test(text.charAt(at + 1));
    if (text.charAt(at) === ' ' && (between || spacedLetters)) continue;
    out.add(text.charAt(at), origin[at] ?? 0);
  }
  return out.finish(origin[text.length] ?? 0);
}
