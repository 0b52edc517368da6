import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { ServiceId } from '../language/types.ts';
import type { Action } from './action.ts';
import { saysUnknown } from './answers.ts';
import { stateOf, TobiraDialog } from './dialog.ts';
import type { Choice } from './memory.ts';
import { SAYINGS } from './sayings.ts';
import { type Turn, turnOf } from './turn.ts';

export const SERVICE_QUESTION = 'service';

interface State {
  /** What goes on when the service is known. */
  onward: Action;
  hinted: boolean;
}

/** The action to go on with; `service` is null when the person cannot say. */
export interface ServiceAnswer {
  onward: Action;
  service: ServiceId | null;
}

/** Asks which service is meant. 「わからない」 gets one hint, then the way on without it. */
export class ServiceQuestion extends TobiraDialog<State> {
  constructor() {
    super(SERVICE_QUESTION);
  }

  override async beginDialog(dc: DialogContext, options?: { onward: Action }): Promise<DialogTurnResult> {
    const state = stateOf<State>(dc);
    state.onward = options?.onward ?? { kind: 'menu' };
    state.hinted = false;
    this.repeat(turnOf(dc.context));
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const state = stateOf<State>(dc);
    const service = chosenService(turn);
    if (service) return dc.endDialog({ onward: state.onward, service } satisfies ServiceAnswer);
    if (state.hinted || state.onward.kind === 'human') {
      return dc.endDialog({ onward: state.onward, service: null } satisfies ServiceAnswer);
    }
    state.hinted = true;
    turn.say(SAYINGS.serviceHint);
    turn.offer(serviceChoices(turn));
    return Dialog.EndOfTurn;
  }

  override understands(turn: Turn): boolean {
    return chosenService(turn) !== undefined || turn.action?.kind === 'service' || saysUnknown(turn);
  }

  override repeat(turn: Turn): void {
    turn.say(SAYINGS.whichService);
    turn.offer(serviceChoices(turn));
  }

  override reason(): string {
    return SAYINGS.whyService;
  }
}

function chosenService(turn: Turn): ServiceId | undefined {
  if (turn.action?.kind === 'service') return turn.action.service ?? undefined;
  return turn.understanding.service ?? undefined;
}

function serviceChoices(turn: Turn): Choice[] {
  const services = turn.knowledge
    .services()
    .map((service): Choice => ({ label: service.short, action: { kind: 'service', service: service.id } }));
  return [...services, { label: 'わからない', action: { kind: 'service', service: null } }];
}
