import type { ChatHours } from '../knowledge/schema.ts';
import { isOpen, nextOpening, openingInWords } from './hours.ts';

const HOURS: ChatHours = {
  service: 'all',
  open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' }],
  holidays: 'closed',
  closed: ['2026-12-30', '2026-12-31'],
  checked: '2026-11-22',
};

const japan = (time: string) => Date.parse(`${time}:00+09:00`);

describe('the hours of a desk', () => {
  it.each([
    ['2026-11-20T08:59', false, 'a Friday before it opens'],
    ['2026-11-20T09:00', true, 'the minute it opens'],
    ['2026-11-20T17:29', true, 'the last minute'],
    ['2026-11-20T17:30', false, 'the minute it closes'],
    ['2026-11-21T12:00', false, 'a Saturday'],
    ['2026-11-23T12:00', false, 'a Monday that is a holiday (勤労感謝の日)'],
    ['2026-05-06T12:00', false, 'a Wednesday that stands in for a holiday on Sunday'],
    ['2026-12-30T12:00', false, 'a day the company is away'],
  ])('at %s: open is %s (%s)', (time, open) => {
    expect(isOpen(HOURS, japan(time))).toBe(open);
  });

  it.each([
    ['2026-11-20T08:00', '11月20日（金）9:00'],
    ['2026-11-20T18:00', '11月24日（火）9:00'],
    ['2026-12-29T18:00', '1月4日（月）9:00'],
  ])('after %s the next opening is %s', (time, words) => {
    expect(openingInWords(nextOpening(HOURS, japan(time)) ?? 0)).toBe(words);
  });

  it('keeps its holidays when the company says so', () => {
    expect(isOpen({ ...HOURS, holidays: 'open' }, japan('2026-11-23T12:00'))).toBe(true);
  });

  it('is always open when none are named', () => {
    expect(isOpen(undefined, japan('2026-11-22T03:00'))).toBe(true);
  });

  it('names no opening when none is in sight', () => {
    const [first] = HOURS.open;
    const never = { ...HOURS, open: first ? [{ ...first, days: [] }] : [] };
    expect(nextOpening(never, japan('2026-11-22T03:00'))).toBeUndefined();
  });
});
