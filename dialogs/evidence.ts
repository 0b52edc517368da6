import type { AnswerChoice, Cause } from '../knowledge/schema.ts';
import type { Intent } from '../language/types.ts';
import { deniesOnly, onlyForgot, saysUnknown, toldAnswers } from './answers.ts';
import { onlyTellsDevice, onlyTellsMeans, recordMeans } from './at-hand.ts';
import { DANGER } from './intents.ts';
import { deny, exhausted, fade, type Ledger, ledgerOf, state } from './ledger.ts';
import { isThisDevice } from './signs.ts';
import type { Turn } from './turn.ts';

/** A second cause in the same message counts from this score on. */
const SIDE_STATEMENT = 0.2;
/** Beside a bare 「入れない」 a cause that is named at all is worth hearing. */
const NAMED_BESIDE_SYMPTOM = 0.1;

type Told = ReturnType<typeof toldAnswers>[number];

/** From this score on a cause is stated plainly. */
const PLAIN = 0.6;
/** What is said in passing is short. */
const SHORT = 30;

/** When so much of the likely meaning is about getting in, the diagnosis finds out better than a menu would. */
export const LOGIN_SHARE = 0.7;

/** Getting in is spoken of in so many words. */
export const SPEAKS_OF_LOGIN =
  /ログイン(?:が|も|は|に)?(?:でき|出来|どう|失敗|しよう)|(?:サイト|画面|ページ|アプリ|ポータル|Portal|カード(?:なん)?(?:です|だ)(?:が|けど))(?:に|、)?入れ(?:な|ま)/u;

/**
 * Takes what the message says about causes, failed tries and the device into memory, whatever dialog is open.
 * Returns true when it told something about the login problem. `underway`: a dialog waits for an answer.
 */
export function record(turn: Turn, underway: boolean): boolean {
  recordMeans(turn);
  recordDevice(turn);
  if (onlyTellsMeans(turn)) return false;
  // An answer to an open question may sound like a cause: what is not certain waits until the dialog has not understood it.
  const told = turn.memory.service ? toldAnswers(turn) : [];
  if (onlyTellsDevice(turn)) return underway;
  const stated = underway && turn.understanding.decision !== 'answer' ? [] : statedCauses(turn, told);
  const denied = deniedHere(turn);
  const tries = triesIn(turn);
  if (stated.length + denied.length + told.length === 0 && tries === undefined) return false;
  const ledger = ledgerOf(turn.memory, turn.text);
  if (stated.length > 0)
    fade(
      ledger,
      stated.map(({ intent }) => intent),
    );
  for (const { intent, score } of stated) state(ledger, intent, score);
  for (const cause of denied) deny(ledger, cause);
  for (const { question, answer } of told) answered(ledger, question, answer);
  recordTries(ledger, tries);
  if (underway) acknowledge(turn, told);
  return denied.length + told.length > 0;
}

/** The cause, other than the one in hand, that the message states: what a person speaks of now goes first. */
export function causeStatedNow(turn: Turn, inHand: string | undefined): Cause | undefined {
  const [stated] = statedCauses(turn, toldAnswers(turn));
  if (!stated || stated.score < PLAIN || stated.intent !== turn.understanding.intent) return undefined;
  const { knowledge, memory } = turn;
  const cause = knowledge.causes(memory.service).find(({ intents }) => intents.includes(stated.intent));
  if (!cause || !memory.service || cause.id === inHand) return undefined;
  return exhausted(ledgerOf(memory, turn.text), knowledge, memory.service).has(cause.id) ? undefined : cause;
}

/** Takes the answers that were volunteered before the service was known. */
export function recordTold(turn: Turn, said: string): void {
  const ledger = ledgerOf(turn.memory, said);
  for (const { question, answer } of toldAnswers(turn, said)) answered(ledger, question, answer);
}

