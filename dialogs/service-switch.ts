import type { DialogState } from 'botbuilder-dialogs';
import { SERVICE_IDS, type ServiceId } from '../language/types.ts';
import { newLedger } from './ledger.ts';
import type { Memory } from './memory.ts';
import type { Turn } from './turn.ts';
import { begun, isAboutTwo } from './two-services.ts';

/** Dialogs of the services that are not in hand, so that one can come back to them. */
export type Parked = Partial<Record<ServiceId, DialogState>>;

const CORRECTION =
  /(?:じゃなくて|じゃなく|ではなく|じゃなかった|ではなかった|と間違え|の間違い|でした[。!！]*$|のほう(?:です|でした)|^(?:すみません|ごめんなさい|あ|いや)?[、,]?(?:間違え|まちがえ|違い|ちがい)(?:まし|ます|た))/u;

/**
 * The service that the person names is the one in hand from now on. What was open for another is put aside, what was put
 * aside for this one is taken up. A correction takes along what was told.
 */
export function followService(turn: Turn, state: { dialogs: DialogState; parked: Parked }): void {
  const { memory, service: now } = turn;
  const before = memory.service;
  // A button says what it means by itself: its label names no service.
  if (turn.action || now === null || now === before || isAboutTwo(turn)) return;
  memory.service = now;
  // 「次はアメックスのほう」: what waited for it is wanted now.
  memory.intent = memory.later.find(({ service }) => service === now)?.intent ?? memory.intent;
  // The question which comes first looks up by itself what waits there.
  if (before !== null || state.dialogs.dialogStack.length === 0) begun(memory, now);
  if (before === null) return;
  turn.serviceChanged = true;
  if (CORRECTION.test(turn.text)) takeAlong(memory, before, now);
  if (state.dialogs.dialogStack.length > 0) state.parked[before] = state.dialogs;
  state.dialogs = state.parked[now] ?? { dialogStack: [] };
  state.parked[now] = undefined;
}

/** What was put aside for another service is taken up, now that nothing else is open. Returns false when there was nothing. */
export function unpark(turn: Turn, state: { dialogs: DialogState; parked: Parked }): boolean {
  const waiting = SERVICE_IDS.find((service) => (state.parked[service]?.dialogStack.length ?? 0) > 0);
  const dialogs = waiting && state.parked[waiting];
  if (!waiting || !dialogs || state.dialogs.dialogStack.length > 0) return false;
  state.dialogs = dialogs;
  state.parked[waiting] = undefined;
  turn.memory.service = waiting;
  turn.say(`${turn.knowledge.service(waiting).name}のご相談に戻ります。`);
  return true;
}

/** Questions and remedies belong to a service; the person's own words do not. */
function takeAlong(memory: Memory, before: ServiceId, now: ServiceId): void {
  const told = memory.ledgers[before];
  if (!told || memory.ledgers[now]) return;
  const { firstWords, stated, denied, failedTries } = told;
  memory.ledgers[now] = { ...newLedger(firstWords), stated, denied, failedTries };
}
