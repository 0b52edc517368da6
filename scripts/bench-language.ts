/**
 * Our engine beside plain logistic regression, multinomial Naive Bayes and nlp.js: the same training messages, the same test part.
 * Usage: npm run bench:language; prints a Markdown table.
 * With `-- --leave-one-out [writer …]` instead: each writer of the corpus judged by an engine that has not read that writer.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Example, readCorpus, readExamples } from '../language/corpus.ts';
import { decide } from '../language/decision.ts';
import { createEngine, trainEngine } from '../language/engine.ts';
import { calibrationError, measure } from '../language/measures.ts';
import { prepareWords } from '../language/prepare.ts';
import type { Intent } from '../language/types.ts';
import { loadAnalyser } from '../language/words.ts';
import { type Classifier, trainNaiveBayes, trainNlpJs, trainPlainRegression } from './bench-rivals.ts';
import { benchWriters } from './bench-writers.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const options = { buildDir: folder('build'), knowledgeDir: folder('knowledge') };
const testPath = folder('test/corpus/held-out.jsonl');

const analyser = loadAnalyser(join(options.buildDir, await prepareWords(options)));
const training = readCorpus(join(options.knowledgeDir, 'corpus'));
const testing = readExamples(testPath);
const hard = readFileSync(testPath, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line).hard === true); // prettier-ignore

function trainOurs(examples: Example[]): Classifier {
  const engine = createEngine(trainEngine(examples, analyser));
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

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

async function run(name: string, train: (examples: Example[]) => Classifier | Promise<Classifier>): Promise<string> {
  const trainingStarted = performance.now();
  const classify = await train(training);
  const trainSeconds = (performance.now() - trainingStarted) / 1000;
  const started = performance.now();
  const ranked: { label: string; score: number }[][] = [];
  for (const { text } of testing)
    ranked.push([...(await classify(text))].sort((left, right) => right.score - left.score));
  const microseconds = ((performance.now() - started) * 1000) / testing.length;
  const right = testing.map(({ intent }, index) => ranked[index]?.[0]?.label === intent);
  const { accuracy, macroF1, perIntent } = measure(
    testing.map(({ intent }) => intent),
    ranked.map((row) => row[0]?.label ?? ''),
  ); // prettier-ignore
  const hardOnes = right.filter((_, index) => hard[index]);
  const answered = ranked.map(
    (row) => decide(row.map(({ label, score }) => ({ intent: label as Intent, score }))) === 'answer',
  );
  const wrongAnswered = right.filter((hit, index) => !hit && answered[index]).length / testing.length;
  const error = calibrationError(
    ranked.map((row) => row[0]?.score ?? 0),
    right,
  ); // prettier-ignore
  const cells = [
    name,
    percent(accuracy),
    percent(hardOnes.filter(Boolean).length / Math.max(1, hardOnes.length)),
    percent(macroF1),
    percent(perIntent.out_of_scope?.recall ?? 0),
    percent(wrongAnswered),
    percent(answered.filter(Boolean).length / testing.length),
    percent(error),
    microseconds.toFixed(0),
    trainSeconds.toFixed(0),
  ];
  return `| ${cells.join(' | ')} |`;
}

const HEAD = [
  'engine',
  'accuracy',
  'hard ones',
  'macro-F1',
  'out-of-scope recall',
  'answered and wrong',
  'answered',
  'calibration error',
  'µs a message',
  's training',
];
/** All engines on the test part. */
async function* benchEngines(): AsyncGenerator<string> {
  yield `${training.length} training messages, ${testing.length} test messages (${hard.filter(Boolean).length} hard)\n`;
  yield `| ${HEAD.join(' | ')} |\n|${HEAD.map(() => '---').join('|')}|`;
  for (const [name, train] of RIVALS) yield await run(name, train);
}

const { values, positionals } = parseArgs({
  options: { 'leave-one-out': { type: 'boolean' } },
  allowPositionals: true,
});
const lines = values['leave-one-out'] ? benchWriters(training, analyser, positionals) : benchEngines();
for await (const line of lines) process.stdout.write(`${line}\n`);
