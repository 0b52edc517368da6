import type { Queryable } from '../database.ts';

export type Owner = 'bot' | 'human';

export interface ConversationRow {
  id: string;
  channel: string;
  user_id: string;
  reference: string;
  owner: Owner;
  case_id: string | null;
  state: string;
  /** JSON: what the last turn can be taken back to while nobody can have read its answer; null: it cannot. */
  unread: string | null;
  client: string;
  sequence: number;
  started_at: number | null;
  updated_at: number;
}

export interface NewConversation {
  id: string;
  channel: string;
  userId: string;
  /** JSON: what the channel needs to speak again. */
  reference: string;
  /** JSON: what the page shows of the device it is open on (`dialogs/page.ts`). */
  client: string;
  at: number;
}

/** Makes the conversation unless it is there. Returns true when it was made now. */
export async function insertConversation(tx: Queryable, conversation: NewConversation): Promise<boolean> {
  const { id, channel, userId, reference, client, at } = conversation;
  const changed = await tx.run(
    `insert into conversations (id, channel, user_id, reference, client, updated_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do nothing`,
    [id, channel, userId, reference, client, at],
  );
  return changed === 1;
}

export function findConversation(tx: Queryable, id: string): Promise<ConversationRow | undefined> {
  return tx.get<ConversationRow>('select * from conversations where id = $1', [id]);
}

/** Marks the conversation as started. Returns true for the first call only. */
export async function startConversation(tx: Queryable, id: string, at: number): Promise<boolean> {
  const changed = await tx.run('update conversations set started_at = $2 where id = $1 and started_at is null', [
    id,
    at,
  ]);
  return changed === 1;
}

/**
 * Reserves `count` sequence numbers, and as many milliseconds: clients sort by time, so no two activities share one and
 * time never goes back. Returns the last number and the last millisecond; undefined when there is no such conversation.
 */
export async function reserveSequence(
  tx: Queryable,
  id: string,
  count: number,
  at: number,
): Promise<{ sequence: number; at: number } | undefined> {
  const row = await tx.get<{ sequence: number; updated_at: number }>(
    `update conversations
     set sequence = sequence + $2,
         updated_at = case when updated_at >= $3 then updated_at + $2 else $3 + $2 - 1 end
     where id = $1
     returning sequence, updated_at`,
    [id, count, at],
  );
  return row && { sequence: Number(row.sequence), at: Number(row.updated_at) };
}

/** @param unread what this can be taken back to; whoever else changes the state puts an end to that */
export async function saveState(tx: Queryable, id: string, state: string, unread: string | null = null): Promise<void> {
  await tx.run('update conversations set state = $2, unread = $3 where id = $1', [id, state, unread]);
}

/** What was answered last stands, whatever comes. */
export async function forgetUnread(tx: Queryable, id: string): Promise<void> {
  await tx.run('update conversations set unread = null where id = $1', [id]);
}

/** @param client JSON: what the page shows of itself now */
export async function saveClient(tx: Queryable, id: string, client: string): Promise<void> {
  await tx.run('update conversations set client = $2 where id = $1', [id, client]);
}

/** Hands the conversation over: to a human for a case, or back to the bot. */
export async function setOwner(tx: Queryable, id: string, owner: Owner, caseId: string | null): Promise<void> {
  await tx.run('update conversations set owner = $2, case_id = $3 where id = $1', [id, owner, caseId]);
}
