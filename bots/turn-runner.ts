import { ActivityTypes } from 'botbuilder';
import type { Logger } from 'pino';
import { asError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { findConversation, forgetUnread, saveState } from '../store/queries/conversations.ts';
import {
  conversationsWithWaiting,
  countAttempt,
  finishEvent,
  type InboxRow,
  nextWaiting,
} from '../store/queries/inbox.ts';
import { deletePiece } from '../store/queries/learning.ts';
import { append } from './conversation-log.ts';
import type { Courier } from './courier.ts';
import { alone, type Gathered, partOf } from './gathered.ts';
import type { Live } from './live.ts';
import { keepNotes } from './outcome-notes.ts';
import { Pauses } from './pauses.ts';
import { MOST_PIECES, type Pieces } from './pieces.ts';
import type { TobiraBot, TurnOutcome } from './tobira-bot.ts';
import { performRequests, type TurnDesk } from './turn-requests.ts';
import { wayBack } from './unread.ts';

export type { TurnDesk } from './turn-requests.ts';

export const BOT = { id: 'tobira', name: 'Tobira' } as const;

/** A commit that fails is tried again this many times before the message is set aside. */
const MAX_ATTEMPTS = 5;

/** Runs the turns that wait, one after another in a conversation, and commits each as a whole. */
export class TurnRunner {
  readonly #database: Database;
  readonly #bot: TobiraBot;
  readonly #desk: TurnDesk;
  readonly #courier: Courier;
  readonly #live: Live;
  readonly #log: Logger;
  readonly #pieces: Pieces | undefined;
  readonly #pauses = new Pauses();

  constructor(parts: {
    database: Database;
    bot: TobiraBot;
    desk: TurnDesk;
    courier: Courier;
    live: Live;
    log: Logger;
    /** Puts together what belongs together; without it every message is answered by itself. */
    pieces?: Pieces | undefined;
  }) {
    this.#database = parts.database;
    this.#bot = parts.bot;
    this.#desk = parts.desk;
    this.#courier = parts.courier;
    this.#live = parts.live;
    this.#log = parts.log;
    this.#pieces = parts.pieces;
  }

  /** Lets the waiting turns of the conversation run; returns at once. */
  schedule(conversationId: string): void {
    this.run(conversationId).catch((error: unknown) => {
      this.#log.error({ err: asError(error), conversationId }, 'the waiting turns could not be run');
    });
  }

  /** Runs the waiting turns of the conversation to their end; a piece of a message is waited for. */
  async run(conversationId: string): Promise<void> {
    // While a piece waits nothing is held: what comes next looks at everything that waits, and after a crash `recover` does.
    for (let pause = await this.#runNow(conversationId); pause > 0; pause = await this.#runNow(conversationId)) {
      await this.#pauses.sleep(pause);
      if (this.#pauses.closed) return;
    }
  }

  /** After a start: whatever was received but not answered is answered now. */
  async recover(): Promise<void> {
    for (const conversationId of await conversationsWithWaiting(this.#database)) this.schedule(conversationId);
  }

  /** What waits for its rest stays in the inbox, for the next start. */
  close(): void {
    this.#pauses.close();
  }

  /** Runs what can be answered now. Returns the milliseconds to wait before the next look; 0 when nothing waits. */
  #runNow(conversationId: string): Promise<number> {
    return this.#database.exclusively(`turn:${conversationId}`, async () => {
      for (;;) {
        const [first, ...others] = await nextWaiting(this.#database, conversationId, MOST_PIECES);
        const pause = first ? await this.#turn(first, others) : 0;
        if (!first || pause > 0) return pause;
      }
    });
  }

  /** Returns the milliseconds for which the first event is to wait; 0 when its turn has run. */
  async #turn(row: InboxRow, others: readonly InboxRow[]): Promise<number> {
    const gathered = await this.#gather(row, others);
    if (typeof gathered === 'number') return gathered;
    const { conversation, activity } = gathered;
    if (conversation.owner === 'bot' && activity.type === ActivityTypes.Message) {
      this.#live.emit('typing', conversation.id, 'bot', BOT.name);
    }
    const outcome = await this.#bot.answer(conversation, activity);
    try {
      await this.#commit(gathered, outcome);
    } catch (error) {
      await this.#commitFailed(gathered.rows, asError(error));
    }
    return 0;
  }

  async #gather(row: InboxRow, others: readonly InboxRow[]): Promise<Gathered | number> {
    const conversation = await findConversation(this.#database, row.conversation_id);
    if (!conversation) throw new Error(`the event ${row.event_id} has lost its conversation`);
    const first = await partOf(this.#database, row);
    try {
      return (await this.#pieces?.next(conversation, first, others)) ?? alone(conversation, first);
    } catch (error) {
      this.#log.error({ err: asError(error), conversationId: conversation.id }, 'a message could not be put together');
      return alone(conversation, first);
    }
  }

  async #commit(gathered: Gathered, outcome: TurnOutcome): Promise<void> {
    const at = Date.now();
    const { activity, conversation } = gathered;
    const { id, channel } = conversation;
    const pushes = this.#courier.pushes(channel);
    const replies = outcome.replies.map((reply) => ({
      speaker: 'bot' as const,
      from: BOT,
      activity: activity.type === ActivityTypes.Message ? { ...reply, replyToId: activity.id } : reply,
    }));
    const changedCase = await this.#database.transaction(async (tx) => {
      const unread = this.#pieces ? wayBack(gathered, outcome, at) : null;
      if (outcome.state !== undefined) await saveState(tx, id, outcome.state, unread);
      else if (conversation.unread !== null) await forgetUnread(tx, id);
      const last = replies.at(-1)?.activity;
      const performed = await performRequests(tx, this.#desk, { conversation, requests: outcome.requests, last, at });
      // What the desk does not grant is not confirmed either: a claimed case is no longer left by a word.
      if (performed.granted) await append(tx, { id, channel, pushes }, replies, at);
      if (performed.opened !== undefined) await this.#desk.handedOver?.(tx, conversation, performed.opened, at);
      for (const sequence of gathered.takenBack) await deletePiece(tx, id, sequence);
      const sequence = gathered.sequences.at(-1) ?? 0;
      if (outcome.notes)
        await keepNotes(tx, outcome.notes, {
          conversationId: id,
          sequence,
          activity,
          at,
          pieces: gathered.sequences.length,
        });
      for (const row of gathered.rows) await finishEvent(tx, row, 'done');
      return performed.changed;
    });
    if (replies.length > 0 || outcome.requests.length > 0) this.#live.emit('activity', id);
    if (changedCase) this.#live.emit('case', changedCase);
    if (pushes) this.#courier.schedule(id);
  }

  async #commitFailed(rows: readonly InboxRow[], error: Error): Promise<void> {
    const attempts = Math.max(...rows.map((row) => row.attempts));
    const giveUp = attempts + 1 >= MAX_ATTEMPTS;
    const conversationId = rows[0]?.conversation_id;
    this.#log.error({ err: error, conversationId, giveUp }, 'a turn could not be committed');
    await this.#database.transaction(async (tx) => {
      for (const row of rows) {
        await countAttempt(tx, row);
        if (giveUp) await finishEvent(tx, row, 'failed');
      }
    });
    if (!giveUp) await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempts));
  }
}
