import { createHash } from 'node:crypto';
import { ActivityTypes } from 'botbuilder';
import type { Logger } from 'pino';
import { DeliveryRefused, NotAccepted } from '../../bots/channel-client.ts';
import { append, type Utterance } from '../../bots/conversation-log.ts';
import type { Courier } from '../../bots/courier.ts';
import type { Live } from '../../bots/live.ts';
import { BOT } from '../../bots/turn-runner.ts';
import type { CaseView, Desk } from '../../desk/cases.ts';
import { asError } from '../../errors.ts';
import type { Database, Queryable } from '../../store/database.ts';
import type { ActivityRow } from '../../store/queries/activities.ts';
import { findActiveCase } from '../../store/queries/cases.ts';
import { insertConversation, setOwner } from '../../store/queries/conversations.ts';
import { keepDelivered, staffPlace } from '../../store/queries/teams.ts';
import {
  type CaseThreadRow,
  casesToShow,
  casesWithClock,
  findThread,
  insertThread,
  keepPosted,
  keepSeen,
  keepShown,
  retryRefusedThreads,
  settleReply,
} from '../../store/queries/teams-cases.ts';
import { type AdaptiveCard, attached } from './card.ts';
import { type CaseNames, caseCard } from './case-card.ts';
import type { Said } from './client.ts';
import type { Connector } from './connector.ts';
import { TEAMS, threadConversationId } from './names.ts';
import type { Reference } from './schema.ts';

/** The public cloud's address for Teams, until it was heard from. */
const DEFAULT_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';
/** How often the clocks on the cards are looked at. */
const TICK = 60_000;
const RETRY = 5_000;
/** A closed case's card changes no more. */
const CLOSED = 'closed';

export interface ThreadsParts {
  database: Database;
  desk: Desk;
  live: Live;
  courier: Courier;
  connector: Connector;
  log: Logger;
  names: CaseNames;
  /** Id of the channel in which staff take cases. */
  channel: string;
  appId: string | undefined;
}

/**
 * Keeps a thread for each case in the staff channel: a card that shows how the case stands, and below it what member and staff say. It
 * always compares the thread with the store, so that nothing is missed, whatever happened in between.
 */
