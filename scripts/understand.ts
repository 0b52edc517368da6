/** Lines on stdin → one JSON object a line on stdout. */
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { prepareLanguage } from '../language/prepare.ts';
import { loadUnderstander } from '../language/understander.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const options = { buildDir: folder('build'), knowledgeDir: folder('knowledge') };

await prepareLanguage({ ...options, log: (line) => process.stderr.write(`${line}\n`) });
const understander = await loadUnderstander(options);
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  process.stdout.write(`${JSON.stringify(understander.understand(line))}\n`);
}
