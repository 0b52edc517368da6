import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { TobiraError } from '../errors.ts';

/**
 * A password from stdin: the whole of it when it is piped, without the line end; typed twice and unseen at a terminal.
 * @throws TobiraError `bad_request` when the two differ
 */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, '');
  const first = await ask('Password: ');
  if ((await ask('Once more: ')) === first) return first;
  throw new TobiraError('bad_request', 'The two passwords differ. Nothing was changed.');
}

async function ask(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const interrupted = new AbortController();
  terminal.once('SIGINT', () => interrupted.abort());
  process.stderr.write(question);
  try {
    return await terminal.question('', { signal: interrupted.signal });
  } catch (error) {
    throw new TobiraError('bad_request', 'Interrupted. Nothing was changed.', { cause: error });
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
