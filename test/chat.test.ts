import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the terminal shows for lines that come through a pipe, and how the program ends. */
async function chatWith(lines: string): Promise<{ shown: string; faults: string; code: number | null }> {
  const script = join(import.meta.dirname, '../scripts/chat.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: { ...process.env, DATA_DIR: mkdtempSync(join(tmpdir(), 'tobira-')) },
  });
  const [shown, faults] = [child.stdout, child.stderr].map((stream) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    return parts;
  }) as [Buffer[], Buffer[]];
  child.stdin.end(lines);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { shown: Buffer.concat(shown).toString(), faults: Buffer.concat(faults).toString(), code };
}

it('answers every line that comes through a pipe, and ends well', async () => {
  const { shown, faults, code } = await chatWith('セゾンにログインできない\n担当者と話したい\n');
  expect(shown).toContain('自信がない');
  expect(shown).toContain('担当者');
  expect({ faults, code }).toEqual({ faults: '', code: 0 });
}, 60_000);