export class CaseThreads {
  readonly #parts: ThreadsParts;
  readonly #ticking: NodeJS.Timeout;
  readonly #retries = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(parts: ThreadsParts) {
    this.#parts = parts;
    parts.live.on('case', this.#caseChanged);
    parts.live.on('activity', this.#conversationWentOn);
    this.#ticking = setInterval(() => this.#guarded(this.#tick()), TICK).unref();
  }

  /** Looks after every case whose thread may lag behind. */
  async recover(): Promise<void> {
    for (const id of await casesToShow(this.#parts.database)) await this.follow(id);
  }

  async #tick(): Promise<void> {
    for (const id of await casesWithClock(this.#parts.database)) await this.follow(id);
  }

  /** The app has come into the team: what it could not post before is posted now. */
  async placeChanged(): Promise<void> {
    const { database, courier } = this.#parts;
    const waiting = await database.transaction((tx) => retryRefusedThreads(tx, Date.now()));
    for (const id of waiting) courier.schedule(id);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#ticking);
    for (const timer of this.#retries) clearTimeout(timer);
    this.#parts.live.off('case', this.#caseChanged);
    this.#parts.live.off('activity', this.#conversationWentOn);
  }

  /** Brings thread and card to where the case is. */
  follow(caseId: string): Promise<void> {
    const { database, desk, courier } = this.#parts;
    return database.exclusively(`teams-case:${caseId}`, async () => {
      if (this.#closed) return;
      const view = await desk.view(caseId);
      const added = await database.transaction((tx) => catchUp(tx, view));
      if (added) courier.schedule(threadConversationId(caseId));
      await this.#refresh(view);
    });
  }

  /** Where the thread is; undefined while its first message is not posted. */
  async reference(caseId: string): Promise<Reference | undefined> {
    const thread = await findThread(this.#parts.database, caseId);
    return thread?.thread_id ? this.#at(thread.thread_id) : undefined;
  }

  /**
   * Posts the card. When nobody knows whether it arrived it is posted again: a case that nobody sees is worse than one seen twice.
   * @throws as `Connector.speak`
   */
  async begin(caseId: string, said: Said): Promise<void> {
    const { connector, database, desk, names, channel } = this.#parts;
    const card = caseCard(await desk.view(caseId), names, Date.now());
    const begun = await connector.beginThread(await this.#at(channel), message(card));
    const posted = { threadId: begun.id, activityId: begun.activityId, shown: digest(card) };
    await database.transaction(async (tx) => {
      await keepPosted(tx, caseId, posted);
      await keepDelivered(tx, { ...said, activityId: begun.activityId });
    });
    this.#caseChanged(caseId);
  }

  /** The card as it should look now. */
  async card(caseId: string): Promise<AdaptiveCard> {
    return caseCard(await this.#parts.desk.view(caseId), this.#parts.names, Date.now());
  }

  readonly #caseChanged = (id: string): void => this.#guarded(this.follow(id));
  readonly #conversationWentOn = (id: string): void => this.#guarded(this.#followConversation(id));

  async #followConversation(conversationId: string): Promise<void> {
    const row = await findActiveCase(this.#parts.database, conversationId);
    if (row) await this.follow(row.id);
  }

  async #refresh(view: CaseView): Promise<void> {
    const { database, names } = this.#parts;
    const { id, status } = view.row;
    const thread = await findThread(database, id);
    if (!thread?.thread_id || thread.shown === CLOSED) return;
    const card = caseCard(view, names, Date.now());
    if (digest(card) !== thread.shown && !(await this.#replace(thread, card))) return;
    const shown = status === CLOSED ? CLOSED : digest(card);
    if (shown !== thread.shown) await keepShown(database, id, shown);
  }

  /** @returns false when it is to be tried again; doing it twice does no harm */
  async #replace({ case_id: id, thread_id, activity_id }: CaseThreadRow, card: AdaptiveCard): Promise<boolean> {
    try {
      const reference = await this.#at(thread_id ?? '');
      await this.#parts.connector.replace(reference, { ...message(card), id: activity_id ?? '' });
      return true;
    } catch (error) {
      this.#parts.log.warn({ err: asError(error), caseId: id }, 'a card could not be brought up to date');
      if (error instanceof DeliveryRefused) return true;
      this.#retry(id, error instanceof NotAccepted ? (error.wait ?? RETRY) : RETRY);
      return false;
    }
  }

  #retry(caseId: string, wait: number): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      this.#caseChanged(caseId);
    }, wait);
    this.#retries.add(timer);
  }

  async #at(conversationId: string): Promise<Reference> {
    const { database, appId } = this.#parts;
    const place = await staffPlace(database);
    const tenantId = place?.tenant_id;
    return {
      serviceUrl: place?.service_url ?? DEFAULT_SERVICE_URL,
      channelId: TEAMS,
      conversation: {
        id: conversationId,
        isGroup: true,
        conversationType: 'channel',
        ...(tenantId ? { tenantId } : {}),
      },
      bot: { id: place?.bot_id ?? `28:${appId ?? ''}`, name: BOT.name },
      user: { id: '', name: '' },
    };
  }

  #guarded(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.#closed) this.#parts.log.error({ err: asError(error) }, 'a thread could not be looked after');
    });
  }
}

/** Puts into the thread's outbox what it lacks. @returns whether there was anything */
async function catchUp(tx: Queryable, view: CaseView): Promise<boolean> {
  const { row, transcript } = view;
  const caseId = row.id;
  const conversation = { id: threadConversationId(caseId), channel: TEAMS, pushes: true };
  const thread = await findThread(tx, caseId);
  if (!thread && row.status === CLOSED) return false;
  const missing: Utterance[] = [];
  const told = Number(thread?.seen ?? lastBefore(transcript, Number(row.opened_at)));
  if (!thread) {
    await open(tx, caseId, told);
    missing.push({ speaker: 'bot', from: BOT, activity: { type: ActivityTypes.Message, text: `受付番号 ${caseId}` } });
  }
  const news = transcript.filter(({ sequence }) => Number(sequence) > told);
  for (const line of news) if (await belongs(tx, caseId, line)) missing.push(utteranceOf(line));
  const last = news.at(-1);
  if (last) await keepSeen(tx, caseId, Number(last.sequence));
  await append(tx, conversation, missing, Date.now());
  return missing.length > 0;
}

async function open(tx: Queryable, caseId: string, seen: number): Promise<void> {
  const conversationId = threadConversationId(caseId);
  const reference = JSON.stringify({ caseId });
  const at = Date.now();
  await insertConversation(tx, { id: conversationId, channel: TEAMS, userId: 'staff', reference, client: '{}', at });
  // No bot answers here.
  await setOwner(tx, conversationId, 'human', null);
  await insertThread(tx, { caseId, conversationId, seen });
}

/** What the member says, and what staff say elsewhere: their words from the thread stand there already. */
async function belongs(tx: Queryable, caseId: string, line: ActivityRow): Promise<boolean> {
  if (line.speaker !== 'staff') return line.speaker === 'member';
  const { from } = JSON.parse(line.payload) as { from?: { id?: string } };
  const staffId = (from?.id ?? '').replace(/^staff_/, '');
  return !(await settleReply(tx, { caseId, staffId, text: line.text, sequence: Number(line.sequence) }));
}

function utteranceOf(line: ActivityRow): Utterance {
  const { from } = JSON.parse(line.payload) as { from?: { name?: string } };
  const who = line.speaker === 'member' ? 'お客さま' : `担当 ${from?.name ?? ''}`.trim();
  return { speaker: 'bot', from: BOT, activity: { type: ActivityTypes.Message, text: `【${who}】\n${line.text}` } };
}

/** The story tells what was said before the case was opened. */
function lastBefore(transcript: readonly ActivityRow[], openedAt: number): number {
  return Number(transcript.findLast(({ at }) => Number(at) <= openedAt)?.sequence ?? 0);
}

function message(card: AdaptiveCard) {
  return { type: ActivityTypes.Message, summary: String(card.fallbackText).slice(0, 80), attachments: attached(card) };
}

function digest(card: AdaptiveCard): string {
  return createHash('sha256').update(JSON.stringify(card)).digest('hex');
}
