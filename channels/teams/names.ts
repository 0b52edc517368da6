import { createHash, randomUUID } from 'node:crypto';
import type { Arrived, Reference } from './schema.ts';

/** The channels under their names in the store. Whatever else comes through Azure Bot Service is `botframework`. */
export const TEAMS = 'msteams';
export const EMULATOR = 'emulator';
export const OTHERS = 'botframework';
export const CHANNELS = [TEAMS, EMULATOR, OTHERS] as const;

export function channelOf(channelId: string): (typeof CHANNELS)[number] {
  return channelId === TEAMS || channelId === EMULATOR ? channelId : OTHERS;
}

/** Our name for a conversation. No other channel's can look like it. */
export function conversationIdOf({ channelId, conversation }: Arrived): string {
  const channel = channelOf(channelId);
  return channel === OTHERS ? `${OTHERS}:${channelId}:${conversation.id}` : `${channel}:${conversation.id}`;
}

/** Our name for the thread of a case. */
export function threadConversationId(caseId: string): string {
  return `${TEAMS}:case:${caseId}`;
}

/** An event within its channel. Teams brings an event again when it was not answered in time, under the same id. */
export function eventIdOf({ channelId, conversation, id }: Arrived): string {
  return `${channelId} ${conversation.id} ${id || `nameless:${randomUUID()}`}`;
}

/** Of a button that stands under a message, pressing it counts once, whatever the event is called. */
export function pressIdOf({ channelId, conversation }: Arrived, button: { said: string; words: string }): string {
  const digest = createHash('sha256').update(`${button.said} ${button.words}`).digest('base64url');
  return `${channelId} ${conversation.id} press:${digest}`;
}

/** The id at the channel of the message that an event was; undefined when it was none. */
export function activityIdIn(eventId: string): string | undefined {
  const id = eventId.slice(eventId.lastIndexOf(' ') + 1);
  return /^(press|nameless|gone):/.test(id) ? undefined : id;
}

/** What is needed in order to speak again. The address may change with every event: the newest counts. */
export function referenceOf(arrived: Arrived): Reference {
  const { serviceUrl, channelId, conversation, from, recipient } = arrived;
  const { id, conversationType, tenantId } = conversation;
  const tenant = tenantId ?? arrived.channelData?.tenant?.id;
  return {
    serviceUrl,
    channelId,
    conversation: {
      id,
      isGroup: conversation.isGroup ?? false,
      ...(conversationType ? { conversationType } : {}),
      ...(tenant ? { tenantId: tenant } : {}),
    },
    bot: { id: recipient?.id ?? '', name: recipient?.name ?? '' },
    user: { id: from.id, name: from.name ?? '', ...(from.aadObjectId ? { aadObjectId: from.aadObjectId } : {}) },
  };
}

/** The conversation's kind at Teams: a talk with one person, a group, a thread of a channel. */
export function isShared({ channelId, conversation }: Arrived): boolean {
  const { conversationType, isGroup } = conversation;
  return (
    channelId === TEAMS && (conversationType === 'groupChat' || conversationType === 'channel' || isGroup === true)
  );
}
