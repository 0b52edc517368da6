import type { DialogState } from 'botbuilder-dialogs';
import type { ServiceId } from '../language/types.ts';
import { newLedger } from './ledger.ts';
import type { Memory } from './memory.ts';
import type { Turn } from './turn.ts';

/** Dialogs of the services that are not in hand, so that one can come back to them. */
export type Parked = Partial<Record<ServiceId, DialogState>>;

const CORRECTION =
  /(?:じゃなくて|じゃなく|ではなく|じゃなかった|ではなかった|と間違え|の間違い|でした[。!！]*$|のほう(?:です|でした)|^(?:すみません|ごめんなさい|あ|いや)?[、,]?(?:間違え|まちがえ|違い|ちがい)(?:まし|ます|た))/u;

/**
 * The service that the person names is the one in hand from now on. What was open for another is put aside, what was put
 * aside for this one is taken up. A correction takes along what was told.
 */
export function followService(turn: Turn, state: { dialogs: DialogState; parked: Parked }): void {
  const { memory, understanding } = turn;
  const before = memory.service;
  const now = understanding.service;
  // A button says what it means by itself: its label names no service.
  if (turn.action || now === null || now === before) return;
  memory.service = now;
  if (before === null) return;
  turn.serviceChanged = true;
  if (CORRECTION.test(turn.text)) takeAlong(memory, before, now);
  if (state.dialogs.dialogStack.length > 0) state.parked[before] = state.dialogs;
  state.dialogs = state.parked[now] ?? { dialogStack: [] };
  state.parked[now] = undefined;
}

/** Questions and remedies belong to a service; the person's own words do not. */
function takeAlong(memory: Memory, before: ServiceId, now: ServiceId): void {
  const told = memory.ledgers[before];
  if (!told || memory.ledgers[now]) return;
  const { firstWords, stated, denied, failedTries } = told;
  memory.ledgers[now] = { ...newLedger(firstWords), stated, denied, failedTries };
}
