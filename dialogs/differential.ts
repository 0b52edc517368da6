import type { Knowledge } from '../knowledge/knowledge.ts';
import { COST, LIKELIHOOD, PRIOR } from '../knowledge/likelihood.ts';
import type { AnswerChoice, Cause, Question } from '../knowledge/schema.ts';
import type { ServiceId } from '../language/types.ts';
import { exhausted, type Ledger } from './ledger.ts';

export interface WeighedCause {
  cause: Cause;
  /** Posterior, 0 to 1; all causes of the service sum to 1. */
  probability: number;
}

/** How much more likely a cause becomes when the person states it with full certainty. */
const STATEMENT_WEIGHT = 120;
/** How much less likely a cause becomes when the person denies it: people are mistaken now and then. */
const DENIAL_WEIGHT = 0.06;

/** Bayes over the service's causes, with everything in the ledger as evidence. Best first. */
export function weigh(knowledge: Knowledge, service: ServiceId, ledger: Ledger): WeighedCause[] {
  const out = exhausted(ledger, knowledge, service);
  const weights = knowledge.causes(service).map((cause) => ({
    cause,
    weight: out.has(cause.id)
      ? 0
      : PRIOR[cause.prior] *
        statements(cause, ledger) *
        failedTries(cause, ledger) *
        answers(knowledge, service, cause, ledger),
  }));
  const sum = weights.reduce((total, entry) => total + entry.weight, 0);
  if (sum === 0) return [];
  return weights
    .map(({ cause, weight }) => ({ cause, probability: weight / sum }))
    .filter((entry) => entry.probability > 0)
    .sort((a, b) => b.probability - a.probability);
}

function statements(cause: Cause, ledger: Ledger): number {
  let factor = 1;
  for (const { intent, score } of ledger.stated)
    if (cause.intents.includes(intent)) factor *= 1 + STATEMENT_WEIGHT * score;
  for (const intent of ledger.denied) if (cause.intents.includes(intent)) factor *= DENIAL_WEIGHT;
  return factor;
}

/** Failed tries speak for the lock, the more of them the louder. */
function failedTries(cause: Cause, ledger: Ledger): number {
  if (!cause.lock || ledger.failedTries === null) return 1;
  return ledger.failedTries === 'many' || ledger.failedTries >= 3 ? 6 : 1.5;
}

function answers(knowledge: Knowledge, service: ServiceId, cause: Cause, ledger: Ledger): number {
  let factor = 1;
  for (const { question: id, answer } of ledger.asked) {
    const question = knowledge.question(service, id);
    if (question && answer !== null) factor *= likelihoods(question, cause.id).get(answer) ?? 1;
  }
  return factor;
}

/** How likely each answer is under the cause; the answers of a question sum to 1. */
export function likelihoods(question: Question, causeId: string): Map<string, number> {
  const word = (answer: AnswerChoice) => LIKELIHOOD[answer.means[causeId] ?? answer.otherwise];
  const sum = question.answers.reduce((total, answer) => total + word(answer), 0);
  return new Map(question.answers.map((answer) => [answer.id, word(answer) / sum]));
}

/** Expected gain of information in bits, divided by what asking costs the person. */
export function worth(question: Question, weighed: readonly WeighedCause[]): number {
  const before = entropy(weighed.map((entry) => entry.probability));
  const tables = weighed.map((entry) => likelihoods(question, entry.cause.id));
  let after = 0;
  for (const answer of question.answers) {
    const joint = weighed.map((entry, index) => entry.probability * (tables[index]?.get(answer.id) ?? 0));
    const probability = joint.reduce((total, value) => total + value, 0);
    if (probability > 0) after += probability * entropy(joint.map((value) => value / probability));
  }
  return (before - after) / COST[question.cost];
}

function entropy(probabilities: readonly number[]): number {
  return -probabilities.reduce((sum, p) => (p > 0 ? sum + p * Math.log2(p) : sum), 0);
}

/** The most telling question not asked yet; undefined when none is worth its cost. */
export function bestQuestion(
  knowledge: Knowledge,
  service: ServiceId,
  ledger: Ledger,
  weighed: readonly WeighedCause[],
): Question | undefined {
  const asked = new Set(ledger.asked.map((entry) => entry.question));
  const possible = new Set(weighed.filter((entry) => entry.probability > 0.02).map((entry) => entry.cause.id));
  const open = knowledge
    .questions(service)
    .filter((question) => !asked.has(question.id))
    .filter((question) => question.about.length === 0 || question.about.some((cause) => possible.has(cause)))
    .map((question) => ({ question, worth: worth(question, weighed) }))
    .sort((a, b) => b.worth - a.worth);
  const best = open[0];
  return best && best.worth >= LEAST_WORTH ? best.question : undefined;
}

/** Below this a question tells too little to be worth a tired person's time. */
const LEAST_WORTH = 0.08;
/** From here on one cause is clear enough to act on. */
export const CLEAR_ENOUGH = 0.7;
