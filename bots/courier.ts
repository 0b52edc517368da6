import type { Activity } from 'botbuilder';
import type { Logger } from 'pino';
import { asError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { type ActivityRow, activityAt } from '../store/queries/activities.ts';
import { findConversation } from '../store/queries/conversations.ts';
import {
  type AttemptOutcome,
  beginAttempt,
  conversationsToDeliver,
  endAttempt,
  type OutboxRow,
  waitingToDeliver,
} from '../store/queries/outbox.ts';
import { type ChannelClient, DeliveryRefused, NotAccepted } from './channel-client.ts';
import type { Live } from './live.ts';

/** A client is asked about so many messages at once. */
const MOST_TOGETHER = 10;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** Channels that deduplicate remember a key for a day; later than this a repeat would be a second message. */
const GIVE_UP_AFTER = 23 * 60 * 60_000;

/** Milliseconds to wait before the next attempt, after `attempts` failed ones. */
export function backOff(attempts: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts, 20));
}

/** Messages that go out in one call. */
interface Parcel {
  rows: OutboxRow[];
  contents: ActivityRow[];
}

/** Delivers committed messages, oldest first in each conversation: none overtakes another, none is given up silently. */
export class Courier {
  readonly #database: Database;
  readonly #clients = new Map<string, ChannelClient>();
  readonly #log: Logger;
  readonly #live: Live | undefined;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #closed = false;

  /** @param parts `live` is told of conversations whose messages did not arrive */
  constructor(parts: { database: Database; log: Logger; live?: Live }) {
    this.#database = parts.database;
    this.#log = parts.log;
    this.#live = parts.live;
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
      while (!this.#closed) {
        const rows = await waitingToDeliver(this.#database, conversationId, MOST_TOGETHER);
        const [first] = rows;
        if (!first) return;
        const wait = Number(first.next_attempt_at) - Date.now();
        if (wait > 0) {
          this.schedule(conversationId, wait);
          return;
        }
        await this.#attempt(conversationId, rows);
      }
    });
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  async #attempt(conversationId: string, rows: OutboxRow[]): Promise<void> {
    const parcel = this.#parcel(rows, await this.#contents(rows));
    const [first, last] = [parcel.rows[0], parcel.rows.at(-1)];
    if (!first || !last) return;
    const span = { conversationId, first: Number(first.sequence), last: Number(last.sequence) };
    // Settled before anything leaves: after a crash the same messages go out under the same key, or as doubtful ones.
    await beginAttempt(this.#database, span);
    const error = await this.#send(conversationId, parcel);
    await endAttempt(this.#database, span, outcomeOf(parcel, error));
    if (!error) return;
    this.#log.warn({ err: error, conversationId, count: parcel.rows.length }, 'messages could not be delivered');
    this.#live?.emit('activity', conversationId);
  }

  /** What goes out together: as it was settled before, or as many as the channel takes in one call. */
  #parcel(rows: OutboxRow[], contents: ActivityRow[]): Parcel {
    const [first] = rows;
    const settled = rows.findIndex((row) => row.batch !== first?.batch);
    const most = settled === -1 ? rows.length : settled;
    const client = this.#clients.get(first?.channel ?? '');
    const wanted = client?.together?.(contents.slice(0, most).map(activityOf)) ?? 1;
    const count = first?.batch === null ? Math.min(most, Math.max(1, wanted)) : most;
    return { rows: rows.slice(0, count), contents: contents.slice(0, count) };
  }

  async #contents(rows: OutboxRow[]): Promise<ActivityRow[]> {
    const found = await Promise.all(
      rows.map((row) => activityAt(this.#database, row.conversation_id, Number(row.sequence))),
    );
    return found.filter((row) => row !== undefined);
  }

  async #send(conversationId: string, { rows, contents }: Parcel): Promise<Error | undefined> {
    try {
      const channel = rows[0]?.channel ?? '';
      const conversation = await findConversation(this.#database, conversationId);
      const client = this.#clients.get(channel);
      if (!conversation || !client) throw new DeliveryRefused(`nothing to deliver with on ${channel}`);
      const key = contents.map((row) => row.id).join(' ');
      const unsure = rows.some((row) => Number(row.unsure) === 1);
      await client.deliver(JSON.parse(conversation.reference), contents.map(activityOf), { key, unsure });
      return undefined;
    } catch (error) {
      return asError(error);
    }
  }
}

function activityOf(row: ActivityRow): Partial<Activity> {
  return JSON.parse(row.payload) as Partial<Activity>;
}

function outcomeOf({ rows, contents }: Parcel, error: Error | undefined): AttemptOutcome {
  const now = Date.now();
  if (!error) return { status: 'delivered', nextAttemptAt: now, error: null, unsure: false, next: 'together' };
  const doubtful = rows.some((row) => Number(row.unsure) === 1);
  const failed = { error: error.message, nextAttemptAt: now };
  // One message that the channel cannot take must not carry its neighbours away with it.
  if (error instanceof DeliveryRefused && rows.length > 1 && !doubtful)
    return { ...failed, status: 'waiting', unsure: false, next: 'apart' };
  const tooOld = now - Math.min(...contents.map((row) => Number(row.at))) > GIVE_UP_AFTER;
  const status = error instanceof DeliveryRefused || tooOld ? 'failed' : 'waiting';
  const attempts = Math.max(...rows.map((row) => Number(row.attempts)));
  const known = error instanceof NotAccepted;
  const wait = (known ? error.wait : undefined) ?? backOff(attempts);
  const unsure = doubtful || !known;
  return { ...failed, status, nextAttemptAt: now + wait, unsure, next: unsure ? 'together' : 'open' };
}
