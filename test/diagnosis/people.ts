import { bestQuestion, CLEAR_ENOUGH, likelihoods, type WeighedCause, weigh } from '../../dialogs/differential.ts';
import { answered } from '../../dialogs/evidence.ts';
import { type Ledger, newLedger } from '../../dialogs/ledger.ts';
import { nextRemedy } from '../../dialogs/remedy.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { PRIOR } from '../../knowledge/likelihood.ts';
import type { Cause, Question } from '../../knowledge/schema.ts';
import type { ServiceId } from '../../language/types.ts';

/** Deterministic random numbers in [0, 1): mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Chooses the next question of a way to ask; undefined ends the asking. */
export type Asking = (ledger: Ledger, weighed: readonly WeighedCause[]) => Question | undefined;

export interface Outcome {
  questions: number;
  /** Remedies given until the right one, itself included; 0 when it was never given. */
  remedies: number;
}

/** Share of answers that do not follow the tables: half of them wrong, half 「わからない」. */
export const NOISE = 0.1;
/** After so many failed remedies the human is the way. */
const MOST_REMEDIES = 3;

/** A person whose real cause is `cause` is diagnosed: answers follow the tables, but for the noise. */
export function diagnose(
  knowledge: Knowledge,
  service: ServiceId,
  cause: Cause,
  asking: Asking,
  random: () => number,
): Outcome {
  const ledger = newLedger('ログインできない');
  let questions = 0;
  for (let remedies = 1; remedies <= MOST_REMEDIES; ) {
    const weighed = weigh(knowledge, service, ledger);
    const [best] = weighed;
    if (!best) break;
    const question = best.probability < CLEAR_ENOUGH ? asking(ledger, weighed) : undefined;
    if (question) {
      questions += 1;
      answered(ledger, question.id, answerOf(question, cause, random));
      continue;
    }
    if (best.cause.id === cause.id) return { questions, remedies };
    // The wrong cause is left as soon as the first of its remedies has failed to help: a second one would fail as well.
    for (const remedy of best.cause.remedies) ledger.tried.push({ cause: best.cause.id, remedy: remedy.id, result: 'not_solved' });
    remedies += 1;
  }
  return { questions, remedies: 0 };
}

function answerOf(question: Question, cause: Cause, random: () => number): string | null {
  const noise = random();
  if (noise < NOISE / 2) return null;
  const table = [...likelihoods(question, cause.id)];
  if (noise < NOISE) return table[Math.floor(random() * table.length)]?.[0] ?? null;
  let left = random();
  for (const [answer, probability] of table) {
    left -= probability;
    if (left <= 0) return answer;
  }
  return table.at(-1)?.[0] ?? null;
}

export function ourAsking(knowledge: Knowledge, service: ServiceId): Asking {
  return (ledger, weighed) => bestQuestion(knowledge, service, ledger, weighed);
}

/** The questions as they stand in the file, one after another. */
export function fixedAsking(knowledge: Knowledge, service: ServiceId): Asking {
  return (ledger) => {
    const asked = new Set(ledger.asked.map((entry) => entry.question));
    return knowledge.questions(service).find((question) => !asked.has(question.id));
  };
}

/** How common a cause is among those who come without telling any. */
export function share(knowledge: Knowledge, service: ServiceId, cause: Cause): number {
  const sum = knowledge.causes(service).reduce((total, entry) => total + PRIOR[entry.prior], 0);
  return PRIOR[cause.prior] / sum;
}

export { nextRemedy };
