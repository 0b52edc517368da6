import type { CaseSummary, DeskSettings } from './types.ts';
import { duration } from './words.ts';

const MINUTE = 60_000;
/** The last part of the time, in which the clock asks for attention. */
const SOON = 1 / 3;

/** How long the desk still has for its answer. */
export interface ServiceClock {
  kind: 'first' | 'next';
  /** Milliseconds; negative once it is too late. */
  left: number;
  level: 'calm' | 'soon' | 'over';
}

/** The clock of a case; undefined while nobody waits for the desk. */
export function clockOf(
  row: Pick<CaseSummary, 'status' | 'waitsSince' | 'answered' | 'pausedAt' | 'lentProcedure'>,
  levels: DeskSettings['serviceLevels'],
  now: number,
): ServiceClock | undefined {
  if (row.status === 'closed' || row.waitsSince === null || row.pausedAt !== null || row.lentProcedure !== null)
    return undefined;
  const whole = (row.answered ? levels.nextAnswerMinutes : levels.firstAnswerMinutes) * MINUTE;
  const left = Date.parse(row.waitsSince) + whole - now;
  const level = left < 0 ? 'over' : left <= whole * SOON ? 'soon' : 'calm';
  return { kind: row.answered ? 'next' : 'first', left, level };
}

/** 「初回の返信 あと3分」「返信 まもなく（あと1分未満）」「返信 12分超過」 */
export function clockInWords({ kind, left, level }: ServiceClock): string {
  const what = kind === 'first' ? '初回の返信' : '返信';
  if (level === 'over') return `${what} ${duration(-left)}超過`;
  return level === 'soon' ? `${what} まもなく（あと${duration(left)}）` : `${what} あと${duration(left)}`;
}
