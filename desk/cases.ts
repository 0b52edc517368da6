import { randomUUID } from 'node:crypto';
import { TobiraError } from '../errors.ts';
import { redact } from '../language/redaction.ts';
import type { Database, Queryable } from '../store/database.ts';
import { type ActivityRow, transcript } from '../store/queries/activities.ts';
import {
  type CaseRow,
  type CaseStatus,
  claimCase,
  closeCase,
  findActiveCase,
  findCase,
  insertCase,
  insertNote,
  listCases,
  type NoteRow,
  notesOf,
  transferCase,
} from '../store/queries/cases.ts';
import { type ConversationRow, setOwner } from '../store/queries/conversations.ts';
import { findStaff } from '../store/queries/staff.ts';
import { newCaseId } from './case-id.ts';
import { Change, recordEvent } from './change.ts';
import { isWith, mayManage, notYours } from './policies.ts';
import { Refusal } from './refusal.ts';
import { ASSISTANT, TOLD } from './sayings.ts';
import type { Colleague } from './sessions.ts';
import type { DeskRequest } from './story.ts';
import type { DeskLive, Voice } from './voice.ts';

/** The cause of a case whose real cause is none that the knowledge names. */
export const OTHER_CAUSE = { id: 'other', name: 'その他' } as const;

/** How many cases a list holds at most. */
const LIST_LIMIT = 1000;

export interface NamedCause {
  id: string;
  name: string;
}

/** A case with everything a member of staff needs in order to go on. */
export interface CaseView {
  row: CaseRow;
  /** What was said from the conversation's beginning. */
  transcript: ActivityRow[];
  notes: NoteRow[];
  /** What the case may be resolved with. */
  causes: NamedCause[];
}

export interface DeskParts {
  database: Database;
  live: DeskLive;
  voice: Voice;
  /** The causes of a service; none when the service is not known. */
  causesOf(service: string | null): readonly NamedCause[];
  /** What the member is told when a case is closed. */
  closedText: string;
}

/** Cases: opened by the bot's turns, worked on by staff. Every change is one transaction, with its event. */
export class Desk {
  readonly #database: Database;
  readonly #live: DeskLive;
  readonly #voice: Voice;
  readonly #causesOf: DeskParts['causesOf'];
  readonly #closedText: string;

  constructor(parts: DeskParts) {
    this.#database = parts.database;
    this.#live = parts.live;
    this.#voice = parts.voice;
    this.#causesOf = parts.causesOf;
    this.#closedText = parts.closedText;
  }

  /**
   * Does what a dialog asks for, inside the turn's own transaction.
   * @returns the id of the case in question; undefined when there was nothing to change
   */
  async perform(
    tx: Queryable,
    conversation: ConversationRow,
    request: DeskRequest,
    at: number,
  ): Promise<string | undefined> {
    const active = await findActiveCase(tx, conversation.id);
    if (request.kind === 'leave_queue') return active && leaveQueue(tx, active, at);
    const id = active?.id ?? (await openCase(tx, conversation, request, at));
    await setOwner(tx, conversation.id, 'human', id);
    return id;
  }

  /** Waiting and open cases oldest first, closed ones newest first; without a status, all of them newest first. */
  list(status: CaseStatus | undefined): Promise<CaseRow[]> {
    return listCases(this.#database, status, LIST_LIMIT);
  }

  /** @throws TobiraError `not_found` */
  async view(id: string): Promise<CaseView> {
    const row = await findCase(this.#database, id);
    if (!row) throw new TobiraError('not_found', `no case ${id}`);
    return {
      row,
      transcript: await transcript(this.#database, row.conversation_id),
      notes: await notesOf(this.#database, id),
      causes: this.#causes(row),
    };
  }

  /** Takes a waiting case. Of several who try, one wins; the others get `conflict`. */
  claim(id: string, staff: Colleague): Promise<CaseView> {
    return this.#change(id, staff, async (change) => {
      if (isWith(change.row, staff)) return;
      await take(change);
      await change.say({ speaker: 'bot', name: ASSISTANT, text: TOLD.taken(staff.name) });
    });
  }

  /** Says something to the member in the name of the one who has the case. */
  sendMessage(id: string, staff: Colleague, text: string): Promise<CaseView> {
    return this.#change(id, staff, async (change) => {
      if (!isWith(change.row, staff)) throw notYours(change.row);
      await change.say({ speaker: 'staff', name: staff.name, staffId: staff.id, text: redact(text).text });
      await change.record('message');
    });
  }

