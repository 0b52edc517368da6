import type { Queryable } from '../database.ts';

/** A picture that may have to be fetched. */
export interface AttachmentRow {
  id: string;
  conversation_id: string;
  sequence: number;
  source_id: string;
  status: 'waiting' | 'stored' | 'dropped';
  content_type: string | null;
  at: number;
}

const columns = 'id, conversation_id, sequence, source_id, status, content_type, at';

export async function insertAttachment(
  tx: Queryable,
  row: Pick<AttachmentRow, 'id' | 'conversation_id' | 'sequence' | 'source_id' | 'at'>,
): Promise<void> {
  await tx.run('insert into attachments (id, conversation_id, sequence, source_id, at) values ($1, $2, $3, $4, $5)', [
    row.id,
    row.conversation_id,
    row.sequence,
    row.source_id,
    row.at,
  ]);
}

export function waitingAttachments(queryable: Queryable, conversationId: string): Promise<AttachmentRow[]> {
  return queryable.all<AttachmentRow>(
    `select ${columns} from attachments where conversation_id = $1 and status = 'waiting' order by sequence`,
    [conversationId],
  );
}

export async function conversationsWithWaitingAttachments(queryable: Queryable): Promise<string[]> {
  const rows = await queryable.all<{ conversation_id: string }>(
    `select distinct conversation_id from attachments where status = 'waiting'`,
  );
  return rows.map((row) => row.conversation_id);
}

/** Keeps what was fetched, unless it was dropped meanwhile. Returns whether it was kept. */
export async function storeAttachment(
  tx: Queryable,
  id: string,
  content: { type: string; base64: string },
): Promise<boolean> {
  const changed = await tx.run(
    `update attachments set status = 'stored', content_type = $2, content = $3 where id = $1 and status = 'waiting'`,
    [id, content.type, content.base64],
  );
  return changed === 1;
}

export async function dropAttachment(tx: Queryable, id: string): Promise<void> {
  await tx.run(`update attachments set status = 'dropped', content = null where id = $1`, [id]);
}

/** Takes away whatever came with an activity. */
export async function dropAttachmentsOf(tx: Queryable, conversationId: string, sequence: number): Promise<void> {
  await tx.run(
    `update attachments set status = 'dropped', content = null where conversation_id = $1 and sequence = $2`,
    [conversationId, sequence],
  );
}

/** A stored picture. */
export function findStoredAttachment(
  queryable: Queryable,
  id: string,
): Promise<{ content_type: string; content: string } | undefined> {
  return queryable.get(`select content_type, content from attachments where id = $1 and status = 'stored'`, [id]);
}
