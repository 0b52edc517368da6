import { type DialogContext, DialogTurnStatus } from 'botbuilder-dialogs';
import { perform } from './actions.ts';
import type { TobiraDialog } from './dialog.ts';
import { recordTold } from './evidence.ts';
import { beginIntent, isSmallTalk } from './intents.ts';
import type { ServiceAnswer } from './service-question.ts';
import { onlyNames } from './services-named.ts';
import type { Turn } from './turn.ts';
import { begun } from './two-services.ts';

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
  const matter = turn.memory.later.find(({ service }) => service === result.service)?.intent;
  turn.earlier = result.said;
  if (result.service) {
    turn.memory.service = result.service;
    begun(turn.memory, result.service);
    recordTold(turn, result.said);
  }
  // Whoever answers with a matter of its own has that in mind now.
  if (result.onward.kind === 'intent' && hasMatter(turn)) return beginIntent(dc, turn, turn.understanding.intent);
  if (matter) return perform(dc, turn, { kind: 'intent', intent: matter, chosen: true });
  await perform(dc, turn, result.onward, result.service === null);
}

/** 「セゾンの暗証番号を忘れました」 to the question for the service. */
function hasMatter(turn: Turn): boolean {
  const { intent, decision } = turn.understanding;
  if (turn.action || decision !== 'answer' || isSmallTalk(intent) || intent === 'login_failed') return false;
  return turn.has('service') && !onlyNames(turn.understanding);
}

function isServiceAnswer(value: unknown): value is ServiceAnswer {
  return typeof value === 'object' && value !== null && 'onward' in value;
}
