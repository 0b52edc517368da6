import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Option, Procedure, Step } from '../knowledge/schema.ts';
import type { Move } from './action.ts';
import { saysUnknown } from './answers.ts';
import { checkIdentifier, findForeignIdentifier, findIdentifier, identifierAdvice } from './checks.ts';
import { stateOf, TobiraDialog } from './dialog.ts';
import { ledgerOf } from './ledger.ts';
import type { Choice } from './memory.ts';
import { humanChoice, menuChoice } from './menu.ts';
import { SAYINGS } from './sayings.ts';
import { speakOf } from './subject.ts';
import { otherWayInWords } from './topic.ts';
import { type Turn, turnOf } from './turn.ts';

export const PROCEDURE = 'procedure';

interface State {
  procedure: string;
  /** Index of the step on show. */
  at: number;
  /** How often the person said that this step does not work. */
  stuck: number;
}

/** How a procedure ended, for the dialog below it. */
export interface ProcedureResult {
  finished: boolean;
}

const MOVES: readonly { move: Move; label: string }[] = [
  { move: 'next', label: '次へ' },
  { move: 'back', label: '前へ' },
  { move: 'stuck', label: 'うまくいかない' },
  { move: 'stop', label: 'やめる' },
];

/** Walks a procedure step by step. A question in between is answered elsewhere, and the step is shown again. */
export class ProcedureDialog extends TobiraDialog<State> {
  constructor() {
    super(PROCEDURE);
  }

  override async beginDialog(
    dc: DialogContext,
    options?: { procedure: string; at?: number },
  ): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const state = stateOf<State>(dc);
    Object.assign(state, { procedure: options?.procedure ?? '', at: options?.at ?? 0, stuck: 0 });
    const procedure = find(turn, state);
    if (!procedure) return dc.endDialog({ finished: false } satisfies ProcedureResult);
    ledgerOf(turn.memory, turn.text).procedures.push({ procedure: procedure.id, finished: false });
    turn.memory.paused = null;
    speakOf(turn, 'procedure', procedure.id);
    if (state.at === 0) introduce(turn, procedure);
    this.repeat(turn, state);
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const state = stateOf<State>(dc);
    const procedure = find(turn, state);
    if (!procedure) return dc.endDialog({ finished: false } satisfies ProcedureResult);
    speakOf(turn, 'procedure', procedure.id);
    const typed = identifierHere(turn, procedure, state);
    if (typed !== undefined) {
      turn.say(identifierAdvice(checkIdentifier(typed)));
      offerMoves(turn, state);
      return Dialog.EndOfTurn;
    }
    const later = askedAhead(turn, procedure, state);
    if (later) {
      turn.say(`${SAYINGS.laterStep}\n${later.help ?? later.say}`, { cites: later.cites });
      offerMoves(turn, state);
      return Dialog.EndOfTurn;
    }
    return this.#move(dc, turn, state, procedure, moveOf(turn) ?? 'stuck');
  }

  async #move(
    dc: DialogContext,
    turn: Turn,
    state: State,
    procedure: Procedure,
    move: Move,
  ): Promise<DialogTurnResult> {
    if (move === 'stop') {
      turn.memory.paused = { service: turn.memory.service, procedure: state.procedure, at: state.at };
      turn.say(SAYINGS.askLater);
      turn.offer([{ label: '続きから始める', action: { kind: 'continue' } }, humanChoice(), menuChoice()]);
      return dc.endDialog({ finished: false } satisfies ProcedureResult);
    }
    if (move === 'stuck') {
      this.#help(turn, state, procedure);
      return Dialog.EndOfTurn;
    }
    state.at = Math.max(0, placeAfter(move, state.at));
    state.stuck = 0;
    if (state.at >= procedure.steps.length) return this.#finish(dc, turn, procedure);
    this.repeat(turn, state);
    return Dialog.EndOfTurn;
  }

  #help(turn: Turn, state: State, procedure: Procedure): void {
    const step = procedure.steps[state.at];
    state.stuck += 1;
    if (state.stuck === 1 && step?.help) {
      turn.say(step.help, { cites: step.cites });
      offerMoves(turn, state);
      return;
    }
    turn.say(`この手順でうまくいかないのですね。\n${SAYINGS.offerHuman}`);
    turn.offer([
      { label: '担当者に相談する', action: { kind: 'human' } },
      { label: 'もう一度この手順を見る', action: { kind: 'resume' } },
      { label: '前へ', action: { kind: 'step', move: 'back' } },
      { label: 'やめる', action: { kind: 'step', move: 'stop' } },
    ]);
  }

  #finish(dc: DialogContext, turn: Turn, procedure: Procedure): Promise<DialogTurnResult> {
    const entry = ledgerOf(turn.memory, turn.text).procedures.findLast(({ procedure: id }) => id === procedure.id);
    if (entry) entry.finished = true;
    turn.say(procedure.done, { cites: procedure.cites });
    turn.done = dc.stack.length === 1;
    return dc.endDialog({ finished: true } satisfies ProcedureResult);
  }

  override understands(turn: Turn, state: State): boolean {
    const procedure = find(turn, state);
    if (procedure && identifierHere(turn, procedure, state) !== undefined) return true;
    if (procedure && isAboutOtherStep(turn, procedure, state)) return askedAhead(turn, procedure, state) !== undefined;
    return moveOf(turn) !== undefined;
  }

  /** 「やっぱりアプリで」: another way of the topic that this procedure is a way of. */
  override way(turn: Turn, state: State): Option | undefined {
    return turn.action ? undefined : otherWayInWords(turn, state.procedure);
  }

  override repeat(turn: Turn, state: State): void {
    const procedure = find(turn, state);
    const step = procedure?.steps[state.at];
    if (!procedure || !step) return;
    const place = { at: state.at + 1, of: procedure.steps.length, procedure: procedure.name };
    turn.say(`【${place.at}/${place.of}】${step.say}`, { cites: step.cites, step: place });
    offerMoves(turn, state);
  }

  override reason(): undefined {
    return undefined;
  }
}

