import { type Activity, ActivityTypes } from 'botbuilder';
import { TobiraError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { findConversation, startConversation } from '../store/queries/conversations.ts';
import { findEvent, insertEvent } from '../store/queries/inbox.ts';
import { activityId, append } from './conversation-log.ts';
import type { Live } from './live.ts';
import { withoutSecrets } from './secrets.ts';
import type { TurnRunner } from './turn-runner.ts';

export interface Incoming {
  conversationId: string;
  /** Unique within the channel: a second arrival is the same event. */
  eventId: string;
  from: { id: string; name?: string };
  activity: Partial<Activity>;
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
    const at = Date.now();
    const accepted = await this.#database.transaction(async (tx) => {
      const conversation = await findConversation(tx, incoming.conversationId);
      if (!conversation) throw new TobiraError('not_found', `no conversation ${incoming.conversationId}`);
      const { id, channel } = conversation;
      const known = await findEvent(tx, channel, incoming.eventId);
      if (known !== undefined) return { id: activityId(id, known), duplicate: true };
      const activity = withoutSecrets(incoming.activity);
      const utterance = { speaker: 'member' as const, from: incoming.from, activity };
      const [appended] = await append(tx, { id, channel, pushes: false }, [utterance], at);
      if (!appended) throw new TobiraError('internal', 'nothing was appended');
      if (activity.type === ActivityTypes.ConversationUpdate) await startConversation(tx, id, at);
      await insertEvent(tx, {
        channel,
        eventId: incoming.eventId,
        conversationId: id,
        sequence: appended.sequence,
        at,
      });
      return { id: appended.id, duplicate: false };
    });
    if (!accepted.duplicate) {
      this.#live.emit('activity', incoming.conversationId);
      this.#turns.schedule(incoming.conversationId);
    }
    return accepted;
  }
}
