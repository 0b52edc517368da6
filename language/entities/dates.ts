/** Japanese dates. Recognizers-Text reads 「2024年5月1日」 as the whole of 2024 and misses the rest, so these are ours. */
import { kanjiNumber } from '../normalise-numerals.ts';
import type { Entity } from '../types.ts';

type Found = Omit<Entity, 'text'>;

const ERAS: Record<string, number> = { 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018 };
const NUMBER = '([0-9]{1,2}|[元一二三四五六七八九十]{1,3})';
const WITH_YEAR = /((?:19|20)\d\d)[年/.-] ?(\d{1,2})[月/.-] ?(\d{1,2})日?/g;
const WITH_ERA = new RegExp(`(明治|大正|昭和|平成|令和)${NUMBER}年(?:${NUMBER}月${NUMBER}日)?`, 'g');
const MONTH_AND_DAY = new RegExp(`(?<![0-9年])${NUMBER}月${NUMBER}日`, 'g');
const SLASHED = /(?<![\d/.-])(\d{1,2})\/(\d{1,2})(?![\d/])/g;

/** ISO where the year is told (`1955-01-02`), else `--05-03`; a year alone is `1955`. @param text normalised */
export function findDates(text: string): Found[] {
  if (!/[年月/.-]/.test(text)) return [];
  return [
    ...collect(text, WITH_YEAR, ([, year, month, day]) => iso(Number(year), number(month), number(day))),
    ...collect(text, WITH_ERA, ([, era, year, month, day]) => {
      const full = (ERAS[era ?? ''] ?? 0) + number(year);
      return month ? iso(full, number(month), number(day)) : String(full);
    }),
    ...collect(text, MONTH_AND_DAY, ([, month, day]) => iso(null, number(month), number(day))),
    ...collect(text, SLASHED, ([, month, day]) => iso(null, number(month), number(day))),
  ].filter(
    (date, index, all) => !all.slice(0, index).some((other) => date.start < other.end && other.start < date.end),
  );
}

function collect(text: string, pattern: RegExp, read: (match: RegExpMatchArray) => string | null): Found[] {
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const value = read(match);
    return value ? [{ type: 'date' as const, value, start: match.index, end: match.index + match[0].length }] : [];
  });
}

function number(text = ''): number {
  if (text === '元') return 1;
  return /^[0-9]+$/.test(text) ? Number(text) : (kanjiNumber(text) ?? 0);
}

function iso(year: number | null, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const rest = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return year === null ? `--${rest}` : `${year}-${rest}`;
}
