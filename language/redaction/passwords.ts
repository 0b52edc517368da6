/** Passwords: only the value goes, never the talk about passwords. */
import type { Folded, SecretSpan } from './folded.ts';
import { ADDRESS, COUNT_AHEAD, NO_VALUE, PASSWORD_WORD, PRODUCT } from './password-words.ts';

/** What stands between the word and its value. */
const LINK =
  '(?:の(?:ほう|方|値|中身|文字)?)?(?:[ \\t]*(?:は|が|を|に|って|というのは|わ|wa(?= )|is(?= )|と|も|[:=→\\-/>、,])){0,3}\\s{0,4}(?:たしか|確か|多分|たぶん)?、?\\s{0,4}';
const QUOTE = '[「『"\'(“‘<【\\[]';
const VALUE = '[!-~]{3,64}';
const NAMED = new RegExp(`${PASSWORD_WORD}(${LINK})(${QUOTE}?)(${VALUE})`, 'g');
const QUOTED = new RegExp(
  `${PASSWORD_WORD}(?:の(?:ほう|方))?(?:は|が|を|に|:|=)?\\s{0,4}[「『“]([^」』”\\n\ue000]{1,30})[」』”](です|だ|でした|に(?:し|設定|変)|で(?:す|ログイン|入)|と(?:入れ|入力|設定|打)|$)`,
  'g',
);
const BEFORE = new RegExp(
  `(${VALUE})[」』"'”]?\\s{0,4}(?:が|は|というのが|という|って|を)\\s{0,4}(?:私の|自分の|今の|現在の|ログイン)?${PASSWORD_WORD}`,
  'g',
);
const WITH_ID =
  /(?:id|アイディー?|ユーザー名|メール|アドレス)\s{0,4}(?:と|\/|・|,|、|&|and)\s{0,4}(?:pw|パス|password|pass)/;
const PAIR =
  /^\s{0,4}([!-.0-~]{3,64})(?:\s{0,4}[/|,、:;]\s{0,4}|\s{1,4})([!-~]{4,64})(?:です|でした|だ|で(?:ログイン|入)\S{0,12})?[。\s]{0,6}$/;
const ALONE = /^\s{0,4}([!-~]{8,64})(?:です|でした|だ)?[。\s]{0,6}$/;

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
  if (!value || /^(?:wi-?fi|ssid)/.test(value) || PRODUCT.test(value) || ADDRESS.test(value)) return [];
  if (pair?.[1] && PRODUCT.test(pair[1]) && !/^id$/.test(pair[1])) return [];
  const strong =
    /[a-z]/.test(value) &&
    /\d/.test(value) &&
    (pair ? value.length >= 6 : /[!#$%&*+=?@^_]|[a-z]{3}\.\d{3}/.test(value));
  const start = text.lastIndexOf(value);
  return strong ? [{ start, end: start + value.length }] : [];
}
