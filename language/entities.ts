/** Everything in a message that has a value of its own. */
import type { Analysis } from './analysis.ts';
import { findAnswers } from './entities/answers.ts';
import { findAmounts, findContacts } from './entities/contacts.ts';
import { findDates } from './entities/dates.ts';
import { CIRCUMSTANCE_PATTERNS, COUNT_PATTERNS, DEVICE_PATTERNS, type Pattern } from './entities/patterns.ts';
import { findServices } from './service.ts';
import type { Entity } from './types.ts';

type Found = Omit<Entity, 'text'>;

const PATTERNS = [...DEVICE_PATTERNS, ...CIRCUMSTANCE_PATTERNS, ...COUNT_PATTERNS];
/** What a screen said, in quotation marks. */
const QUOTED = /[「『“"]([^「」『』“”"]{2,60})[」』”"]/g;
const SAYS_SOMETHING =
  /エラー|error|ません|ください|下さい|違い|無効|失敗|停止|制限|上限|できな|お待ち|利用|確認|入力|存在|期限|ロック|[a-z]{1,3}-?\d{2,}|\d{3}/;
const ERROR_CODE = /(?:エラー(?:コード|番号)?|error(?: ?code)?)[ はの:が]{0,2}([a-z]{0,4}-?\d{2,6})|(\d{3})エラー/g;

/** Entities in the order of the text; `start`, `end` and `text` are of the message as it was analysed. */
export function findEntities(analysis: Analysis): Entity[] {
  const { text, origin } = analysis.normalised;
  const found: Found[] = [
    ...findServices(text).map(({ service, start, end }) => ({ type: 'service' as const, value: service, start, end })),
    ...PATTERNS.flatMap((pattern) => findPattern(text, pattern)),
    ...findErrors(text),
    ...findContacts(text),
    ...findDates(text),
    ...findAmounts(text),
    ...findAnswers(text),
  ];
  return withoutOverlaps(found).map((entity) => asTyped(entity, origin, analysis.original));
}

function findPattern(text: string, { type, pattern, value }: Pattern): Found[] {
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const canonical = typeof value === 'function' ? value(match) : value;
    if (canonical === null || match[0] === '') return [];
    return [{ type, value: canonical, start: match.index, end: match.index + match[0].length }];
  });
}

function findErrors(text: string): Found[] {
  const quotes = Array.from(text.matchAll(QUOTED)).filter((match) => SAYS_SOMETHING.test(match[1] ?? ''));
  const codes = Array.from(text.matchAll(ERROR_CODE), (match) => ({ match, value: match[1] ?? match[2] ?? '' }));
  return [
    ...quotes.map((match) => ({
      type: 'error_text' as const,
      value: match[1] ?? '',
      start: match.index + 1,
      end: match.index + match[0].length - 1,
    })),
    ...codes.map(({ match, value }) => ({
      type: 'error_text' as const,
      value,
      start: match.index,
      end: match.index + match[0].length,
    })),
  ];
}

/** Of two of one type that share letters the longer stays. */
function withoutOverlaps(found: Found[]): Found[] {
  const longestFirst = [...found].sort((left, right) => right.end - right.start - (left.end - left.start));
  const kept: Found[] = [];
  for (const entity of longestFirst) {
    if (!kept.some((other) => other.type === entity.type && entity.start < other.end && other.start < entity.end))
      kept.push(entity);
  }
  return kept.sort((left, right) => left.start - right.start || right.end - left.end);
}

function asTyped(entity: Found, origin: Int32Array, original: string): Entity {
  const start = origin[entity.start] ?? 0;
  const next = entity.end >= origin.length - 1 ? original.length : (origin[entity.end] ?? original.length);
  // Blanks that normalising took out stand before the next letter; they belong to nobody.
  const text = original.slice(start, next).trimEnd();
  return { ...entity, start, end: start + text.length, text };
}
