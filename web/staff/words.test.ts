import {
  deliveryInWords,
  duration,
  failedTriesInWords,
  likelihood,
  percentInWords,
  quotaInWords,
  serviceName,
} from './words.ts';

describe('a waiting time', () => {
  it.each([
    [0, '1分未満'],
    [59_999, '1分未満'],
    [60_000, '1分'],
    [59 * 60_000, '59分'],
    [60 * 60_000, '1時間'],
    [185 * 60_000, '3時間5分'],
    [24 * 60 * 60_000, '1日'],
    [51 * 60 * 60_000, '2日'],
  ])('of %i ms reads %s', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words);
  });

  it('never runs backwards when the clocks of server and browser differ', () => {
    expect(duration(-5_000)).toBe('1分未満');
  });
});

describe('how far a message has got', () => {
  it.each([
    [{ status: 'delivered' as const }, '届きました'],
    [{ status: 'waiting' as const }, '送っています'],
    [{ status: 'waiting' as const, reason: '429' }, 'まだ届いていません。もう一度送っています（429）'],
    [{ status: 'failed' as const }, '届きませんでした'],
    [{ status: 'failed' as const, reason: 'ブロックされています' }, '届きませんでした（ブロックされています）'],
  ])('is said with the reason (%#)', (delivery, words) => {
    expect(deliveryInWords(delivery)).toBe(words);
  });
});

describe('the words of a story', () => {
  it('say a reckoning in steps of five', () => {
    expect(likelihood(0.613)).toBe('約60%');
    expect(likelihood(0.98)).toBe('約100%');
  });

  it('tell one failed try from many and from none told of', () => {
    expect(failedTriesInWords(3)).toBe('3回');
    expect(failedTriesInWords('many')).toBe('何度も');
    expect(failedTriesInWords(null)).toBeUndefined();
  });

  it('name a service that is not known as such', () => {
    expect(serviceName(null)).toBe('サービス不明');
  });
});

describe('what is left of the month on LINE', () => {
  const told = { limit: 200, remaining: 50, exhausted: false, checkedAt: '2026-11-22T00:00:00.000Z' };

  it.each([
    [told, '残り50通（上限200通）'],
    [{ ...told, exhausted: true }, '使い切りました'],
    [{ ...told, limit: null, remaining: null }, '上限はありません'],
    [{ ...told, limit: null, remaining: null, checkedAt: null }, '確かめられません'],
  ])('is said as it is known: %o', (quota, words) => {
    expect(quotaInWords(quota)).toContain(words);
  });
});

describe('how likely a reading was', () => {
  it.each([
    [0.83, '83\u00a0%'],
    [0.004, '1\u00a0%未満'],
    [0.9996, '99\u00a0%'],
  ])('of %f is told as 「%s」', (probability, words) => {
    expect(percentInWords(probability)).toBe(words);
  });
});
