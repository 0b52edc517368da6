import type { Queryable } from '../database.ts';

export interface UnclearRow {
  id: string;
  conversation_id: string;
  sequence: number;
  text: string;
  /** Not understood; no guess was right; the answer was disliked. */
  reason: 'abstained' | 'none_of_these' | 'disliked';
  guess: string | null;
  at: number;
  label: string | null;
}

/** The first time counts: a message that was not understood is one message. */
export async function insertUnclear(tx: Queryable, row: Omit<UnclearRow, 'label'>): Promise<void> {
  await tx.run(
    `insert into unclear_messages (id, conversation_id, sequence, text, reason, guess, at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (conversation_id, sequence) do nothing`,
    [row.id, row.conversation_id, row.sequence, row.text, row.reason, row.guess, row.at],
  );
}

/** What was not understood was only a piece: nobody needs to learn from it. */
export async function deletePiece(tx: Queryable, conversationId: string, sequence: number): Promise<void> {
  await tx.run(
    `delete from unclear_messages
     where conversation_id = $1 and sequence = $2 and reason = 'abstained' and label is null`,
    [conversationId, sequence],
  );
}

/** A dislike was taken back before anybody looked at it. */
export async function deleteDisliked(tx: Queryable, conversationId: string, sequence: number): Promise<void> {
  await tx.run(
    `delete from unclear_messages
     where conversation_id = $1 and sequence = $2 and reason = 'disliked' and label is null`,
    [conversationId, sequence],
  );
}

/** The member's last message before a place in the conversation. */
export function messageBefore(
  queryable: Queryable,
  conversationId: string,
  sequence: number,
): Promise<{ sequence: number; text: string } | undefined> {
  return queryable.get(
    `select sequence, text from activities
     where conversation_id = $1 and sequence < $2 and speaker = 'member' and type = 'message'
     order by sequence desc limit 1`,
    [conversationId, sequence],
  );
}

/** Messages that nobody has labelled, newest first. */
export function waitingUnclear(queryable: Queryable, limit: number): Promise<UnclearRow[]> {
  return queryable.all<UnclearRow>('select * from unclear_messages where label is null order by at desc limit $1', [
    limit,
  ]);
}

/** Returns false when there is no such message. */
export async function labelUnclear(
  tx: Queryable,
  given: { id: string; label: string; staffId: string; at: number },
): Promise<boolean> {
  const changed = await tx.run(
    'update unclear_messages set label = $2, labelled_by = $3, labelled_at = $4 where id = $1',
    [given.id, given.label, given.staffId, given.at],
  );
  return changed === 1;
}

/** Messages with their labels, oldest first. */
export function labelledMessages(queryable: Queryable): Promise<{ text: string; label: string }[]> {
  return queryable.all(
    `select text, label from unclear_messages where label is not null and label <> 'skip' order by labelled_at, id`,
  );
}

/** Closed cases whose real cause somebody has found, oldest first. */
export function resolvedCases(
  queryable: Queryable,
): Promise<{ service: string | null; cause: string | null; resolved_cause: string; story: string }[]> {
  return queryable.all(
    `select service, cause, resolved_cause, story from cases
     where status = 'closed' and resolved_cause is not null and resolved_cause <> 'other' order by closed_at, id`,
  );
}
