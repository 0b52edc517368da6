/**
 * Trains the engine on any labelled texts and measures it on others.
 * Usage: npm run -s evaluate -- --train A.jsonl --test B.jsonl; prints one JSON object.
 */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readExamples } from '../language/corpus.ts';
import { createEngine } from '../language/engine.ts';
import { measure } from '../language/measures.ts';
import { prepareWords } from '../language/prepare.ts';
import { trainEngine } from '../language/training.ts';
import { loadAnalyser } from '../language/words.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const { values } = parseArgs({ options: { train: { type: 'string' }, test: { type: 'string' } } });
if (!values.train || !values.test) {
  process.stderr.write('Usage: evaluate --train A.jsonl --test B.jsonl, each with {"text", "intent"} lines\n');
  process.exit(1);
}

const options = {
  buildDir: folder('build'),
  knowledgeDir: folder('knowledge'),
  log: (line: string) => process.stderr.write(`${line}\n`),
};
const analyser = loadAnalyser(join(options.buildDir, await prepareWords(options)));
const trainExamples = readExamples(values.train);
const testExamples = readExamples(values.test);

const trainingStarted = performance.now();
const engine = createEngine(await trainEngine(trainExamples, analyser));
const trainSeconds = (performance.now() - trainingStarted) / 1000;

const testStarted = performance.now();
const predicted = testExamples.map(({ text }) => {
  const probabilities = engine.probabilities(analyser.analyse(text));
  return engine.labels[probabilities.indexOf(Math.max(...probabilities))] ?? '';
});
const microsecondsPerText = ((performance.now() - testStarted) * 1000) / Math.max(1, testExamples.length);

const gold = testExamples.map(({ intent }) => intent);
process.stdout.write(`${JSON.stringify({ ...measure(gold, predicted), microsecondsPerText, trainSeconds })}\n`);
