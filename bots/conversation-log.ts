import { type Activity, ActivityTypes, RoleTypes } from 'botbuilder';
import { TobiraError } from '../errors.ts';
import type { Queryable } from '../store/database.ts';
import { insertActivity, type Speaker } from '../store/queries/activities.ts';
import { reserveSequence } from '../store/queries/conversations.ts';
import { enqueue } from '../store/queries/outbox.ts';

/** What is to be added to a conversation. Ids, times and addresses are given by the log, never by the caller. */
export interface Utterance {
  speaker: Speaker;
  /** Who says it, as channels see it. */
  from: { id: string; name?: string };
  activity: Partial<Activity>;
}

export interface Appended {
  id: string;
  sequence: number;
}

/** `<conversation>|<number>`: stable, ordered, and the form Direct Line clients know. */
export function activityId(conversationId: string, sequence: number): string {
  return `${conversationId}|${String(sequence).padStart(7, '0')}`;
}

/**
 * Appends what was said, in order, inside the caller's transaction.
 * @param pushes whether the channel must be sent what bot and staff say (the web fetches by itself)
 */
export async function append(
  tx: Queryable,
  conversation: { id: string; channel: string; pushes: boolean },
  utterances: readonly Utterance[],
  at: number,
): Promise<Appended[]> {
  if (utterances.length === 0) return [];
  const last = await reserveSequence(tx, conversation.id, utterances.length, at);
  if (last === undefined) throw new TobiraError('not_found', `no conversation ${conversation.id}`);
  const appended: Appended[] = [];
  for (const [index, utterance] of utterances.entries()) {
    const back = utterances.length - 1 - index;
    const sequence = last.sequence - back;
    const id = activityId(conversation.id, sequence);
    const saidAt = last.at - back;
    const payload = address(utterance, conversation, id, saidAt);
    await insertActivity(tx, {
      conversation_id: conversation.id,
      sequence,
      id,
      speaker: utterance.speaker,
      type: payload.type ?? ActivityTypes.Message,
      text: payload.text ?? '',
      payload: JSON.stringify(payload),
      at: saidAt,
    });
    if (conversation.pushes && utterance.speaker !== 'member') {
      await enqueue(tx, { conversationId: conversation.id, sequence, channel: conversation.channel, at });
    }
    appended.push({ id, sequence });
  }
  return appended;
}

function address(
  utterance: Utterance,
  conversation: { id: string; channel: string },
  id: string,
  at: number,
): Partial<Activity> {
  const { recipient: _recipient, serviceUrl: _serviceUrl, ...activity } = utterance.activity;
  return {
    ...activity,
    type: activity.type ?? ActivityTypes.Message,
    id,
    timestamp: new Date(at).toISOString() as unknown as Date,
    channelId: conversation.channel,
    conversation: { id: conversation.id, isGroup: false, conversationType: '', name: '' },
    from: {
      id: utterance.from.id,
      name: utterance.from.name ?? '',
      role: utterance.speaker === 'member' ? RoleTypes.User : RoleTypes.Bot,
    },
    locale: 'ja-JP',
  };
}
