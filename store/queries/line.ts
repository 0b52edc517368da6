import type { Queryable } from '../database.ts';

/** What the channel needs in order to speak again (JSON). */
export async function setReference(tx: Queryable, conversationId: string, reference: string): Promise<void> {
  await tx.run('update conversations set reference = $2 where id = $1', [conversationId, reference]);
}

export interface ReplyToken {
  token: string;
  received_at: number;
}

/** Keeps a token until it is used or stale. */
export async function keepReplyToken(
  tx: Queryable,
  conversationId: string,
  { token, received_at }: ReplyToken,
): Promise<void> {
  await tx.run(
    `insert into line_reply_tokens (token, conversation_id, received_at) values ($1, $2, $3)
     on conflict (token) do nothing`,
    [token, conversationId, received_at],
  );
}

/** Takes out the oldest token of the conversation that came after `since`: nobody else can use it from now on. */
export function takeReplyToken(tx: Queryable, conversationId: string, since: number): Promise<ReplyToken | undefined> {
  return tx.get<ReplyToken>(
    `delete from line_reply_tokens where token = (
       select token from line_reply_tokens
       where conversation_id = $1 and received_at > $2 order by received_at, token limit 1
     ) returning token, received_at`,
    [conversationId, since],
  );
}

export async function dropReplyTokensBefore(tx: Queryable, before: number): Promise<void> {
  await tx.run('delete from line_reply_tokens where received_at <= $1', [before]);
}

/** Remembers which activity a message of LINE became. */
export async function keepMessageId(
  tx: Queryable,
  message: { id: string; conversationId: string; sequence: number },
): Promise<void> {
  await tx.run(
    `insert into line_messages (message_id, conversation_id, sequence) values ($1, $2, $3)
     on conflict (message_id) do nothing`,
    [message.id, message.conversationId, message.sequence],
  );
}

export function findMessage(
  queryable: Queryable,
  messageId: string,
): Promise<{ conversation_id: string; sequence: number } | undefined> {
  return queryable.get('select conversation_id, sequence from line_messages where message_id = $1', [messageId]);
}
