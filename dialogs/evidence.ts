import { fold, foldWord } from '../knowledge/fold.ts';
import type { AnswerChoice } from '../knowledge/schema.ts';
import type { Intent } from '../language/types.ts';
import { answered, deny, fade, type Ledger, ledgerOf, state } from './ledger.ts';
import { lacks } from './memory.ts';
import { DANGER } from './openings.ts';
import { isThisDevice } from './signs.ts';
import type { Turn } from './turn.ts';

/** A second cause in the same message counts from this score on. */
const SIDE_STATEMENT = 0.2;
/** Beside a bare 「入れない」 a cause that is named at all is worth hearing. */
const NAMED_BESIDE_SYMPTOM = 0.1;

/** An answer that an opening gives before anything is asked counts from this probability on. */
const TOLD_BESIDE = 0.2;

/** When so much of the likely meaning is about getting in, the diagnosis finds out better than a menu would. */
export const LOGIN_SHARE = 0.7;

/** Books an answer, asked or not; said to be heard where nobody had asked. */
export function bookAnswer(turn: Turn, question: string, answer: string | null, asked: boolean): void {
  const ledger = ledgerOf(turn.memory);
  const before = ledger.asked.find((entry) => entry.question === question);
  turn.evidence = true;
  if (before && before.answer === answer) return;
  answered(ledger, question, answer);
  if (!asked && answer !== null) acknowledge(turn, question, answer);
}

/** 「回線は大丈夫です」 in passing is heard, and said to be heard. */
function acknowledge(turn: Turn, id: string, answer: string): void {
  const { knowledge, memory } = turn;
  const question = knowledge.question(memory.service, id);
  const choice = question?.answers.find((one) => one.id === answer);
  const out = knowledge
    .causes(memory.service)
    .filter((cause) => question?.about.includes(cause.id) && choice?.means[cause.id] === 'never');
  if (out.length === 1) turn.say(`そうでしたら、${out[0]?.name}は、原因ではなさそうですね。`);
}

/** A cause that the person names, with the probability that it was meant. */
export function bookCause(turn: Turn, id: string, probability: number): void {
  const intent = intentOf(turn, id);
  if (!intent) return;
  stateCause(turn, intent, Math.max(0.6, probability));
}

/** A cause is stated as surely as either reading of the message is; what is plain answers the questions that ask for it. */
export function stateCause(turn: Turn, intent: Intent, probability: number): void {
  const { understanding, memory } = turn;
  const ledger = ledgerOf(memory);
  const sure = Math.max(probability, understanding.intent === intent ? understanding.score : 0);
  fade(ledger, [intent]);
  state(ledger, intent, sure);
  if (sure >= PLAIN) impliedAnswers(turn, intent);
  turn.evidence = true;
}

/** From here on a cause that is named answers the questions that ask for it. */
const PLAIN = 0.8;

/** 「SMSが来ない」 answers 「どこで止まりますか」 without its being asked. */
function impliedAnswers(turn: Turn, intent: Intent): void {
  const { memory, knowledge } = turn;
  const ledger = ledgerOf(memory);
  for (const question of knowledge.questions(memory.service)) {
    const choices = question.answers.filter(({ intents }) => intents.length === 1 && intents[0] === intent);
    const [only] = choices;
    if (
      only &&
      choices.length === 1 &&
      !ledger.asked.some((entry) => entry.question === question.id && entry.answer !== null)
    )
      answered(ledger, question.id, only.id);
  }
}

/** 「返済は遅れてない」 does not say that the card is not stopped: every noun of the message is only a reason. */
export function onlyReason({ knowledge, memory, understanding }: Turn, id: string): boolean {
  const reasons = knowledge.cause(memory.service, id)?.reasons ?? [];
  const nouns = understanding.predicates.flatMap(({ subjects, objects }) => [...subjects, ...objects]);
  return (
    nouns.length > 0 && nouns.every((noun) => reasons.some((reason) => noun.includes(reason) || reason.includes(noun)))
  );
}

