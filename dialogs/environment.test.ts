import { environment } from '../knowledge/schema.ts';
import { weighEnvironment } from './environment.ts';
import type { Page } from './page.ts';

const table = (minimum: Record<string, unknown>, refused: string[] = []) =>
  environment.parse({ checked: '2026-11-22', sources: ['a'], minimum, refused });
const chrome = (major: number): Page => ({ browser: { name: 'chrome', major }, device: 'computer' });

describe('a page weighed against the table of supported environments', () => {
  it.each([
    ['without a table', chrome(60), undefined, 'unknown'],
    ['with an empty table', chrome(60), table({}), 'unknown'],
    ['a browser that is older', chrome(99), table({ chrome: 100 }), 'too_old'],
    ['a browser that is just new enough', chrome(100), table({ chrome: 100 }), 'supported'],
    ['a browser that the table does not name', chrome(100), table({ firefox: 115 }), 'unknown'],
    ['a browser that is not known', { device: 'computer' } as Page, table({ chrome: 100 }), 'unknown'],
    [
      'a browser that is refused',
      { browser: { name: 'internet_explorer', major: 11 } } as Page,
      table({ chrome: 100 }, ['internet_explorer']),
      'too_old',
    ],
    [
      'the window of an app, which is not the browser',
      { within: 'line', system: { name: 'ios', version: '17.5' } } as Page,
      table({ safari: 15 }),
      'unknown',
    ],
    [
      'the window of an app on a system that is too old all the same',
      { within: 'line', system: { name: 'ios', version: '12.5' } } as Page,
      table({ safari: 15, ios: 15 }),
      'too_old',
    ],
    [
      'a new browser on a system that is too old',
      { ...chrome(109), system: { name: 'windows', version: '7' } } as Page,
      table({ chrome: 100, windows: 10 }),
      'too_old',
    ],
    [
      'a system that has a name and no number',
      { ...chrome(49), system: { name: 'windows', version: 'XP' } } as Page,
      table({ windows: 10 }),
      'too_old',
    ],
    [
      'a new browser on a system that is not known',
      { ...chrome(131), system: { name: 'android' } } as Page,
      table({ chrome: 100, android: 11 }),
      'unknown',
    ],
    [
      'a new browser where the table speaks of no system',
      { ...chrome(131), system: { name: 'android' } } as Page,
      table({ chrome: 100 }),
      'supported',
    ],
    [
      'a lower bound below the line',
      { ...chrome(131), system: { name: 'windows', version: '10', atLeast: true } } as Page,
      table({ chrome: 100, windows: 11 }),
      'unknown',
    ],
    [
      'a lower bound above the line',
      { ...chrome(131), system: { name: 'windows', version: '10', atLeast: true } } as Page,
      table({ chrome: 100, windows: 10 }),
      'supported',
    ],
    [
      'numbers with a point, counted and not read as fractions',
      { ...chrome(131), system: { name: 'macos', version: '10.9' } } as Page,
      table({ macos: '10.15' }),
      'too_old',
    ],
    ['a feature phone', { device: 'feature_phone' } as Page, table({ ios: 15 }), 'unknown'],
  ])('%s', (_what, page, minimum, verdict) => {
    expect(weighEnvironment(page, minimum)).toBe(verdict);
  });

  it('refuses a number whose end would be lost', () => {
    expect(() => table({ macos: 10.1 })).toThrow('in quotes');
  });
});
