/** Birth dates and numbers of identity documents. */
import { anyOf, type Folded, isNear, places, type SecretSpan } from './folded.ts';
import { KANA_DATE } from './spoken-digits.ts';

const BIRTH_WORD = new RegExp(
  `${anyOf(['生年月日', 'せいねんがっぴ', '誕生日', 'たんじょうび', '誕生', 'バースデー', 'birthday', 'bday', 'b-day', 'birth', 'born', '生まれ', 'うまれ', '生れ', 'tanjoubi', 'dob'])}|(?<=[年月日\\d])生(?![命活徒年])`,
  'g',
);
const NUMBER = '[\\d〇零元十百]{1,4}';
const ERA = '(?:明治|大正|昭和|平成|令和|めいじ|たいしょう|しょうわ|へいせい|れいわ|(?<![a-z])[mtshr])';
const DATE = new RegExp(
  [
    KANA_DATE,
    `${ERA} ?\\.?${NUMBER} ?[年./・\\- の] ?${NUMBER} ?[月./・\\- の] ?${NUMBER} ?日?`,
    `${ERA} ?${NUMBER} ?年(?: ?${NUMBER} ?月(?: ?${NUMBER} ?日)?)?`,
    `(?:19|20)\\d\\d ?[年./・\\- の、,] ?${NUMBER} ?[月./・\\- の、,] ?の? ?${NUMBER} ?日?`,
    '(?:19|20)\\d\\d ?年 ?\\d{1,2} ?月',
    '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.? \\d{1,2}(?:, ?(?:19|20)\\d\\d)?',
    '\\d{2} ?[年./・-] ?\\d{1,2} ?[月./・-] ?\\d{1,2} ?日?',
    `${NUMBER} ?月 ?の? ?${NUMBER} ?日?`,
    '\\d{1,2} ?[/.-] ?\\d{1,2}(?!\\d)',
    '(?<!\\d)(?:19|20)\\d{6}(?!\\d)',
    '(?<!\\d)\\d{8}(?!\\d)',
    '(?<!\\d)\\d{6}(?!\\d)',
    '(?<!\\d)\\d{4}(?!\\d| ?[円年桁])',
  ].join('|'),
  'g',
);

export function birthDates(folded: Folded): SecretSpan[] {
  const words = places(folded.digits, BIRTH_WORD);
  if (words.length === 0) return loneDate(folded);
  return places(folded.digits, DATE)
    .filter((date) => isNear(date, words, 14, 22) && !isBirthYear(folded.digits, date))
    .map((date) => ({ kind: 'birth_date', ...date }));
}

/** 「昭和23年生まれの77歳」: a year alone tells an age and no date. */
const isBirthYear = (digits: string, { start, end }: { start: number; end: number }): boolean =>
  /^(?:明治|大正|昭和|平成|令和) ?[\d元十]{1,3} ?年$/.test(digits.slice(start, end)) &&
  /^の?(?:生まれ|うまれ|生れ)/.test(digits.slice(end, end + 4)) &&
  !/生年月日|誕生日/.test(digits.slice(Math.max(0, start - 8), start));

const LONE_DATE = new RegExp(
  `^(?:はい|えっと|えーと|私は|母は|父は|夫は|妻は|[\\s、「(]){0,3}((?:(?:昭和?|大正|平成|[sth]) ?${NUMBER}|19\\d\\d|200\\d) ?[年./・\\- ] ?${NUMBER} ?[月./・\\- ] ?${NUMBER} ?日?)(?:です|でした|だ|の(?:男|女|者)|[」)。!\\s]|$)`,
);

/** A day of the years before 1990 is a birthday, unless something was done on it. */
const OLD_DATE = new RegExp(
  `(?:(?:明治|大正|昭和) ?${NUMBER} ?年|19[2-8]\\d ?年) ?${NUMBER} ?月 ?${NUMBER} ?日(?! ?(?:に|から|の|頃|ごろ|まで|以|付|、))|(?<![a-z0-9/-])(?:[sth]|19[2-8])\\d{1,2}[./-]\\d{1,2}[./-]\\d{1,2}(?![\\d.]| ?(?:に|から|の|頃|ごろ|まで|以|付))|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.? \\d{1,2},? 19[2-9]\\d`,
  'g',
);

/** 「昭和55年3月4日です」: a full date of the years people are born in, with nothing else that it could be. */
function loneDate({ digits }: Folded): SecretSpan[] {
  const value = LONE_DATE.exec(digits)?.[1];
  if (!value) return places(digits, OLD_DATE).map((date) => ({ kind: 'birth_date', ...date }));
  const start = digits.indexOf(value);
  return [{ kind: 'birth_date', start, end: start + value.length }];
}

const DOCUMENT_WORD = new RegExp(
  `${anyOf([
    '免許証',
    '免許',
    'めんきょ',
    'マイナンバー',
    'まいなんばー',
    '個人番号',
    'パスポート',
    'ぱすぽーと',
    'passport',
    '旅券',
    '保険証',
    'ほけんしょう',
    '被保険者',
    '在留カード',
    '在留',
    '住民票コード',
    '年金番号',
    '年金手帳',
    '基礎年金',
    '学生証',
    '身分証',
    'my number',
    'mynumber',
    'menkyo',
  ])}|マイナ(?!ス)`,
  'g',
); // prettier-ignore
const DOCUMENT_NUMBER =
  /(?<=(?:記号|番号)[はが: ]{0,2})\d{1,8}(?!\d)|(?<![a-z0-9])[a-z]{0,2} ?\d(?:[ \-‐–ー.の\n]{0,2}\d){3,15} ?[a-z]{0,2}(?![a-z])/g;
const BARE_TWELVE = /^[\s「"']*([1-9]\d{3}[ \-ー]?\d{4}[ \-ー]?\d{4})(?:です|だ|でした)?[。.!\s」"']*$/;

export function identityDocuments(folded: Folded): SecretSpan[] {
  const bare = BARE_TWELVE.exec(folded.digits);
  if (bare?.[1]) {
    const start = folded.digits.indexOf(bare[1]);
    return [{ kind: 'identity_document', start, end: start + bare[1].length }];
  }
  const words = places(folded.digits, DOCUMENT_WORD);
  if (words.length === 0) return [];
  return places(folded.digits, DOCUMENT_NUMBER)
    .filter((number) => isNear(number, words, 12, 24) && !isYearOrAmount(folded.digits, number))
    .map((number) => ({ kind: 'identity_document', ...number }));
}

function isYearOrAmount(digits: string, { start, end }: { start: number; end: number }): boolean {
  return /^ ?[年円桁]/.test(digits.slice(end, end + 2)) || /^0[5789]0/.test(digits.slice(start, start + 3));
}
