import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Cause, Question, Remedy } from '../knowledge/schema.ts';
import { stateOf, TobiraDialog } from './dialog.ts';
import { bestQuestion, CLEAR_ENOUGH, type WeighedCause, weigh } from './differential.ts';
import { readAnswer } from './evidence.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import type { Choice } from './memory.ts';
import { SAYINGS } from './sayings.ts';
import { type Turn, turnOf } from './turn.ts';

export const DIAGNOSIS = 'diagnosis';

interface State {
  phase: 'question' | 'remedy' | 'end';
  question?: string;
  cause?: string;
  remedy?: string;
  /** Notices already told. */
  told: string[];
}

/** From this many failed remedies on, a human is the better way. */
const HUMAN_AFTER = 2;

/** Finds out why the login fails: weighs the causes, asks the most telling question, gives the remedy, listens to the result. */
export class DiagnosisDialog extends TobiraDialog<State> {
  constructor() {
    super(DIAGNOSIS);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    Object.assign(stateOf<State>(dc), { phase: 'question', told: [] } satisfies State);
    return this.#advance(dc);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const state = stateOf<State>(dc);
    const ledger = ledgerOf(turn.memory, turn.text);
    if (state.phase === 'remedy') {
      const solved = resultOf(turn);
      if (solved === true) return this.#solved(dc, turn, ledger);
      if (solved === false) this.#failed(turn, state, ledger);
    } else {
      const question = questionOf(turn, state);
      const answer = question && readAnswer(question, turn);
      if (question && answer !== undefined) ledger.asked.push({ question: question.id, answer });
    }
    return this.#advance(dc);
  }

  async #advance(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { memory, knowledge } = turn;
    if (!memory.service) return dc.endDialog();
    const state = stateOf<State>(dc);
    const ledger = ledgerOf(memory, turn.text);
    tellNotices(turn, state);
    const weighed = weigh(knowledge, memory.service, ledger);
    const [best] = weighed;
    if (!best) return this.#giveUp(dc, turn);
    const question =
      best.probability < CLEAR_ENOUGH ? bestQuestion(knowledge, memory.service, ledger, weighed) : undefined;
    if (question) ask(turn, state, question);
    else if (state.phase === 'remedy' && nextRemedy(best.cause, ledger).id === state.remedy) this.repeat(turn, state);
    else giveRemedy(turn, state, ledger, best);
    return Dialog.EndOfTurn;
  }

  #solved(dc: DialogContext, turn: Turn, ledger: Ledger): Promise<DialogTurnResult> {
    const last = ledger.tried.at(-1);
    if (last) last.result = 'solved';
    turn.say(SAYINGS.solved);
    return dc.endDialog();
  }

  #failed(turn: Turn, state: State, ledger: Ledger): void {
    const last = ledger.tried.findLast((entry) => entry.remedy === state.remedy);
    if (last) last.result = 'not_solved';
    turn.say(failures(ledger) >= HUMAN_AFTER ? SAYINGS.offerHuman : SAYINGS.nextIdea);
  }

  #giveUp(dc: DialogContext, turn: Turn): Promise<DialogTurnResult> {
    turn.say(`${SAYINGS.nothingLeft}\n${SAYINGS.offerHuman}`);
    turn.offer([
      { label: '担当者に引き継ぐ', action: { kind: 'human' } },
      { label: 'はじめに戻る', action: { kind: 'menu' } },
    ]);
    return dc.endDialog();
  }

  override understands(turn: Turn, state: State): boolean {
    const { intent, decision } = turn.understanding;
    if (turn.action?.kind === 'answer' || turn.action?.kind === 'result') return true;
    const aboutCauses = intent === 'login_failed' || turn.knowledge.isCauseIntent(intent);
    if (decision === 'answer' && aboutCauses) return true;
    if (turn.understanding.denied.length > 0) return true;
    if (state.phase === 'remedy') return resultOf(turn) !== undefined;
    const question = questionOf(turn, state);
    return question !== undefined && readAnswer(question, turn) !== undefined;
  }

  override repeat(turn: Turn, state: State): void {
    const question = state.phase === 'question' ? questionOf(turn, state) : undefined;
    if (question) {
      turn.say(question.ask);
      turn.offer(answerChoices(question));
      return;
    }
    turn.say(`ログインの件に戻ります。\n${SAYINGS.didItHelp}`);
    turn.offer(resultChoices([], false));
  }

  override reason(turn: Turn, state: State): string | undefined {
    return state.phase === 'question' ? questionOf(turn, state)?.why : undefined;
  }
}

