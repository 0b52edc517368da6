/** The training messages: enough of each kind, labelled with names that exist, and none of them in the part that is measured on. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corpusFiles } from '../language/corpus.ts';
import { normalise } from '../language/normalise.ts';
import { INTENTS, NO_NEED, type ServiceId } from '../language/types.ts';

interface Line {
  text: string;
  intent: string;
  service: ServiceId | null;
}

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const readLines = (path: string): Line[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line)); // prettier-ignore
const training = corpusFiles(folder('knowledge/corpus')).flatMap(readLines);
const testing = readdirSync(folder('test/corpus'))
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readLines(join(folder('test/corpus'), name)));

describe('the training messages', () => {
  it('are at least 250 for each intent', () => {
    const counts = INTENTS.map((intent) => [intent, training.filter((line) => line.intent === intent).length] as const);
    expect(counts.filter(([, count]) => count < 250)).toEqual([]);
  });

  it('are labelled with intents and services that exist', () => {
    const services = ['saison', 'amex', 'promise', null];
    const known = new Set<string>([...INTENTS, NO_NEED]);
    const odd = [...training, ...testing].filter(
      ({ intent, service }) => !known.has(intent) || !services.includes(service),
    );
    expect(odd).toEqual([]);
  });

  it('never hold a message that the engine is measured on, however it is spelled', () => {
    const seen = new Set(training.map(({ text }) => normalise(text).text));
    expect(testing.map(({ text }) => text).filter((text) => seen.has(normalise(text).text))).toEqual([]);
  });

  it('never say two things of one message', () => {
    const labels = new Map<string, string>();
    const torn = training.filter(({ text, intent }) => {
      const before = labels.get(text);
      labels.set(text, intent);
      return before !== undefined && before !== intent;
    });
    expect(torn).toEqual([]);
  });
});
