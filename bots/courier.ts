import type { Activity } from 'botbuilder';
import type { Logger } from 'pino';
import { asError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { activityAt } from '../store/queries/activities.ts';
import { findConversation } from '../store/queries/conversations.ts';
import { conversationsToDeliver, markDelivery, nextToDeliver, type OutboxRow } from '../store/queries/outbox.ts';

/** How a channel that does not fetch by itself is reached. */
export interface ChannelClient {
  /**
   * Sends one activity. `key` is the same at every attempt, for channels that can deduplicate.
   * @throws DeliveryRefused when trying again is of no use; any other error is tried again
   */
  deliver(reference: unknown, activity: Partial<Activity>, key: string): Promise<void>;
}

/** The channel will never take this message. */
export class DeliveryRefused extends Error {}

const MAX_ATTEMPTS = 12;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 5 * 60_000;

/** Milliseconds to wait before the next attempt, after `attempts` failed ones. */
export function backOff(attempts: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempts);
}

/** Delivers committed messages, oldest first in each conversation: none overtakes another, none is given up silently. */
export class Courier {
  readonly #database: Database;
  readonly #clients = new Map<string, ChannelClient>();
  readonly #log: Logger;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #closed = false;

  constructor(parts: { database: Database; log: Logger }) {
    this.#database = parts.database;
    this.#log = parts.log;
  }

  register(channel: string, client: ChannelClient): void {
    this.#clients.set(channel, client);
  }

  /** Whether messages of this channel must be carried; the web fetches by itself. */
  pushes(channel: string): boolean {
    return this.#clients.has(channel);
  }

  schedule(conversationId: string, wait = 0): void {
    if (this.#closed) return;
    clearTimeout(this.#timers.get(conversationId));
    const timer = setTimeout(() => {
      this.#timers.delete(conversationId);
      this.deliver(conversationId).catch((error: unknown) => {
        this.#log.error({ err: asError(error), conversationId }, 'the outbox could not be worked on');
      });
    }, wait);
    this.#timers.set(conversationId, timer);
  }

  /** After a start: what was committed but not delivered goes out now. */
  async recover(): Promise<void> {
    for (const conversationId of await conversationsToDeliver(this.#database)) this.schedule(conversationId);
  }

  /** Delivers what is due in the conversation, in order; a failure holds back what comes after it. */
  deliver(conversationId: string): Promise<void> {
    return this.#database.exclusively(`deliver:${conversationId}`, async () => {
      for (;;) {
        const row = await nextToDeliver(this.#database, conversationId);
        if (!row) return;
        const wait = Number(row.next_attempt_at) - Date.now();
        if (wait > 0) {
          this.schedule(conversationId, wait);
          return;
        }
        await this.#attempt(row);
      }
    });
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  async #attempt(row: OutboxRow): Promise<void> {
    const error = await this.#send(row);
    if (!error) {
      await markDelivery(this.#database, row, { status: 'delivered', nextAttemptAt: 0, error: null });
      return;
    }
    const refused = error instanceof DeliveryRefused || row.attempts + 1 >= MAX_ATTEMPTS;
    this.#log.warn({ err: error, conversationId: row.conversation_id, refused }, 'a message could not be delivered');
    await markDelivery(this.#database, row, {
      status: refused ? 'failed' : 'waiting',
      nextAttemptAt: Date.now() + backOff(row.attempts),
      error: error.message,
    });
  }

  async #send(row: OutboxRow): Promise<Error | undefined> {
    try {
      const conversation = await findConversation(this.#database, row.conversation_id);
      const activity = await activityAt(this.#database, row.conversation_id, Number(row.sequence));
      const client = this.#clients.get(row.channel);
      if (!conversation || !activity || !client) throw new DeliveryRefused(`nothing to deliver with on ${row.channel}`);
      await client.deliver(JSON.parse(conversation.reference), JSON.parse(activity.payload), activity.id);
      return undefined;
    } catch (error) {
      return asError(error);
    }
  }
}
