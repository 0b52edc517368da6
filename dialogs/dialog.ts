import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogContext, type DialogInstance, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Option } from '../knowledge/schema.ts';
import { type Turn, turnOf } from './turn.ts';

/** A Bot Framework dialog that can be asked whether a message is meant for it, before anything else takes it. */
export abstract class TobiraDialog<State extends object> extends Dialog {
  /** True when the message answers or moves on what this dialog last said. */
  abstract understands(turn: Turn, state: State): boolean;

  /** Says again, shortly, what is waited for. */
  abstract repeat(turn: Turn, state: State): void;

  /** Says in full what it last said, when asked to say it again. */
  sayAgain(turn: Turn, state: State): void {
    this.repeat(turn, state);
  }

  /** A way on that the person's own words choose; undefined when they choose none. */
  way(_turn: Turn, _state: State): Option | undefined {
    return undefined;
  }

  /** Why the last question was asked; undefined when it asked nothing. */
  abstract reason(turn: Turn, state: State): string | undefined;

  override async repromptDialog(context: TurnContext, instance: DialogInstance): Promise<void> {
    this.repeat(turnOf(context), instance.state as State);
  }

  override async resumeDialog(dc: DialogContext): Promise<DialogTurnResult> {
    this.repeat(turnOf(dc.context), stateOf<State>(dc));
    return Dialog.EndOfTurn;
  }
}

/** The state of the dialog on top of the stack, kept with it between turns. */
export function stateOf<State extends object>(dc: DialogContext): State {
  if (!dc.activeDialog) throw new Error('no dialog is open');
  return dc.activeDialog.state as State;
}
