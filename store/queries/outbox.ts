import type { Queryable } from '../database.ts';

export interface OutboxRow {
  conversation_id: string;
  sequence: number;
  channel: string;
  status: 'waiting' | 'delivered' | 'failed';
  attempts: number;
  next_attempt_at: number;
  last_error: string | null;
}

export async function enqueue(
  tx: Queryable,
  row: { conversationId: string; sequence: number; channel: string; at: number },
): Promise<void> {
  await tx.run(`insert into outbox (conversation_id, sequence, channel, next_attempt_at) values ($1, $2, $3, $4)`, [
    row.conversationId,
    row.sequence,
    row.channel,
    row.at,
  ]);
}

/** The oldest undelivered message of the conversation: nothing may overtake it. */
export function nextToDeliver(queryable: Queryable, conversationId: string): Promise<OutboxRow | undefined> {
  return queryable.get<OutboxRow>(
    `select * from outbox where conversation_id = $1 and status = 'waiting' order by sequence limit 1`,
    [conversationId],
  );
}

export async function conversationsToDeliver(queryable: Queryable): Promise<string[]> {
  const rows = await queryable.all<{ conversation_id: string }>(
    `select distinct conversation_id from outbox where status = 'waiting'`,
  );
  return rows.map((row) => row.conversation_id);
}

export async function markDelivery(
  tx: Queryable,
  row: OutboxRow,
  outcome: { status: OutboxRow['status']; nextAttemptAt: number; error: string | null },
): Promise<void> {
  await tx.run(
    `update outbox set status = $3, attempts = attempts + 1, next_attempt_at = $4, last_error = $5
     where conversation_id = $1 and sequence = $2`,
    [row.conversation_id, row.sequence, outcome.status, outcome.nextAttemptAt, outcome.error],
  );
}
