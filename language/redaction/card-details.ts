/** What else stands on a card and in a bank book: the expiry date and the account that pays. */
import { type Folded, harmlessMask, type SecretKind, type SecretSpan } from './folded.ts';

const LINK =
  '(?: |は|が|の|も|って|、|,|:|=|→|「|『|\\(|】|\\)|\\*|たしか|確か|たぶん|多分|カード|です|年月|月/年|mm/yy){0,5}';
const MONTH = '(?:0?[1-9]|1[0-2])';
const YEAR = '(?:20)?(?:[2-4]\\d|[2-4]十\\d?)';
const EXPIRY_DATE = `(?:${MONTH} ?[/\\-ー.・ の] ?${YEAR}|${MONTH} ?月 ?(?:の|と)? ?${YEAR} ?年?|[2-4]\\d ?/ ?${MONTH}|20[2-4]\\d ?(?:年 ?の?|[/\\-.]) ?${MONTH} ?月?|[2-4]\\d年 ?${MONTH} ?月|(?:0[1-9]|1[0-2])[2-4]\\d)(?! ?日|[\\d/])`;
const EXPIRY_WORD =
  '(?:有効期限|ゆうこうきげん|期限|グッドスルー|good ?thru|valid ?thru|expiry|expires|(?<![a-z])exp(?:\\.|(?![a-z])))';
/** What else has an expiry date: points, links, codes, licences. */
const OTHER_EXPIRY =
  /(?:ポイント|マイル|クーポン|優待|キャンペーン|コード|パスワード|url|リンク|メール|免許証?|パスポート|保険証?|支払い?|返済|手続き|申込み?|回答|提出|特典|チケット|ギフト券?)[^。、\n]{0,6}$/;
const EXPIRY = new RegExp(`${EXPIRY_WORD}${LINK}(${EXPIRY_DATE})`, 'g');
/** Right behind a number that was hidden, unless it is the day on which something was done. */
const EXPIRY_BEHIND = new RegExp(
  `\u{e000}[\\s、,/・:だとでのは]{0,4}(${MONTH} ?[/\\-] ?[2-4]\\d|(?:0[1-9]|1[0-2])[2-4]\\d)(?![\\d/]| ?[円年月件回]| ?(?:に|から|の|まで|頃|ごろ|\\d{1,2}:))`,
  'gu',
);
const CODE_BEHIND_EXPIRY = /\u{e000}[\s、,/・:と]{1,4}(\d{3,4})(?![\d円回年月日:/-])(?=[\s、,。です]*$)/gu;

const ACCOUNT_WORD =
  '(?:口座(?:の?番号|no\\.?)?|こうざ(?:ばんごう)?|普通(?:預金|口座)?|当座(?:預金|口座)?|普(?= ?\\d{7})|(?:預金|貯金|通帳)(?:の?番号)?|銀行|信金|支店|三菱|三井住友|みずほ|りそな)';
const ACCOUNT = new RegExp(
  `${ACCOUNT_WORD}(?:の番号|番号)?${LINK}(\\d{3}[- ]\\d{4}|\\d{6,8}|\\d(?:[ 、・-]\\d){6})(?![\\d-]| ?(?:円|ポイント|回|年|件|人))`,
  'g',
);
const ACCOUNT_BEHIND = /(?<![\d-])(\d{7})(?!\d)[」』]? ?(?:が|は|って|←|という|を)[^\d。]{0,8}口座番号/g;
const POST_BOOK = /(?:ゆうちょ|記号|通帳)[^\d。]{0,10}(1\d{4} ?-? ?\d{5,8})(?!\d)/g;
const POST_ACCOUNT = /記号 ?(?:は|が|:|、)? ?(\d{5}(?:-\d)?)(?!\d)(?:[^\d。]{0,8}番号[はが:、 ]{0,2}(\d{1,8})(?!\d))?/g;

interface Detail {
  kind: SecretKind;
  pattern: RegExp;
}
const DETAILS: readonly Detail[] = [
  { kind: 'card_expiry', pattern: EXPIRY },
  { kind: 'card_expiry', pattern: EXPIRY_BEHIND },
  { kind: 'security_code', pattern: CODE_BEHIND_EXPIRY },
  { kind: 'account_number', pattern: ACCOUNT },
  { kind: 'account_number', pattern: ACCOUNT_BEHIND },
  { kind: 'account_number', pattern: POST_BOOK },
  { kind: 'account_number', pattern: POST_ACCOUNT },
];

export function cardDetails(folded: Folded): SecretSpan[] {
  const { digits } = folded;
  const mask = harmlessMask(folded);
  return DETAILS.flatMap(({ kind, pattern }) =>
    Array.from(digits.matchAll(pattern)).flatMap((match) => {
      if (kind === 'card_expiry' && OTHER_EXPIRY.test(digits.slice(Math.max(0, match.index - 14), match.index)))
        return [];
      return match
        .slice(1)
        .filter((value) => value !== undefined)
        .map((value) => ({ kind, start: match.index + match[0].lastIndexOf(value), value }))
        .filter(({ start }) => kind === 'card_expiry' || !mask[start])
        .map(({ start, value }) => ({ kind, start, end: start + value.length }));
    }),
  );
}
