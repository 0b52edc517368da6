import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const ROOMS = ['bots', 'channels', 'desk', 'dialogs', 'knowledge', 'language', 'reading', 'store', 'test', 'web'];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tobira-house-'));
  copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether the check takes a file of that name with that content. */
function isAllowed(path: string, content: string): Promise<boolean> {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', path];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (error) => resolve(error === null));
  });
}

describe('the house', () => {
  it.each(ROOMS)('%s says at its door what it is for', (room) => {
    expect(existsSync(join(root, room, 'README.md'))).toBe(true);
  });

  it.each([
    ['store/a.ts', '../bots/inbox.ts'],
    ['store/a.ts', '../errors.ts', 'allowed'],
    ['language/a.ts', '../store/database.ts'],
    ['language/a.ts', 'botbuilder'],
    ['knowledge/a.ts', '../dialogs/turn.ts'],
    ['language/a.ts', '../reading/reader.ts'],
    ['reading/a.ts', '../dialogs/turn.ts'],
    ['reading/a.ts', '../bots/inbox.ts'],
    ['reading/a.ts', '../channels/server.ts'],
    ['reading/a.ts', '../desk/cases.ts'],
    ['reading/a.ts', '../store/database.ts'],
    ['reading/a.ts', '../web/build.ts'],
    ['reading/a.ts', 'botbuilder'],
    ['reading/a.ts', '../language/understander.ts', 'allowed'],
    ['reading/a.ts', '../knowledge/knowledge.ts', 'allowed'],
    ['desk/a.ts', '../bots/live.ts'],
    ['desk/a.ts', '../store/database.ts', 'allowed'],
    ['dialogs/a.ts', '../bots/inbox.ts'],
    ['dialogs/a.ts', '../channels/server.ts'],
    ['dialogs/a.ts', '../knowledge/knowledge.ts', 'allowed'],
    ['dialogs/a.ts', '../reading/reader.ts', 'allowed'],
    ['bots/a.ts', '../channels/server.ts'],
    ['bots/a.ts', '../dialogs/turn.ts', 'allowed'],
    ['channels/web/a.ts', '../../index.ts'],
    ['channels/web/a.ts', '../../bots/inbox.ts', 'allowed'],
  ])('%s importing %s', async (path, imported, expected = 'refused') => {
    const content = `import { a } from '${imported}';\n\nexport const b = a;\n`;
    expect((await isAllowed(path, content)) ? 'allowed' : 'refused').toBe(expected);
  });
});
