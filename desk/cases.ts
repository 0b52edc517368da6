import { TobiraError } from '../errors.ts';
import type { Database, Queryable } from '../store/database.ts';
import { type ActivityRow, transcript } from '../store/queries/activities.ts';
import {
  type CaseRow,
  type CaseStatus,
  type CaseSummaryRow,
  earlierCases,
  findActiveCase,
  findCase,
  type NoteRow,
  notesOf,
} from '../store/queries/cases.ts';
import { type ConversationRow, findConversation, setOwner } from '../store/queries/conversations.ts';
import { explanationsOf } from '../store/queries/explanations.ts';
import { type DeliveryRow, deliveriesOf } from '../store/queries/outbox.ts';
import { insertRating } from '../store/queries/outcomes.ts';
import { markAtWork } from '../store/queries/staff.ts';
import { leaveQueue, openCase, raise, takeBack } from './arrivals.ts';
import { Change } from './change.ts';
import { followHub, type HubLine, hubSpoke } from './hub.ts';
import { isWith } from './policies.ts';
import { CaseQueue } from './queue.ts';
import { Refusal } from './refusal.ts';
import { ASSISTANT } from './sayings.ts';
import type { Colleague } from './sessions.ts';
import type { DeskRequest } from './story.ts';
import type { DeskLive, Guide, Voice } from './voice.ts';
import { type HoursOf, waitInWords } from './waiting.ts';
import type { Why } from './why.ts';
import * as work from './work.ts';

/** The cause of a case whose real cause is none that the knowledge names. */
export const OTHER_CAUSE = { id: 'other', name: 'その他' } as const;

export interface NamedCause {
  id: string;
  name: string;
}

/** A case with everything a member of staff needs in order to go on. */
export interface CaseView {
  row: CaseRow;
  /** What was said from the conversation's beginning. */
  transcript: ActivityRow[];
  /** How far what was said has got, where the channel must be sent it. */
  deliveries: DeliveryRow[];
  /** Why messages of the member were answered as they were, by their place in the conversation. */
  whys: ReadonlyMap<number, Why>;
  notes: NoteRow[];
  /** Other cases of the same conversation, newest first. */
  earlier: CaseRow[];
  /** What the case may be resolved with. */
  causes: NamedCause[];
}

export interface DeskParts {
  database: Database;
  live: DeskLive;
  voice: Voice;
  /** Absent: conversations cannot be lent to the bot. */
  guide?: Guide;
  /** Another hub that looks after the cases in our place; absent: the desk itself. */
  hub?: HubLine | undefined;
  /** Absent: the company names no hours. */
  hoursOf?: HoursOf;
  /** The causes of a service; none when the service is not known. */
  causesOf(service: string | null): readonly NamedCause[];
  /** Puts a kept explanation of a turn into plain words; absent: nothing is explained. */
  explained?(kept: string): Why;
  /** What the member is told when a case is closed. */
  closedText: string;
  /** The steps in which the member may say what they think of it; absent: nobody is asked. */
  ratings?: readonly string[];
}

