import { type Activity, ActivityTypes } from 'botbuilder';
import type { Logger } from 'pino';
import type { DeskRequest } from '../desk/story.ts';
import { RESUME_HOURS } from '../dialogs/resume.ts';
import type { TurnRequest } from '../dialogs/turn.ts';
import { asError } from '../errors.ts';
import type { Database, Queryable } from '../store/database.ts';
import { activityAt } from '../store/queries/activities.ts';
import { type ConversationRow, findConversation, saveState } from '../store/queries/conversations.ts';
import {
  conversationsWithWaiting,
  countAttempt,
  finishEvent,
  type InboxRow,
  nextWaiting,
} from '../store/queries/inbox.ts';
import { insertResumeCode, useResumeCode } from '../store/queries/resume-codes.ts';
import { append } from './conversation-log.ts';
import type { Courier } from './courier.ts';
import type { Live } from './live.ts';
import { keepNotes } from './outcome-notes.ts';
import type { TobiraBot, TurnOutcome } from './tobira-bot.ts';

/** The desk as a turn needs it: changes of cases inside the turn's own transaction. */
export interface TurnDesk {
  /** Returns the id of the case that was changed, undefined when there was nothing to change. */
  perform(tx: Queryable, conversation: ConversationRow, request: DeskRequest, at: number): Promise<string | undefined>;
  /** What the member is told of waiting when the case has just been opened; undefined: nothing. */
  waitingWords?(tx: Queryable, caseId: string, at: number): Promise<string | undefined>;
  /** Called when everything the turn says is in the conversation. */
  handedOver?(tx: Queryable, conversation: ConversationRow, caseId: string, at: number): Promise<void>;
}

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

  constructor(parts: {
    database: Database;
    bot: TobiraBot;
    desk: TurnDesk;
    courier: Courier;
    live: Live;
    log: Logger;
  }) {
    this.#database = parts.database;
    this.#bot = parts.bot;
    this.#desk = parts.desk;
    this.#courier = parts.courier;
    this.#live = parts.live;
    this.#log = parts.log;
  }

  /** Lets the waiting turns of the conversation run; returns at once. */
  schedule(conversationId: string): void {
    this.run(conversationId).catch((error: unknown) => {
      this.#log.error({ err: asError(error), conversationId }, 'the waiting turns could not be run');
    });
  }

  /** Runs the waiting turns of the conversation to their end. */
  run(conversationId: string): Promise<void> {
    return this.#database.exclusively(`turn:${conversationId}`, async () => {
      for (let row = await this.#next(conversationId); row; row = await this.#next(conversationId)) {
        await this.#turn(row);
      }
    });
  }

  /** After a start: whatever was received but not answered is answered now. */
  async recover(): Promise<void> {
    for (const conversationId of await conversationsWithWaiting(this.#database)) this.schedule(conversationId);
  }

  #next(conversationId: string): Promise<InboxRow | undefined> {
    return nextWaiting(this.#database, conversationId);
  }

  async #turn(row: InboxRow): Promise<void> {
    const conversation = await findConversation(this.#database, row.conversation_id);
    const stored = await activityAt(this.#database, row.conversation_id, Number(row.sequence));
    if (!conversation || !stored) throw new Error(`the event ${row.event_id} has lost its conversation`);
    const activity = JSON.parse(stored.payload) as Partial<Activity>;
    if (conversation.owner === 'bot' && activity.type === ActivityTypes.Message) {
      this.#live.emit('typing', conversation.id, 'bot', BOT.name);
    }
    const outcome = await this.#bot.answer(conversation, activity);
    try {
      await this.#commit(row, conversation, activity, outcome);
    } catch (error) {
      await this.#commitFailed(row, asError(error));
    }
  }

  async #commit(
    row: InboxRow,
    conversation: ConversationRow,
    activity: Partial<Activity>,
    outcome: TurnOutcome,
  ): Promise<void> {
    const at = Date.now();
    const pushes = this.#courier.pushes(conversation.channel);
    const replies = outcome.replies.map((reply) => ({
      speaker: 'bot' as const,
      from: BOT,
      activity: activity.type === ActivityTypes.Message ? { ...reply, replyToId: activity.id } : reply,
    }));
    const changedCase = await this.#database.transaction(async (tx) => {
      if (outcome.state !== undefined) await saveState(tx, conversation.id, outcome.state);
      let changed = conversation.case_id ?? undefined;
      let granted = true;
      let opened: string | undefined;
      for (const request of outcome.requests) {
        if (await performResume(tx, conversation.id, request, at)) continue;
        const id = await this.#desk.perform(tx, conversation, request as DeskRequest, at);
        granted = id !== undefined;
        changed = id ?? changed;
        if (request.kind !== 'open_case' || !id) continue;
        opened = id;
        nameCase(replies.at(-1)?.activity, id, await this.#desk.waitingWords?.(tx, id, at));
      }
      // What the desk does not grant is not confirmed either: a claimed case is no longer left by a word.
      if (granted) await append(tx, { id: conversation.id, channel: conversation.channel, pushes }, replies, at);
      if (opened !== undefined) await this.#desk.handedOver?.(tx, conversation, opened, at);
      const { id: conversationId } = conversation;
      const sequence = Number(row.sequence);
      if (outcome.notes) await keepNotes(tx, outcome.notes, { conversationId, sequence, activity, at });
      await finishEvent(tx, row, 'done');
      return changed;
    });
    if (replies.length > 0 || outcome.requests.length > 0) this.#live.emit('activity', conversation.id);
    if (changedCase) this.#live.emit('case', changedCase);
    if (pushes) this.#courier.schedule(conversation.id);
  }

  async #commitFailed(row: InboxRow, error: Error): Promise<void> {
    const giveUp = row.attempts + 1 >= MAX_ATTEMPTS;
    this.#log.error({ err: error, conversationId: row.conversation_id, giveUp }, 'a turn could not be committed');
    await this.#database.transaction(async (tx) => {
      await countAttempt(tx, row);
      if (giveUp) await finishEvent(tx, row, 'failed');
    });
    if (!giveUp) await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** row.attempts));
  }
}

/** The message that tells of the case carries its number, for channels that show cases in a form of their own. */
function nameCase(activity: Partial<Activity> | undefined, id: string, words: string | undefined): void {
  if (!activity) return;
  activity.channelData = { ...activity.channelData, case: { id } };
  if (words !== undefined) activity.text = `${activity.text ?? ''}\n${words}`;
}

/** Keeps or uses up a resume code; false when the request is the desk's. */
async function performResume(
  tx: Queryable,
  conversationId: string,
  request: TurnRequest,
  at: number,
): Promise<boolean> {
  if (request.kind === 'keep_resume_code') {
    const { codeHash, memory } = request;
    await insertResumeCode(tx, { codeHash, memory, conversationId, at, expiresAt: at + RESUME_HOURS * 3_600_000 });
    return true;
  }
  if (request.kind === 'use_resume_code') {
    await useResumeCode(tx, request.codeHash, conversationId, at);
    return true;
  }
  return false;
}
