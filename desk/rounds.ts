import type { Logger } from 'pino';
import { asError } from '../errors.ts';
import type { Database, Queryable } from '../store/database.ts';
import { casesLeftAlone, lateCases, markToldLate } from '../store/queries/case-rounds.ts';
import { type CaseRow, findCase, returnCase } from '../store/queries/cases.ts';
import { setOwner } from '../store/queries/conversations.ts';
import { staffGoneSince } from '../store/queries/staff.ts';
import { type CaseEventKind, recordEvent } from './change.ts';
import { isOpen } from './hours.ts';
import { ASSISTANT, TOLD } from './sayings.ts';
import type { DeskLive, Voice } from './voice.ts';
import { type HoursOf, waitInWords } from './waiting.ts';

const MINUTE = 60_000;
const EVERY = 30_000;

export interface RoundsParts {
  database: Database;
  live: DeskLive;
  voice: Voice;
  hoursOf: HoursOf;
  log: Logger;
  /** Minutes after which the cases of somebody who left the console go back into the queue. */
  awayAfter: number;
  /** Minutes after which a member whom nobody has taken is told that it takes longer. */
  lateAfter: number;
  now?: () => number;
}

/** Looks after what nobody looks after: cases of colleagues who are gone, members who wait too long. */
export class DeskRounds {
  readonly #parts: RoundsParts;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #walking: Promise<void> = Promise.resolve();

  constructor(parts: RoundsParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#walking = this.walk().catch((error: unknown) => {
        this.#parts.log.error({ err: asError(error) }, 'the rounds of the desk were broken off');
      });
    }, EVERY).unref();
  }

  /** Ends the rounds; one under way is walked to its end. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#walking;
  }

  /** One round. */
  async walk(): Promise<void> {
    const { database, awayAfter, lateAfter } = this.#parts;
    const now = this.#now();
    const away = now - awayAfter * MINUTE;
    for (const staffId of await staffGoneSince(database, away)) {
      for (const id of await casesLeftAlone(database, staffId, away))
        await this.#act(id, (tx, row) => this.#giveBack(tx, row, staffId));
    }
    for (const id of await lateCases(database, now - lateAfter * MINUTE)) {
      await this.#act(id, (tx, row) => this.#tellLate(tx, row));
    }
  }

  async #giveBack(tx: Queryable, row: CaseRow, staffId: string): Promise<boolean> {
    const at = this.#now();
    if (row.assignee !== staffId || !(await returnCase(tx, row.id, null, at))) return false;
    await setOwner(tx, row.conversation_id, 'human', row.id);
    await this.#tell(tx, row, 'returned', TOLD.returned, at);
    return true;
  }

  async #tellLate(tx: Queryable, row: CaseRow): Promise<boolean> {
    const at = this.#now();
    if (!isOpen(this.#parts.hoursOf(row.service), at) || !(await markToldLate(tx, row.id, at))) return false;
    const place = await waitInWords(tx, row, this.#parts.hoursOf, at);
    await this.#tell(tx, row, 'told_late', [TOLD.late, place, TOLD.lateNext].join('\n'), at);
    return true;
  }

  async #tell(tx: Queryable, row: CaseRow, kind: CaseEventKind, text: string, at: number): Promise<void> {
    await recordEvent(tx, { caseId: row.id, staffId: null, kind, detail: { from: row.assignee }, at });
    await this.#parts.voice.say(tx, row.conversation_id, { speaker: 'bot', name: ASSISTANT, text }, at);
  }

  /** Not while the bot works on a turn of the same conversation. */
  async #act(id: string, how: (tx: Queryable, row: CaseRow) => Promise<boolean>): Promise<void> {
    const { database, voice, live } = this.#parts;
    const row = await findCase(database, id);
    if (!row) return;
    const changed = await database.exclusively(`turn:${row.conversation_id}`, () =>
      database.transaction(async (tx) => {
        const now = await findCase(tx, id);
        return now !== undefined && (await how(tx, now));
      }),
    );
    if (!changed) return;
    voice.committed(row.conversation_id);
    live.emit('case', id);
  }
}
