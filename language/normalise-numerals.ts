/** Numbers in every script to ASCII digits: full-width, circled, kanji with and without 十・百・千・万. */

const KANJI_DIGITS = '〇一二三四五六七八九';
const KANJI_UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
const FORMAL: Record<string, string> = {
  零: '〇',
  壱: '一',
  壹: '一',
  弐: '二',
  貳: '二',
  参: '三',
  參: '三',
  拾: '十',
};
const KANJI_NUMBER = /[〇零一二三四五六七八九十百千万壱壹弐貳参參拾]+/g;

/** Circled and bracketed digits that NFKC turns into digits, and those it leaves alone. */
const OTHER_DIGITS: Record<string, string> = {
  '⓪': '0',
  '⓿': '0',
  '🄋': '0',
  '❶': '1',
  '❷': '2',
  '❸': '3',
  '❹': '4',
  '❺': '5',
  '❻': '6',
  '❼': '7',
  '❽': '8',
  '❾': '9',
  '❿': '10',
  '➀': '1',
  '➁': '2',
  '➂': '3',
  '➃': '4',
  '➄': '5',
  '➅': '6',
  '➆': '7',
  '➇': '8',
  '➈': '9',
  '➊': '1',
  '➋': '2',
  '➌': '3',
  '➍': '4',
  '➎': '5',
  '➏': '6',
  '➐': '7',
  '➑': '8',
  '➒': '9',
}; // prettier-ignore

/** The digit of one character in any script, else null. 「四」→ '4', 「４」→ '4', 「④」→ '4', 「〇」→ '0'. */
export function digitOf(character: string): string | null {
  const kanji = KANJI_DIGITS.indexOf(FORMAL[character] ?? character);
  if (kanji >= 0 && character !== '') return String(kanji);
  const other = OTHER_DIGITS[character];
  if (other?.length === 1) return other;
  const plain = character.normalize('NFKC').replace(/[().,\s]/g, '');
  if (/^[0-9]$/.test(plain)) return plain;
  return /^\p{Nd}$/u.test(plain) ? String(unicodeDigit(plain)) : null;
}

/** Decimal digits of every script come in runs of ten that start at a multiple of ten from their zero. */
function unicodeDigit(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return code - zero;
}

/**
 * The value of a number in kanji: 「三」 3, 「二十五」 25, 「千二百」 1200, 「一〇」 10.
 * @returns null when the text is not such a number
 */
export function kanjiNumber(text: string): number | null {
  const plain = Array.from(text, (character) => FORMAL[character] ?? character);
  if (plain.length === 0 || plain.length > 16) return null;
  if (plain.every((character) => KANJI_DIGITS.includes(character))) {
    return Number(plain.map((character) => KANJI_DIGITS.indexOf(character)).join(''));
  }
  return readUnits(plain);
}

function readUnits(characters: string[]): number | null {
  let [total, section, digit] = [0, 0, -1];
  for (const character of characters) {
    const value = KANJI_DIGITS.indexOf(character);
    const unit = KANJI_UNITS[character];
    if (value >= 0) {
      if (digit >= 0) return null;
      digit = value;
    } else if (unit) {
      section += (digit < 0 ? 1 : digit) * unit;
      digit = -1;
    } else if (character === '万') {
      const before = section + Math.max(0, digit);
      if (before === 0) return null;
      total += before * 10000;
      [section, digit] = [0, -1];
    } else return null;
  }
  return total + section + Math.max(0, digit);
}

/** Every number in the text in ASCII digits: 「三回」→「3回」, 「１２」→「12」, 「③」→「3」, 「二十五」→「25」. Lengths may change. */
export function toAsciiDigits(text: string): string {
  const single = Array.from(text, (character) => {
    if (KANJI_DIGITS.includes(character)) return character;
    return OTHER_DIGITS[character] ?? (/\p{N}/u.test(character) ? character.normalize('NFKC') : character);
  }).join('');
  return single.replace(KANJI_NUMBER, (run) => {
    const value = kanjiNumber(run);
    return value === null ? run : String(value);
  });
}
