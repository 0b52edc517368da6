import type { Queryable } from '../database.ts';

export interface OutboxRow {
  conversation_id: string;
  sequence: number;
  channel: string;
  status: 'waiting' | 'delivered' | 'failed';
  attempts: number;
  next_attempt_at: number;
  last_error: string | null;
  /** Rows with the same number go out in one call; null: not settled yet. */
  batch: number | null;
  /** 1 while nobody knows whether the channel took an earlier attempt. */
  unsure: number;
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

/** The oldest undelivered messages of the conversation, in order: nothing may overtake the first. */
export function waitingToDeliver(queryable: Queryable, conversationId: string, limit: number): Promise<OutboxRow[]> {
  return queryable.all<OutboxRow>(
    `select * from outbox where conversation_id = $1 and status = 'waiting' order by sequence limit $2`,
    [conversationId, limit],
  );
}

export async function conversationsToDeliver(queryable: Queryable): Promise<string[]> {
  const rows = await queryable.all<{ conversation_id: string }>(
    `select distinct conversation_id from outbox where status = 'waiting'`,
  );
  return rows.map((row) => row.conversation_id);
}

/** Neighbours in a conversation's waiting rows. */
export interface Span {
  conversationId: string;
  first: number;
  last: number;
}

/** Before anything is sent: settles what goes together, and that its outcome is open until the attempt is over. */
export async function beginAttempt(tx: Queryable, { conversationId, first, last }: Span): Promise<void> {
  await tx.run(
    `update outbox set batch = $2, unsure = 1, attempts = attempts + 1
     where conversation_id = $1 and sequence between $2 and $3 and status = 'waiting'`,
    [conversationId, first, last],
  );
}

export interface AttemptOutcome {
  status: OutboxRow['status'];
  nextAttemptAt: number;
  error: string | null;
  unsure: boolean;
  /** `together`: the same messages in one call again; `apart`: each alone; `open`: to be settled anew. */
  next: 'together' | 'apart' | 'open';
}

export async function endAttempt(
  tx: Queryable,
  { conversationId, first, last }: Span,
  outcome: AttemptOutcome,
): Promise<void> {
  const batch = { together: 'batch', apart: 'sequence', open: 'null' }[outcome.next];
  await tx.run(
    `update outbox set status = $4, next_attempt_at = $5, last_error = $6, unsure = $7, batch = ${batch}
     where conversation_id = $1 and sequence between $2 and $3 and status = 'waiting'`,
    [conversationId, first, last, outcome.status, outcome.nextAttemptAt, outcome.error, outcome.unsure ? 1 : 0],
  );
}

/** What waits in the conversation is due now, whatever the back-off said. */
export async function bringForward(tx: Queryable, conversationId: string, at: number): Promise<void> {
  await tx.run(
    `update outbox set next_attempt_at = $2
     where conversation_id = $1 and status = 'waiting' and attempts > 0 and next_attempt_at > $2`,
    [conversationId, at],
  );
}

export interface DeliveryRow {
  sequence: number;
  status: OutboxRow['status'];
  last_error: string | null;
}

/** How far what was said in the conversation has got; nothing on channels that fetch by themselves. */
export function deliveriesOf(queryable: Queryable, conversationId: string): Promise<DeliveryRow[]> {
  return queryable.all<DeliveryRow>('select sequence, status, last_error from outbox where conversation_id = $1', [
    conversationId,
  ]);
}

export interface UndeliveredRow {
  /** Id of the activity. */
  id: string;
  conversation_id: string;
  /** The conversation's case, when it has one that is not closed. */
  case_id: string | null;
  /** `waiting`: it is tried again. */
  status: 'waiting' | 'failed';
  last_error: string | null;
  at: number;
}

/** What of a channel was tried and has not arrived, newest first. */
export function undelivered(queryable: Queryable, channel: string, limit: number): Promise<UndeliveredRow[]> {
  return queryable.all<UndeliveredRow>(
    `select a.id, a.at, o.conversation_id, o.status, o.last_error, c.case_id
     from outbox o
     join activities a on a.conversation_id = o.conversation_id and a.sequence = o.sequence
     join conversations c on c.id = o.conversation_id
     where o.channel = $1 and (o.status = 'failed' or (o.status = 'waiting' and o.last_error is not null))
     order by a.at desc limit $2`,
    [channel, limit],
  );
}
