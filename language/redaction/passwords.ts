/** Passwords: only the value goes, never the talk about passwords. */
import { anyOf, type Folded, type SecretSpan } from './folded.ts';

const PASSWORD_WORD = `(?:${anyOf(['ワンタイムパスワード', 'パスワード', 'パスワド', 'パスワート', 'ぱすわーど', 'パスコード', 'パスフレーズ', 'パスキー', '合言葉', '合い言葉', 'あいことば', 'pasuwaado', 'pasuwado', 'pasuwa-do', 'password', 'passwd', 'passcode', 'p/w'])}|パス(?![ァ-ヺーa-z])|ぱす(?![ぁ-ん])|(?<![a-z])(?:pass|pwd|pw)(?![a-z]))`;
/** What stands between the word and its value. */
const LINK =
  '(?:の(?:ほう|方|値|中身|文字)?)?(?:[ \\t]*(?:は|が|を|に|って|というのは|わ|wa(?= )|is(?= )|と|も|[:=→\\-/>、,])){0,3}\\s*(?:たしか|確か|多分|たぶん)?、?\\s*';
const QUOTE = '[「『"\'(“‘<【\\[]';
const VALUE = '[!-~]{3,64}';
const NAMED = new RegExp(`${PASSWORD_WORD}(${LINK})(${QUOTE}?)(${VALUE})`, 'g');
const QUOTED = new RegExp(
  `${PASSWORD_WORD}(?:の(?:ほう|方))?(?:は|が|を|に|:|=)?\\s*[「『“]([^」』”\\n\ue000]{1,30})[」』”](です|だ|でした|に(?:し|設定|変)|で(?:す|ログイン|入)|と(?:入れ|入力|設定|打)|$)`,
  'g',
);
const BEFORE = new RegExp(
  `(${VALUE})[」』"'”]?\\s*(?:が|は|というのが|という|って|を)\\s*(?:私の|自分の|今の|現在の|ログイン)?${PASSWORD_WORD}`,
  'g',
);
const WITH_ID = /(?:id|アイディー?|ユーザー名|メール|アドレス)\s*(?:と|\/|・|,|、|&|and)\s*(?:pw|パス|password|pass)/;
const PAIR =
  /^\s*([!-.0-~]{3,64})(?:\s*[/|,、:;]\s*|\s+)([!-~]{4,64})(?:です|でした|だ|で(?:ログイン|入)\S{0,12})?[。\s]*$/;
const ALONE = /^\s*([!-~]{8,64})(?:です|でした|だ)?[。\s]*$/;

