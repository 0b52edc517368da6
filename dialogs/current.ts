import { type DialogContext, DialogTurnStatus } from 'botbuilder-dialogs';
import { perform } from './actions.ts';
import type { TobiraDialog } from './dialog.ts';
import type { ServiceAnswer } from './service-question.ts';
import type { Turn } from './turn.ts';

/** The dialog that is open, if any. */
export function openDialog(dc: DialogContext): TobiraDialog<object> | undefined {
  const id = dc.activeDialog?.id;
  return id === undefined ? undefined : (dc.findDialog(id) as TobiraDialog<object> | undefined);
}

/** Its state; an empty one when none is open. */
export function openState(dc: DialogContext): object {
  return (dc.activeDialog?.state as object | undefined) ?? {};
}

/** Whether the message is meant for the open dialog. */
export function isForOpenDialog(dc: DialogContext, turn: Turn): boolean {
  return openDialog(dc)?.understands(turn, openState(dc)) ?? false;
}

/** Hands the message to the open dialog. When that was the question for the service, what waited for it goes on. */
export async function goOn(dc: DialogContext, turn: Turn): Promise<void> {
  turn.memory.misunderstood = 0;
  const { status, result } = await dc.continueDialog();
  if (status !== DialogTurnStatus.complete || !isServiceAnswer(result)) return;
  if (result.service) turn.memory.service = result.service;
  await perform(dc, turn, result.onward, result.service === null);
}

function isServiceAnswer(value: unknown): value is ServiceAnswer {
  return typeof value === 'object' && value !== null && 'onward' in value;
}
