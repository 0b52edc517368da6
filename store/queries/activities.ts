import type { Queryable } from '../database.ts';

export type Speaker = 'member' | 'bot' | 'staff';

export interface ActivityRow {
  conversation_id: string;
  sequence: number;
  id: string;
  speaker: Speaker;
  type: string;
  text: string;
  payload: string;
  at: number;
}

export async function insertActivity(tx: Queryable, row: ActivityRow): Promise<void> {
  await tx.run(
    `insert into activities (conversation_id, sequence, id, speaker, type, text, payload, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.conversation_id, row.sequence, row.id, row.speaker, row.type, row.text, row.payload, row.at],
  );
}

export function activitiesAfter(
  queryable: Queryable,
  conversationId: string,
  sequence: number,
  limit: number,
): Promise<ActivityRow[]> {
  return queryable.all<ActivityRow>(
    'select * from activities where conversation_id = $1 and sequence > $2 order by sequence limit $3',
    [conversationId, sequence, limit],
  );
}

export function activityAt(
  queryable: Queryable,
  conversationId: string,
  sequence: number,
): Promise<ActivityRow | undefined> {
  return queryable.get<ActivityRow>('select * from activities where conversation_id = $1 and sequence = $2', [
    conversationId,
    sequence,
  ]);
}

/** The newest messages of a conversation, newest first. */
export function newestMessages(
  queryable: Queryable,
  conversationId: string,
  limit: number,
): Promise<Pick<ActivityRow, 'speaker' | 'text'>[]> {
  return queryable.all<Pick<ActivityRow, 'speaker' | 'text'>>(
    `select speaker, text from activities where conversation_id = $1 and type = 'message'
     order by sequence desc limit $2`,
    [conversationId, limit],
  );
}

/** What was said, without starts and other silent activities, oldest first. */
export function transcript(queryable: Queryable, conversationId: string): Promise<ActivityRow[]> {
  return queryable.all<ActivityRow>(
    `select * from activities where conversation_id = $1 and type = 'message' order by sequence`,
    [conversationId],
  );
}
