import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Option, Question, Remedy } from '../knowledge/schema.ts';
import { onlyForgot, readAnswer, saysUnknown } from './answers.ts';
import {
  correct,
  type DiagnosisState,
  hasDoneSo,
  isForDiagnosis,
  namesCause,
  questionOf,
  remedyOf,
  resultBeside,
  saysStillSo,
} from './diagnosis-hearing.ts';
import { stateOf, TobiraDialog } from './dialog.ts';
import { CLEAR_ENOUGH, type WeighedCause, weigh } from './differential.ts';
import { answered, causeStatedNow, recordUncertain } from './evidence.ts';
import { failures, type Ledger, ledgerOf, nextRemedy, triesAreDangerous } from './ledger.ts';
import type { Choice } from './memory.ts';
import { humanChoice, menuChoice } from './menu.ts';
import { nextQuestion } from './next-question.ts';
import {
  agrees,
  asksHow,
  HUMAN_AFTER,
  remedyChoices,
  remedyOptionInWords,
  resultInWords,
  resultOf,
  sayRemedy,
} from './remedy.ts';
import { SAYINGS } from './sayings.ts';
import { lookAtPage, seenBefore } from './signs.ts';
import { type Turn, turnOf } from './turn.ts';

export const DIAGNOSIS = 'diagnosis';

/** After so many 「わからない」 in a row, questions help no further. */
const UNKNOWN_AFTER = 3;
/** So often a question is asked, and no more. */
const TIMES = 2;

/** Finds out why the login fails: weighs the causes, asks the most telling question, gives the remedy, listens to the result. */
export class DiagnosisDialog extends TobiraDialog<DiagnosisState> {
  constructor() {
    super(DIAGNOSIS);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    Object.assign(stateOf<DiagnosisState>(dc), { phase: 'question', told: [] } satisfies DiagnosisState);
    this.#takeBack(turnOf(dc.context));
    return this.#advance(dc);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const state = stateOf<DiagnosisState>(dc);
    const ledger = ledgerOf(turn.memory, turn.text);
    if (correct(turn, state, ledger)) return this.#advance(dc);
    return state.phase === 'remedy'
      ? this.#afterRemedy(dc, turn, state, ledger)
      : this.#afterQuestion(dc, turn, state, ledger);
  }

