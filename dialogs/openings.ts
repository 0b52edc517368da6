import type { DialogContext } from 'botbuilder-dialogs';
import type { Target } from '../knowledge/schema.ts';
import type { Intent } from '../language/types.ts';
import type { Action } from './action.ts';
import { DIAGNOSIS } from './diagnosis.ts';
import { handOff } from './handoff.ts';
import { ledgerOf, state } from './ledger.ts';
import { sayMenu } from './menu.ts';
import { PROCEDURE } from './procedure.ts';
import { SAYINGS } from './sayings.ts';
import { SERVICE_QUESTION } from './service-question.ts';
import { optionInWords, sayTopic } from './topic.ts';
import type { Turn } from './turn.ts';

/** Opens what a choice leads to. `serviceUnknown`: the person was asked for the service and cannot say. */
export async function open(dc: DialogContext, turn: Turn, target: Target, serviceUnknown = false): Promise<void> {
  if (target.human) return openHuman(dc, turn, serviceUnknown);
  if (target.topic) return openTopic(dc, turn, target.topic);
  if (target.procedure) return openProcedure(dc, target.procedure);
  return openDiagnosis(dc, turn, target.cause, serviceUnknown);
}

/** A human is wished for: at most one question first, on which service. */
export async function openHuman(dc: DialogContext, turn: Turn, serviceAsked: boolean): Promise<void> {
  if (turn.memory.service === null && !serviceAsked) {
    await dc.beginDialog(SERVICE_QUESTION, { onward: { kind: 'human', serviceAsked: true } satisfies Action });
    return;
  }
  await handOff(dc, turn);
}

/** Speaks of a topic; when the person's words choose one of its ways already, goes it at once. */
export async function openTopic(dc: DialogContext, turn: Turn, id: string): Promise<void> {
  const topic = turn.knowledge.topic(turn.memory.service, id);
  if (!topic) return sayMenu(dc, turn, SAYINGS.menu);
  const underway = dc.activeDialog !== undefined;
  sayTopic(turn, topic, underway);
  // One way is gone without asking, not two: topics may name each other.
  const chosen = turn.action || turn.ledOn ? undefined : optionInWords(topic, turn);
  if (chosen) {
    turn.ledOn = true;
    return open(dc, turn, chosen.to);
  }
  if (underway && topic.options.length === 0) await dc.repromptDialog();
}

/** Walks a procedure; one that is open already gives way. */
async function openProcedure(dc: DialogContext, procedure: string): Promise<void> {
  if (dc.activeDialog?.id === PROCEDURE) await dc.replaceDialog(PROCEDURE, { procedure });
  else await dc.beginDialog(PROCEDURE, { procedure });
}

/** Starts or goes on with the diagnosis of the service in hand; `cause` counts as stated by the person. */
export async function openDiagnosis(
  dc: DialogContext,
  turn: Turn,
  cause?: string,
  serviceUnknown = false,
): Promise<void> {
  const { memory, knowledge } = turn;
  if (memory.service === null && serviceUnknown) return unknownService(turn);
  if (memory.service === null) {
    const onward: Action = { kind: 'open', target: cause ? { cause } : { diagnosis: true } };
    await dc.beginDialog(SERVICE_QUESTION, { onward });
    return;
  }
  const ledger = ledgerOf(memory, turn.text);
  const intent = cause && knowledge.cause(memory.service, cause)?.intents[0];
  if (intent) state(ledger, intent as Intent, 1);
  dropAbove(dc, DIAGNOSIS);
  if (dc.activeDialog?.id === DIAGNOSIS) await dc.continueDialog();
  else await dc.beginDialog(DIAGNOSIS);
}

/** Without the service no remedy is certain: a human can find out. */
export function unknownService(turn: Turn): void {
  turn.say(`どのサービスか分からなくても大丈夫です。\n${SAYINGS.offerHuman}`);
  turn.offer([
    { label: '担当者に引き継ぐ', action: { kind: 'human', serviceAsked: true } },
    { label: 'はじめに戻る', action: { kind: 'menu' } },
  ]);
}

/** A dialog that is open further down is gone back to; what lies above it is given up. */
function dropAbove(dc: DialogContext, id: string): void {
  const index = dc.stack.findLastIndex((entry) => entry.id === id);
  if (index >= 0) dc.stack.splice(index + 1);
}
