/** Security codes, one-time codes and PINs: short numbers that only their surroundings tell from harmless ones. */
import {
  anyOf,
  type Folded,
  harmlessMask,
  isNear,
  type NumberRun,
  numberRuns,
  places,
  type SecretSpan,
} from './folded.ts';

const SECURITY_WORD = new RegExp(
  `${anyOf(['セキュリティコード', 'セキュリティーコード', 'せきゅりてぃこーど', 'セキュリティ番号', 'セキュリティナンバー', 'cvc', 'cvv', 'cvc2', 'cvv2', 'cid', 'security code', 'sekyuriti'])}|裏面?の?(?:右の?)?(?:3桁|3つの?(?:数字|番号)|3けた|3ケタ|数字|番号)|(?:3桁|3つ)の(?:数字|番号|コード)|(?:3|4)桁のコード`,
  'g',
); // prettier-ignore

export function securityCodes(folded: Folded): SecretSpan[] {
  const words = places(folded.digits, SECURITY_WORD);
  if (words.length === 0) return [];
  const runs = [...numberRuns(folded, 3, 4), ...spelledOut(folded, 3)];
  return runs
    .filter((run) => isNear(run, words, 12, 24))
    .map(({ start, end }) => ({ kind: 'security_code', start, end }));
}

const CODE_WORD = new RegExp(
  anyOf([
    'ワンタイム',
    'わんたいむ',
    '認証コード',
    '認証番号',
    '認証',
    '確認コード',
    '確認番号',
    'sms',
    'ショートメール',
    'ショートメッセージ',
    'otp',
    'verification',
    'passcode',
    '届いた番号',
    '届いた数字',
    '来た番号',
    '来た数字',
    '送られてきた',
    '送られた番号',
    'ninshou',
  ]),
  'g',
); // prettier-ignore
const PLAIN_CODE = new RegExp(
  `(?<!エラー ?|バー|qr ?|カラー|えらー|pin ?|ピン ?|パス|セキュリティー? ?)${anyOf(['コード', 'こーど', 'code'])}`,
  'g',
);
const POLITE = '(?:です|でした|だ|だよ|ですが|になります|でございます|と出ました|ときました|と来ました|desu)?';
const BARE_CODE = new RegExp(`^[\\s「"'(]*(\\d{5,8}|\\d{3}[ -]\\d{3}|\\d{4}[ -]\\d{4})[\\s」"')]*${POLITE}[。.!\\s]*$`);

export function oneTimeCodes(folded: Folded): SecretSpan[] {
  const bare = wholeMessage(folded, BARE_CODE);
  if (bare) return [{ kind: 'one_time_code', ...bare }];
  const strong = places(folded.digits, CODE_WORD);
  const plain = places(folded.digits, PLAIN_CODE);
  if (strong.length === 0 && plain.length === 0) return [];
  const runs = [...numberRuns(folded, 4, 8), ...halves(folded), ...spelledOut(folded, 6)];
  return runs
    .filter((run) => (strong.length > 0 && !isYear(run)) || isNear(run, strong, 40, 60) || isNear(run, plain, 8, 12))
    .map(({ start, end }) => ({ kind: 'one_time_code', start, end }));
}

/** 「123-456」, 「123 456」 */
function halves(folded: Folded): NumberRun[] {
  const mask = harmlessMask(folded);
  const found = places(folded.digits, /(?<![\d-])(?:\d{3}[ -]\d{3}|\d{4}[ -]\d{4}|\d{2}[ -]\d{2}[ -]\d{2})(?![\d-])/g);
  return found
    .filter(({ start }) => !mask[start])
    .map((place) => ({ ...place, value: folded.digits.slice(place.start, place.end) }));
}

/** Digits one by one: 「1 2 3 4」, 「1、2、3、4」; exactly `count` of them. */
function spelledOut(folded: Folded, count: number): NumberRun[] {
  const pattern = new RegExp(
    `(?<!\\d[ 、,.・\\-ー]{0,2})\\d(?:[ 、,.・\\-ー]{1,2}\\d){${count - 1}}(?![ 、,.・\\-ー]{0,2}\\d)(?! ?(?:回|番|の(?:どれ|うち)))`,
    'g',
  );
  return places(folded.digits, pattern).map((place) => ({
    ...place,
    value: folded.digits.slice(place.start, place.end),
  }));
}

const isYear = ({ value }: NumberRun): boolean => /^(?:19[3-9]|20[0-4])\d$/.test(value);

const PIN_WORD = new RegExp(
  `${anyOf(['暗証', '暗唱', '暗礁', '暗承', '安証', 'あんしょう', 'アンショウ', 'アンショー', 'ピン番号', 'ピンコード', 'ピンナンバー', 'anshou', 'ansho', 'パスコード', 'シークレットナンバー'])}|(?<![a-z])pin(?![a-z])|(?<!下 ?)(?:4桁|4けた|4ケタ|4つの?(?:数字|番号|字))|(?<!電話|郵便|受付|整理|エラー|問い合わせ|お客様|お問合せ|部屋|注文|伝票|便|口座|支店|カード|会員|認証|確認|登録)番号`,
  'g',
); // prettier-ignore
const BARE_PIN = new RegExp(
  `^[\\s「"'(]*(\\d{4}|\\d[ 、,.・-]\\d[ 、,.・-]\\d[ 、,.・-]\\d)[\\s」"')]*${POLITE}[。.!\\s]*$`,
);
const RULE_QUESTION =
  /(?<![\d-])(\d{4})(?![\d-])[」"' ]?(?:は|って|とか|で(?:も)?|なら|みたいな|のような|じゃ|に(?:したい|して|変え|設定|する)|を(?:設定|登録|使)).{0,12}?(?:だめ|ダメ|駄目|使え|使っ|つかえ|大丈夫|だいじょうぶ|いい|よい|良い|ok|可能|設定|ng|登録|どう|平気|セーフ|アウト|危な|変え|したい|弱い|まずい|いけ)/g;

export function pins(folded: Folded): SecretSpan[] {
  const bare = wholeMessage(folded, BARE_PIN);
  if (bare) return [{ kind: 'pin', ...bare }];
  const mask = harmlessMask(folded);
  const asked = Array.from(folded.digits.matchAll(RULE_QUESTION), (match) => ({
    start: match.index,
    end: match.index + 4,
  }));
  const rules: SecretSpan[] = asked.filter(({ start }) => !mask[start]).map((place) => ({ kind: 'pin', ...place }));
  const words = places(folded.digits, PIN_WORD);
  if (words.length === 0) return rules;
  const near = spelledOut(folded, 4).filter((run) => isNear(run, words, 16, 20));
  const values = [...numberRuns(folded, 4, 4), ...near].map(
    ({ start, end }): SecretSpan => ({ kind: 'pin', start, end }),
  );
  return [...rules, ...values];
}

/** The message is nothing but the value, perhaps with a polite ending. */
function wholeMessage(folded: Folded, pattern: RegExp): { start: number; end: number } | null {
  const value = folded.digits.length < 40 ? pattern.exec(folded.digits)?.[1] : undefined;
  if (!value) return null;
  const start = folded.digits.indexOf(value);
  return { start, end: start + value.length };
}
