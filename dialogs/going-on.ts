import { answerChoices, questionInHand, repeatDiagnosis, sayDiagnosisAgain } from './diagnosis.ts';
import { ledgerOf } from './ledger.ts';
import type { Choice } from './memory.ts';
import { keptChoices, menuChoices } from './menu.ts';
import { offerMoves, showStep } from './procedure.ts';
import { wasJustSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import { repeatService, serviceChoices } from './service-question.ts';
import { openThread, subjectOf } from './threads.ts';
import type { Turn } from './turn.ts';

/** Says again what is waited for; with nothing open, offers `choices`. */
export function repeatOr(turn: Turn, choices: readonly Choice[] = menuChoices()): void {
  const thread = openThread(turn);
  if (!thread) return turn.offer(choices);
  if (thread.kind === 'service') return repeatService(turn, thread);
  if (thread.kind === 'procedure') return showStep(turn);
  repeatDiagnosis(turn, thread);
}

/** After a side question what was open is brought back, once all of the message is answered. `human`: with a human beside. */
export function bringBack(turn: Turn, human = false): void {
  turn.back = { wanted: true, human: turn.back.human || human };
}

/** What was open, in one short sentence, and its choices. */
export function bringBackNow(turn: Turn): void {
  const thread = openThread(turn);
  if (!thread) return turn.offer(keptChoices(turn));
  if (thread.kind === 'service') return turn.offer(serviceChoices(turn, thread));
  if (thread.kind === 'procedure') {
    turn.say(SAYINGS.backToStep);
    return offerMoves(turn);
  }
  const question = questionInHand(turn);
  if (!question) return turn.offer(keptChoices(turn));
  turn.memory.subject = null;
  turn.say(wasJustSaid(turn, question.ask) ? SAYINGS.backToQuestion : `${SAYINGS.backToQuestion}\n${question.ask}`);
  turn.offer(answerChoices(question, ledgerOf(turn.memory)));
}

/** Says in full what was last said of what is open. */
export function sayAgain(turn: Turn): void {
  const thread = openThread(turn);
  if (thread?.kind === 'diagnosis') return sayDiagnosisAgain(turn, thread);
  if (thread || subjectOf(turn) === undefined) return repeatOr(turn);
  turn.offer(keptChoices(turn));
}
