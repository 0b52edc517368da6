import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const ROOMS = ['bots', 'channels', 'dialogs'];
/** No part of the product: the bare Bot Framework bot that `npm run bench` measures against. */
const MEASURE = 'scripts/bench-echo.ts';
const IMPORT = /^(?:import|export)\s(?:type\s)?([^;]*?)\sfrom\s'((?:botbuilder|botframework)[\w-]*)(\/[^']*)?'/gm;

interface Found {
  file: string;
  source: string;
  names: string[];
}

/** Every import of Bot Framework in the product's own code. */
function imports(): Found[] {
  const files = globSync('{*.ts,{bots,channels,desk,dialogs,knowledge,language,scripts,store,web}/**/*.{ts,tsx}}', {
    cwd: root,
  });
  return files
    .filter((file) => !/\.test\.tsx?$/.test(file) && file !== MEASURE)
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return Array.from(text.matchAll(IMPORT), ([, names = '', source = '', inner = '']) => ({
        file,
        source: source + inner,
        names: names
          .replace(/[{}]|\btype\s/g, '')
          .split(',')
          .map((name) => name.trim().split(' as ')[0] ?? '')
          .filter(Boolean),
      }));
    });
}

describe('what of Bot Framework is used', () => {
  const found = imports();

  it('stands in bots/, dialogs/ and channels/ only', () => {
    const rooms = new Set(found.map(({ file }) => file.split('/')[0]));
    expect([...rooms].filter((room) => !ROOMS.includes(room ?? ''))).toEqual([]);
    expect(found.length).toBeGreaterThan(10);
  });

  it('is no package but these, and nothing from inside one', () => {
    expect([...new Set(found.map(({ source }) => source))].sort()).toEqual(['botbuilder', 'botframework-connector']);
  });

  it('is listed name by name in docs/migration.md, and nothing else is', () => {
    const text = readFileSync(join(root, 'docs/migration.md'), 'utf8');
    const listed = Array.from(text.matchAll(/^\| `([\w-]+)` \| `(\w+)` \| ([^|]+) \|/gm), ([, source, name, rooms]) =>
      [source, name, rooms?.trim().replaceAll('`', '')].join(' '),
    );
    expect(listed.sort()).toEqual(namesUsed(found).sort());
  });
});

/** Each name with its package, and the rooms that use it. */
function namesUsed(found: readonly Found[]): string[] {
  const rooms = new Map<string, Set<string>>();
  for (const { file, source, names } of found) {
    for (const name of names.map((one) => `${source} ${one}`)) {
      rooms.set(name, (rooms.get(name) ?? new Set()).add(`${file.split('/')[0]}/`));
    }
  }
  return Array.from(rooms, ([name, used]) => `${name} ${[...used].sort().join(', ')}`);
}
