/** One message leaves the label open, the next one brings the value. */
import { type Folded, harmlessMask, type SecretKind, type SecretSpan } from './folded.ts';
import { PRODUCT } from './password-words.ts';

const END = '(?: ?(?:は|が|わ|って|を言います|言いますね|です|はこれ|これ|は最初|[:：=→、。….]|\\s)){0,4}$';
const LABELS: readonly { kind: SecretKind; words: string }[] = [
  { kind: 'security_code', words: 'セキュリティー?(?:コード|番号)|せきゅりてぃこーど|cv[cvn]2?|裏の(?:3桁|番号|数字)' },
  { kind: 'one_time_code', words: '(?:認証|確認)(?:コード|番号)|ワンタイムパスワード|届いた(?:番号|コード|数字)' },
  { kind: 'pin', words: '(?:暗証|暗唱|あんしょう)(?:番号|ばんごう)?|ピン(?:番号|コード)?|(?<![a-z])pin' },
  { kind: 'password', words: 'パスワード|ぱすわーど|(?<![ァ-ヺ])パス|(?<![a-z])(?:password|pass|pw)' },
  { kind: 'birth_date', words: '生年月日|誕生日|たんじょうび|生まれ' },
  { kind: 'identity_document', words: 'マイナンバー|個人番号|免許証?の?番号|パスポート(?:番号)?' },
  { kind: 'card_number', words: 'カード(?:の)?番号|会員番号' },
];
const OPEN = LABELS.map(({ kind, words }) => ({ kind, pattern: new RegExp(`(?:${words})${END}`) }));
/** 「パスワードは」 is open; 「パスワード」 alone may be the topic, and so may 「誕生日です」. */
const POINTED = /(?:は|が|わ|って|これ|言います|言いますね|最初|[:=→、….])[\s。、.]{0,4}$/;
const HIDDEN_PART: readonly [string, SecretKind][] = [
  ['［カード番号は伏せました］', 'card_number'],
  ['［認証コードは伏せました］', 'one_time_code'],
  ['［暗証番号は伏せました］', 'pin'],
  ['［パスワードは伏せました］', 'password'],
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
  if (part[1] === 'pin' && !/最初|前半|はじめ|まず/.test(previous)) return undefined;
  return UNFINISHED.test(previous.slice(previous.lastIndexOf(part[0]) + part[0].length)) ? part[1] : undefined;
}

const NUMBER = /(?<!\d)\d[\d \-:・の]{1,30}(?<=\d)(?!\d| ?(?:回|円|分|時|文字|桁|歳))/;
const PARTS_NEED: Partial<Record<SecretKind, RegExp>> = {
  card_number: /(?<!\d)\d[\d \-・]{3,30}(?<=\d)(?!\d| ?(?:回|円|分|時|文字|桁|歳|年))/,
  password: /(?<![!-~])(?=[!-~]{0,30}[a-z0-9])[!-~]{3,64}/,
  birth_date: /(?:[a-z]|明治|大正|昭和|平成|令和)? ?\d{1,8}(?: ?[年月./-] ?\d{1,2}){1,2} ?日?|(?<!\d)\d{4,8}(?!\d)/,
  security_code: /(?<!\d)\d{3,4}(?!\d| ?(?:回|円|分|時|文字|桁))/,
  one_time_code: /(?<![a-z0-9])(?=[a-z]{0,7}\d)[a-z0-9]{3,8}(?:[ -]\d{3,4})?(?![a-z0-9]| ?(?:回|円|分|時|文字|桁))/,
};
/** What was expected does not come when the member asks or talks about something else. */
const OTHER_TALK =
  /(?<![a-z])id(?![a-z])|ユーザー名|忘れ|わから|分から|何です|ですか|届か|電話|エラー|iphone|android|windows/;

/** The value that the previous message announced. */
export function announced(folded: Folded, kind: SecretKind | undefined): SecretSpan[] {
  const { text, digits } = folded;
  if (!kind || text.length > 60 || OTHER_TALK.test(text)) return [];
  const match = (PARTS_NEED[kind] ?? NUMBER).exec(kind === 'password' ? text : digits);
  if (!match || (kind === 'password' && PRODUCT.test(match[0]))) return [];
  // A date is what is looked for only where a date was announced; a telephone number never is.
  if (kind !== 'birth_date' && kind !== 'password' && harmlessMask(folded)[match.index]) return [];
  return [{ kind, start: match.index, end: match.index + match[0].length }];
}