  /** What the person says of the remedy: solved, not solved, heard, not understood, or something new. */
  async #afterRemedy(dc: DialogContext, turn: Turn, state: DiagnosisState, ledger: Ledger): Promise<DialogTurnResult> {
    const solved = resultOf(turn);
    if (solved === true) return this.#solved(dc, turn, ledger);
    const toldMore = turn.toldSomething || turn.understanding.denied.length > 0;
    const other = solved === undefined ? causeStatedNow(turn, state.cause) : undefined;
    if (other) {
      this.#giveRemedy(turn, state, ledger, { cause: other, probability: 1 });
      return Dialog.EndOfTurn;
    }
    if (solved === false || saysStillSo(turn, state) || hasDoneSo(turn)) this.#failed(turn, state, ledger);
    else if (agrees(turn) && !toldMore) return this.#awaitResult(turn, state, ledger);
    else if (onlyForgot(turn)) return this.#awaitResult(turn, state, ledger, SAYINGS.forgotten);
    else if (saysUnknown(turn) || asksHow(turn.text)) return this.#inOtherWords(turn, state, ledger);
    // 「パスワードは合ってます。IDのほうがあやしい」: what is doubted beside what is denied counts too.
    if (turn.understanding.denied.length > 0) recordUncertain(turn, ledger);
    return this.#advance(dc);
  }

  async #afterQuestion(
    dc: DialogContext,
    turn: Turn,
    state: DiagnosisState,
    ledger: Ledger,
  ): Promise<DialogTurnResult> {
    const question = questionOf(turn, state);
    const result = resultBeside(question, turn);
    if (result === true) return this.#solved(dc, turn, ledger);
    if (result === false) this.#stillOut(turn, ledger);
    const answer = question && readAnswer(question, turn);
    // The second 「まだ」 is an answer too: another question then.
    const passed = answer === undefined && result === false && ledger.stillOut + failures(ledger) >= HUMAN_AFTER;
    if (question && (answer !== undefined || passed)) answered(ledger, question.id, answer ?? null);
    else recordUncertain(turn, ledger);
    return this.#advance(dc);
  }

  /** Goes on after evidence has been withdrawn. */
  weighAgain(dc: DialogContext): Promise<DialogTurnResult> {
    return this.#advance(dc);
  }

  async #advance(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { memory, knowledge } = turn;
    if (!memory.service) return dc.endDialog();
    const state = stateOf<DiagnosisState>(dc);
    const ledger = ledgerOf(memory, turn.text);
    tellNotices(turn, state);
    lookAtPage(turn, ledger);
    const weighed = weigh(knowledge, memory.service, ledger);
    const [best] = weighed;
    if (!best) return this.#giveUp(dc, turn);
    const unclear = best.probability < CLEAR_ENOUGH;
    if (unclear && unknownsInARow(ledger) >= UNKNOWN_AFTER) return this.#listCauses(dc, turn, weighed);
    const question = nextQuestion(knowledge, memory.service, ledger, weighed);
    if (question && this.#askedEnough(state, question)) {
      answered(ledger, question.id, null);
      return this.#advance(dc);
    }
    if (question) ask(turn, state, ledger, question);
    else this.#giveRemedy(turn, state, ledger, best);
    return Dialog.EndOfTurn;
  }

  /** A question that two messages have not answered is left alone, like one that the person cannot answer. */
  #askedEnough(state: DiagnosisState, question: Question): boolean {
    const same = state.phase === 'question' && state.question === question.id;
    state.again = same ? (state.again ?? 0) + 1 : 0;
    return state.again >= TIMES;
  }

  #giveRemedy(turn: Turn, state: DiagnosisState, ledger: Ledger, best: WeighedCause): void {
    const remedy = nextRemedy(best.cause, ledger);
    if (state.phase === 'remedy' && state.cause === best.cause.id && state.remedy === remedy.id) {
      // What confirms the cause gets its advice again; anything else is brought back to the result.
      if (namesCause(turn, state)) this.sayAgain(turn, state);
      else this.#hear(turn, remedy, ledger);
      return;
    }
    Object.assign(state, { phase: 'remedy', cause: best.cause.id, remedy: remedy.id });
    if (!ledger.tried.some((entry) => entry.remedy === remedy.id)) {
      ledger.tried.push({ cause: best.cause.id, remedy: remedy.id, result: 'open' });
    }
    sayRemedy(turn, ledger, best, remedy);
  }

  /** What changes nothing of the advice is heard all the same. */
  #hear(turn: Turn, remedy: Remedy, ledger: Ledger): void {
    // A question that nothing here answers is not passed over as if it were a statement.
    turn.say(/[?？]\s*$|(?:ます|です|でしょう)か[。]?$/u.test(turn.text) ? SAYINGS.notKnown : SAYINGS.noted);
    turn.offer(remedyChoices(remedy, ledger));
  }

  /** 「やっぱり入れません」: what seemed to have helped has not. */
  #takeBack(turn: Turn): void {
    const last = ledgerOf(turn.memory, turn.text).tried.at(-1);
    if (last?.result !== 'solved' || resultInWords(turn.text) !== false) return;
    last.result = 'not_solved';
    turn.say(SAYINGS.nextIdea);
  }

  #solved(dc: DialogContext, turn: Turn, ledger: Ledger): Promise<DialogTurnResult> {
    const last = ledger.tried.at(-1);
    if (last) last.result = 'solved';
    turn.say(SAYINGS.solved);
    turn.done = true;
    return dc.endDialog();
  }

  #failed(turn: Turn, state: DiagnosisState, ledger: Ledger): void {
    const last = ledger.tried.findLast((entry) => entry.remedy === state.remedy);
    if (last) last.result = 'not_solved';
    turn.say(failures(ledger) >= HUMAN_AFTER ? SAYINGS.offerHuman : SAYINGS.nextIdea);
  }

  /** 「まだ入れない」 to a question is no answer, but it is heard. */
  #stillOut(turn: Turn, ledger: Ledger): void {
    const before = ledger.stillOut + failures(ledger);
    ledger.stillOut += 1;
    if (before >= HUMAN_AFTER) turn.say(SAYINGS.stillOutAgain);
    else turn.say(before + 1 >= HUMAN_AFTER ? SAYINGS.offerHuman : SAYINGS.heardStillOut);
  }

  #awaitResult(turn: Turn, state: DiagnosisState, ledger: Ledger, words: string = SAYINGS.goAhead): DialogTurnResult {
    turn.say(words);
    turn.offer(remedyChoices(remedyOf(turn, state), ledger));
    return Dialog.EndOfTurn;
  }

  #inOtherWords(turn: Turn, state: DiagnosisState, ledger: Ledger): DialogTurnResult {
    const remedy = remedyOf(turn, state);
    turn.say(remedy && remedy.options.length > 0 ? SAYINGS.stepByStep : SAYINGS.explainByHuman);
    turn.offer([...remedyChoices(remedy, ledger).filter(({ action }) => action.kind === 'open'), humanChoice()]);
    return Dialog.EndOfTurn;
  }

  /** Nothing can be told apart by asking: the likely causes, and a human. */
  #listCauses(dc: DialogContext, turn: Turn, weighed: readonly WeighedCause[]): Promise<DialogTurnResult> {
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
    return dc.endDialog();
  }

  #giveUp(dc: DialogContext, turn: Turn): Promise<DialogTurnResult> {
    turn.say(`${SAYINGS.nothingLeft}\n${SAYINGS.offerHuman}`);
    turn.offer([humanChoice(), menuChoice()]);
    return dc.endDialog();
  }

  override understands(turn: Turn, state: DiagnosisState): boolean {
    return isForDiagnosis(turn, state);
  }

  override way(turn: Turn, state: DiagnosisState): Option | undefined {
    const remedy = state.phase === 'remedy' ? remedyOf(turn, state) : undefined;
    return remedy && resultOf(turn) === undefined ? remedyOptionInWords(remedy, turn) : undefined;
  }

  override repeat(turn: Turn, state: DiagnosisState): void {
    const ledger = ledgerOf(turn.memory, turn.text);
    const question = state.phase === 'question' ? questionOf(turn, state) : undefined;
    if (question) {
      turn.say(question.ask);
      turn.offer(answerChoices(question, ledger));
      return;
    }
    turn.say(`ログインの件に戻ります。\n${SAYINGS.didItHelp}`);
    turn.offer(remedyChoices(remedyOf(turn, state), ledger));
  }

  override sayAgain(turn: Turn, state: DiagnosisState): void {
    const { service } = turn.memory;
    const remedy = remedyOf(turn, state);
    const ledger = ledgerOf(turn.memory, turn.text);
    const weighed = service
      ? weigh(turn.knowledge, service, ledger).find(({ cause }) => cause.id === state.cause)
      : undefined;
    if (state.phase === 'remedy' && remedy && weighed) sayRemedy(turn, ledger, weighed, remedy);
    else this.repeat(turn, state);
  }

  override reason(turn: Turn, state: DiagnosisState): string | undefined {
    return state.phase === 'question' ? questionOf(turn, state)?.why : undefined;
  }
}

