/** Japanese written in Latin letters: 「roguin dekinai」. */
import type { NormalisedText } from './normalise.ts';
import { TextBuilder } from './text-builder.ts';

const SYLLABLES: Record<string, string> = {};
const ROWS: [string, string][] = [
  ['', 'あいうえお'],
  ['k', 'かきくけこ'],
  ['s', 'さしすせそ'],
  ['t', 'たちつてと'],
  ['n', 'なにぬねの'],
  ['h', 'はひふへほ'],
  ['m', 'まみむめも'],
  ['r', 'らりるれろ'],
  ['g', 'がぎぐげご'],
  ['z', 'ざじずぜぞ'],
  ['d', 'だぢづでど'],
  ['b', 'ばびぶべぼ'],
  ['p', 'ぱぴぷぺぽ'],
]; // prettier-ignore
for (const [consonant, kana] of ROWS) {
  for (const [at, vowel] of Array.from('aiueo').entries()) SYLLABLES[consonant + vowel] = kana.charAt(at);
}
const GLIDES: [string, string][] = [
  ['ky', 'き'],
  ['sy', 'し'],
  ['sh', 'し'],
  ['ty', 'ち'],
  ['ch', 'ち'],
  ['cy', 'ち'],
  ['ny', 'に'],
  ['hy', 'ひ'],
  ['my', 'み'],
  ['ry', 'り'],
  ['gy', 'ぎ'],
  ['zy', 'じ'],
  ['j', 'じ'],
  ['jy', 'じ'],
  ['by', 'び'],
  ['py', 'ぴ'],
  ['dy', 'ぢ'],
]; // prettier-ignore
for (const [consonant, kana] of GLIDES) {
  for (const [vowel, small] of [
    ['a', 'ゃ'],
    ['u', 'ゅ'],
    ['o', 'ょ'],
    ['e', 'ぇ'],
  ])
    SYLLABLES[`${consonant}${vowel}`] = kana + small;
}
Object.assign(SYLLABLES, {
  shi: 'し',
  chi: 'ち',
  tsu: 'つ',
  fu: 'ふ',
  ji: 'じ',
  ya: 'や',
  yu: 'ゆ',
  yo: 'よ',
  wa: 'わ',
  wo: 'を',
  fa: 'ふぁ',
  fi: 'ふぃ',
  fe: 'ふぇ',
  fo: 'ふぉ',
  va: 'ば',
  vi: 'び',
  vu: 'ぶ',
  ve: 'べ',
  vo: 'ぼ',
  di: 'でぃ',
  ti: 'ち',
  '-': 'ー',
});

/** English or technical words that could be read as Japanese syllables but are not. */
const NOT_ROMAJI = new Set(
  'id pin pass site name code mobile page web sms atm app no to do me on one time same use made be he we a i e-mail date file home note have are here there more some come like take make give machine phone online game'.split(
    ' ',
  ),
);
const ENGLISH =
  /\b(?:the|my|is|are|can|can't|cannot|how|please|not|what|i'm|i|for|with|and|of|it|you|help|where|when|don't|doesn't|your|this|in|want|need|get)\b/;
/** Words of our field that people keep in English between Japanese syllables: they say nothing on which of the two it is. */
const KEPT =
  /^(?:id|pin|pw|pass|password|login|card|mail|e-mail|email|error|browser|android|iphone|app|sms|code|web|wifi|wi-fi|sns|atm|url|pc|amex|saison|promise|netanswer|portal|site|security|ios|windows|chrome|ok|puzzle|lock|web-id|safari|amazon|tobira|ime|mac|caps|edge|firefox|google|apple|line|docomo|au|suica|paypay|ana|jal|nisa|rakuten|epos|aeon)$/;
const WORD = /[a-z'-]+/g;
const SHARE_NEEDED = 0.6;

/** @returns hiragana, or null when the word is not made of Japanese syllables */
export function romajiToHiragana(word: string): string | null {
  let out = '';
  for (let at = 0; at < word.length; ) {
    const letter = word.charAt(at);
    if (letter === "'") {
      at++;
    } else if (/[aeuo]/.test(letter) && letter === word.charAt(at - 1) && at > 1) {
      out += 'ー';
      at++;
    } else if (letter === word.charAt(at + 1) && /[bcdfghjkmpqrstwyz]/.test(letter)) {
      out += 'っ';
      at++;
    } else {
      const length = [4, 3, 2, 1].find(
        (size) => SYLLABLES[word.slice(at, at + size)] !== undefined && at + size <= word.length,
      );
      if (length) {
        out += SYLLABLES[word.slice(at, at + length)];
        at += length;
      } else if (letter === 'n' || (letter === 'm' && /[bmp]/.test(word.charAt(at + 1)))) {
        out += 'ん';
        at++;
      } else return null;
    }
  }
  return out;
}

/** Turns a message that is Japanese in Latin letters into hiragana; leaves every other message as it is. */
export function readRomaji(source: NormalisedText): NormalisedText {
  const { text, origin } = source;
  if (/[ぁ-ヿ㐀-鿿]/.test(text) || ENGLISH.test(text) || !/[a-z]{3}/.test(text)) return source;
  const words = Array.from(text.matchAll(WORD), (match) => ({
    word: match[0],
    at: match.index,
    kana: kanaOf(match[0]),
  }));
  const letters = words.reduce((sum, { word }) => sum + (KEPT.test(word) ? 0 : word.length), 0);
  const read = words.reduce((sum, { word, kana }) => sum + (kana ? word.length : 0), 0);
  if (read === 0 || read < letters * SHARE_NEEDED) return source;
  const out = new TextBuilder();
  let done = 0;
  for (const { word, at, kana } of words) {
    if (!kana) continue;
    for (let unit = done; unit < at; unit++)
      if (text.charAt(unit) !== ' ') out.add(text.charAt(unit), origin[unit] ?? 0);
    for (let unit = 0; unit < kana.length; unit++) {
      out.add(kana.charAt(unit), origin[at + Math.floor((unit * word.length) / kana.length)] ?? 0);
    }
    done = at + word.length;
  }
  for (let unit = done; unit < text.length; unit++) out.add(text.charAt(unit), origin[unit] ?? 0);
  return out.finish(origin[text.length] ?? 0);
}

function kanaOf(word: string): string | null {
  return KEPT.test(word) || (NOT_ROMAJI.has(word) && !['no', 'to'].includes(word)) ? null : romajiToHiragana(word);
}
