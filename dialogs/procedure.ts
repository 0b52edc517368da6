import type { Procedure, Step } from '../knowledge/schema.ts';
import type { Move } from './action.ts';
import { checkIdentifier, findForeignIdentifier, findIdentifier, identifierAdvice } from './checks.ts';
import { ledgerOf } from './ledger.ts';
import type { Choice, ProcedureThread } from './memory.ts';
import { humanChoice, menuChoice } from './menu.ts';
import { SAYINGS } from './sayings.ts';
import { openProcedure, pop, push, speakOf } from './threads.ts';
import type { Turn } from './turn.ts';

const MOVES: readonly { move: Move; label: string }[] = [
  { move: 'next', label: '次へ' },
  { move: 'back', label: '前へ' },
  { move: 'stuck', label: 'うまくいかない' },
  { move: 'stop', label: 'やめる' },
];

/** Walks a procedure from a step on; one that is open already gives way. */
export function beginProcedure(turn: Turn, id: string, at = 0): void {
  const procedure = turn.knowledge.procedure(turn.memory.service, id);
  if (!procedure) return;
  if (openProcedure(turn)) pop(turn);
  push(turn, { kind: 'procedure', procedure: id, at, stuck: 0 });
  ledgerOf(turn.memory).procedures.push({ procedure: id, finished: false });
  turn.memory.paused = null;
  if (at === 0) introduce(turn, procedure);
  showStep(turn);
}

function introduce(turn: Turn, procedure: Procedure): void {
  const prepare = procedure.prepare.map((item) => `・${item}`).join('\n');
  const intro = procedure.intro ?? `${procedure.name}の手順を、ひとつずつご案内します。`;
  turn.say(prepare ? `${intro}\nお手元にご用意ください。\n${prepare}` : intro, { cites: procedure.cites });
}

/** The step that waits, with its place. */
export function showStep(turn: Turn): void {
  const found = stepInHand(turn);
  if (!found) return;
  const { procedure, step, thread } = found;
  const place = { at: thread.at + 1, of: procedure.steps.length, procedure: procedure.name };
  speakOf(turn, 'procedure', procedure.id);
  turn.say(`【${place.at}/${place.of}】${step.say}`, { cites: step.cites, step: place });
  offerMoves(turn);
}

/** The procedure, the step and the thread that wait; undefined when another thing does. */
export function stepInHand(turn: Turn): { procedure: Procedure; step: Step; thread: ProcedureThread } | undefined {
  const thread = openProcedure(turn);
  const procedure = thread && turn.knowledge.procedure(turn.memory.service, thread.procedure);
  const step = procedure?.steps[thread?.at ?? -1];
  return thread && procedure && step ? { procedure, step, thread } : undefined;
}

export function offerMoves(turn: Turn): void {
  const at = openProcedure(turn)?.at ?? 0;
  turn.offer(
    MOVES.filter(({ move }) => move !== 'back' || at > 0).map(
      ({ move, label }): Choice => ({ label, action: { kind: 'step', move } }),
    ),
  );
}

/** Goes on in the procedure, back, or to its help. */
export function moveIn(turn: Turn, move: Move): void {
  const found = stepInHand(turn);
  if (!found) return;
  if (move === 'stop') return stop(turn, found.thread);
  if (move === 'stuck') return help(turn, found);
  const { thread, procedure } = found;
  thread.at = Math.max(0, placeAfter(move, thread.at));
  thread.stuck = 0;
  if (thread.at >= procedure.steps.length) return finish(turn, procedure);
  showStep(turn);
}

function placeAfter(move: Move, at: number): number {
  if (move === 'first') return 0;
  if (move === 'again') return at;
  return move === 'next' ? at + 1 : at - 1;
}

/** The procedure stops where it is, and can go on from there. */
export function stop(turn: Turn, thread: ProcedureThread, words: string = SAYINGS.askLater): void {
  turn.memory.paused = { service: turn.memory.service, procedure: thread.procedure, at: thread.at };
  turn.say(words);
  turn.offer([{ label: '続きから始める', action: { kind: 'continue' } }, humanChoice(), menuChoice()]);
  pop(turn);
}

function help(turn: Turn, { thread, step }: { thread: ProcedureThread; step: Step }): void {
  thread.stuck += 1;
  if (thread.stuck === 1 && step.help) {
    turn.say(step.help, { cites: step.cites });
    offerMoves(turn);
    return;
  }
  turn.say(`この手順でうまくいかないのですね。\n${SAYINGS.offerHuman}`);
  turn.offer([
    humanChoice(),
    { label: 'もう一度この手順を見る', action: { kind: 'resume' } },
    { label: '前へ', action: { kind: 'step', move: 'back' } },
    { label: 'やめる', action: { kind: 'step', move: 'stop' } },
  ]);
}

function finish(turn: Turn, procedure: Procedure): void {
  const entry = ledgerOf(turn.memory).procedures.findLast(({ procedure: id }) => id === procedure.id);
  if (entry) entry.finished = true;
  turn.say(procedure.done, { cites: procedure.cites });
  pop(turn);
  turn.done = turn.memory.threads.length === 0;
}

/** Ends the procedure because its aim is reached, wherever it stands. */
export function reachAim(turn: Turn): void {
  const found = stepInHand(turn);
  if (!found) return;
  const entry = ledgerOf(turn.memory).procedures.findLast(({ procedure: id }) => id === found.procedure.id);
  if (entry) entry.finished = true;
  pop(turn);
}

/** What was typed where an ID is to be checked: its form, in words. Returns whether there was one. */
export function checkTyped(turn: Turn): boolean {
  const found = stepInHand(turn);
  if (found?.step.check !== 'identifier') return false;
  const typed = findIdentifier(turn.text) ?? findForeignIdentifier(turn.text);
  if (typed === undefined) return false;
  turn.say(identifierAdvice(checkIdentifier(typed)));
  offerMoves(turn);
  return true;
}
