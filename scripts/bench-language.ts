/**
 * Our engine beside plain logistic regression, multinomial Naive Bayes and nlp.js: the same training messages, the same test parts.
 * Usage: npm run bench:language; prints a Markdown table for each part.
 * With `-- --leave-one-out [writer …]` instead: each writer of the corpus judged by an engine that has not read that writer.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Example, readCorpus } from '../language/corpus.ts';
import { createEngine } from '../language/engine.ts';
import { prepareWords } from '../language/prepare.ts';
import { trainEngine } from '../language/training.ts';
import { loadAnalyser } from '../language/words.ts';
import { figuresOf, HEAD, readParts, type TestPart } from './bench-parts.ts';
import { type Classifier, trainNaiveBayes, trainNlpJs, trainPlainRegression } from './bench-rivals.ts';
import { benchWriters } from './bench-writers.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const options = { buildDir: folder('build'), knowledgeDir: folder('knowledge') };
const analyser = loadAnalyser(join(options.buildDir, await prepareWords(options)));
const training = readCorpus(join(options.knowledgeDir, 'corpus'));

async function trainOurs(examples: Example[]): Promise<Classifier> {
  const engine = createEngine(await trainEngine(examples, analyser));
  return (text) => {
    const probabilities = engine.probabilities(analyser.analyse(text));
    return engine.labels.map((label, index) => ({ label, score: probabilities[index] ?? 0 }));
  };
}

const RIVALS: [string, (examples: Example[]) => Classifier | Promise<Classifier>][] = [
  ['Tobira', trainOurs],
  ['logistic regression, characters and words', (examples) => trainPlainRegression(examples, analyser)],
  ['multinomial Naive Bayes, words', (examples) => trainNaiveBayes(examples, analyser)],
  ['nlp.js (@nlpjs/nlu, @nlpjs/lang-ja)', trainNlpJs],
];

const tableOf = ({ name, messages, hard }: TestPart, rows: string[]): string =>
  `\n${name}: ${messages.length} messages, ${hard.filter(Boolean).length} of them hard\n\n${[...HEAD, ...rows].join('\n')}`;

/** All engines on all test parts. */
async function* benchEngines(): AsyncGenerator<string> {
  const parts = readParts(folder('test/corpus'), analyser).map((part) => ({ part, rows: [] as string[] }));
  yield `${training.length} training messages`;
  for (const [name, train] of RIVALS) {
    const started = performance.now();
    const classify = await train(training);
    const seconds = (performance.now() - started) / 1000;
    for (const { part, rows } of parts)
      rows.push(`| ${[name, ...(await figuresOf(part, classify)), seconds.toFixed(0)].join(' | ')} |`);
  }
  for (const { part, rows } of parts) yield tableOf(part, rows);
}

const { values, positionals } = parseArgs({
  options: { 'leave-one-out': { type: 'boolean' } },
  allowPositionals: true,
});
const lines = values['leave-one-out'] ? benchWriters(training, analyser, positionals) : benchEngines();
for await (const line of lines) process.stdout.write(`${line}\n`);