/** Cases: opened by the bot's turns, worked on by staff. Every change is one transaction, with its event. */
export class Desk {
  /** The cases as lists. */
  readonly queue: CaseQueue;
  readonly #parts: DeskParts;
  readonly #database: Database;
  readonly #hoursOf: HoursOf;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#database = parts.database;
    this.#hoursOf = parts.hoursOf ?? (() => undefined);
    this.queue = new CaseQueue(parts.database);
  }

  /**
   * Does what a turn asks for, inside the turn's own transaction.
   * @returns the id of the case in question; undefined when there was nothing to change
   */
  async perform(
    tx: Queryable,
    conversation: ConversationRow,
    request: DeskRequest,
    at: number,
  ): Promise<string | undefined> {
    if (request.kind === 'rate') {
      await insertRating(tx, request.caseId, request.score, at);
      return request.caseId;
    }
    const active = await findActiveCase(tx, conversation.id);
    if (request.kind === 'open_case') return this.#open(tx, conversation, request, active, at);
    if (!active) return undefined;
    if (request.kind === 'hub_status') return (await followHub(tx, active, request, at)) ? active.id : undefined;
    if (request.kind === 'leave_queue') return this.#leave(tx, conversation, active, at);
    if (request.kind === 'bring_back') await takeBack(tx, active, null, at);
    else if (request.kind === 'raise') await raise(tx, active, request.intent, at);
    else if (active.status === 'waiting') await this.#tellPlace(tx, active, at);
    return active.id;
  }

  /** What a member is told of waiting as soon as the case is open; undefined when there is no such case. */
  async waitingWords(tx: Queryable, id: string, at: number): Promise<string | undefined> {
    const row = await findCase(tx, id);
    return row?.hub === null ? waitInWords(tx, row, this.#hoursOf, at) : undefined;
  }

  /** The turn has said all it says: now another hub, if one looks after the case, is told everything. */
  async handedOver(tx: Queryable, conversation: ConversationRow, id: string, at: number): Promise<void> {
    const row = await findCase(tx, id);
    if (row?.hub === 'requested') await this.#parts.hub?.initiate(tx, conversation, row, at);
  }

  /** Notes that somebody at the hub has answered. @throws TobiraError `conflict` unless the hub has accepted the person */
  async hubSpoke(tx: Queryable, conversationId: string, at: number): Promise<string> {
    const row = await findActiveCase(tx, conversationId);
    if (row?.hub !== 'accepted') throw new TobiraError('conflict', `the hub has not accepted ${conversationId}`);
    await hubSpoke(tx, row, at);
    return row.id;
  }

  /** Waiting and open cases danger first, then oldest; closed ones newest first; without a status all of them. */
  async list(status: CaseStatus | undefined): Promise<CaseSummaryRow[]> {
    return (await this.queue.list({ status })).cases;
  }

  /** @throws TobiraError `not_found` */
  async view(id: string): Promise<CaseView> {
    const row = await findCase(this.#database, id);
    if (!row) throw new TobiraError('not_found', `no case ${id}`);
    return {
      row,
      transcript: await transcript(this.#database, row.conversation_id),
      deliveries: await deliveriesOf(this.#database, row.conversation_id),
      whys: await this.#whys(row.conversation_id),
      notes: await notesOf(this.#database, id),
      earlier: await earlierCases(this.#database, row),
      causes: this.#causes(row),
    };
  }

  /** Takes a waiting case. Of several who try, one wins; the others get `conflict`. */
  claim(id: string, staff: Colleague): Promise<CaseView> {
    return this.#change(id, staff, work.claim);
  }

  /** Says something to the member in the name of the one who has the case. */
  sendMessage(id: string, staff: Colleague, text: string): Promise<CaseView> {
    return this.#change(id, staff, (change) => work.message(change, text));
  }

  /** Leaves a note for colleagues, on any case. The member never sees it. */
  addNote(id: string, staff: Colleague, text: string): Promise<CaseView> {
    return this.#change(id, staff, (change) => work.note(change, text));
  }

  /** Passes an open case on to a colleague, with a note unless it is empty. */
  transfer(id: string, staff: Colleague, to: string, note = ''): Promise<CaseView> {
    return this.#change(id, staff, (change) => work.transfer(change, to, note));
  }

  /** Puts an open case back into the queue, for everybody or for a team, with a note unless it is empty. */
  giveBack(id: string, staff: Colleague, team: string | null = null, note = ''): Promise<CaseView> {
    return this.#change(id, staff, (change) => work.giveBack(change, team, note));
  }

  /** Puts a case aside until the member writes, or takes it up again. */
  pause(id: string, staff: Colleague, paused: boolean): Promise<CaseView> {
    return this.#change(id, staff, (change) => work.pause(change, paused));
  }

  /** Lets the bot walk one procedure with the member. @throws Refusal when the bot cannot be lent conversations */
  lend(id: string, staff: Colleague, procedure: string): Promise<CaseView> {
    const { guide } = this.#parts;
    if (!guide) throw new Refusal('not_found', '自動案内に任せることはできません。', 'no guide');
    return this.#change(id, staff, (change) => work.lend(change, procedure, guide));
  }

  /** Ends the bot's walk before its end. */
  endWalk(id: string, staff: Colleague): Promise<CaseView> {
    return this.#change(id, staff, work.endWalk);
  }

  /** Closes a case with the cause that was found; the bot answers the member again, and says so. Another hub is told that it is over. */
  resolve(
    id: string,
    staff: Colleague,
    found: { cause: string; note: string; solved?: boolean | null },
  ): Promise<CaseView> {
    return this.#change(id, staff, async (change) => {
      const { row } = change;
      if (!this.#causes(row).some((cause) => cause.id === found.cause)) throw work.unknownCause(row, found.cause);
      const { closedText, ratings = [] } = this.#parts;
      await work.resolve(change, { ...found, solved: found.solved ?? null }, { closedText, ratings });
      if (row.hub !== null) await this.#withdraw(change);
    });
  }

  /** Shows the member that the one who has the case is writing. Nothing is kept of it. */
  async writing(id: string, staff: Colleague): Promise<void> {
    const row = await findCase(this.#database, id);
    if (!row) throw new TobiraError('not_found', `no case ${id}`);
    if (!isWith(row, staff)) return;
    this.#parts.live.emit('typing', row.conversation_id, 'staff', staff.name);
  }

  async #open(
    tx: Queryable,
    conversation: ConversationRow,
    request: Extract<DeskRequest, { kind: 'open_case' }>,
    active: CaseRow | undefined,
    at: number,
  ): Promise<string> {
    if (active?.lent_procedure) await takeBack(tx, active, null, at);
    const id = active?.id ?? (await openCase(tx, conversation, request, at, this.#parts.hub !== undefined));
    await setOwner(tx, conversation.id, 'human', id);
    return id;
  }

  async #leave(tx: Queryable, conversation: ConversationRow, row: CaseRow, at: number): Promise<string | undefined> {
    const left = await leaveQueue(tx, row, at);
    if (left !== undefined && row.hub !== null) await this.#parts.hub?.withdraw(tx, conversation, at);
    return left;
  }

  /** The hub learns that the person is no longer with it. */
  async #withdraw({ tx, row, at }: Change): Promise<void> {
    const conversation = await findConversation(tx, row.conversation_id);
    if (conversation) await this.#parts.hub?.withdraw(tx, conversation, at);
  }

  async #tellPlace(tx: Queryable, row: CaseRow, at: number): Promise<void> {
    const text = await waitInWords(tx, row, this.#hoursOf, at);
    await this.#parts.voice.say(tx, row.conversation_id, { speaker: 'bot', name: ASSISTANT, text }, at);
  }

  async #whys(conversationId: string): Promise<ReadonlyMap<number, Why>> {
    const { explained } = this.#parts;
    const kept = explained ? await explanationsOf(this.#database, conversationId) : [];
    return new Map(kept.flatMap((row) => (explained ? [[Number(row.sequence), explained(row.explanation)]] : [])));
  }

  #causes(row: CaseRow): NamedCause[] {
    return [...this.#parts.causesOf(row.service), OTHER_CAUSE];
  }

  async #change(id: string, staff: Colleague, how: (change: Change) => Promise<void>): Promise<CaseView> {
    const { voice, live } = this.#parts;
    const change = await this.#undisturbed(id, () =>
      this.#database.transaction(async (tx) => {
        const row = await findCase(tx, id);
        if (!row) throw new TobiraError('not_found', `no case ${id}`);
        const begun = new Change({ tx, row, staff, voice, at: Date.now() });
        await how(begun);
        if (begun.recorded) await markAtWork(tx, staff.id, begun.at, staff.at ?? 'console');
        return begun;
      }),
    );
    if (change.spoke) voice.committed(change.row.conversation_id);
    if (change.recorded) live.emit('case', id);
    return this.view(id);
  }

  /** Not while the bot works on a turn of the same conversation: neither talks over the other. */
  async #undisturbed<Result>(id: string, how: () => Promise<Result>): Promise<Result> {
    const row = await findCase(this.#database, id);
    if (!row) throw new TobiraError('not_found', `no case ${id}`);
    return this.#database.exclusively(`turn:${row.conversation_id}`, how);
  }
}