function ask(turn: Turn, state: DiagnosisState, ledger: Ledger, question: Question): void {
  if (triesAreDangerous(ledger) && !ledger.guarded) turn.say(SAYINGS.guardTries);
  if (triesAreDangerous(ledger)) ledger.guarded = true;
  // Asked once more in the same words: whoever told something else meanwhile was heard.
  if (state.question === question.id && turn.messages.length === 0)
    turn.say(turn.polarity ? SAYINGS.pickOne : SAYINGS.onceMore);
  state.phase = 'question';
  turn.memory.subject = null;
  state.question = question.id;
  turn.say([seenBefore(turn, question), question.ask].filter(Boolean).join('\n'));
  turn.offer(answerChoices(question, ledger));
}

function answerChoices(question: Question, ledger: Ledger): Choice[] {
  const choices = question.answers.map(
    (answer): Choice => ({ label: answer.label, action: { kind: 'answer', answer: answer.id } }),
  );
  const unknown: Choice = { label: 'わからない', action: { kind: 'answer', answer: null } };
  // After two vain tries a human is the better way, and stands first.
  return failures(ledger) + ledger.stillOut >= HUMAN_AFTER
    ? [humanChoice(), ...choices, unknown]
    : [...choices, unknown];
}

function unknownsInARow(ledger: Ledger): number {
  const known = ledger.asked.findLastIndex(({ answer }) => answer !== null);
  return ledger.asked.length - 1 - known;
}

/** Announced outages and maintenance are said before anything is asked, once. */
function tellNotices(turn: Turn, state: DiagnosisState): void {
  for (const notice of turn.knowledge.notices(turn.memory.service, Date.now())) {
    if (state.told.includes(notice.id)) continue;
    state.told.push(notice.id);
    turn.say(notice.say);
  }
}
