import type { DialogContext } from 'botbuilder-dialogs';
import type { Intent } from '../language/types.ts';
import type { Action } from './action.ts';
import { beginIntent } from './intents.ts';
import { ledgerOf, state } from './ledger.ts';
import { repeatOr, sayMenu } from './menu.ts';
import { continueProcedure, lookElsewhere, open, openHuman } from './openings.ts';
import { SAYINGS } from './sayings.ts';
import type { Turn } from './turn.ts';
import { takeUpNext } from './two-services.ts';

/** Does what a choice means. `serviceUnknown`: the person was asked for the service and cannot say. */
export async function perform(dc: DialogContext, turn: Turn, action: Action, serviceUnknown = false): Promise<void> {
  switch (action.kind) {
    case 'human':
      return openHuman(dc, turn, action.serviceAsked ?? serviceUnknown);
    case 'intent':
      if (action.chosen) stateChosen(turn, action.intent);
      return beginIntent(dc, turn, action.intent, serviceUnknown);
    case 'open':
      return open(dc, turn, action.target, serviceUnknown);
    case 'service':
      if (action.service) turn.memory.service = action.service;
      return sayMenu(dc, turn, SAYINGS.menu);
    case 'other_device':
      return lookElsewhere(dc, turn);
    case 'continue':
      return continueProcedure(dc, turn);
    case 'next':
      if (!(await takeUpNext(dc, turn))) await sayMenu(dc, turn, SAYINGS.menu);
      return;
    case 'menu':
      turn.memory.distressed = false;
      turn.memory.danger = null;
      return sayMenu(dc, turn, SAYINGS.startOver);
    default:
      // An answer, step or result whose dialog is gone: the button was an old one.
      if (!dc.activeDialog) turn.say(SAYINGS.menu);
      return repeatOr(dc, turn);
  }
}

/** A cause picked from a list is stated as plainly as in words. */
function stateChosen(turn: Turn, intent: Intent): void {
  if (turn.knowledge.isCauseIntent(intent)) state(ledgerOf(turn.memory, turn.text), intent, 1);
}
