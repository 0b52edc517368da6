import type { Inbox, Incoming, Stored } from '../../bots/inbox.ts';
import type { Live } from '../../bots/live.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { insertAttachment } from '../../store/queries/attachments.ts';
import { findConversation } from '../../store/queries/conversations.ts';
import { dropReplyTokensBefore, keepMessageId, keepReplyToken, setReference } from '../../store/queries/line.ts';
import { bringForward } from '../../store/queries/outbox.ts';
import type { Groups } from './groups.ts';
import { type Meaning, meaningOf } from './inbound.ts';
import { CHANNEL, type Member, type Members } from './members.ts';
import type { Pictures } from './pictures.ts';
import type { LineEvent } from './schema.ts';
import { takeBack } from './taken-back.ts';
import { welcomeBack } from './welcome-back.ts';

/** LINE may bring what one person wrote in several requests at once, in any order: so long they are gathered and sorted. */
const GATHER = 40;
const STALE = 60_000;
const BLOCKED = '［この方はLINEのアカウントをブロックしました。こちらからの返信は届きません。］';

export interface ReceptionParts {
  database: Database;
  inbox: Inbox;
  live: Live;
  members: Members;
  groups: Groups;
  pictures: Pictures;
  /** Told of each event by its type, duplicates too. */
  received: (type: string) => void;
}

interface Arrival {
  events: readonly LineEvent[];
  settle: (error?: unknown) => void;
}

/** Keeps what LINE brings: in the order of its time, each event once, before LINE is told that it was received. */
export class Reception {
  readonly #parts: ReceptionParts;
  #arrivals: Arrival[] = [];
  #work = Promise.resolve();

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
  }

  /** Resolves when the events are kept. @throws the store's error; LINE then brings them again */
  take(events: readonly LineEvent[]): Promise<void> {
    if (events.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (error?: unknown) => (error === undefined ? resolve() : reject(error));
      if (this.#arrivals.push({ events, settle }) === 1) setTimeout(() => this.#gathered(), GATHER);
    });
  }

  #gathered(): void {
    const arrivals = this.#arrivals;
    this.#arrivals = [];
    const settleAll = (error?: unknown) => {
      for (const { settle } of arrivals) settle(error);
    };
    const events = arrivals.flatMap((arrival) => arrival.events).sort((one, other) => one.timestamp - other.timestamp);
    this.#work = this.#work.then(() => this.#keep(events)).then(() => settleAll(), settleAll);
  }

  /** Neighbours that go into the inbox share a transaction; what takes something away stands between them, in its turn. */
  async #keep(events: readonly LineEvent[]): Promise<void> {
    let pending: Incoming[] = [];
    for (const event of events) {
      this.#parts.received(event.type);
      const meaning = meaningOf(event);
      if (meaning.kind === 'activity') {
        pending.push(this.#incoming(event, meaning));
        continue;
      }
      await this.#accept(pending);
      pending = [];
      await this.#heed(event, meaning);
    }
    await this.#accept(pending);
  }

  async #accept(incoming: readonly Incoming[]): Promise<void> {
    if (incoming.length === 0) return;
    await this.#parts.inbox.acceptAll(incoming);
    const withPictures = incoming.filter(({ activity }) => activity.channelData?.wordless === 'picture');
    for (const id of new Set(withPictures.map((one) => one.conversationId))) this.#parts.pictures.schedule(id);
  }

  async #heed(event: LineEvent, meaning: Exclude<Meaning, { kind: 'activity' }>): Promise<void> {
    const { database, groups, live, members } = this.#parts;
    if (meaning.kind === 'group') groups.leave(meaning.group, meaning.joined ? event.replyToken : undefined);
    if (meaning.kind === 'unfollow') await this.#blocked(event, members.named(meaning.userId));
    if (meaning.kind !== 'unsend') return;
    const conversationId = await takeBack(database, meaning.messageId);
    if (conversationId !== undefined) live.emit('activity', conversationId);
  }

  #incoming(event: LineEvent, meaning: Extract<Meaning, { kind: 'activity' }>): Incoming {
    const member = this.#parts.members.named(meaning.userId);
    const { conversationId, reference } = member;
    return {
      conversationId,
      eventId: event.webhookEventId,
      from: { id: member.id },
      activity: meaning.activity,
      conversation: { channel: CHANNEL, userId: member.id, reference: JSON.stringify(reference), client: '{}' },
      keep: (tx, stored) => keepBeside(tx, { event, meaning, member, stored }),
    };
  }

  /** Nothing can be sent any more. Staff who are in the middle of it are told. */
  async #blocked(event: LineEvent, member: Member): Promise<void> {
    const { database, inbox } = this.#parts;
    const { conversationId, reference } = member;
    const conversation = await findConversation(database, conversationId);
    if (!conversation) return;
    const activity =
      conversation.owner === 'human' ? { type: 'message', text: BLOCKED } : { type: 'event', name: 'unfollow' };
    await inbox.accept({
      conversationId,
      eventId: event.webhookEventId,
      from: { id: member.id },
      activity,
      keep: (tx) => setReference(tx, conversationId, JSON.stringify({ ...reference, blocked: true })),
    });
  }
}

/** What comes with an event beside its words: the token to answer it, its name at LINE, a picture. */
async function keepBeside(
  tx: Queryable,
  parts: {
    event: LineEvent;
    meaning: Extract<Meaning, { kind: 'activity' }>;
    member: Member;
    stored: Stored;
  },
): Promise<void> {
  const { event, meaning, member, stored } = parts;
  const { sequence, at } = stored;
  const { conversationId, reference } = member;
  // Whoever writes or comes back has not blocked the account any more.
  await setReference(tx, conversationId, JSON.stringify(reference));
  await dropReplyTokensBefore(tx, at - STALE);
  if (event.replyToken) await keepReplyToken(tx, conversationId, { token: event.replyToken, received_at: at });
  // With a new token even a push that LINE has refused can go out.
  await bringForward(tx, conversationId, at);
  if (event.message) await keepMessageId(tx, { id: event.message.id, conversationId, sequence });
  if (meaning.picture) {
    const { id, messageId } = meaning.picture;
    await insertAttachment(tx, { id, conversation_id: conversationId, sequence, source_id: messageId, at });
  }
  if (event.type === 'follow') await welcomeBack(tx, conversationId, at);
}
