import { type Surroundings, Witness } from './self-report.ts';

const MINUTE = 60_000;

/** A page in a browser that knows everything, with a clock that is set by hand. */
function open(changes: Partial<Surroundings> = {}) {
  const clock = { now: 1_000_000 };
  const around: Surroundings = {
    navigator: { cookieEnabled: true, maxTouchPoints: 0 },
    document: { visibilityState: 'visible' },
    framed: false,
    now: () => clock.now,
    ...changes,
  };
  const witness = new Witness(around);
  return {
    witness,
    clock,
    around,
    breaks(times: number) {
      for (let time = 0; time < times; time += 1) {
        witness.broke();
        witness.mended();
      }
    },
    async answers(milliseconds: number, times: number) {
      const send = witness.timed(async () => {
        clock.now += milliseconds;
        return { status: 200, body: undefined };
      });
      for (let time = 0; time < times; time += 1) await send('GET', '/');
    },
  };
}

describe('what the page tells of itself', () => {
  it('in a browser that knows nothing of all this, only that the line holds', () => {
    const { witness } = open({ navigator: {}, document: {} });
    expect(witness.report).toEqual({ connection: 'steady' });
  });

  it('whether cookies are taken and fingers are felt', () => {
    expect(open({ navigator: { cookieEnabled: false, maxTouchPoints: 5 } }).witness.report).toEqual({
      cookies: false,
      touch: true,
      connection: 'steady',
    });
  });

  it('nothing of cookies inside a frame', () => {
    expect(open({ framed: true }).witness.report).not.toHaveProperty('cookies');
  });

  it('one break may be anything', () => {
    const { witness, breaks } = open();
    breaks(1);
    expect(witness.report.connection).toBe('steady');
  });

  it('two breaks make an unsteady line, until they are long past', () => {
    const { witness, breaks, clock } = open();
    breaks(1);
    clock.now += 5 * MINUTE;
    breaks(1);
    expect(witness.report.connection).toBe('unsteady');
    clock.now += 6 * MINUTE;
    expect(witness.report.connection).toBe('steady');
  });

  it('a long outage with many tries is one break', () => {
    const { witness } = open();
    for (let attempt = 0; attempt < 10; attempt += 1) witness.broke();
    expect(witness.report.connection).toBe('steady');
  });

  it('a line that dies out of sight tells nothing', () => {
    const { witness, breaks } = open({ document: { visibilityState: 'hidden' } });
    breaks(5);
    expect(witness.report.connection).toBe('steady');
  });

  it('a line on which answers take long is slow', async () => {
    const { witness, answers } = open();
    await answers(3_000, 2);
    expect(witness.report.connection).toBe('steady');
    await answers(3_000, 1);
    expect(witness.report.connection).toBe('slow');
  });

  it('one answer that took long is none', async () => {
    const { witness, answers } = open();
    await answers(10_000, 1);
    await answers(80, 4);
    expect(witness.report.connection).toBe('steady');
  });

  it.each([
    ['slow-2g', 'slow'],
    ['2g', 'slow'],
    ['3g', 'steady'],
    ['4g', 'steady'],
  ])('what the browser says of the line counts: %s', (effectiveType, connection) => {
    expect(open({ navigator: { connection: { effectiveType } } }).witness.report).toEqual({ connection });
  });
});
