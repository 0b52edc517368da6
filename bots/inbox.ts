import { type Activity, ActivityTypes } from 'botbuilder';
import { keepWebhook } from '../desk/webhooks.ts';
import { TobiraError } from '../errors.ts';
import type { Database, Queryable } from '../store/database.ts';
import { memberSpoke } from '../store/queries/cases.ts';
import {
  findConversation,
  insertConversation,
  type NewConversation,
  startConversation,
} from '../store/queries/conversations.ts';
import { findEvent, insertEvent } from '../store/queries/inbox.ts';
import { activityId, append } from './conversation-log.ts';
import type { Live } from './live.ts';
import { contextOf, withoutSecrets } from './secrets.ts';
import type { TurnRunner } from './turn-runner.ts';

export interface Incoming {
  conversationId: string;
  /** Unique within the channel: a second arrival is the same event. */
  eventId: string;
  from: { id: string; name?: string };
  activity: Partial<Activity>;
  /** For channels whose conversations begin with whatever comes first: made with this event when it is not there. */
  conversation?: Omit<NewConversation, 'id' | 'at'>;
  /** What the channel keeps beside the event, in the same transaction; not called for a duplicate. */
  keep?(tx: Queryable, stored: Stored): Promise<void>;
}

/** Where an event was kept, and when. */
export interface Stored {
  sequence: number;
  at: number;
}

export interface Accepted {
  /** Id of the stored activity; the first one's when the event had come before. */
  id: string;
  duplicate: boolean;
}

/** The door: what comes in is redacted and stored before anybody is told that it was received. */
export class Inbox {
  readonly #database: Database;
  readonly #turns: TurnRunner;
  readonly #live: Live;

  constructor(parts: { database: Database; turns: TurnRunner; live: Live }) {
    this.#database = parts.database;
    this.#turns = parts.turns;
    this.#live = parts.live;
  }

  /**
   * Keeps the activity and schedules its turn.
   * @throws TobiraError `not_found` when there is no such conversation
   */
  async accept(incoming: Incoming): Promise<Accepted> {
    const [accepted] = await this.acceptAll([incoming]);
    if (!accepted) throw new TobiraError('internal', 'nothing was accepted');
    return accepted;
  }

  /**
   * The same for several, in their order and in one transaction: all are kept or none.
   * @throws TobiraError `not_found` when there is no such conversation
   */
  async acceptAll(incoming: readonly Incoming[]): Promise<Accepted[]> {
    const at = Date.now();
    const accepted = await this.#database.transaction(async (tx) => {
      const all: Accepted[] = [];
      for (const one of incoming) all.push(await keepEvent(tx, one, at));
      return all;
    });
    const fresh = incoming.filter((_, index) => accepted[index]?.duplicate === false);
    for (const conversationId of new Set(fresh.map((one) => one.conversationId))) {
      this.#live.emit('activity', conversationId);
      this.#turns.schedule(conversationId);
    }
    return accepted;
  }
}

async function keepEvent(tx: Queryable, incoming: Incoming, at: number): Promise<Accepted> {
  if (incoming.conversation) {
    await insertConversation(tx, { ...incoming.conversation, id: incoming.conversationId, at });
  }
  const conversation = await findConversation(tx, incoming.conversationId);
  if (!conversation) throw new TobiraError('not_found', `no conversation ${incoming.conversationId}`);
  const { id, channel } = conversation;
  const known = await findEvent(tx, channel, incoming.eventId);
  if (known !== undefined) return { id: activityId(id, known), duplicate: true };
  const activity = withoutSecrets(incoming.activity, await contextOf(tx, id, incoming.activity));
  const utterance = { speaker: 'member' as const, from: incoming.from, activity };
  const [appended] = await append(tx, { id, channel, pushes: false }, [utterance], at);
  if (!appended) throw new TobiraError('internal', 'nothing was appended');
  // Some channels bring no beginning: there the first message is it.
  const begins = conversation.started_at === null && activity.type === ActivityTypes.Message;
  if (begins || activity.type === ActivityTypes.ConversationUpdate) await startConversation(tx, id, at);
  const isHeardByStaff = conversation.owner === 'human' && activity.type === ActivityTypes.Message;
  if (isHeardByStaff && conversation.case_id) await tellDesk(tx, conversation.case_id, at);
  const { sequence } = appended;
  await insertEvent(tx, { channel, eventId: incoming.eventId, conversationId: id, sequence, at });
  await incoming.keep?.(tx, { sequence, at });
  return { id: appended.id, duplicate: false };
}

/** A member with a case has written: the desk's clock runs, and another system is told. */
async function tellDesk(tx: Queryable, caseId: string, at: number): Promise<void> {
  await memberSpoke(tx, caseId, at);
  await keepWebhook(tx, { caseId, staffId: null, kind: 'message', detail: { from: 'member' }, at });
}
