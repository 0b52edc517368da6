import { join } from 'node:path';
import { prepareLanguage } from '../language/prepare.ts';
import { prepareReader } from '../reading/prepare.ts';
import { buildPages } from '../web/build.ts';

const root = join(import.meta.dirname, '..');

/** Makes what is missing or out of date: dictionary, model, reader, pages. Quick when nothing is. */
export async function prepare(log: (line: string) => void): Promise<void> {
  const options = { buildDir: join(root, 'build'), knowledgeDir: join(root, 'knowledge'), log };
  await prepareLanguage(options);
  await prepareReader(options);
  await buildPages({ log });
}

if (import.meta.main) await prepare((line) => process.stderr.write(`${line}\n`));
