import { redact } from '../language/redaction.ts';
import type { Database, Queryable } from '../store/database.ts';
import { acceptByHub, type CaseRow, closeCase, staffSpoke, takeFromHub } from '../store/queries/cases.ts';
import { type ConversationRow, setOwner } from '../store/queries/conversations.ts';
import { type CaseEventKind, recordEvent } from './change.ts';
import { ASSISTANT, TOLD } from './sayings.ts';
import type { DeskLive, Voice } from './voice.ts';

/** What a hub says of a person it was handed: it has them, cannot take them, or is done with them. */
export const HUB_STATES = ['accepted', 'failed', 'completed'] as const;
export type HubState = (typeof HUB_STATES)[number];

export interface HubStatus {
  state: HubState;
  /** For people who run it, never for the member; without secrets. Empty when the hub said nothing. */
  message: string;
}

/** How another hub is told of people who want a human, when it takes the place of our desk. */
export interface HubLine {
  /** Hands the person over, with all that was said, inside the caller's transaction. */
  initiate(tx: Queryable, conversation: ConversationRow, row: CaseRow, at: number): Promise<void>;
  /** The person waits no longer. */
  withdraw(tx: Queryable, conversation: ConversationRow, at: number): Promise<void>;
}

/**
 * Follows what the hub says, inside the caller's transaction.
 * @returns false when that cannot be, as the case stands: it has ended, or is the desk's own
 */
export async function followHub(tx: Queryable, row: CaseRow, status: HubStatus, at: number): Promise<boolean> {
  if (row.hub === null) return false;
  const { state } = status;
  if (state === 'accepted' && !(await acceptByHub(tx, row.id, at))) return false;
  if (state !== 'accepted') await giveBackToBot(tx, row, at);
  const kinds: Record<HubState, CaseEventKind> = { accepted: 'claimed', failed: 'failed', completed: 'resolved' };
  const words = status.message === '' ? null : redact(status.message).text;
  const detail = { by: 'hub', ...(words === null ? {} : { message: words }) };
  await recordEvent(tx, { caseId: row.id, staffId: null, kind: kinds[state], detail, at });
  return true;
}

async function giveBackToBot(tx: Queryable, row: CaseRow, at: number): Promise<void> {
  await closeCase(tx, row.id, { from: row.status, cause: null, note: null, solved: null, at });
  await setOwner(tx, row.conversation_id, 'bot', null);
}

/** Somebody at the hub has said something to the member. */
export async function hubSpoke(tx: Queryable, row: CaseRow, at: number): Promise<void> {
  await staffSpoke(tx, row.id, at);
  await recordEvent(tx, { caseId: row.id, staffId: null, kind: 'message', detail: { from: 'hub' }, at });
}

/** When the desk is our own again: whoever another hub had, or was asked to take, waits for our staff. Nobody is left with a hub that is gone. */
export async function takeOver(parts: { database: Database; live: DeskLive; voice: Voice }, at: number): Promise<void> {
  const { database, live, voice } = parts;
  const taken = await database.transaction(async (tx) => {
    const rows = await takeFromHub(tx, at);
    for (const row of rows) {
      await recordEvent(tx, {
        caseId: row.id,
        staffId: null,
        kind: 'returned',
        detail: { from: 'hub', team: null },
        at,
      });
      await voice.say(tx, row.conversation_id, { speaker: 'bot', name: ASSISTANT, text: TOLD.returned }, at);
    }
    return rows;
  });
  for (const row of taken) {
    voice.committed(row.conversation_id);
    live.emit('case', row.id);
  }
}
