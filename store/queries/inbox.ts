import type { Queryable } from '../database.ts';

export interface InboxRow {
  channel: string;
  event_id: string;
  conversation_id: string;
  sequence: number;
  status: 'waiting' | 'done' | 'failed';
  attempts: number;
  received_at: number;
}

/** Sequence of the activity under which the event was kept before; undefined when it is new. */
export async function findEvent(tx: Queryable, channel: string, eventId: string): Promise<number | undefined> {
  const row = await tx.get<{ sequence: number }>('select sequence from inbox where channel = $1 and event_id = $2', [
    channel,
    eventId,
  ]);
  return row === undefined ? undefined : Number(row.sequence);
}

export async function insertEvent(
  tx: Queryable,
  event: { channel: string; eventId: string; conversationId: string; sequence: number; at: number },
): Promise<void> {
  await tx.run(
    `insert into inbox (channel, event_id, conversation_id, sequence, received_at) values ($1, $2, $3, $4, $5)`,
    [event.channel, event.eventId, event.conversationId, event.sequence, event.at],
  );
}

/** The first events of the conversation that wait, in their order. */
export function nextWaiting(queryable: Queryable, conversationId: string, limit: number): Promise<InboxRow[]> {
  return queryable.all<InboxRow>(
    `select * from inbox where conversation_id = $1 and status = 'waiting' order by sequence limit $2`,
    [conversationId, limit],
  );
}

export async function conversationsWithWaiting(queryable: Queryable): Promise<string[]> {
  const rows = await queryable.all<{ conversation_id: string }>(
    `select distinct conversation_id from inbox where status = 'waiting'`,
  );
  return rows.map((row) => row.conversation_id);
}

export async function finishEvent(
  tx: Queryable,
  row: Pick<InboxRow, 'channel' | 'event_id'>,
  status: 'done' | 'failed',
): Promise<void> {
  await tx.run('update inbox set status = $3 where channel = $1 and event_id = $2', [
    row.channel,
    row.event_id,
    status,
  ]);
}

export async function countAttempt(tx: Queryable, row: InboxRow): Promise<void> {
  await tx.run('update inbox set attempts = attempts + 1 where channel = $1 and event_id = $2', [
    row.channel,
    row.event_id,
  ]);
}