  /** Leaves a note for colleagues, on any case. The member never sees it. */
  addNote(id: string, staff: Colleague, text: string): Promise<CaseView> {
    return this.#change(id, staff, async (change) => {
      const note = { id: randomUUID(), caseId: id, staffId: staff.id, text: redact(text).text, at: change.at };
      await insertNote(change.tx, note);
      await change.record('note');
    });
  }

  /** Passes an open case on to a colleague. */
  transfer(id: string, staff: Colleague, to: string): Promise<CaseView> {
    return this.#change(id, staff, async (change) => {
      const { tx, row, at } = change;
      const colleague = await findStaff(tx, to);
      if (!colleague) throw new Refusal('not_found', '引き継ぐ相手が見つかりませんでした。', `no account ${to}`);
      if (row.status !== 'open' || !mayManage(row, staff)) throw notYours(row);
      if (row.assignee === to) {
        throw new Refusal('bad_request', 'すでにその方が担当しています。', `${to} has the case already`);
      }
      await transferCase(tx, id, row.assignee ?? '', to, at);
      await change.record('transferred', { from: row.assignee, to });
      await change.say({ speaker: 'bot', name: ASSISTANT, text: TOLD.passedOn(colleague.name) });
    });
  }

  /** Closes a case with the cause that was found; the bot answers the member again, and says so. */
  resolve(id: string, staff: Colleague, found: { cause: string; note: string }): Promise<CaseView> {
    return this.#change(id, staff, async (change) => {
      const { tx, row, at } = change;
      if (!this.#causes(row).some((cause) => cause.id === found.cause)) throw unknownCause(row, found.cause);
      if (row.status === 'waiting') await take(change);
      else if (row.status === 'closed' || !mayManage(row, staff)) throw notYours(row);
      const note = redact(found.note).text || null;
      await closeCase(tx, id, { from: 'open', cause: found.cause, note, at });
      await setOwner(tx, row.conversation_id, 'bot', null);
      await change.record('resolved', { cause: found.cause });
      await change.say({ speaker: 'bot', name: ASSISTANT, text: this.#closedText });
    });
  }

  #causes(row: CaseRow): NamedCause[] {
    return [...this.#causesOf(row.service), OTHER_CAUSE];
  }

  async #change(id: string, staff: Colleague, work: (change: Change) => Promise<void>): Promise<CaseView> {
    const change = await this.#database.transaction(async (tx) => {
      const row = await findCase(tx, id);
      if (!row) throw new TobiraError('not_found', `no case ${id}`);
      const begun = new Change({ tx, row, staff, voice: this.#voice, at: Date.now() });
      await work(begun);
      return begun;
    });
    if (change.spoke) this.#voice.committed(change.row.conversation_id);
    if (change.recorded) this.#live.emit('case', id);
    return this.view(id);
  }
}

async function openCase(
  tx: Queryable,
  conversation: ConversationRow,
  request: Extract<DeskRequest, { kind: 'open_case' }>,
  at: number,
): Promise<string> {
  const id = await freeCaseId(tx);
  await insertCase(tx, {
    id,
    conversationId: conversation.id,
    channel: conversation.channel,
    service: request.service,
    intent: request.intent,
    cause: request.cause,
    story: JSON.stringify(request.story),
    at,
  });
  await recordEvent(tx, { caseId: id, staffId: null, kind: 'opened', detail: {}, at });
  return id;
}

/** The member waits no longer; once somebody has the case, only they end it. */
async function leaveQueue(tx: Queryable, row: CaseRow, at: number): Promise<string | undefined> {
  if (!(await closeCase(tx, row.id, { from: 'waiting', cause: null, note: 'left', at }))) return undefined;
  await setOwner(tx, row.conversation_id, 'bot', null);
  await recordEvent(tx, { caseId: row.id, staffId: null, kind: 'left', detail: {}, at });
  return row.id;
}

async function freeCaseId(tx: Queryable): Promise<string> {
  for (;;) {
    const id = newCaseId();
    if (!(await findCase(tx, id))) return id;
  }
}

async function take(change: Change): Promise<void> {
  const { tx, row, staff, at } = change;
  if (!(await claimCase(tx, row.id, staff.id, at))) throw notYours(row);
  await change.record('claimed');
}

function unknownCause(row: CaseRow, cause: string): Refusal {
  const person = '原因は、この相談の一覧にあるものか「その他」を選んでください。(cause)';
  return new Refusal('bad_request', person, `${row.service ?? 'an unknown service'} has no cause "${cause}"`);
}
