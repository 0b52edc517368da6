/**
 * The diagnosis beside the best decision tree and a fixed order of questions, over simulated people.
 * Usage: npm run -s bench:diagnosis; prints Markdown tables, kept in docs/diagnosis.md.
 */
import { fileURLToPath } from 'node:url';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { measureService, reachedInDraws, type ServiceResult } from '../test/diagnosis/measure.ts';

const knowledge = loadKnowledge(fileURLToPath(new URL('../knowledge', import.meta.url)));
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |\n`;
const head = (cells: readonly string[]): string => row(cells) + row(cells.map(() => '---'));

function summary({ service, ours, tree, fixed, fixedOurStop, searched }: ServiceResult): string {
  return row([
    service,
    percent(ours.reached),
    percent(ours.atOnce),
    ours.questions.toFixed(2),
    tree.questions.toFixed(2),
    (ours.questions / tree.questions).toFixed(2),
    fixed.questions.toFixed(2),
    (ours.questions / fixed.questions).toFixed(2),
    (ours.questions / fixedOurStop.questions).toFixed(2),
    searched,
  ]);
}

/** The best tree is searched wherever at least this share of all people come. */
const LEAST = 1 / 50;
/** Other draws of 200 people for each cause. */
const DRAWS = 30;

const results = knowledge.services().map(({ id }) => measureService(knowledge, id, LEAST));
process.stdout.write(
  head([
    'service',
    'right remedy',
    'as the first',
    'questions',
    'best tree',
    'to best tree',
    'fixed order',
    'to fixed order',
    'to fixed order, our stop',
    'points searched',
  ]) + results.map(summary).join(''),
);
for (const { service, ours } of results) {
  const draws = reachedInDraws(knowledge, service, DRAWS);
  process.stdout.write(
    `\n${head([`cause (${service})`, 'how common', 'right remedy', 'as the first', 'questions', `lowest of ${DRAWS} other draws`])}`,
  );
  for (const { cause, reached, atOnce, questions } of ours.byCause) {
    const lowest = Math.min(...(draws.get(cause.id) ?? []));
    process.stdout.write(
      row([cause.id, cause.prior, percent(reached), percent(atOnce), questions.toFixed(2), percent(lowest)]),
    );
  }
}
