import { randomUUID } from 'node:crypto';
import { type Activity, ActivityTypes } from 'botbuilder';
import { z } from 'zod';
import { TobiraError } from '../../errors.ts';
import { redact } from '../../language/redaction.ts';
import { type ToldByPage, toldByPage } from './witness.ts';

/** Characters a message may have. Far more than anybody types; the bot answers long ones kindly. */
const TEXT_LIMIT = 12_000;

const short = z.string().max(256);

/** Who speaks counts only for those who hold the secret; see `hub.ts`. */
const from = z
  .object({ name: short.nullish().catch(null), role: short.nullish().catch(null) })
  .nullish()
  .catch(null);

const channelData = z.object({ clientActivityID: short.min(1).optional(), page: toldByPage }).nullish();

/** Of what a client sends, only this is read. Ids, sender, times and addresses are never the client's to say. */
const activity = z.discriminatedUnion('type', [
  z.object({
    type: z.literal(ActivityTypes.Message),
    text: z.string().nullish(),
    attachments: z
      .array(z.object({ name: short.nullish(), contentType: short.nullish() }))
      .max(20)
      .nullish(),
    channelData,
    from,
  }),
  z.object({ type: z.literal(ActivityTypes.Event), name: short.nullish(), value: z.unknown().optional(), channelData }),
  z.object({ type: z.literal(ActivityTypes.Typing), from }),
]);

export const activitySchema = activity;

export type Sent = z.infer<typeof activity>;

/** What a client posted, ready for the inbox. */
export interface Posted {
  /** Unique within the channel; the same for a message that is sent again. */
  eventId: string;
  activity: Partial<Activity>;
  /** What the page told of itself beside the message: kept with the conversation, not with the message. */
  told: ToldByPage;
}

/**
 * @returns undefined for what is acknowledged and not kept (a typing sign)
 * @throws TobiraError `too_large`
 */
export function posted(conversationId: string, sent: Sent): Posted | undefined {
  if (sent.type === ActivityTypes.Typing) return undefined;
  const clientId = sent.channelData?.clientActivityID;
  return {
    // The store keeps event ids for the whole channel: two conversations may not disturb each other.
    eventId: `${conversationId}:${clientId === undefined ? `post:${randomUUID()}` : `client:${clientId}`}`,
    activity: { ...content(sent), ...(clientId === undefined ? {} : { channelData: { clientActivityID: clientId } }) },
    told: sent.channelData?.page,
  };
}

function content(sent: Exclude<Sent, { type: 'typing' }>): Partial<Activity> {
  if (sent.type === ActivityTypes.Event) return { type: ActivityTypes.Event, name: sent.name ?? '' };
  const text = storable(sent.text ?? '');
  if (text.length > TEXT_LIMIT) throw new TobiraError('too_large', `a message of ${text.length} characters`);
  const attachments = sent.attachments?.map(({ name, contentType }) => ({
    contentType: contentType ?? 'application/octet-stream',
    name: redact(storable(name ?? '')).text,
  }));
  return { type: ActivityTypes.Message, text, textFormat: 'plain', ...(attachments?.length ? { attachments } : {}) };
}

/** Without NUL and half characters, which not every store can keep. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