function placeAfter(move: Move, at: number): number {
  if (move === 'first') return 0;
  if (move === 'again') return at;
  return move === 'next' ? at + 1 : at - 1;
}

function find(turn: Turn, state: State): Procedure | undefined {
  return turn.knowledge.procedure(turn.memory.service, state.procedure);
}

function introduce(turn: Turn, procedure: Procedure): void {
  const prepare = procedure.prepare.map((item) => `・${item}`).join('\n');
  const intro = procedure.intro ?? `${procedure.name}の手順を、ひとつずつご案内します。`;
  turn.say(prepare ? `${intro}\nお手元にご用意ください。\n${prepare}` : intro, { cites: procedure.cites });
}

function offerMoves(turn: Turn, state: State): void {
  const moves = MOVES.filter(({ move }) => move !== 'back' || state.at > 0);
  turn.offer(moves.map(({ move, label }): Choice => ({ label, action: { kind: 'step', move } })));
}

const FAILED =
  /(?:できません|できない|できなかった|ませんでした|進まない|進めない|進みません|出ない|出ません|押せない|エラー|だめ|ダメ|届かない|届きません|つながら|繋がら)/u;

/** 「どこを押せばいいんですか」 */
const LOST =
  /(?:何|なに|どこ|どれ)(?:を|が|に)?(?:押|おせ|選|入力|入れ|見れば|すれば|したら|ある)|どうすれば|どうしたら|どうやって/u;

/** What the message means for the walk. 「できました」 goes on, 「だめでした」 is stuck, 「戻って」 goes back. */
function moveOf(turn: Turn): Move | undefined {
  if (turn.action?.kind === 'step') return turn.action.move;
  const text = turn.text.normalize('NFKC');
  if (text.length > 40) return undefined;
  if (/(?:続き|つづき|続け|再開|もう一度|もう一回|もう1度)/u.test(text)) return 'again';
  if (/(?:この手順の|手順を)?(?:最初|はじめ|初め)(?:の手順|から|に戻)/u.test(text)) return 'first';
  if (/(?:やめ|中止|終わりにし)/u.test(text)) return 'stop';
  if (/^前(?:へ|に)|(?:前の|ひとつ前|一つ前|1つ前|戻)/u.test(text)) return 'back';
  const { intent, decision } = turn.understanding;
  if (saysUnknown(turn) || (intent === 'registration_step' && decision === 'answer')) return 'stuck';
  if (FAILED.test(text) || LOST.test(text)) return 'stuck';
  if (/^(?:次|つぎ|進|すす|それで|で[、,]?$|ok|おけ)/iu.test(text)) return 'next';
  if (turn.polarity === 'yes') return 'next';
  if (turn.polarity === 'no') return 'stuck';
  return undefined;
}

/** Words of things, as they stand in steps: 「セキュリティコード」「記号」. */
const THINGS = /[\p{Script=Katakana}ー]{3,}|\p{Script=Han}{2,}/gu;
/** Things that are in every step. */
const EVERYWHERE = /確認|入力|手順|画面|番号|登録|場所|次/gu;
const ASKS = /[?？]$|か[。]?$|どこ|どれ|何|なに/u;

/** True when somebody who seems stuck speaks of what other steps are about, and the step on show is not. */
function isAboutOtherStep(turn: Turn, procedure: Procedure, state: State): boolean {
  if (turn.action || moveOf(turn) !== 'stuck') return false;
  const here = procedure.steps[state.at];
  return !speaksOf(turn, here) && procedure.steps.some((step) => step !== here && speaksOf(turn, step));
}

/** The later step that is asked about already: 「セキュリティコードってどこ?」 */
function askedAhead(turn: Turn, procedure: Procedure, state: State): Step | undefined {
  if (!isAboutOtherStep(turn, procedure, state) || !ASKS.test(turn.text)) return undefined;
  return procedure.steps.slice(state.at + 1).find((step) => speaksOf(turn, step));
}

/** Whether the step has the things that the message names. */
function speaksOf({ text }: Turn, step: Step | undefined): boolean {
  const things = text.normalize('NFKC').replace(EVERYWHERE, ' ').match(THINGS) ?? [];
  const words = `${step?.say ?? ''}${step?.help ?? ''}`;
  return things.some((thing) => words.includes(thing));
}

function identifierHere(turn: Turn, procedure: Procedure, state: State): string | undefined {
  if (turn.action || procedure.steps[state.at]?.check !== 'identifier') return undefined;
  return findIdentifier(turn.text) ?? findForeignIdentifier(turn.text);
}
