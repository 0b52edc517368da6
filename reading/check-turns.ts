/** Checks files of labelled turns: the form of every line, and that every id in it stands in the knowledge. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { z } from 'zod';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Fault } from '../knowledge/load.ts';
import { contextProblem, readingProblem } from './check-ids.ts';
import { readTurns } from './turns.ts';

const fields = z.record(z.string(), z.unknown());
const form = z.strictObject({
  after: fields,
  text: z.string().min(1),
  means: z.array(fields).min(1),
  voice: z.string().min(1),
});

/** Every fault of the files, with its line and a plain sentence; none when they are sound. */
export function checkTurns(paths: readonly string[], knowledge: Knowledge): Fault[] {
  return paths.flatMap((path) => {
    const file = relative(process.cwd(), path);
    return readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        (line.trim() === '' ? [] : problemsOf(line, knowledge)).map((message) => ({ file, line: at + 1, message })),
      );
  });
}

function problemsOf(line: string, knowledge: Knowledge): string[] {
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch {
    return ['this is no JSON'];
  }
  const parsed = form.safeParse(content);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => `${path.map(String).join(' › ') || 'the line'}: ${message}`);
  }
  const { after, means } = parsed.data;
  const problems = [
    { where: 'after', problem: contextProblem(after, knowledge) },
    ...means.map((reading, at) => ({ where: `means › ${at}`, problem: readingProblem(reading, knowledge) })),
  ];
  return problems.flatMap(({ where, problem }) => (problem ? [`${where}: ${problem}`] : []));
}

/** Words that turns ask the meaning of and no entry of the glossary begins with: no reading can be right there. Each once. */
export function unexplainedTerms(paths: readonly string[], knowledge: Knowledge): string[] {
  const explained = new Set(knowledge.terms.map(({ words }) => `term:${words[0]}`));
  const keys = paths.flatMap(readTurns).flatMap(({ means }) => means.flat());
  const terms = new Set(keys.filter((key) => key.startsWith('term:') && !explained.has(key)));
  return [...terms].map((key) => key.slice('term:'.length)).sort();
}
