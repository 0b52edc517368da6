import type { Intent } from '../language/types.ts';
import { kindOf, partsOf } from '../reading/reading.ts';
import type { Action } from './action.ts';
import { takeReported } from './danger.ts';
import { advance, failed, questionInHand, solved } from './diagnosis.ts';
import { bookAnswer } from './evidence.ts';
import { repeatOr } from './going-on.ts';
import { ledgerOf, state } from './ledger.ts';
import { mattersIn, meetMatters } from './matters.ts';
import { sayMenu } from './menu.ts';
import { beginNeed, continueProcedure, lookElsewhere, open, openHuman, takeUpNext } from './openings.ts';
import { rowFor } from './policy.ts';
import { moveIn, stepInHand } from './procedure.ts';
import { SAYINGS } from './sayings.ts';
import { answerService } from './services.ts';
import { openDiagnosis, openService } from './threads.ts';
import type { Turn } from './turn.ts';

/** Does what a choice means. */
export function perform(turn: Turn, action: Action): void {
  switch (action.kind) {
    case 'human':
      return openHuman(turn, action.serviceAsked ?? false);
    case 'intent':
      if (action.chosen && turn.knowledge.isCauseIntent(action.intent)) state(ledgerOf(turn.memory), action.intent, 1);
      return beginChosen(turn, action.intent);
    case 'open':
      return open(turn, action.target);
    case 'answer':
      return answer(turn, action.answer);
    case 'result':
      return result(turn, action.solved);
    case 'step':
      return stepInHand(turn) ? moveIn(turn, action.move) : outdated(turn);
    case 'service':
      if (openService(turn)) return service(turn, action.service);
      if (action.service) turn.memory.service = action.service;
      return sayMenu(turn);
    case 'other_device':
      return lookElsewhere(turn);
    case 'reported':
      return takeReported(turn, action.reported);
    case 'reading':
      return picked(turn, action.key);
    case 'continue':
      return continueProcedure(turn);
    case 'next':
      return takeUpNext(turn) ? undefined : sayMenu(turn);
    case 'menu':
      Object.assign(turn.memory, { distressed: false, danger: null });
      return sayMenu(turn, SAYINGS.startOver);
    case 'resume':
      turn.memory.subject = null;
      return outdated(turn);
    default:
      return outdated(turn);
  }
}

function beginChosen(turn: Turn, intent: Intent): void {
  beginNeed(turn, intent);
}

function answer(turn: Turn, given: string | null): void {
  const question = questionInHand(turn);
  if (!question) return outdated(turn);
  bookAnswer(turn, question.id, given, true);
  advance(turn);
}

function result(turn: Turn, isSolved: boolean): void {
  if (!turn.memory.threads.some(({ kind }) => kind === 'diagnosis')) return outdated(turn);
  if (isSolved) return solved(turn);
  failed(turn);
  if (openDiagnosis(turn)) advance(turn);
}

function service(turn: Turn, chosen: Parameters<typeof answerService>[1]): void {
  const thread = openService(turn);
  if (chosen === null && thread && thread.hints === 0 && thread.among.length === 0 && thread.onward.kind !== 'human')
    return hintOnce(turn);
  answerService(turn, chosen ?? thread?.among[0] ?? null);
}

function hintOnce(turn: Turn): void {
  const row = rowFor({ key: 'service:?', probability: 1 }, 'service');
  row?.act(turn, { key: 'service:?', probability: 1 }, true);
}

/** One of the readings that were asked about. */
function picked(turn: Turn, key: string): void {
  const reading = { key, probability: 1 };
  if (kindOf(key) === 'need' || kindOf(key) === 'topic') return meetMatters(turn, mattersIn(turn, [reading]), 1);
  if (partsOf(key)[0] === 'result' && partsOf(key)[1] === 'worked' && openDiagnosis(turn)) return solved(turn);
  rowFor(reading, turn.heard.context.expect)?.act(turn, reading, true);
  if (turn.evidence && openDiagnosis(turn)) advance(turn);
}

/** A choice whose matter is gone: the button was an old one. */
function outdated(turn: Turn): void {
  if (turn.memory.threads.length === 0) turn.say(SAYINGS.menu);
  repeatOr(turn);
}
