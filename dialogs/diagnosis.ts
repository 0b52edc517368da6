import type { Question, Remedy } from '../knowledge/schema.ts';
import { CLEAR_ENOUGH, type WeighedCause, weigh } from './differential.ts';
import { failures, type Ledger, ledgerOf, leftUnanswered, nextRemedy, triesAreDangerous } from './ledger.ts';
import type { Choice, DiagnosisThread } from './memory.ts';
import { humanChoice, menuChoice } from './menu.ts';
import { nextQuestion } from './next-question.ts';
import { HUMAN_AFTER, remedyChoices, sayRemedy } from './remedy.ts';
import { SAYINGS } from './sayings.ts';
import { lookAtPage, seenBefore } from './signs.ts';
import { openDiagnosis, pop, push } from './threads.ts';
import type { Turn } from './turn.ts';

/** After so many 「わからない」 in a row, questions help no further. */
const UNKNOWN_AFTER = 3;
/** So often a question is asked, and no more. */
const TIMES = 2;

/** Begins to find out why the login fails, or goes on with it. */
export function beginDiagnosis(turn: Turn): void {
  if (!openDiagnosis(turn)) push(turn, { kind: 'diagnosis', phase: 'question', told: [] });
  advance(turn);
}

/** Weighs everything once more: the next question, the advice, or that nothing is left. */
export function advance(turn: Turn, words: string = SAYINGS.onceMore): void {
  const { memory, knowledge } = turn;
  const thread = openDiagnosis(turn);
  if (!thread) return;
  turn.evidence = false;
  if (!memory.service) return pop(turn);
  const ledger = ledgerOf(memory);
  tellNotices(turn, thread);
  lookAtPage(turn, ledger);
  const weighed = weigh(knowledge, memory.service, ledger);
  const [best] = weighed;
  if (!best) return giveUp(turn);
  const unclear = best.probability < CLEAR_ENOUGH;
  if (unclear && unknownsInARow(ledger) >= UNKNOWN_AFTER) return listCauses(turn, weighed);
  const question = nextQuestion(knowledge, memory.service, ledger, weighed);
  if (question && askedEnough(thread, question)) {
    leftUnanswered(ledger, question.id);
    return advance(turn, words);
  }
  if (question) ask(turn, thread, ledger, question, words);
  else giveRemedy(turn, thread, ledger, best);
}

/** A question that two messages have not answered is left alone, like one that the person cannot answer. */
function askedEnough(thread: DiagnosisThread, question: Question): boolean {
  const same = thread.phase === 'question' && thread.question === question.id;
  thread.again = same ? (thread.again ?? 0) + 1 : 0;
  return thread.again >= TIMES;
}

function giveRemedy(turn: Turn, thread: DiagnosisThread, ledger: Ledger, best: WeighedCause): void {
  const remedy = nextRemedy(best.cause, ledger);
  if (thread.phase === 'remedy' && thread.cause === best.cause.id && thread.remedy === remedy.id) {
    // What changes nothing of the advice is heard all the same.
    if (turn.messages.length === 0) turn.say(SAYINGS.noted);
    turn.offer(remedyChoices(remedy, ledger));
    return;
  }
  Object.assign(thread, { phase: 'remedy', cause: best.cause.id, remedy: remedy.id });
  if (!ledger.tried.some((entry) => entry.remedy === remedy.id)) {
    ledger.tried.push({ cause: best.cause.id, remedy: remedy.id, result: 'open' });
  }
  sayRemedy(turn, ledger, best, remedy);
}

/** @param words said before a question that is asked once more */
function ask(turn: Turn, thread: DiagnosisThread, ledger: Ledger, question: Question, words: string): void {
  if (triesAreDangerous(ledger) && !ledger.guarded) turn.say(SAYINGS.guardTries);
  if (triesAreDangerous(ledger)) ledger.guarded = true;
  // Asked once more: whoever told something else meanwhile was heard.
  const again = thread.phase === 'question' && thread.question === question.id;
  const more = again && turn.messages.length === 0 ? words : '';
  thread.phase = 'question';
  turn.memory.subject = null;
  thread.question = question.id;
  turn.say([more || seenBefore(turn, question), question.ask].filter(Boolean).join('\n'));
  turn.offer(answerChoices(question, ledger));
}

export function answerChoices(question: Question, ledger: Ledger): Choice[] {
  const choices = question.answers.map(
    (answer): Choice => ({ label: answer.label, action: { kind: 'answer', answer: answer.id } }),
  );
  const unknown: Choice = { label: 'わからない', action: { kind: 'answer', answer: null } };
  // After two vain tries a human is the better way, and stands first.
  return failures(ledger) + ledger.stillOut >= HUMAN_AFTER
    ? [humanChoice(), ...choices, unknown]
    : [...choices, unknown];
}

/** The person is in: the advice that was open has helped. */
export function solved(turn: Turn): void {
  const ledger = ledgerOf(turn.memory);
  const last = ledger.tried.at(-1);
  if (last) last.result = 'solved';
  turn.say(SAYINGS.solved);
  turn.memory.threads = turn.memory.threads.filter(({ kind }) => kind !== 'diagnosis');
  turn.done = true;
}

