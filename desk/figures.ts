import type { Queryable } from '../store/database.ts';
import * as query from '../store/queries/figures.ts';

const DAY = 24 * 60 * 60_000;
const JAPAN = 9 * 60 * 60_000;
const MINUTE = 60_000;

/** One day of Japan. Times are minutes; null where there is nothing to count. */
export interface FigureDay {
  /** `2026-11-22` */
  date: string;
  conversations: number;
  /** Solved without a human: `saidSolved` and `notReturned` together. Silence without advice is not success. */
  solved: number;
  /** The person said that the trouble is over. */
  saidSolved: number;
  /** Advice was given, nothing was said on the outcome, and nobody came back within 24 hours. */
  notReturned: number;
  /** Cases opened. */
  handedOver: number;
  waiting: number | null;
  handling: number | null;
  unclear: number;
  ratings: number;
  /** 1 to 5. */
  score: number | null;
}

export interface Figures {
  days: FigureDay[];
  /** Causes found, most frequent first. */
  causes: { service: string | null; cause: string; count: number; byDay: { date: string; count: number }[] }[];
}

/** What happened on each of the last `days` days, today included. */
export async function readFigures(queryable: Queryable, days: number, now: number): Promise<Figures> {
  const today = Math.floor((now + JAPAN) / DAY);
  const first = today - days + 1;
  const period = { from: first * DAY - JAPAN, to: (today + 1) * DAY - JAPAN };
  const [conversations, saidSolved, notReturned, cases, unclear, ratings] = await Promise.all([
    query.conversationsByDay(queryable, period).then(byDay),
    query.solvedByDay(queryable, period).then(byDay),
    query.notReturnedByDay(queryable, period, now).then(byDay),
    query.casesByDay(queryable, period).then(byDay),
    query.unclearByDay(queryable, period).then(byDay),
    query.ratingsByDay(queryable, period).then(byDay),
  ]);
  const numbers = Array.from({ length: days }, (_, index) => first + index);
  return {
    days: numbers.map((day) => ({
      date: dateOf(day),
      conversations: countOf(conversations.get(day)),
      solved: countOf(saidSolved.get(day)) + countOf(notReturned.get(day)),
      saidSolved: countOf(saidSolved.get(day)),
      notReturned: countOf(notReturned.get(day)),
      handedOver: countOf(cases.get(day)),
      waiting: minutes(cases.get(day)?.waiting),
      handling: minutes(cases.get(day)?.handling),
      unclear: countOf(unclear.get(day)),
      ratings: countOf(ratings.get(day)),
      score: rounded(ratings.get(day)?.score),
    })),
    causes: causesOf(await query.causesByDay(queryable, period)),
  };
}

const COLUMNS: readonly (keyof FigureDay)[] = [
  'date',
  'conversations',
  'solved',
  'saidSolved',
  'notReturned',
  'handedOver',
  'waiting',
  'handling',
  'unclear',
  'ratings',
  'score',
];

/** The days as CSV, for spreadsheets; a byte order mark lets them read Japanese headings. */
export function figuresAsCsv({ days }: Figures): string {
  const headings = [
    '日付',
    '会話',
    '担当者なしで解決',
    'うち本人の回答',
    'うち案内のあと24時間戻らず',
    '担当者へ',
    '待ち時間（分）',
    '対応時間（分）',
    '読み取れず',
    '評価の数',
    '評価の平均',
  ];
  const lines = days.map((day) => COLUMNS.map((column) => day[column] ?? '').join(','));
  return `\uFEFF${[headings.join(','), ...lines].join('\r\n')}\r\n`;
}

function causesOf(rows: readonly query.CauseCount[]): Figures['causes'] {
  const found = new Map<string, Figures['causes'][number]>();
  for (const { service, cause, day, count } of rows) {
    const key = `${service ?? ''} ${cause}`;
    const entry = found.get(key) ?? { service, cause, count: 0, byDay: [] };
    entry.count += Number(count);
    entry.byDay.push({ date: dateOf(Number(day)), count: Number(count) });
    found.set(key, entry);
  }
  return [...found.values()].sort((one, other) => other.count - one.count);
}

function byDay<Row extends { day: number }>(rows: readonly Row[]): Map<number, Row> {
  return new Map(rows.map((row) => [Number(row.day), row]));
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function countOf(row: { count: number } | undefined): number {
  return Number(row?.count ?? 0);
}

function minutes(milliseconds: number | null | undefined): number | null {
  return milliseconds == null ? null : rounded(Number(milliseconds) / MINUTE);
}

function rounded(value: number | null | undefined): number | null {
  return value == null ? null : Math.round(Number(value) * 10) / 10;
}
