import type { Incoming } from '../../bots/inbox.ts';
import type { ConversationRow } from '../../store/queries/conversations.ts';
import { setReference } from '../../store/queries/line.ts';
import type { Reference } from './schema.ts';

const TOLD = {
  removed: '［この方はTeamsのアプリを削除しました。こちらからの返信は届きません。］',
  blocked:
    '［この方のTeamsに届きませんでした。アプリが削除されたか、ブロックされています。こちらからの返信は届きません。］',
} as const;

/** Nothing can be sent any more. It is kept, and staff who are in the middle of it read it in the conversation. */
export function goneActivity(parts: {
  row: ConversationRow;
  reference: Reference;
  why: keyof typeof TOLD;
  eventId: string;
}): Incoming {
  const { row, reference, why, eventId } = parts;
  return {
    conversationId: row.id,
    eventId,
    from: { id: row.user_id },
    activity: row.owner === 'human' ? { type: 'message', text: TOLD[why] } : { type: 'event', name: why },
    keep: (tx) => setReference(tx, row.id, JSON.stringify({ ...reference, gone: why })),
  };
}