const ADDRESS = /^(?:https?:\/\/|www\.)|^[\w.+-]+@[\w-]+(?:\.[a-z]{2,})+$|\.(?:com|jp|net|org)(?:\/|$)/;
const PRODUCT =
  /^(?:ios|iphone|ipad|ipod|windows|win|android|chrome|safari|edge|firefox|galaxy|xperia|pixel|aquos|wi-?fi|web-?id|netanswer|mac|ie|os|ver|http|e-?mail|sms|pc|id|ok|ng|atm|pin|usb|qr|vpn|caps|lock|num|shift|ctrl|alt|del|enter|google|apple|icloud|yahoo|gmail|line|amex|saison|promise|portal|docomo|au|softbank|rakuten|paypay|excel|word|pdf|url|login|log|in|error|reset|forgot|wrong|not|no|is|was|the|my|and|or|to|for|i|it|does|doesn't|doesnt|cannot|can't|cant|please|help|invalid|incorrect|expired|locked|wasureta|wakaranai|wakarimasen|chigau|machigaeta|mo|ga|wo|wa|o|to|ni|de|no|shita|desu|masen|change|change\?|forgotten|manager|field|page|screen|mail|again|every|time|same|correct|right|new|old|keeps?|saying|says|said|work|working|works)[\d.,!?'-]*$/;
const COUNT_AHEAD =
  /^ ?(?:文字|字|桁|けた|ケタ|回|度|つ|個|年|月|日|時|分(?!か)|円|人|番目|種類|連続|[~〜ー-] ?\d{1,2} ?(?:文字|字|桁|けた|回))/;

export function passwords(folded: Folded): SecretSpan[] {
  const { text } = folded;
  return [...named(text), ...quoted(text), ...before(text), ...withId(text), ...alone(text)].map((place) => ({
    kind: 'password',
    ...place,
  }));
}

interface Place {
  start: number;
  end: number;
}

function named(text: string): Place[] {
  return Array.from(text.matchAll(NAMED)).flatMap((match) => {
    const [whole, link = '', quote = '', raw = ''] = match;
    const value = trimValue(raw);
    const start = match.index + whole.length - raw.length;
    const after = text.slice(start + value.length);
    const told = quote !== '' || /[:=→はがわを>]|is/.test(link);
    return isValue(value, after, told) ? [{ start, end: start + value.length }] : [];
  });
}

/** A closing quote or a mark at the end belongs to the sentence, unless the value would be nothing without it. */
function trimValue(raw: string): string {
  const trimmed = raw.replace(/["'),.\]>]+$/, '');
  return trimmed.length >= 3 ? trimmed : raw;
}

function isValue(value: string, after: string, told: boolean): boolean {
  if (ADDRESS.test(value) || PRODUCT.test(value)) return false;
  if (/^\d+$/.test(value)) return value.length >= 4 && !COUNT_AHEAD.test(after);
  if (/^\d{1,2}[~-]\d{1,2}$/.test(value)) return false;
  if (/\d/.test(value) && /[a-z]/.test(value)) return true;
  if (!/[a-z0-9]/.test(value)) return false;
  if (/[!#$%&*+=?@^_]/.test(value.slice(0, -1)) && value.length >= 5) return true;
  // Letters only: a word of the language unless it is told as the value.
  return told && value.length >= 4 && !/^ ?[にがもはのをや]/.test(after) && !/^ [a-z]/.test(after);
}

const NO_VALUE = /ません|ない|違|エラー|ください|下さい|忘れ|再|押|入力|正し|誤|変更|必須|確認|設定/;

function quoted(text: string): Place[] {
  return Array.from(text.matchAll(QUOTED)).flatMap((match) => {
    const [whole, value = '', ending = ''] = match;
    const start = match.index + whole.length - ending.length - 1 - value.length;
    return NO_VALUE.test(value) ? [] : [{ start, end: start + value.length }];
  });
}

function before(text: string): Place[] {
  return Array.from(text.matchAll(BEFORE)).flatMap((match) => {
    const value = (match[1] ?? '').replace(/^["'(]+/, '');
    const start = match.index + (match[1] ?? '').length - value.length;
    const mixed = /\d/.test(value) && !/^\d{1,3}$/.test(value);
    return mixed && !PRODUCT.test(value) && !ADDRESS.test(value) ? [{ start, end: start + value.length }] : [];
  });
}

/** 「IDとパスワードは taro123 と Abc!2345 です」: which is which is not sure, so both go. */
function withId(text: string): Place[] {
  const head = WITH_ID.exec(text);
  if (!head) return [];
  const from = head.index + head[0].length;
  return Array.from(text.slice(from, from + 80).matchAll(/[!-~]{4,64}/g)).flatMap((match) => {
    const value = trimValue(match[0].replace(/^[:=]+/, ''));
    const start = from + match.index + match[0].indexOf(value);
    const mixed = (/\d/.test(value) && /[a-z]/.test(value)) || /^\d{5,}$/.test(value);
    return mixed && isValue(value, text.slice(start + value.length), true)
      ? [{ start, end: start + value.length }]
      : [];
  });
}

function alone(text: string): Place[] {
  if (text.length > 140) return [];
  const pair = PAIR.exec(text);
  const value = pair?.[2] ?? ALONE.exec(text)?.[1];
  if (!value || PRODUCT.test(value) || ADDRESS.test(value)) return [];
  if (pair?.[1] && PRODUCT.test(pair[1]) && !/^id$/.test(pair[1])) return [];
  const strong = /[a-z]/.test(value) && /\d/.test(value) && (pair ? value.length >= 6 : /[!#$%&*+=?@^_]/.test(value));
  const start = text.lastIndexOf(value);
  return strong ? [{ start, end: start + value.length }] : [];
}
