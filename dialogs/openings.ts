import type { DialogContext } from 'botbuilder-dialogs';
import type { Target } from '../knowledge/schema.ts';
import type { Intent } from '../language/types.ts';
import type { Action } from './action.ts';
import { DIAGNOSIS, DiagnosisDialog } from './diagnosis.ts';
import { handOff } from './handoff.ts';
import { ledgerOf, state } from './ledger.ts';
import { repeatOr, sayMenu } from './menu.ts';
import { PROCEDURE } from './procedure.ts';
import { SAYINGS } from './sayings.ts';
import { SERVICE_QUESTION } from './service-question.ts';
import { subjectOf } from './subject.ts';
import { optionInWords, sayTopic } from './topic.ts';
import type { Turn } from './turn.ts';

/** Opens what a choice leads to. `serviceUnknown`: the person was asked for the service and cannot say. */
export async function open(dc: DialogContext, turn: Turn, target: Target, serviceUnknown = false): Promise<void> {
  if (target.human) return openHuman(dc, turn, serviceUnknown);
  if (target.topic) return openTopic(dc, turn, target.topic);
  if (target.procedure) return openProcedure(dc, turn, target.procedure);
  return openDiagnosis(dc, turn, target.cause, serviceUnknown);
}

/** A human is wished for: at most one question first, on which service. */
export async function openHuman(dc: DialogContext, turn: Turn, serviceAsked: boolean): Promise<void> {
  const alreadyAsked = serviceAsked || dc.activeDialog?.id === SERVICE_QUESTION;
  ledgerOf(turn.memory, turn.text);
  if (turn.memory.service === null && !alreadyAsked) {
    return askService(dc, { kind: 'human', serviceAsked: true });
  }
  await handOff(dc, turn);
}

/** Speaks of a topic; when the person's words choose one of its ways already, goes it at once. */
export async function openTopic(dc: DialogContext, turn: Turn, id: string): Promise<void> {
  const topic = turn.knowledge.topic(turn.memory.service, id);
  if (!topic) return sayMenu(dc, turn, SAYINGS.menu);
  const underway = dc.activeDialog !== undefined;
  // One way is gone without asking, not two: topics may name each other.
  const chosen = (turn.action && turn.earlier === '') || turn.ledOn ? undefined : optionInWords(topic, turn);
  turn.ledOn ||= chosen !== undefined;
  // A narrower topic says it all by itself; before anything else the topic is said first.
  if (chosen?.to.topic) return openTopic(dc, turn, chosen.to.topic);
  // What was just said is not said again before the way is gone.
  if (!chosen || subjectOf(turn)?.id !== topic.id) sayTopic(turn, topic, underway, chosen !== undefined);
  if (chosen) return open(dc, turn, chosen.to);
  if (underway && topic.options.length === 0) await dc.repromptDialog();
}

/** True when a procedure waits beneath what is open: a remedy that was asked for on the way. */
export function procedureBeneath(dc: DialogContext): boolean {
  return dc.activeDialog?.id === DIAGNOSIS && dc.stack.some(({ id }) => id === PROCEDURE);
}

/** Takes up the procedure that was stopped, or that waits beneath, at its step. */
export async function continueProcedure(dc: DialogContext, turn: Turn): Promise<void> {
  if (procedureBeneath(dc)) {
    dropAbove(dc, PROCEDURE);
    return dc.repromptDialog();
  }
  const { paused } = turn.memory;
  if (!paused) return sayMenu(dc, turn, SAYINGS.menu);
  turn.memory.service = paused.service;
  await dc.beginDialog(PROCEDURE, { procedure: paused.procedure, at: paused.at });
}

/** Speaks kind words, and nothing of what was open goes on by itself. A human is one word away, without any question. */
export async function openDistress(dc: DialogContext, turn: Turn, again: boolean): Promise<void> {
  await dc.cancelAllDialogs();
  turn.memory.distressed = true;
  const topic = turn.knowledge.topic(null, 'distress');
  turn.say(again || !topic ? SAYINGS.stillHere : topic.say);
  for (const place of again ? [] : turn.knowledge.supportPlaces) {
    turn.say([place.name, place.telephone, place.url, place.note].filter(Boolean).join('\n'));
  }
  turn.offer([
    { label: '人と話す', action: { kind: 'human', serviceAsked: true } },
    { label: '手続きの相談に戻る', action: { kind: 'menu' } },
  ]);
}

/** Walks a procedure; one that is open already gives way. */
async function openProcedure(dc: DialogContext, turn: Turn, procedure: string): Promise<void> {
  if (!turn.knowledge.procedure(turn.memory.service, procedure)) return sayMenu(dc, turn, SAYINGS.menu);
  if (dc.activeDialog?.id === PROCEDURE) await dc.replaceDialog(PROCEDURE, { procedure });
  else await dc.beginDialog(PROCEDURE, { procedure });
}

/** What the page shows is withdrawn; a diagnosis that is open weighs everything again without it. */
export async function lookElsewhere(dc: DialogContext, turn: Turn): Promise<void> {
  turn.memory.elsewhere = true;
  turn.say(SAYINGS.otherDevice);
  const open = dc.activeDialog?.id === DIAGNOSIS ? dc.findDialog(DIAGNOSIS) : undefined;
  if (open instanceof DiagnosisDialog) await open.weighAgain(dc);
  else await repeatOr(dc, turn);
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
    return askService(dc, { kind: 'open', target: cause ? { cause } : { diagnosis: true } });
  }
  const ledger = ledgerOf(memory, turn.text);
  const intent = cause && knowledge.cause(memory.service, cause)?.intents[0];
  if (intent) state(ledger, intent as Intent, 1);
  dropAbove(dc, DIAGNOSIS);
  if (dc.activeDialog?.id === DIAGNOSIS) await dc.continueDialog();
  else await dc.beginDialog(DIAGNOSIS);
}

/** Asks for the service. What the question was open for before gives way: it is asked once, for what is wanted now. */
export async function askService(dc: DialogContext, onward: Action): Promise<void> {
  if (dc.activeDialog?.id === SERVICE_QUESTION) await dc.replaceDialog(SERVICE_QUESTION, { onward });
  else await dc.beginDialog(SERVICE_QUESTION, { onward });
}

/** Without the service no remedy is certain: a human can find out. */
export function unknownService(turn: Turn): void {
  turn.say(`どのサービスか分からなくても大丈夫です。\n${SAYINGS.offerHuman}`);
  turn.offer([
    { label: '担当者に相談する', action: { kind: 'human', serviceAsked: true } },
    { label: 'はじめに戻る', action: { kind: 'menu' } },
  ]);
}

/** A dialog that is open further down is gone back to; what lies above it is given up. */
function dropAbove(dc: DialogContext, id: string): void {
  const index = dc.stack.findLastIndex((entry) => entry.id === id);
  if (index >= 0) dc.stack.splice(index + 1);
}