/** A cause that the person rules out. */
export function bookDenial(turn: Turn, id: string): void {
  const intent = intentOf(turn, id);
  const cause = turn.knowledge.cause(turn.memory.service, id);
  if (!intent || !cause) return;
  deny(ledgerOf(turn.memory), intent);
  turn.evidence = true;
  turn.say(`そうでしたら、${cause.name}は、原因ではなさそうですね。`);
}

function intentOf(turn: Turn, cause: string): Intent | undefined {
  return turn.knowledge.cause(turn.memory.service, cause)?.intents[0] as Intent | undefined;
}

/** The number of tries that the message tells of. */
export function bookTries(turn: Turn): void {
  const tries = triesIn(turn);
  const ledger = ledgerOf(turn.memory);
  const before = ledger.failedTries;
  recordTries(turn, ledger, tries);
  if (ledger.failedTries !== before) turn.evidence = true;
}

const MANY = 3;

/** Counts the tries, and answers the questions that ask for their number. */
function recordTries({ knowledge, memory }: Turn, ledger: Ledger, tries: string | number | boolean | undefined): void {
  if (tries === undefined) return;
  const number = tries === 'many' || Number(tries) >= MANY ? 'many' : 'few';
  for (const question of knowledge.questions(memory.service)) {
    const answer = question.answers.find((one) => one.tries === number);
    if (answer) answered(ledger, question.id, answer.id);
  }
  if (tries === 'many') ledger.failedTries = 'many';
  else if (typeof tries === 'number' && ledger.failedTries !== 'many') {
    ledger.failedTries = Math.max(ledger.failedTries ?? 0, tries);
  }
}

/** What an opening tells of causes, tries and answers, before anything was asked: by today's classifier of first messages. */
export function bookOpening(turn: Turn): void {
  const told = turn.memory.service ? toldIn(turn) : [];
  const stated = statedCauses(turn, told);
  const { denied } = turn.understanding;
  const tries = triesIn(turn);
  if (stated.length + denied.length + told.length === 0 && tries === undefined) return;
  const ledger = ledgerOf(turn.memory);
  if (stated.length > 0)
    fade(
      ledger,
      stated.map(({ intent }) => intent),
    );
  for (const { intent, score } of stated) state(ledger, intent, score);
  for (const cause of denied) deny(ledger, cause);
  for (const { question, answer } of told) answered(ledger, question, answer);
  recordTries(turn, ledger, tries);
  turn.evidence = true;
}

/** 「何度も電話した」 counts calls, not logins. */
function triesIn({ understanding }: Turn): string | number | boolean | undefined {
  const calls = understanding.predicates.some(({ base }) => base === '電話' || base === 'かける');
  // 「何回間違えたらロックされますか」 tells of no tries.
  const asked = understanding.predicates.some(({ question, conditional }) => question || conditional);
  return calls || asked ? undefined : understanding.entities.find(({ type }) => type === 'failure_count')?.value;
}

/** Takes the answers that were volunteered before the service was known. */
export function bookTold(turn: Turn, said: string): void {
  const ledger = ledgerOf(turn.memory);
  for (const { question, answer } of toldAnswers(turn, said)) answered(ledger, question, answer);
}

/** What is told in the knowledge's own words, and what else is read. */
function toldIn(turn: Turn): Told[] {
  const told = toldAnswers(turn, turn.text);
  for (const { key, probability } of turn.heard.readings) {
    const [kind, question = '', answer] = key.split(':');
    if (
      kind !== 'book' ||
      !answer ||
      answer === '?' ||
      probability < TOLD_BESIDE ||
      told.some((one) => one.question === question)
    )
      continue;
    told.push({ question, answer });
  }
  return told;
}

type Told = { question: string; answer: string };