/** The advice in hand has not helped, or cannot be followed: what else could it be? */
export function failed(turn: Turn, words?: string): void {
  const thread = openDiagnosis(turn);
  const ledger = ledgerOf(turn.memory);
  const last = ledger.tried.findLast((entry) => entry.remedy === thread?.remedy);
  if (last) last.result = 'not_solved';
  turn.say(failures(ledger) >= HUMAN_AFTER ? SAYINGS.offerHuman : (words ?? SAYINGS.nextIdea));
  turn.evidence = true;
}

/** 「やっぱり入れません」: what seemed to have helped has not. Returns whether something had. */
export function takeBackSuccess(turn: Turn): boolean {
  const last = ledgerOf(turn.memory).tried.at(-1);
  if (last?.result !== 'solved') return false;
  last.result = 'not_solved';
  turn.say(SAYINGS.nextIdea);
  return true;
}

/** 「まだ入れない」 to a question is no answer, but it is heard. */
export function stillOut(turn: Turn): void {
  const ledger = ledgerOf(turn.memory);
  const before = ledger.stillOut + failures(ledger);
  ledger.stillOut += 1;
  if (before >= HUMAN_AFTER) turn.say(SAYINGS.stillOutAgain);
  else turn.say(before + 1 >= HUMAN_AFTER ? SAYINGS.offerHuman : SAYINGS.heardStillOut);
  turn.evidence = true;
}

/** The person goes and tries; the result is waited for. */
export function awaitResult(turn: Turn, words: string): void {
  turn.say(words);
  turn.offer(remedyChoices(remedyInHand(turn), ledgerOf(turn.memory)));
}

/** The remedy that was last given. */
export function remedyInHand(turn: Turn): Remedy | undefined {
  const thread = turn.memory.threads.findLast((one) => one.kind === 'diagnosis');
  const cause = thread?.cause ? turn.knowledge.cause(turn.memory.service, thread.cause) : undefined;
  return cause?.remedies.find(({ id }) => id === thread?.remedy);
}

/** The question that is open; undefined when another thing is. */
export function questionInHand(turn: Turn): Question | undefined {
  const thread = openDiagnosis(turn);
  if (thread?.phase !== 'question' || thread.question === undefined) return undefined;
  return turn.knowledge.question(turn.memory.service, thread.question);
}

/** Nothing can be told apart by asking: the likely causes, and a human. */
function listCauses(turn: Turn, weighed: readonly WeighedCause[]): void {
  const likely = weighed.slice(0, 3);
  turn.say(
    `${SAYINGS.likelyCauses}\n${likely.map(({ cause }) => `・${cause.name}`).join('\n')}\n${SAYINGS.offerHuman}`,
  );
  turn.offer([
    ...likely.map(
      ({ cause }): Choice => ({
        label: [...cause.name].slice(0, 20).join(''),
        action: { kind: 'open', target: { cause: cause.id } },
      }),
    ),
    humanChoice(),
  ]);
  pop(turn);
}

function giveUp(turn: Turn): void {
  turn.say(`${SAYINGS.nothingLeft}\n${SAYINGS.offerHuman}`);
  turn.offer([humanChoice(), menuChoice()]);
  pop(turn);
}

/** Says again, shortly, what is waited for. */
export function repeatDiagnosis(turn: Turn, thread: DiagnosisThread): void {
  const ledger = ledgerOf(turn.memory);
  const question = questionInHand(turn);
  if (question) {
    turn.memory.subject = null;
    turn.say(question.ask);
    turn.offer(answerChoices(question, ledger));
    return;
  }
  turn.memory.subject = null;
  turn.say(thread.phase === 'remedy' ? `ログインの件に戻ります。\n${SAYINGS.didItHelp}` : SAYINGS.didItHelp);
  turn.offer(remedyChoices(remedyInHand(turn), ledger));
}

/** Says in full what was last said. */
export function sayDiagnosisAgain(turn: Turn, thread: DiagnosisThread): void {
  const { service } = turn.memory;
  const remedy = remedyInHand(turn);
  const ledger = ledgerOf(turn.memory);
  const weighed = service
    ? weigh(turn.knowledge, service, ledger).find(({ cause }) => cause.id === thread.cause)
    : undefined;
  if (thread.phase === 'remedy' && remedy && weighed) sayRemedy(turn, ledger, weighed, remedy);
  else repeatDiagnosis(turn, thread);
}

function unknownsInARow(ledger: Ledger): number {
  const known = ledger.asked.findLastIndex(({ answer }) => answer !== null);
  return ledger.asked.length - 1 - known;
}

/** Announced outages and maintenance are said before anything is asked, once. */
function tellNotices(turn: Turn, thread: DiagnosisThread): void {
  for (const notice of turn.knowledge.notices(turn.memory.service, Date.now())) {
    if (thread.told.includes(notice.id)) continue;
    thread.told.push(notice.id);
    turn.say(notice.say);
  }
}
