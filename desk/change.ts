import { randomUUID } from 'node:crypto';
import type { Queryable } from '../store/database.ts';
import { type CaseRow, insertCaseEvent, touchCase } from '../store/queries/cases.ts';
import { audit } from './audit.ts';
import type { Colleague } from './sessions.ts';
import type { DeskUtterance, Voice } from './voice.ts';
import { keepWebhook } from './webhooks.ts';

export type CaseEventKind =
  | 'opened'
  | 'claimed'
  | 'message'
  | 'note'
  | 'transferred'
  | 'paused'
  | 'resumed'
  | 'lent'
  | 'taken_back'
  | 'returned'
  | 'told_late'
  | 'raised'
  | 'resolved'
  | 'failed'
  | 'left';

/** One change of a case by a member of staff, inside one transaction. */
export class Change {
  readonly tx: Queryable;
  /** The case as it was before the change. */
  readonly row: CaseRow;
  readonly staff: Colleague;
  readonly at: number;
  readonly #voice: Voice;
  /** Whether something was said to the member. */
  spoke = false;
  /** Whether anything changed at all. */
  recorded = false;

  constructor(parts: { tx: Queryable; row: CaseRow; staff: Colleague; voice: Voice; at: number }) {
    this.tx = parts.tx;
    this.row = parts.row;
    this.staff = parts.staff;
    this.at = parts.at;
    this.#voice = parts.voice;
  }

  async record(kind: CaseEventKind, detail: Record<string, string | null> = {}): Promise<void> {
    await recordEvent(this.tx, { caseId: this.row.id, staffId: this.staff.id, kind, detail, at: this.at });
    await touchCase(this.tx, this.row.id, this.at);
    this.recorded = true;
  }

  async say(utterance: DeskUtterance): Promise<void> {
    await this.#voice.say(this.tx, this.row.conversation_id, utterance, this.at);
    this.spoke = true;
  }
}

/** Adds to the history of a case, and to what another system is told of it. `staffId` is null for what the member, the bot or the operator did. */
export async function recordEvent(
  tx: Queryable,
  event: {
    caseId: string;
    staffId: string | null;
    kind: CaseEventKind;
    detail: Record<string, string | null>;
    at: number;
  },
): Promise<void> {
  if (event.staffId !== null) await audit(tx, { ...event, action: event.kind });
  await insertCaseEvent(tx, { ...event, id: randomUUID(), detail: JSON.stringify(event.detail) });
  await keepWebhook(tx, event);
}
