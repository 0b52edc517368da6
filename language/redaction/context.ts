/** One message leaves the label open, the next one brings the value. */
import { type Folded, harmlessMask, type SecretKind, type SecretSpan } from './folded.ts';
import { NO_VALUE, PRODUCT } from './password-words.ts';
import { wholeAnswer } from './secret-answers.ts';
import { KANA_DATE, KANA_DIGIT } from './spoken-digits.ts';

const END =
  '(?: ?(?:は|が|わ|って|を言います|言いますね|です|はこれ|これです|これ|は最初|は?ね|はこう|(?:を)?(?:書|言|送|打)(?:く|い?う|り?る|ち?つ)(?:ね|よ|から)|(?:を)?(?:書|言|送|い|か)き?い?り?ます(?:ね|よ|から)?|[:：=→、。….]|\\s)){0,4}$';
const LABELS: readonly { kind: SecretKind; words: string }[] = [
  { kind: 'security_code', words: 'セキュリティー?(?:コード|番号)|せきゅりてぃこーど|cv[cvn]2?|裏の(?:3桁|番号|数字)' },
  { kind: 'one_time_code', words: '(?:認証|確認)(?:コード|番号)|ワンタイムパスワード|届いた(?:番号|コード|数字)' },
  { kind: 'pin', words: '(?:暗証|暗唱|あんしょう)(?:番号|ばんごう)?|ピン(?:番号|コード)?|(?<![a-z])pin' },
  { kind: 'password', words: 'パスワード|ぱすわーど|(?<![ァ-ヺ])パス|(?<![a-z])(?:password|pass|pw)' },
  { kind: 'birth_date', words: '生年月日|誕生日|たんじょうび|生まれ' },
  { kind: 'identity_document', words: 'マイナンバー|個人番号|免許証?の?番号|パスポート(?:番号)?' },
  { kind: 'secret_answer', words: '秘密の(?:質問|答え)(?:の(?:答え|回答|こたえ))?|母親?の旧姓|ペットの名前' },
  { kind: 'account_number', words: '口座(?:の)?番号|引き落とし口座' },
  { kind: 'card_expiry', words: '(?<!ポイントの?|マイルの?|コードの?)有効期限' },
  { kind: 'card_number', words: 'カード(?:の)?番号|会員番号' },
];
const OPEN = LABELS.map(({ kind, words }) => ({ kind, pattern: new RegExp(`(?:${words})${END}`) }));
/** 「パスワードは」 is open; 「パスワード」 alone may be the topic, and so may 「誕生日です」. */
const POINTED =
  /(?:は|が|わ|って|これ|言います|言いますね|これです|最初|ね|よ|から|ます|こう|[:=→、….])[\s。、.]{0,4}$/;
const HIDDEN_PART: readonly [string, SecretKind][] = [
  ['［カード番号は伏せました］', 'card_number'],
  ['［認証コードは伏せました］', 'one_time_code'],
  ['［暗証番号は伏せました］', 'pin'],
  ['［パスワードは伏せました］', 'password'],
  ['［生年月日は伏せました］', 'birth_date'],
  ['［証明書の番号は伏せました］', 'identity_document'],
];
const UNFINISHED = /^[^0-9]{0,14}(?:です|で|が|、|…|\s)*$/;

/**
 * What the value of the next message is, when this one (already redacted) ended before its value, or was one part of it.
 * Undefined when the message was complete.
 */
export function openLabelIn(previous: string): SecretKind | undefined {
  const tail = previous.normalize('NFKC').toLowerCase().slice(-40).trim();
  if (POINTED.test(tail)) {
    const open = OPEN.find(({ pattern }) => pattern.test(tail));
    if (open) return open.kind;
  }
  const part = HIDDEN_PART.find(([placeholder]) => previous.includes(placeholder));
  if (!part || previous.length > 40) return undefined;
  // Two digits after a whole PIN are a choice; they are a part only when a part was told.
  if (part[1] === 'pin' && !/最初|前半|はじめ|まず/.test(previous) && previous.trim() !== part[0]) return undefined;
  return UNFINISHED.test(previous.slice(previous.lastIndexOf(part[0]) + part[0].length)) ? part[1] : undefined;
}

