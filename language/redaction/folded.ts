/** The text in the one form in which the detectors look for secrets. */
import { unifyLetters, unifyWidth } from '../normalise.ts';
import { digitOf } from '../normalise-numerals.ts';

export type SecretKind =
  | 'card_number'
  | 'pin'
  | 'password'
  | 'security_code'
  | 'one_time_code'
  | 'birth_date'
  | 'identity_document'
  | 'card_expiry'
  | 'account_number'
  | 'secret_answer';

export interface SecretSpan {
  kind: SecretKind;
  start: number;
  end: number;
}

export interface Folded {
  /** Half-width, lower case, katakana full-width, marks of earlier redactions blanked. */
  text: string;
  /** `text` with every digit of any script as an ASCII digit, kanji digits too; same length. */
  digits: string;
  /** For each unit of `text` where it stands in the original, and the original's end. */
  origin: Int32Array;
}

/** Stands for letters of placeholders and marks: no pattern of a value or of a keyword matches it. */
const BLANK = '\u{e000}';

/** @param placeholders texts that earlier redactions have put in */
export function foldForSecrets(original: string, placeholders: readonly string[]): Folded {
  let blanked = original;
  for (const placeholder of placeholders) blanked = blanked.replaceAll(placeholder, BLANK.repeat(placeholder.length));
  const { text, origin } = shortBlanks(unifyLetters(unifyWidth(blanked)));
  return { text, origin, digits: asciiDigits(text) };
}

/** At most four blanks in a row stay: patterns across blanks need look no further. */
function shortBlanks({ text, origin }: { text: string; origin: Int32Array }): { text: string; origin: Int32Array } {
  if (!text.includes('     ')) return { text, origin };
  const kept: number[] = [];
  let blanks = 0;
  let out = '';
  for (let at = 0; at < text.length; at++) {
    blanks = text.charAt(at) === ' ' ? blanks + 1 : 0;
    if (blanks > 4) continue;
    kept.push(origin[at] ?? 0);
    out += text.charAt(at);
  }
  return { text: out, origin: Int32Array.from([...kept, origin[text.length] ?? 0]) };
}

/** The numerals of deeds and cheques. */
const FORMAL: Record<string, string> = {
  壱: '1',
  弐: '2',
  参: '3',
  肆: '4',
  伍: '5',
  陸: '6',
  漆: '7',
  捌: '8',
  玖: '9',
  零: '0',
};

function asciiDigits(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    out += unit < '\u0080' ? unit : (FORMAL[unit] ?? digitOf(unit) ?? unit);
  }
  return out;
}

