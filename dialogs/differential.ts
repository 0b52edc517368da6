import type { Knowledge } from '../knowledge/knowledge.ts';
import { LIKELIHOOD, PRIOR, SLIP } from '../knowledge/likelihood.ts';
import type { AnswerChoice, Cause, Question } from '../knowledge/schema.ts';
import type { ServiceId } from '../language/types.ts';
import { exhausted, failedRemedies, type Ledger } from './ledger.ts';

export interface WeighedCause {
  cause: Cause;
  /** Posterior, 0 to 1; all causes of the service sum to 1. */
  probability: number;
}

/** How much more likely a cause becomes at most when the person states it: people are mistaken now and then. */
const STATEMENT_WEIGHT = 120;
/** The odds against any one cause before anything is said: a statement that may as well mean another thing weighs as much. */
const ODDS_AGAINST = 11;
/** How much less likely a cause becomes when the person denies it: people are mistaken now and then. */
const DENIAL_WEIGHT = 0.06;
/** From here on one cause is clear enough to act on. */
export const CLEAR_ENOUGH = 0.7;

/** Bayes over the service's causes, with everything in the ledger as evidence. Best first. */
export function weigh(knowledge: Knowledge, service: ServiceId, ledger: Ledger): WeighedCause[] {
  const out = exhausted(ledger, knowledge, service);
  const weights = knowledge
    .causes(service)
    .filter(({ id }) => !out.has(id))
    .map((cause) => ({ cause, weight: PRIOR[cause.prior] * evidence(knowledge, service, cause, ledger) }));
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  return weights
    .map(({ cause, weight }) => ({ cause, probability: weight / sum }))
    .sort((a, b) => b.probability - a.probability);
}

function evidence(knowledge: Knowledge, service: ServiceId, cause: Cause, ledger: Ledger): number {
  return (
    statements(cause, ledger) *
    failedTries(cause, ledger) *
    vainRemedies(cause, ledger) *
    signs(knowledge, cause, ledger) *
    answers(knowledge, service, cause, ledger)
  );
}

function statements(cause: Cause, ledger: Ledger): number {
  let factor = 1;
  for (const { intent, score } of ledger.stated) if (cause.intents.includes(intent)) factor *= 1 + stated(score);
  for (const intent of ledger.denied) if (cause.intents.includes(intent)) factor *= DENIAL_WEIGHT;
  return factor;
}

/** The score is the chance that the cause was meant; as evidence it counts by its odds. */
function stated(score: number): number {
  return Math.min(STATEMENT_WEIGHT, (ODDS_AGAINST * score) / Math.max(1e-6, 1 - score));
}

/** Failed tries speak for the lock, the more of them the louder. */
function failedTries(cause: Cause, ledger: Ledger): number {
  if (!cause.lock || ledger.failedTries === null) return 1;
  return ledger.failedTries === 'many' || ledger.failedTries >= 3 ? 6 : 1.5;
}

/** A remedy that did not help speaks against its cause, the surer it is the louder; not against what the person has stated. */
function vainRemedies(cause: Cause, ledger: Ledger): number {
  if (ledger.stated.some(({ intent }) => cause.intents.includes(intent))) return 1;
  return failedRemedies(cause, ledger).reduce((factor, { success }) => factor * (1 - LIKELIHOOD[success]), 1);
}

/** What the page shows counts like the answer to a question that has two. */
function signs(knowledge: Knowledge, { id }: Cause, { shown = [] }: Ledger): number {
  return knowledge.signs
    .filter((sign) => shown.includes(sign.id))
    .reduce((factor, sign) => factor * ((1 - SLIP) * LIKELIHOOD[sign.means[id] ?? sign.otherwise] + SLIP / 2), 1);
}

function answers(knowledge: Knowledge, service: ServiceId, cause: Cause, ledger: Ledger): number {
  let factor = 1;
  for (const { question: id, answer } of ledger.asked) {
    const question = answer === null ? undefined : knowledge.question(service, id);
    const at = question?.answers.findIndex((choice) => choice.id === answer) ?? -1;
    if (question && at >= 0) factor *= heard(question, cause.id)[at] ?? 1;
  }
  return factor;
}

/** What is heard under the cause, slips included; as many numbers as answers, together 1. */
export function heard(question: Question, causeId: string): readonly number[] {
  return tableOf(question, causeId).heard;
}

/** What the table says is answered under the cause; as many numbers as answers, together 1. */
export function meant(question: Question, causeId: string): readonly number[] {
  return tableOf(question, causeId).meant;
}

interface Table {
  meant: readonly number[];
  heard: readonly number[];
}

/** Tables never change once they are loaded; the arithmetic is done once. */
const tables = new WeakMap<Question, Map<string, Table>>();

function tableOf(question: Question, causeId: string): Table {
  const known = tables.get(question) ?? new Map<string, Table>();
  const table = known.get(causeId) ?? newTable(question, causeId);
  tables.set(question, known.set(causeId, table));
  return table;
}

function newTable({ answers }: Question, causeId: string): Table {
  const word = (answer: AnswerChoice) => LIKELIHOOD[answer.means[causeId] ?? answer.otherwise];
  const sum = answers.reduce((total, answer) => total + word(answer), 0);
  const meant = answers.map((answer) => word(answer) / sum);
  return { meant, heard: meant.map((share) => (1 - SLIP) * share + SLIP / answers.length) };
}
