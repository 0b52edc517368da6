import { delayBeforeRetry, givesUpSocket, pollingInterval } from './reconnect.ts';

describe('trying again', () => {
  it('comes soon the first time and ever later after that, up to a limit', () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 20].map((failures) => delayBeforeRetry(failures, 1));
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('is spread over time, so that not every page comes at once', () => {
    expect(delayBeforeRetry(3, 0)).toBe(2_400);
    expect(delayBeforeRetry(3, 0.5)).toBe(3_200);
  });

  it('leaves the socket after three that never opened', () => {
    expect([0, 1, 2, 3].map(givesUpSocket)).toEqual([false, false, false, true]);
  });

  it('asks often while something is going on and seldom in a quiet hour', () => {
    expect(pollingInterval(5_000)).toBe(1_000);
    expect(pollingInterval(60_000)).toBe(3_000);
    expect(pollingInterval(3_600_000)).toBe(10_000);
  });
});
