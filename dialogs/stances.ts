import { stayInDanger } from './danger.ts';
import { advance, awaitResult, failed, questionInHand } from './diagnosis.ts';
import { bringBack, repeatOr } from './going-on.ts';
import { humanFirst, keptChoices, menuChoices } from './menu.ts';
import { moveIn } from './procedure.ts';
import { leastSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import { clear, openDiagnosis, openProcedure, openService, openThread } from './threads.ts';
import type { Turn } from './turn.ts';

/** How something is said, where nothing else is said with it. */
export function meetStance(turn: Turn, stance: string): void {
  switch (stance) {
    case 'thanks':
      return meetThanks(turn);
    case 'greeting':
      turn.say(openThread(turn) ? SAYINGS.helloBeside : SAYINGS.helloAgain);
      return repeatOr(turn);
    case 'complaint':
      turn.say(leastSaid(turn, [SAYINGS.calm, SAYINGS.calmAgain]));
      return goOnWithHuman(turn);
    case 'worry':
      if (turn.memory.danger) return stayInDanger(turn);
      turn.say(leastSaid(turn, [SAYINGS.worryMet, SAYINGS.calmAgain]));
      return goOnWithHuman(turn);
    case 'tired':
      turn.say(leastSaid(turn, [SAYINGS.tiredMet, SAYINGS.tiredAgain]));
      return turn.offer(humanFirst(keptChoices(turn)));
    case 'hesitation':
      turn.say(leastSaid(turn, [SAYINGS.takeYourTime, SAYINGS.offerHuman]));
      return goOnWithHuman(turn);
    case 'yes':
      return meetYes(turn);
    default:
      return meetNo(turn);
  }
}

/** A kind sentence before what is answered. */
export function beforeAnswer(turn: Turn, stances: readonly string[]): void {
  if (stances.includes('stance:complaint') && !turn.memory.distressed)
    turn.say(leastSaid(turn, [SAYINGS.calm, SAYINGS.calmAgain]));
}

function goOnWithHuman(turn: Turn): void {
  bringBack(turn, true);
}

function meetThanks(turn: Turn): void {
  if (openProcedure(turn)) {
    turn.say(SAYINGS.notAtAll);
    return turn.offer(keptChoices(turn));
  }
  const question = questionInHand(turn);
  if (question || openService(turn)) return repeatOr(turn);
  clear(turn);
  turn.say(SAYINGS.thanks);
  turn.done = true;
}

/** A bare yes says little where several answers are possible. */
function meetYes(turn: Turn): void {
  if (openProcedure(turn)) return moveIn(turn, 'next');
  if (openDiagnosis(turn)?.phase === 'remedy') return awaitResult(turn, SAYINGS.goAhead);
  if (questionInHand(turn)) return pickOne(turn);
  if (!openThread(turn)) turn.say(SAYINGS.chooseOne);
  else return repeatOr(turn);
  turn.offer(keptChoices(turn));
}

/** The question once more, by number; and then another. */
function pickOne(turn: Turn): void {
  advance(turn, SAYINGS.pickOne);
}

function meetNo(turn: Turn): void {
  if (openProcedure(turn)) return moveIn(turn, 'stuck');
  if (openDiagnosis(turn)?.phase === 'remedy' && turn.heard.context.expect === 'result') return failed(turn);
  if (questionInHand(turn)) return pickOne(turn);
  turn.say(SAYINGS.chooseOne);
  turn.offer(openThread(turn) ? keptChoices(turn) : keptChoices(turn).length > 0 ? keptChoices(turn) : menuChoices());
}
