import { type Activity, ActivityTypes } from 'botbuilder';
import type { Logger } from 'pino';
import { type ChannelClient, type Delivery, DeliveryRefused, NotAccepted } from '../../bots/channel-client.ts';
import type { Inbox } from '../../bots/inbox.ts';
import { asError } from '../../errors.ts';
import type { Database } from '../../store/database.ts';
import { findConversation } from '../../store/queries/conversations.ts';
import { eventOf, keepDelivered, wasDelivered } from '../../store/queries/teams.ts';
import { type Connector, Unreachable } from './connector.ts';
import { activityIdIn, TEAMS } from './names.ts';
import type { Pace } from './pace.ts';
import { render, renderUnsure } from './render.ts';
import { type Reference, referenceSchema, threadReferenceSchema } from './schema.ts';
import { goneActivity } from './unreachable.ts';

/** Threads of cases, as far as delivery must know them. */
export interface Threads {
  /** Where the thread of the case is; undefined while its first message is not posted. */
  reference(caseId: string): Promise<Reference | undefined>;
  /** Posts the first message of the thread, and keeps it as delivered. */
  begin(caseId: string, said: Said): Promise<void>;
}

export interface TeamsClientParts {
  database: Database;
  connector: Connector;
  inbox: Inbox;
  pace: Pace;
  threads: Threads | undefined;
  log: Logger;
  sent: () => void;
}

/** Our place of an activity of the log. */
export interface Said {
  conversationId: string;
  sequence: number;
}

/**
 * Carries messages over the connector. Channels deduplicate nothing: a message of which nobody knows whether it arrived is not sent again;
 * the person is told, and can have it shown.
 */
export class TeamsClient implements ChannelClient {
  readonly #parts: TeamsClientParts;

  constructor(parts: TeamsClientParts) {
    this.#parts = parts;
  }

  async deliver(given: unknown, [activity]: readonly Partial<Activity>[], delivery: Delivery): Promise<void> {
    const said = activity && placeOf(activity);
    if (!said) return;
    if (delivery.unsure && (await wasDelivered(this.#parts.database, said.conversationId, said.sequence))) return;
    const thread = threadReferenceSchema.safeParse(given);
    if (!thread.success) return this.#say(referenceSchema.parse(given), activity, said, delivery);
    const { threads } = this.#parts;
    if (!threads) throw new DeliveryRefused('there is no staff channel any more');
    const reference = await threads.reference(thread.data.caseId);
    if (reference) return this.#say(reference, activity, said, delivery);
    this.#keepPace(said.conversationId);
    await threads.begin(thread.data.caseId, said);
  }

  async #say(reference: Reference, activity: Partial<Activity>, said: Said, delivery: Delivery): Promise<void> {
    if (reference.gone) throw new DeliveryRefused(`nothing can be sent here any more: ${reference.gone}`);
    const rendered = render(activity, reference.channelId);
    if (!rendered) return;
    this.#keepPace(reference.conversation.id);
    // A hub that has it already knows it by its case: twice is better than never. People would read it twice.
    if (delivery.unsure && rendered.type === ActivityTypes.Message) return this.#sayUnsure(reference, activity);
    const replyToId = await this.#answered(said, activity);
    try {
      const id = await this.#parts.connector.speak(reference, { ...rendered, ...(replyToId ? { replyToId } : {}) });
      this.#parts.sent();
      if (id) await keepDelivered(this.#parts.database, { ...said, activityId: id });
    } catch (error) {
      if (error instanceof Unreachable) await this.#unreachable(said.conversationId, reference);
      throw error;
    }
  }

  /** Doubt about this notice is let be: two of them would help nobody. */
  async #sayUnsure(reference: Reference, activity: Partial<Activity>): Promise<void> {
    try {
      await this.#parts.connector.speak(reference, renderUnsure(activity, reference.channelId));
      this.#parts.sent();
    } catch (error) {
      if (error instanceof NotAccepted || error instanceof DeliveryRefused) throw error;
      this.#parts.log.warn({ err: asError(error), said: activity.id }, 'nobody knows whether a message arrived');
    }
  }

  /** @throws NotAccepted when Teams would refuse more messages just now */
  #keepPace(conversation: string): void {
    const wait = this.#parts.pace.take(conversation);
    if (wait > 0) throw new NotAccepted('as many messages as Teams takes were sent', { wait });
  }

  /** The channel's id of the message that is answered. */
  async #answered({ conversationId }: Said, { replyToId }: Partial<Activity>): Promise<string | undefined> {
    const sequence = replyToId === undefined ? undefined : sequenceIn(replyToId);
    const event = sequence && (await eventOf(this.#parts.database, conversationId, sequence));
    return event ? activityIdIn(event) : undefined;
  }

  /** Staff who are talking with the person see it in the conversation. */
  async #unreachable(conversationId: string, reference: Reference): Promise<void> {
    if (reference.channelId !== TEAMS) return;
    const row = await findConversation(this.#parts.database, conversationId);
    if (!row || threadReferenceSchema.safeParse(JSON.parse(row.reference)).success) return;
    await this.#parts.inbox.accept(
      goneActivity({ row, reference, why: 'blocked', eventId: `${row.id} gone:${row.sequence}` }),
    );
  }
}

function placeOf({ id }: Partial<Activity>): Said | undefined {
  const sequence = id === undefined ? undefined : sequenceIn(id);
  return id && sequence ? { conversationId: id.slice(0, id.lastIndexOf('|')), sequence } : undefined;
}

function sequenceIn(activityId: string): number | undefined {
  const digits = /\|(\d+)$/.exec(activityId)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
