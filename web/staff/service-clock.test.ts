import { clockInWords, clockOf } from './service-clock.ts';

const LEVELS = { firstAnswerMinutes: 5, nextAnswerMinutes: 10 };
const START = Date.parse('2026-11-22T00:00:00.000Z');
const WAITING = {
  status: 'waiting' as const,
  waitsSince: new Date(START).toISOString(),
  answered: false,
  pausedAt: null,
  lentProcedure: null,
};

function wordsAfter(minutes: number, change: object = {}): string | undefined {
  const clock = clockOf({ ...WAITING, ...change }, LEVELS, START + minutes * 60_000);
  return clock && clockInWords(clock);
}

describe('the clock of a case', () => {
  it.each([
    [0, {}, '初回の返信 あと5分'],
    [4, {}, '初回の返信 まもなく（あと1分）'],
    [4.5, {}, '初回の返信 まもなく（あと1分未満）'],
    [17, {}, '初回の返信 12分超過'],
    [2, { answered: true }, '返信 あと8分'],
    [11, { answered: true }, '返信 1分超過'],
  ])('after %d minutes says in words how it stands', (minutes, change, words) => {
    expect(wordsAfter(minutes, change)).toBe(words);
  });

  it.each([
    ['the member has the answer', { waitsSince: null }],
    ['the case is put aside', { pausedAt: '2026-11-22T00:01:00.000Z' }],
    ['the bot walks a procedure', { lentProcedure: 'pin-app' }],
    ['the case is closed', { status: 'closed' }],
  ])('stands still while %s', (_what, change) => {
    expect(wordsAfter(60, change)).toBeUndefined();
  });
});
