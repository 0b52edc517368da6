import type { AnswerChoice, Question } from '../knowledge/schema.ts';
import type { Intent } from '../language/types.ts';
import { foldLabel } from './choices.ts';
import { deny, type Ledger, ledgerOf, state } from './ledger.ts';
import type { Turn } from './turn.ts';

/** A second cause in the same message counts from this score on. */
const SIDE_STATEMENT = 0.2;

/** Takes what the message says about causes, failed tries and the device into memory, whatever dialog is open. */
export function record(turn: Turn): void {
  const { memory, understanding, knowledge } = turn;
  const { intent, score, alternatives, decision, denied, entities } = understanding;
  const causes = [{ intent, score }, ...alternatives].filter(
    (candidate, index) =>
      knowledge.isCauseIntent(candidate.intent) && (index === 0 || candidate.score >= SIDE_STATEMENT),
  );
  const device = entities.filter(({ type }) => type === 'device' || type === 'system' || type === 'browser');
  if (device.length > 0) memory.device = [...new Set(device.map(({ text }) => text))].join(' / ').slice(0, 100);
  const tries = entities.find(({ type }) => type === 'failure_count')?.value;
  if ((decision === 'abstain' || causes.length === 0) && denied.length === 0 && tries === undefined) return;
  const ledger = ledgerOf(memory, turn.text);
  if (decision !== 'abstain') for (const cause of causes) state(ledger, cause.intent, cause.score);
  for (const cause of denied) deny(ledger, cause);
  recordTries(ledger, tries);
}

function recordTries(ledger: Ledger, tries: string | number | boolean | undefined): void {
  if (tries === 'many') ledger.failedTries = 'many';
  else if (typeof tries === 'number' && ledger.failedTries !== 'many') {
    ledger.failedTries = Math.max(ledger.failedTries ?? 0, tries);
  }
}

/**
 * What the message answers to the question: an answer's id, null for 「わからない」, undefined when it is no answer.
 * A button counts before words, words before intents, intents before a bare yes or no.
 */
export function readAnswer(question: Question, turn: Turn): string | null | undefined {
  if (turn.action?.kind === 'answer') return turn.action.answer;
  const byWords = answerByWords(question, turn);
  if (byWords) return byWords.id;
  const byIntent = answerByIntent(question, turn);
  if (byIntent) return byIntent.id;
  const { polarity } = turn;
  const byPolarity = question.answers.filter(
    (answer) => (polarity === 'yes' && answer.yes) || (polarity === 'no' && answer.no),
  );
  if (byPolarity.length === 1) return byPolarity[0]?.id;
  return turn.isUnknown ? null : undefined;
}

/** The answer with the longest word that stands in the message; none when two answers are equally good. */
function answerByWords(question: Question, turn: Turn): AnswerChoice | undefined {
  const said = foldLabel(turn.text);
  const ranked = question.answers
    .map((answer) => ({ answer, length: longestWordIn(said, [answer.label, ...answer.words]) }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length);
  const [best, second] = ranked;
  return best && best.length !== second?.length ? best.answer : undefined;
}

function longestWordIn(said: string, words: readonly string[]): number {
  return Math.max(0, ...words.map(foldLabel).map((word) => (said.includes(word) ? word.length : 0)));
}

function answerByIntent(question: Question, turn: Turn): AnswerChoice | undefined {
  const { intent, decision, denied } = turn.understanding;
  if (decision === 'abstain' || denied.includes(intent as Intent)) return undefined;
  const matching = question.answers.filter((answer) => answer.intents.includes(intent));
  return matching.length === 1 ? matching[0] : undefined;
}
