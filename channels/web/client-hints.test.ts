import { describePage } from '../../dialogs/page.ts';
import { readUserAgent, type SelfPortrait } from './user-agent.ts';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('what else is told', () => {
  const CHROME = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/120.0.0.0 Safari/537.36`;
  const read = (said: SelfPortrait) => describePage(readUserAgent(said));

  it.each([
    ['15.0.0', 'Windows 11 の Chrome 120'],
    ['10.0.0', 'Windows 10 の Chrome 120'],
    ['0.3.0', 'Windows 8.1 の Chrome 120'],
    ['0.1.0', 'Windows 7 の Chrome 120'],
    ['', 'Windows 10 以降 の Chrome 120'],
  ])('a client hint tells which Windows it is: %s', (version, expected) => {
    expect(read({ userAgent: CHROME, platform: '"Windows"', platformVersion: `"${version}"` })).toBe(expected);
  });

  it('a client hint tells which Android and which macOS it is', () => {
    const android = `Mozilla/5.0 (Linux; Android 10; K) ${BLINK} Chrome/131.0.0.0 Mobile Safari/537.36`;
    const mac = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${BLINK} Chrome/121.0.0.0 Safari/537.36`;
    expect(read({ userAgent: android, platform: '"Android"', platformVersion: '"14.0.0"' })).toBe(
      'Android 14 の Chrome 131',
    );
    expect(read({ userAgent: mac, platform: '"macOS"', platformVersion: '"14.5.0"' })).toBe('macOS 14.5 の Chrome 121');
  });

  it('fingers on the screen tell an iPad from a Mac', () => {
    const userAgent = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/17.1 Safari/605.1.15`;
    expect(readUserAgent({ userAgent, touch: true })).toEqual({
      browser: { name: 'safari', major: 17 },
      system: { name: 'ios', version: '17' },
      device: 'mobile',
    });
    expect(readUserAgent({ userAgent, touch: false }).system).toEqual({
      name: 'macos',
      version: '10.15',
      atLeast: true,
    });
  });

  it('a telephone that asks for the page of a computer is not taken for one', () => {
    const userAgent = `Mozilla/5.0 (X11; Linux x86_64) ${BLINK} Chrome/120.0.0.0 Safari/537.36`;
    expect(readUserAgent({ userAgent, touch: true })).toEqual({
      browser: { name: 'chrome', major: 120 },
      device: 'unknown',
    });
  });

  it('a browser that hides behind Chrome and names itself in its hints is not Chrome', () => {
    const brands = '"Brave";v="120", "Chromium";v="120", "Not?A_Brand";v="24"';
    expect(readUserAgent({ userAgent: CHROME, brands }).browser).toEqual({ name: 'other' });
  });
});
