import holidayJp from '@holiday-jp/holiday_jp';
import type { ChatHours } from '../knowledge/schema.ts';

/** Japan keeps this offset all year. */
const JAPAN = 9 * 60 * 60_000;
const DAY = 24 * 60 * 60_000;
const MINUTE = 60_000;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const NAMES = '日月火水木金土';
/** A desk that does not open within so many days names no opening. */
const LOOK_AHEAD_DAYS = 60;

/** Milliseconds since 1970. */
interface Span {
  from: number;
  to: number;
}

/** Whether people answer at `at`. Without hours the company has named none, and every time counts. */
export function isOpen(hours: ChatHours | undefined, at: number): boolean {
  if (!hours) return true;
  return spansOn(hours, startOfDay(at)).some(({ from, to }) => from <= at && at < to);
}

/** When people answer next, `at` itself when they do already; undefined when no opening is in sight. */
export function nextOpening(hours: ChatHours | undefined, at: number): number | undefined {
  if (isOpen(hours, at) || !hours) return at;
  const today = startOfDay(at);
  for (let day = 0; day <= LOOK_AHEAD_DAYS; day++) {
    const starts = spansOn(hours, today + day * DAY).map(({ from }) => from);
    const next = starts.filter((from) => from > at).sort((one, other) => one - other)[0];
    if (next !== undefined) return next;
  }
  return undefined;
}

/** 「11月24日（火）9:00」, by the clock of Japan. */
export function openingInWords(at: number): string {
  const there = new Date(at + JAPAN);
  const minutes = String(there.getUTCMinutes()).padStart(2, '0');
  const weekday = NAMES[there.getUTCDay()];
  return `${there.getUTCMonth() + 1}月${there.getUTCDate()}日（${weekday}）${there.getUTCHours()}:${minutes}`;
}

function startOfDay(at: number): number {
  return Math.floor((at + JAPAN) / DAY) * DAY - JAPAN;
}

function spansOn(hours: ChatHours, start: number): Span[] {
  const there = new Date(start + JAPAN);
  const date = there.toISOString().slice(0, 10);
  if (hours.closed.includes(date) || (hours.holidays === 'closed' && date in holidayJp.holidays)) return [];
  const weekday = WEEKDAYS[there.getUTCDay()];
  return hours.open
    .filter(({ days }) => days.some((day) => day === weekday))
    .map(({ from, to }) => ({ from: start + minutesOf(from) * MINUTE, to: start + minutesOf(to) * MINUTE }));
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
