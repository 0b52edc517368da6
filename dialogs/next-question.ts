import type { Knowledge } from '../knowledge/knowledge.ts';
import { COST } from '../knowledge/likelihood.ts';
import type { Cause, Question } from '../knowledge/schema.ts';
import type { ServiceId } from '../language/types.ts';
import { CLEAR_ENOUGH, heard, type WeighedCause } from './differential.ts';
import { failedCausesBeside, failures, type Ledger, nextRemedy } from './ledger.ts';

/** A question about causes that are all below this is not asked. */
const POSSIBLE = 0.02;
/** An easy remedy that does not help costs the person as much as so many easy questions. */
const VAIN_REMEDY = 4;
/** After so many causes acted on in vain hardly anybody goes on. */
const PATIENCE = 3;
/** What it costs, in easy questions, when the patience ends before the right cause. */
const LOST = 10;
/** After each cause acted on in vain the next one must be so much surer. */
const SURER = 0.1;

/**
 * The question to ask next; undefined when it is time to act on the likeliest cause. That is when one cause is clear
 * enough, or when every question would spare the person less than it costs to answer.
 */
export function nextQuestion(
  knowledge: Knowledge,
  service: ServiceId,
  ledger: Ledger,
  weighed: readonly WeighedCause[],
): Question | undefined {
  const [best] = weighed;
  if (!best) return undefined;
  const vain = failedCausesBeside(best.cause, ledger);
  if (best.probability >= CLEAR_ENOUGH + SURER * Math.min(vain, PATIENCE - 1)) return undefined;
  const price = priceOfFailure(best.cause, ledger);
  const loss = (shares: readonly number[]) => expectedLoss(shares, price, PATIENCE - vain);
  const worthAsking = openQuestions(knowledge, service, ledger, weighed).filter(
    (question) => gain(question, weighed, loss) >= COST[question.cost],
  );
  return mostTelling(worthAsking, weighed);
}

function openQuestions(
  knowledge: Knowledge,
  service: ServiceId,
  ledger: Ledger,
  weighed: readonly WeighedCause[],
): Question[] {
  const spared = knowledge.signs.filter(({ id }) => ledger.shown?.includes(id)).flatMap(({ spares }) => spares);
  const asked = new Set([...spared, ...ledger.asked.map((entry) => entry.question)]);
  const possible = new Set(weighed.filter((entry) => entry.probability > POSSIBLE).map((entry) => entry.cause.id));
  return knowledge
    .questions(service)
    .filter(({ id, about }) => !asked.has(id) && (about.length === 0 || about.some((cause) => possible.has(cause))));
}

/** The question that leaves the least to find out, for what it costs. */
function mostTelling(questions: readonly Question[], weighed: readonly WeighedCause[]): Question | undefined {
  const ranked = questions.map((question) => ({
    question,
    worth: gain(question, weighed, unsettled) / COST[question.cost],
  }));
  return ranked.sort((a, b) => b.worth - a.worth)[0]?.question;
}

/** By how much the question is expected to lower the measure. */
function gain(
  question: Question,
  weighed: readonly WeighedCause[],
  measure: (shares: readonly number[]) => number,
): number {
  const rows = weighed.map(({ cause }) => heard(question, cause.id));
  let after = 0;
  for (let at = 0; at < question.answers.length; at += 1) {
    const joint = weighed.map(({ probability }, index) => probability * (rows[index]?.[at] ?? 0));
    const sum = joint.reduce((total, value) => total + value, 0);
    after += sum * measure(joint.map((value) => value / sum));
  }
  return measure(weighed.map(({ probability }) => probability)) - after;
}

/** Bits left to find out. */
function unsettled(shares: readonly number[]): number {
  return -shares.reduce((sum, share) => (share > 0 ? sum + share * Math.log2(share) : sum), 0);
}

/** What is lost when the likeliest causes are acted on in turn: each vain try its price, and more where the patience ends after `left`. */
function expectedLoss(shares: readonly number[], price: number, left: number): number {
  return shares
    .toSorted((a, b) => b - a)
    .reduce((sum, share, rank) => sum + share * (rank * price + (rank > 0 && rank >= left ? LOST : 0)), 0);
}

/** What it costs to give the cause's next remedy in vain: more for a walk or a login try, and more after every failure: patience runs out. */
function priceOfFailure(cause: Cause, ledger: Ledger): number {
  const { effort, costs_login_try } = nextRemedy(cause, ledger);
  const cost = Math.max(COST[effort], costs_login_try ? COST.medium : 0);
  return VAIN_REMEDY * cost * (1 + failures(ledger) / 2);
}