/** Answers to questions of the service that an opening volunteers in the words that the knowledge names. */
function toldAnswers(turn: Turn, text: string): Told[] {
  const said = alike(fold(text));
  return turn.knowledge.questions(turn.memory.service).flatMap((question) => {
    const matching = question.answers.filter((answer) =>
      answer.told.some((word) => said.includes(alike(foldWord(word)))),
    );
    return matching.length === 1 && matching[0] ? [{ question: question.id, answer: matching[0].id }] : [];
  });
}

/** 「ブラウザも最新」 says what 「ブラウザは最新」 says. */
function alike(text: string): string {
  return text.replace(/[もが]/gu, 'は');
}

function statedCauses(turn: Turn, told: readonly Told[]) {
  const { intent, score, alternatives, decision, denied } = turn.understanding;
  if (decision === 'abstain' || turn.action) return [];
  // Words about a danger tell nothing of why the login fails.
  if (decision === 'answer' && DANGER.has(intent)) return [];
  return [{ intent, score }, ...alternatives].filter(
    (candidate, index) =>
      turn.knowledge.isCauseIntent(candidate.intent) &&
      !denied.includes(candidate.intent) &&
      !spokenAgainst(turn, candidate.intent, told) &&
      !isSymptom(turn, candidate.intent, told) &&
      (index === 0 || candidate.score >= (intent === 'login_failed' ? NAMED_BESIDE_SYMPTOM : SIDE_STATEMENT)),
  );
}

/** Whether an answer that the same message volunteers speaks against every cause of the intent: 「ブラウザは新しいですけど関係ありますか」. */
function spokenAgainst(turn: Turn, intent: Intent, told: readonly Told[]): boolean {
  const causes = turn.knowledge.causes(turn.memory.service).filter((cause) => cause.intents.includes(intent));
  const answers = choicesOf(turn, told);
  const against = (cause: string) =>
    answers.some(({ means, otherwise }) => /never|rarely/.test(means[cause] ?? '') && !/never|rarely/.test(otherwise));
  return causes.length > 0 && causes.every(({ id }) => against(id));
}

/** Whether the intent is only read from a symptom that several causes have: 「ATMで断られる」. */
function isSymptom(turn: Turn, intent: Intent, told: readonly Told[]): boolean {
  return choicesOf(turn, told).some(({ symptom, intents }) => symptom && intents.includes(intent));
}

function choicesOf({ knowledge, memory }: Turn, told: readonly Told[]): AnswerChoice[] {
  return told.flatMap(({ question, answer }) => {
    const choices = knowledge.question(memory.service, question)?.answers ?? [];
    return choices.filter(({ id }) => id === answer);
  });
}

/** How likely it is that the message is about getting in, whatever the cause. 0 to 1. */
export function aboutLogin({ heard, knowledge }: Turn): number {
  let sum = 0;
  for (const [intent, score] of heard.look.intents)
    if (intent === 'login_failed' || knowledge.isCauseIntent(intent)) sum += score;
  return sum;
}

export const SMARTPHONES: ReadonlySet<string> = new Set(['smartphone', 'mobile_phone', 'iphone', 'android_phone']);

/** The device that the person names, whatever else is said. */
export function bookDevice(turn: Turn): void {
  const missing = lacks(turn.memory, 'smartphone');
  const device = turn.understanding.entities.filter(
    ({ type, value }) =>
      type === 'system' || type === 'browser' || (type === 'device' && !(missing && SMARTPHONES.has(String(value)))),
  );
  const { page } = turn.memory;
  const same = page ? device.map(({ type, value }) => isThisDevice(page, type, String(value))) : [];
  // Whoever speaks of a computer on a telephone may mean either: what the page shows is then left out.
  if (same.includes(false)) turn.memory.elsewhere = true;
  else if (same.includes(true)) turn.memory.elsewhere = false;
  if (device.length > 0) turn.memory.device = [...new Set(device.map(({ text }) => text))].join(' / ').slice(0, 100);
}
