import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A script of the project, run on a data folder while its store may be open here, as it is while the server runs. */
export function runScript(
  script: string,
  args: readonly string[],
  { folder, stdin = '' }: { folder: string; stdin?: string },
): Promise<{ code: number | null; out: string; err: string }> {
  const path = join(import.meta.dirname, '..', '..', 'scripts', script);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path, ...args], {
      env: { PATH: process.env.PATH, DATA_DIR: folder },
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
    child.stdin.end(stdin);
  });
}