/** Takes what the message may state, though not for certain, as evidence. */
export function recordUncertain(turn: Turn, ledger: Ledger): void {
  for (const { intent, score } of statedCauses(turn, toldAnswers(turn))) state(ledger, intent, score);
}

/** Keeps an answer; a later one takes the place of an earlier one to the same question. */
export function answered(ledger: Ledger, question: string, answer: string | null): void {
  const before = ledger.asked.find((entry) => entry.question === question);
  if (before) before.answer = answer;
  else ledger.asked.push({ question, answer });
}

function statedCauses(turn: Turn, told: readonly Told[]) {
  const { intent, score, alternatives, decision, denied } = turn.understanding;
  if (decision === 'abstain' || turn.action) return [];
  // 「回線は大丈夫なんですけど」 denies, and cannot state another cause with the same breath.
  if (deniesOnly(turn) || onlyTellsDevice(turn) || saysUnknown(turn) || onlyForgot(turn)) return [];
  // Words about a danger tell nothing of why the login fails.
  if (decision === 'answer' && DANGER.has(intent)) return [];
  // 「間違えました、プロミスのほうです」 corrects the service and states no cause.
  if (turn.serviceChanged && decision !== 'answer') return [];
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

/** Whether a reason is denied, and not the thing itself: 「返済は遅れてない」 does not say that the card is not stopped. */
const ONLY_REASON = /^(?=.*(?:返済|支払|滞納|延滞))(?!.*(?:止|停止|使え))/u;

/** The causes that the message rules out. */
function deniedHere({ understanding, text }: Turn): readonly Intent[] {
  return ONLY_REASON.test(text)
    ? understanding.denied.filter((intent) => intent !== 'card_suspended')
    : understanding.denied;
}

/** 「回線は大丈夫です」 in passing is heard, and said to be heard. */
function acknowledge(turn: Turn, told: readonly Told[]): void {
  if (turn.action || turn.text.length > SHORT) return;
  const { knowledge, memory } = turn;
  const about = new Set(told.flatMap(({ question }) => knowledge.question(memory.service, question)?.about ?? []));
  const out = knowledge.causes(memory.service).filter(({ id, intents }) => {
    const [intent] = intents as Intent[];
    if (!intent) return false;
    // 「Web-IDのほうです」 makes full width unlikely, but nobody spoke of it.
    return deniedHere(turn).includes(intent) || (about.has(id) && spokenAgainst(turn, intent, told));
  });
  if (out.length === 1) turn.say(`そうでしたら、${out[0]?.name}は、原因ではなさそうですね。`);
}

const SMARTPHONES: ReadonlySet<string> = new Set(['smartphone', 'mobile_phone', 'iphone', 'android_phone']);

function recordDevice(turn: Turn): void {
  // 「スマホは持っていません」 names what is not there.
  const missing = turn.memory.without.includes('smartphone');
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

/** 「何度も電話した」 counts calls, not logins. */
function triesIn({ understanding, text }: Turn): string | number | boolean | undefined {
  if (/電話|かけ(?:た|て|ま|直)/u.test(text) && !/失敗|間違|ログイン|入れ|入力|試|打/u.test(text)) return undefined;
  return understanding.entities.find(({ type }) => type === 'failure_count')?.value;
}

function recordTries(ledger: Ledger, tries: string | number | boolean | undefined): void {
  if (tries === 'many') ledger.failedTries = 'many';
  else if (typeof tries === 'number' && ledger.failedTries !== 'many') {
    ledger.failedTries = Math.max(ledger.failedTries ?? 0, tries);
  }
}

/** How likely it is that the message is about getting in, whatever the cause. 0 to 1. */
export function aboutLogin(turn: Turn): number {
  const { intent, score, alternatives } = turn.understanding;
  return [{ intent, score }, ...alternatives]
    .filter((entry) => entry.intent === 'login_failed' || turn.knowledge.isCauseIntent(entry.intent))
    .reduce((sum, entry) => sum + entry.score, 0);
}
