import type { Desk } from '../desk/cases.ts';
import type { HubStatus } from '../desk/hub.ts';
import { TobiraError } from '../errors.ts';
import { redact } from '../language/redaction.ts';
import type { Database, Queryable } from '../store/database.ts';
import { type ConversationRow, findConversation } from '../store/queries/conversations.ts';
import { findEvent, finishEvent, insertEvent } from '../store/queries/inbox.ts';
import { activityId, append } from './conversation-log.ts';
import type { Courier } from './courier.ts';
import { statusActivity } from './hub-status.ts';
import type { Accepted, Inbox } from './inbox.ts';
import type { Live } from './live.ts';

/** How staff of another hub are called where it gives no name. */
const NAMELESS = '担当者';
const LONGEST_NAME = 100;

/** One thing that comes from the hub. `eventId`: unique within the channel, a second arrival is the same event. */
interface FromHub {
  conversationId: string;
  eventId: string;
}

/**
 * Where another hub comes in that looks after people in our desk's place. It trusts its callers: a channel lets nobody through here of
 * whom it does not know that they are the hub.
 */
export class HubDoor {
  readonly #database: Database;
  readonly #inbox: Inbox;
  readonly #desk: Desk;
  readonly #courier: Courier;
  readonly #live: Live;

  constructor(parts: { database: Database; inbox: Inbox; desk: Desk; courier: Courier; live: Live }) {
    this.#database = parts.database;
    this.#inbox = parts.inbox;
    this.#desk = parts.desk;
    this.#courier = parts.courier;
    this.#live = parts.live;
  }

  /** The hub says how far it is: kept and then worked on like any other event, in its order. */
  status(from: FromHub, status: HubStatus): Promise<Accepted> {
    return this.#inbox.accept({ ...from, from: { id: 'hub' }, activity: statusActivity(status) });
  }

  /**
   * Somebody at the hub says something to the member.
   * @throws TobiraError `conflict` unless the hub has accepted the person
   */
  async say(from: FromHub, said: { name: string; text: string }): Promise<Accepted> {
    const { conversationId } = from;
    // Not while the bot works on a turn: neither talks over the other.
    const { accepted, caseId } = await this.#database.exclusively(`turn:${conversationId}`, () =>
      this.#database.transaction((tx) => this.#keep(tx, from, said)),
    );
    if (caseId !== undefined) {
      this.#live.emit('activity', conversationId);
      this.#live.emit('case', caseId);
      this.#courier.schedule(conversationId);
    }
    return accepted;
  }

  /** Somebody at the hub is writing. */
  writes(conversationId: string, name: string): void {
    this.#live.emit('typing', conversationId, 'staff', nameOf(name));
  }

  async #keep(
    tx: Queryable,
    { conversationId, eventId }: FromHub,
    said: { name: string; text: string },
  ): Promise<{ accepted: Accepted; caseId?: string }> {
    const conversation = await findConversation(tx, conversationId);
    if (!conversation) throw new TobiraError('not_found', `no conversation ${conversationId}`);
    const known = await findEvent(tx, conversation.channel, eventId);
    if (known !== undefined) return { accepted: { id: activityId(conversationId, known), duplicate: true } };
    const at = Date.now();
    const caseId = await this.#desk.hubSpoke(tx, conversationId, at);
    const appended = await this.#append(tx, conversation, said, at);
    const event = { channel: conversation.channel, eventId, conversationId, sequence: appended.sequence, at };
    await insertEvent(tx, event);
    // What staff say is nothing the bot answers.
    await finishEvent(tx, { channel: event.channel, event_id: eventId }, 'done');
    return { accepted: { id: appended.id, duplicate: false }, caseId };
  }

  async #append(
    tx: Queryable,
    { id, channel }: ConversationRow,
    said: { name: string; text: string },
    at: number,
  ): Promise<{ id: string; sequence: number }> {
    const activity = { text: redact(said.text).text, channelData: { staff: true } };
    const utterance = { speaker: 'staff' as const, from: { id: 'staff_hub', name: nameOf(said.name) }, activity };
    const [appended] = await append(tx, { id, channel, pushes: this.#courier.pushes(channel) }, [utterance], at);
    if (!appended) throw new TobiraError('internal', 'nothing was appended');
    return appended;
  }
}

function nameOf(name: string): string {
  return redact(name.slice(0, LONGEST_NAME).toWellFormed()).text.trim() || NAMELESS;
}
