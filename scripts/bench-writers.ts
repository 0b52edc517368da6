/** How well the engine does on people it has not read: each writer's messages are judged by an engine trained on all the others'. */
import type { Analyser } from '../language/analysis.ts';
import type { Example } from '../language/corpus.ts';
import { decide } from '../language/decision.ts';
import { createEngine } from '../language/engine.ts';
import { calibrationError } from '../language/measures.ts';
import { trainEngine } from '../language/training.ts';
import { type Intent, NO_NEED } from '../language/types.ts';

interface Judged {
  intent: string;
  right: boolean;
  score: number;
  answered: boolean;
}

/** @returns the messages that no other writer wrote word for word, as judged */
async function judge(writer: string, examples: readonly Example[], analyser: Analyser): Promise<Judged[]> {
  const others = examples.filter((example) => example.writer !== writer);
  const known = new Set(others.map(({ text }) => text));
  const engine = createEngine(await trainEngine(others, analyser));
  const own = examples.filter((example) => example.writer === writer && !known.has(example.text));
  return own.map(({ text, intent }) => {
    const probabilities = engine.probabilities(analyser.analyse(text));
    const ranked = engine.labels
      .map((label, index) => ({ intent: label as Intent, score: probabilities[index] ?? 0 }))
      .filter((_, index) => engine.labels[index] !== NO_NEED)
      .sort((left, right) => right.score - left.score);
    const best = ranked[0];
    const answered = decide(ranked, probabilities[engine.labels.indexOf(NO_NEED)]) === 'answer';
    return { intent, right: best?.intent === intent, score: best?.score ?? 0, answered };
  });
}

const share = (rows: readonly Judged[], holds: (row: Judged) => boolean): number =>
  rows.filter(holds).length / Math.max(1, rows.length);

function figures(rows: readonly Judged[]): number[] {
  const inScope = rows.filter(({ intent }) => intent !== 'out_of_scope');
  const error = calibrationError(
    rows.map(({ score }) => score),
    rows.map(({ right }) => right),
  );
  return [
    share(rows, ({ right }) => right),
    share(rows, ({ right, answered }) => answered && !right),
    share(inScope, ({ answered }) => !answered),
    error,
  ];
}

/** Lines of a Markdown table: one for each writer, then their mean. @param only writers to leave out; all but `base` when empty */
export async function* benchWriters(
  examples: readonly Example[],
  analyser: Analyser,
  only: string[],
): AsyncGenerator<string> {
  const writers = [...new Set(examples.flatMap(({ writer }) => writer ?? []))].filter(
    (name) => name !== 'base' && name !== 'no-need',
  );
  yield '| writer left out | messages | accuracy | answered and wrong | in scope, not answered | calibration error |';
  yield '|---|---|---|---|---|---|';
  const all: number[][] = [];
  for (const writer of only.length > 0 ? only : writers) {
    const rows = await judge(writer, examples, analyser);
    all.push(figures(rows));
    yield line(writer, String(rows.length), figures(rows));
  }
  const mean = (all[0] ?? []).map((_, at) => all.reduce((sum, row) => sum + (row[at] ?? 0), 0) / all.length);
  yield line('mean', '', mean);
}

const line = (name: string, count: string, values: readonly number[]): string =>
  `| ${[name, count, ...values.map((value) => `${(value * 100).toFixed(1)} %`)].join(' | ')} |`;