const UNIT = '(?!\\d| ?(?:回|円|分|時|文字|桁|歳|年|月|日|ポイント))';
/** A day that something was done on is no birthday and no PIN: 「3月17日から」. */
const NO_MOMENT = '(?!\\d| ?(?:日|に|から|の(?!はず)|ごろ|頃|まで|以))';
const NUMBER = `(?<!\\d)\\d[\\d \\-:・の]{1,30}(?<=\\d)${UNIT}`;
const DAY = `(?:\\d{1,2} ?月 ?\\d{1,2} ?日?|${KANA_DATE})${NO_MOMENT}`;
const ERA = '(?:[a-z]|明治|大正|昭和|平成|令和)';
const PARTS_NEED: Record<SecretKind, RegExp> = {
  card_number: new RegExp(`(?<!\\d)\\d[\\d \\-・]{3,30}(?<=\\d)${UNIT}`),
  pin: new RegExp(`${DAY}|${NUMBER}|${KANA_DIGIT}{2,8}`),
  password: /(?<![!-~])(?=[!-~]{0,30}[a-z0-9])[!-~]{3,64}/,
  birth_date: new RegExp(
    `${ERA}? ?\\d{1,8}(?: ?[年月./-] ?\\d{1,2}){1,2} ?日?${NO_MOMENT}|(?<!\\d)\\d{4,8}${UNIT}|(?:明治|大正|昭和|平成) ?\\d{1,2} ?年${NO_MOMENT}|${DAY}`,
  ),
  security_code: new RegExp(`(?<!\\d)\\d{3,4}${UNIT}|${KANA_DIGIT}{3,4}`),
  one_time_code: new RegExp(
    `(?<![a-z0-9])(?=[a-z]{0,7}\\d)[a-z0-9]{3,8}(?:[ -]\\d{3,4})?(?![a-z])${UNIT}|${KANA_DIGIT}{4,8}`,
  ),
  identity_document: /(?<![a-z0-9])[a-z]{0,2}\d[\d -]{2,16}[a-z]{0,2}/,
  account_number: new RegExp(`(?<!\\d)\\d[\\d -]{3,8}(?<=\\d)${UNIT}`),
  card_expiry:
    /(?<!\d)(?:20\d\d|\d{1,2}) ?[年月/.-] ?(?:20)?\d{1,2} ?[年月]?(?!\d| ?(?:日|に|から))|(?<!\d)\d{4}(?!\d)/,
  secret_answer: /$^/,
};
/** 「さくらんぼ48」, where a password was announced. */
const MIXED_PASSWORD = /^[「『\s]*((?:[ぁ-んァ-ヺー一-鿿]{1,10}\d{2,8}|\d{2,8}[ァ-ヺー]{2,10}))[」』]?(?:です|だ|$)/;
/** What was expected does not come when the member asks or talks about something else. */
const OTHER_TALK =
  /(?<![a-z])id(?![a-z])|ユーザー名|忘れ|わから|分から|何です|ですか|届か|電話|エラー|iphone|android|windows/;

/** The value that the previous message announced. */
export function announced(folded: Folded, kind: SecretKind | undefined): SecretSpan[] {
  const { text, digits } = folded;
  if (!kind || text.length > 60 || OTHER_TALK.test(text)) return [];
  if (kind === 'secret_answer') return spanOf(kind, wholeAnswer(text));
  const match = PARTS_NEED[kind].exec(kind === 'password' ? text : digits);
  if (kind === 'password') return spanOf(kind, isProduct(match) ? null : (placeOf(match) ?? wordPassword(folded)));
  // A date is what is looked for only where a date may be told; a telephone number never is.
  if (!match || (!DATED.has(kind) && harmlessMask(folded)[match.index])) return [];
  return spanOf(kind, placeOf(match));
}

const DATED: ReadonlySet<SecretKind> = new Set(['birth_date', 'card_expiry', 'pin']);

interface Place {
  start: number;
  end: number;
}

const spanOf = (kind: SecretKind, place: Place | null): SecretSpan[] => (place ? [{ kind, ...place }] : []);
const placeOf = (match: RegExpExecArray | null): Place | null =>
  match && { start: match.index, end: match.index + match[0].trimEnd().length };
const isProduct = (match: RegExpExecArray | null): boolean => match !== null && PRODUCT.test(match[0]);

/** A password without ASCII letters: the whole message is the word. */
function wordPassword({ text, digits }: Folded): Place | null {
  const mixed = MIXED_PASSWORD.exec(digits)?.[1];
  if (mixed && !NO_VALUE.test(mixed))
    return { start: digits.indexOf(mixed), end: digits.indexOf(mixed) + mixed.length };
  return wholeAnswer(text);
}
