import type { Queryable } from '../database.ts';

/** Remembers what an activity of the log is called on the channel. */
export async function keepDelivered(
  tx: Queryable,
  message: { conversationId: string; sequence: number; activityId: string },
): Promise<void> {
  await tx.run(
    `insert into teams_messages (conversation_id, sequence, activity_id) values ($1, $2, $3)
     on conflict (conversation_id, sequence) do nothing`,
    [message.conversationId, message.sequence, message.activityId],
  );
}

/** Whether the activity has surely arrived. */
export async function wasDelivered(queryable: Queryable, conversationId: string, sequence: number): Promise<boolean> {
  const row = await queryable.get(
    'select 1 as found from teams_messages where conversation_id = $1 and sequence = $2',
    [conversationId, sequence],
  );
  return row !== undefined;
}

/** Number of the activity that is called `activityId` on the channel. */
export async function sequenceOf(
  queryable: Queryable,
  conversationId: string,
  activityId: string,
): Promise<number | undefined> {
  const row = await queryable.get<{ sequence: number }>(
    'select sequence from teams_messages where conversation_id = $1 and activity_id = $2',
    [conversationId, activityId],
  );
  return row === undefined ? undefined : Number(row.sequence);
}

/** The event as which the activity came in. */
export async function eventOf(
  queryable: Queryable,
  conversationId: string,
  sequence: number,
): Promise<string | undefined> {
  const row = await queryable.get<{ event_id: string }>(
    'select event_id from inbox where conversation_id = $1 and sequence = $2',
    [conversationId, sequence],
  );
  return row?.event_id;
}

export interface Place {
  service_url: string;
  bot_id: string;
  tenant_id: string | null;
}

export type PlaceName = 'staff' | 'any';

export async function keepPlace(tx: Queryable, name: PlaceName, place: Place, at: number): Promise<void> {
  await tx.run(
    `insert into teams_places (place, service_url, bot_id, tenant_id, at) values ($1, $2, $3, $4, $5)
     on conflict (place) do update set
       service_url = excluded.service_url, bot_id = excluded.bot_id, tenant_id = excluded.tenant_id, at = excluded.at`,
    [name, place.service_url, place.bot_id, place.tenant_id, at],
  );
}

/** Where the staff channel is reached, or failing that any place of Teams. */
export function staffPlace(queryable: Queryable): Promise<Place | undefined> {
  return queryable.get<Place>('select * from teams_places order by place desc limit 1');
}

export interface Feedback {
  conversationId: string;
  sequence: number;
  userId: string;
  reaction: 'like' | 'dislike';
  text: string;
  at: number;
}

/** An opinion was taken back. */
export async function dropFeedback(
  tx: Queryable,
  { conversationId, sequence, userId }: Pick<Feedback, 'conversationId' | 'sequence' | 'userId'>,
): Promise<void> {
  await tx.run('delete from message_feedback where conversation_id = $1 and sequence = $2 and user_id = $3', [
    conversationId,
    sequence,
    userId,
  ]);
}

/** The newest opinion of a person on an answer counts. */
export async function keepFeedback(tx: Queryable, feedback: Feedback): Promise<void> {
  const { conversationId, sequence, userId, reaction, text, at } = feedback;
  await tx.run(
    `insert into message_feedback (conversation_id, sequence, user_id, reaction, text, at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (conversation_id, sequence, user_id) do update set
       reaction = excluded.reaction, text = excluded.text, at = excluded.at`,
    [conversationId, sequence, userId, reaction, text, at],
  );
}
