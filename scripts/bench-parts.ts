/** The messages that understanding is measured on, and the figures of one classifier on them. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Analyser } from '../language/analysis.ts';
import { spoilSome } from '../language/augmentation.ts';
import { type Example, readExamples } from '../language/corpus.ts';
import { decide } from '../language/decision.ts';
import { calibrationError, measure } from '../language/measures.ts';
import { type Intent, NO_NEED } from '../language/types.ts';
import type { Classifier } from './bench-rivals.ts';

export interface TestPart {
  name: string;
  messages: Example[];
  hard: boolean[];
}

/** Another seed than the training's, so that the slips are others. */
const SLIPS_SEED = 99;

/** Each file of the folder, and all of them once more as hasty fingers would have typed them. */
export function readParts(folder: string, analyser: Analyser): TestPart[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const parts = files.sort().map((name) => readPart(join(folder, name)));
  return [...parts, typedBadly(parts, analyser)];
}

function readPart(path: string): TestPart {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  const hard = lines.map((line) => JSON.parse(line).hard === true);
  return { name: basename(path, '.jsonl'), messages: readExamples(path), hard };
}

function typedBadly(parts: readonly TestPart[], analyser: Analyser): TestPart {
  const messages = parts.flatMap((part) => part.messages);
  const hard = parts.flatMap((part) => part.hard);
  const texts = messages.map(({ text }) => text);
  const copies = spoilSome(texts, analyser, SLIPS_SEED, 1);
  return {
    name: 'all, typed badly',
    messages: copies.map(({ text, of }) => ({ text, intent: messages[of]?.intent ?? '' })),
    hard: copies.map(({ of }) => hard[of] ?? false),
  };
}

const COLUMNS = [
  'engine',
  'accuracy',
  'hard ones',
  'macro-F1',
  'out-of-scope recall',
  'answered and wrong',
  'in scope, not answered',
  'calibration error',
  'µs a message',
  's training',
];
export const HEAD = [`| ${COLUMNS.join(' | ')} |`, `|${COLUMNS.map(() => '---').join('|')}|`];

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const shareOf = <Item>(items: readonly Item[], holds: (item: Item) => boolean): string =>
  percent(items.filter(holds).length / Math.max(1, items.length));

interface Judged {
  intent: string;
  guess: string;
  score: number;
  right: boolean;
  answered: boolean;
  hard: boolean;
}

async function judge({ messages, hard }: TestPart, classify: Classifier): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const [index, { text, intent }] of messages.entries()) {
    const guesses = await classify(text);
    const noNeed = guesses.find(({ label }) => label === NO_NEED)?.score;
    const ranked = guesses.filter(({ label }) => label !== NO_NEED).sort((left, right) => right.score - left.score);
    const [best = { label: '', score: 0 }] = ranked;
    const answered =
      decide(
        ranked.map(({ label, score }) => ({ intent: label as Intent, score })),
        noNeed,
      ) === 'answer';
    judged.push({
      intent,
      guess: best.label,
      score: best.score,
      right: best.label === intent,
      answered,
      hard: hard[index] ?? false,
    });
  }
  return judged;
}

/** @returns the cells of `COLUMNS` between the engine's name and the seconds of its training */
export async function figuresOf(part: TestPart, classify: Classifier): Promise<string[]> {
  const started = performance.now();
  const rows = await judge(part, classify);
  const microseconds = ((performance.now() - started) * 1000) / rows.length;
  const { macroF1, perIntent } = measure(
    rows.map(({ intent }) => intent),
    rows.map(({ guess }) => guess),
  );
  const error = calibrationError(
    rows.map(({ score }) => score),
    rows.map(({ right }) => right),
  );
  return [
    shareOf(rows, ({ right }) => right),
    shareOf(
      rows.filter(({ hard }) => hard),
      ({ right }) => right,
    ),
    percent(macroF1),
    percent(perIntent.out_of_scope?.recall ?? 0),
    shareOf(rows, ({ right, answered }) => answered && !right),
    shareOf(
      rows.filter(({ intent }) => intent !== 'out_of_scope'),
      ({ answered }) => !answered,
    ),
    percent(error),
    microseconds.toFixed(0),
  ];
}