/** A pattern for any of the words, blanks between their letters allowed: 「暗 証 番 号」. */
export function anyOf(words: readonly string[]): string {
  const pattern = words.map((word) =>
    Array.from(word, (letter) => letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join(' ?'),
  );
  return `(?:${pattern.join('|')})`;
}

export interface NumberRun {
  value: string;
  start: number;
  end: number;
}

/** Units and words that make a number harmless: money, years, times, counts, versions, errors, telephone numbers. */
const HARMLESS = new RegExp(
  [
    '[¥\\\\] ?\\d[\\d,]{0,20}',
    '(?<![\\d,])\\d[\\d,]{0,20} ?(?:円|えん|万|千円|ポイント|pt|マイル|%|パーセント|割|kb|mb|gb|件|人|kg|cm)',
    '(?:19|20)\\d\\d ?年(?!\\d{4})',
    '(?:19|20)\\d\\d[/.-]\\d{1,2}[/.-]\\d{1,2}',
    '\\d{1,2}:\\d{2}(?::\\d{2})?',
    '\\d{1,3} ?(?:回|度|枚|台|個|つ|歳|才|代|日|月|週|ヶ月|か月|カ月|時|分(?!か)|秒|番|位|階|号室|丁目|番地|文字|字|桁|けた|ケタ)',
    '\\d{1,2} ?[~〜ー-] ?\\d{1,2} ?(?:文字|字|桁|けた|ケタ|回|日|時|分|個)',
    '(?:iphone|ipad|ios|ipados|android|アンドロイド|windows|win|ウィンドウズ|macos|mac|chrome|クローム|safari|サファリ|edge|firefox|galaxy|xperia|pixel|aquos|version|ver\\.?|バージョン|ie) ?[a-z]{0,3} ?\\d[\\d.]*',
    '(?:エラー|えらー|error|err|http|ステータス)(?: ?の)? ?(?:メッセージ|コード|こーど|番号|code|no\\.?)? ?(?:は|が|の|[:#]|で)? ?[「(\\[]{0,2} ?[a-z]{0,5} ?[-_]? ?\\d[\\d-]*',
    // 「(コード:20114)」, 「WEB-90211」, 「0x80070005」: codes of screens, not of messages to a telephone.
    '[(\\[「](?:コード|code|番号) ?[:=]? ?[a-z]{0,5}[-_]?\\d{3,6}[)\\]」]',
    '(?<![a-z0-9])(?:[a-z]{2,6}[-_]|0x[a-f]*)\\d{3,8}(?![\\d-])',
    '(?<!認証|確認)コード(?:番号)?[はが: ]{0,3}[a-z]-?\\d{3,5}(?![\\da-z])',
    '[(\\[][a-z]-?\\d{3,6}[)\\]]',
    '\\d{3,5} ?(?:エラー|error)',
    '(?:〒|郵便番号)[はが: ]{0,2}\\d{3}-?\\d{4}',
    '0\\d{1,4}[-() ー]{1,2}\\d{1,4}[-() ー]{1,2}\\d{3,4}',
    '\\+81[- ]?\\d{1,4}[- ]?\\d{1,4}[- ]?\\d{4}',
    '(?<!\\d)0[5789]0\\d{8}(?!\\d)',
    '(?<!\\d)0120 ?[-ー]? ?\\d{2,3} ?[-ー]? ?\\d{3,4}',
    '(?:店舗|支店|銀行)(?:コード|番号)[はが: ]{0,2}\\d{1,6}(?!\\d)',
    '(?:機種|型番)[はが: ]{0,2}[a-z]{0,3}[- ]?\\d{1,6}(?!\\d)',
    '(?<!\\d)(?:0120|0570|0800)(?!\\d)',
    '送信元[はがの: ]{0,2}\\d{1,11}(?!\\d)',
    '(?:注文|追跡|伝票)番号[はが: ]{0,2}\\d{1,6}(?:-\\d{1,8}){0,3}(?!\\d)',
    '(?:受付|問い合わせ|お問合せ|整理|伝票|注文|部屋|電話)番号の?(?:下4桁)?[はが: ]{0,2}\\d{1,6}(?!\\d)',
  ].join('|'),
  'g',
);

const masks = new WeakMap<Folded, Uint8Array>();

/** Marks the units of `folded` that belong to harmless numbers. */
export function harmlessMask(folded: Folded): Uint8Array {
  const known = masks.get(folded);
  if (known) return known;
  const mask = new Uint8Array(folded.text.length);
  masks.set(folded, mask);
  for (const match of folded.digits.matchAll(HARMLESS)) mask.fill(1, match.index, match.index + match[0].length);
  return mask;
}

/** Runs of digits without anything between, of a length from `least` to `most`, that are not harmless. */
export function numberRuns(folded: Folded, least: number, most: number): NumberRun[] {
  const mask = harmlessMask(folded);
  const runs: NumberRun[] = [];
  for (const match of folded.digits.matchAll(/\d+/g)) {
    const length = match[0].length;
    if (length < least || length > most || mask[match.index]) continue;
    runs.push({ value: match[0], start: match.index, end: match.index + length });
  }
  return runs;
}

/** Places of a pattern's matches. The pattern must have the `g` flag. */
export function places(text: string, pattern: RegExp): { start: number; end: number }[] {
  return Array.from(text.matchAll(pattern), (match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Whether `run` begins within `after` units behind a place, or ends within `before` units ahead of one. */
export function isNear(
  run: { start: number; end: number },
  sorted: { start: number; end: number }[],
  before: number,
  after: number,
): boolean {
  return sorted.some(
    ({ start, end }) =>
      (run.start >= end && run.start - end <= after) || (run.end <= start && start - run.end <= before),
  );
}