function questionOf(turn: Turn, state: State): Question | undefined {
  return state.question ? turn.knowledge.question(turn.memory.service, state.question) : undefined;
}

function ask(turn: Turn, state: State, question: Question): void {
  state.phase = 'question';
  state.question = question.id;
  turn.say(question.ask);
  turn.offer(answerChoices(question));
}

function answerChoices(question: Question): Choice[] {
  const choices = question.answers.map(
    (answer): Choice => ({ label: answer.label, action: { kind: 'answer', answer: answer.id } }),
  );
  const unknown: Choice = { label: 'わからない', action: { kind: 'answer', answer: null } };
  return choices.some(({ label }) => label === unknown.label) ? choices : [...choices, unknown];
}

function giveRemedy(turn: Turn, state: State, ledger: Ledger, { cause, probability }: WeighedCause): void {
  const remedy = nextRemedy(cause, ledger);
  Object.assign(state, { phase: 'remedy', cause: cause.id, remedy: remedy.id });
  if (!ledger.tried.some((entry) => entry.remedy === remedy.id)) {
    ledger.tried.push({ cause: cause.id, remedy: remedy.id, result: 'open' });
  }
  // Never a wrong certainty: below the line it is called the likeliest, not the cause.
  const opening =
    probability >= CLEAR_ENOUGH
      ? cause.explain
      : `はっきりとは言い切れませんが、いちばん考えられるのは「${cause.name}」です。\n${cause.explain}`;
  const guard = mustGuard(remedy, ledger) ? `\n\n${SAYINGS.guardTries}` : '';
  turn.say(`${opening}\n\n${remedy.say}${guard}`, { cites: [...cause.cites, ...remedy.cites] });
  turn.offer(resultChoices(remedyChoices(remedy), remedy.needs_human || failures(ledger) >= HUMAN_AFTER));
}

function nextRemedy(cause: Cause, ledger: Ledger): Remedy {
  const failed = new Set(ledger.tried.filter((entry) => entry.result === 'not_solved').map((entry) => entry.remedy));
  const remedy = cause.remedies.find(({ id }) => !failed.has(id)) ?? cause.remedies[0];
  if (!remedy) throw new Error(`the cause ${cause.id} has no remedy`);
  return remedy;
}

/** A remedy that means one more try is held back once the person has tried several times. */
function mustGuard(remedy: Remedy, ledger: Ledger): boolean {
  const { failedTries } = ledger;
  return remedy.costs_login_try && (failedTries === 'many' || (typeof failedTries === 'number' && failedTries >= 2));
}

function remedyChoices(remedy: Remedy): Choice[] {
  return remedy.options.map((option): Choice => ({ label: option.label, action: { kind: 'open', target: option.to } }));
}

function resultChoices(own: readonly Choice[], humanFirst: boolean): Choice[] {
  const human: Choice = { label: '担当者に相談する', action: { kind: 'human' } };
  const results: Choice[] = [
    { label: '入れました', action: { kind: 'result', solved: true } },
    { label: 'まだ入れません', action: { kind: 'result', solved: false } },
  ];
  return humanFirst ? [human, ...own, ...results] : [...own, ...results, human];
}

function failures(ledger: Ledger): number {
  return ledger.tried.filter((entry) => entry.result === 'not_solved').length;
}

/** What the person says of a remedy; undefined when it is about something else. */
function resultOf(turn: Turn): boolean | undefined {
  if (turn.action?.kind === 'result') return turn.action.solved;
  const { intent, decision } = turn.understanding;
  const text = turn.text.normalize('NFKC');
  if (text.length <= 40) {
    if (
      /(?:入れません|入れない|入れへん|できません|できない|だめ|ダメ|駄目|無理|変わらない|変わりません|同じ)/u.test(
        text,
      )
    )
      return false;
    if (
      /(?:入れました|入れた|はいれた|はいれました|できました|できた|直りました|直った|解決し|ログインでき)/u.test(text)
    )
      return true;
  }
  if (turn.polarity) return turn.polarity === 'yes';
  return intent === 'login_failed' && decision === 'answer' ? false : undefined;
}

/** Announced outages and maintenance are said before anything is asked, once. */
function tellNotices(turn: Turn, state: State): void {
  for (const notice of turn.knowledge.notices(turn.memory.service, Date.now())) {
    if (state.told.includes(notice.id)) continue;
    state.told.push(notice.id);
    turn.say(notice.say);
  }
}
