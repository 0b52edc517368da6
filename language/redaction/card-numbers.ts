/** Card numbers: 13 to 19 digits, however they are written. */
import { anyOf, type Folded, isNear, type NumberRun, places, type SecretSpan } from './folded.ts';

/** What people put between the groups: blanks, line breaks, dashes of all kinds, dots, 「の」. */
const SEPARATOR = '[\\s\\-‐‑‒–—―─━−ー_./・,、の|*:~〜\\ufe0f\\u20e3]{0,3}';
const RUN = new RegExp(`\\d(?:${SEPARATOR}\\d){3,}`, 'g');
const KEYWORD = new RegExp(
  anyOf([
    'カード番号',
    'カードの番号',
    'カードナンバー',
    'カードno',
    'カード情報',
    'card number',
    'cardnumber',
    'card no',
    '会員番号',
    'かーどばんごう',
    'カードばんごう',
    'kaado bangou',
    'card bangou',
    '表の番号',
    '16桁',
    '15桁',
    '14桁',
    '下4桁',
    '下四桁',
    '下4ケタ',
    '下4けた',
    '上4桁',
  ]),
  'g',
); // prettier-ignore

/** Four groups of four with marks or a word or two between: 「4539、つぎ1488、…」; amounts and years are none. */
const ORDINAL = '(?:\\d ?(?:つ目|つめ|番目|個目)|(?<=[^\\d])[1-4][:.) ]?)';
const BETWEEN = `(?:[^\\da-z。円年月日時分回件点,~〜\u{e000}]{1,7}|[^\\da-z。円年月日時分回件点\u{e000}]{1,4}${ORDINAL}[^\\da-z。円年月日時分回件点\u{e000}]{0,3})`;
const FOUR_GROUPS = new RegExp(`(?<![\\d-])\\d{4}(?:${BETWEEN}\\d{4}){2}${BETWEEN}\\d{3,4}(?!\\d|[円年月回件])`, 'gu');
const LOOK_ALIKES = /(?<![a-z0-9])[\dliosbzзб](?:[ -]?[\dliosbzзб]){11,18}(?![a-z0-9])/g;

/** Letters that are read or typed for digits: l for 1, O for 0. */
function lookAlikes(digits: string): { start: number; end: number }[] {
  return places(digits, LOOK_ALIKES).filter(({ start, end }) => {
    const run = digits.slice(start, end);
    return run.replace(/\D/g, '').length >= 8 && /[a-zзб]/.test(run);
  });
}

export function cardNumbers(folded: Folded): SecretSpan[] {
  const keywords = places(folded.digits, new RegExp(KEYWORD.source.replaceAll('四', '4'), 'g'));
  const runs = places(folded.digits, RUN).flatMap((run) => groupsOf(folded.digits, run.start, run.end));
  const odd = [...places(folded.digits, FOUR_GROUPS), ...lookAlikes(folded.digits)];
  return [...odd, ...longNumbers(folded.digits, runs, keywords), ...partsOfNumber(runs, keywords)].map(
    ({ start, end }) => ({
      kind: 'card_number',
      start,
      end,
    }),
  );
}

interface Run extends NumberRun {
  groups: NumberRun[];
}

function groupsOf(digits: string, start: number, end: number): Run[] {
  const groups = places(digits.slice(start, end), /\d+/g).map((place) => ({
    value: digits.slice(start + place.start, start + place.end),
    start: start + place.start,
    end: start + place.end,
  }));
  return [{ groups, value: groups.map((group) => group.value).join(''), start, end }];
}

/** 「注文番号 250-…」 */
const isOrder = (digits: string, { start }: Run): boolean =>
  /(?:注文|追跡|伝票)番号[はが: ]{0,2}$/.test(digits.slice(Math.max(0, start - 8), start));

function longNumbers(digits: string, runs: Run[], keywords: { start: number; end: number }[]): NumberRun[] {
  return runs.flatMap((run) => {
    if (run.value.length < 13 || (isOrder(digits, run) && run.value.length !== 16)) return [];
    if (run.value.length <= 19) return isCard(run, isNear(run, keywords, 16, 30)) ? [run] : [];
    return cardsInside(run);
  });
}

function isCard(run: Run, named: boolean): boolean {
  const { length } = run.value;
  if (passesLuhn(run.value)) return true;
  if (length === 15 || length === 16) return !looksLikePhones(run);
  return named && length >= 13;
}

/** Several telephone numbers in a row make long runs too: 「090-1234-5678 03-1234-5678」. */
function looksLikePhones(run: Run): boolean {
  return run.groups.length >= 4 && /^0/.test(run.groups[0]?.value ?? '') && run.groups[0]?.value.length !== 4;
}

/** More than 19 digits: any stretch of whole groups that is a card number, else the run if it is one unbroken block. */
function cardsInside(run: Run): NumberRun[] {
  const { groups } = run;
  const found: NumberRun[] = [];
  for (let first = 0; first < groups.length; first++) {
    const hit = cardFrom(groups, first);
    if (!hit) continue;
    found.push(hit.run);
    first = hit.last;
  }
  if (found.length === 0 && groups.some((group) => group.value.length > 19)) return [run];
  return found;
}

function cardFrom(groups: NumberRun[], first: number): { run: NumberRun; last: number } | null {
  let value = '';
  for (let last = first; last < groups.length && value.length < 19; last++) {
    value += groups[last]?.value ?? '';
    const block = first === last && value.length >= 15 && value.length <= 16;
    const long = value.length >= 13 && value.length <= 19;
    const regular = value.length === 16 && groups.slice(first, last + 1).every((group) => group.value.length === 4);
    if (long && (passesLuhn(value) || regular || block)) {
      return { run: { value, start: groups[first]?.start ?? 0, end: groups[last]?.end ?? 0 }, last };
    }
  }
  return null;
}

/** 「下4桁は…」, 「カード番号は4532から始まる」, and three or more groups of four told one by one. */
function partsOfNumber(runs: Run[], keywords: { start: number; end: number }[]): NumberRun[] {
  if (keywords.length === 0) return [];
  const short = runs.filter((run) => run.value.length < 13 && !/^0[5789]0/.test(run.value));
  const groups = short
    .flatMap((run) => run.groups)
    .filter((group) => group.value.length >= 4 && group.value.length <= 7);
  if (groups.length >= 3) return groups;
  return short.filter(
    (run) =>
      run.value.length >= 4 &&
      run.groups.every((group) => group.value.length >= 3) &&
      isNear(run, keywords, run.groups.length > 1 ? 8 : 0, 6),
  );
}

/** The check digit that every card number carries. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits.charAt(digits.length - 1 - at));
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 && /[1-9]/.test(digits);
}
