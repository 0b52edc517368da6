import type { Queryable } from '../database.ts';
import { allColumns, type CaseRow, type CaseStatus, type CaseSummaryRow, summaryColumns } from './case-rows.ts';

export type { CaseRow, CaseStatus, CaseSummaryRow } from './case-rows.ts';

export interface NewCase {
  id: string;
  conversationId: string;
  channel: string;
  service: string | null;
  intent: string | null;
  cause: string | null;
  urgent: boolean;
  /** Whether another hub looks after it. */
  hub: boolean;
  /** JSON. */
  story: string;
  at: number;
}

export async function insertCase(tx: Queryable, row: NewCase): Promise<void> {
  await tx.run(
    `insert into cases
       (id, conversation_id, channel, service, intent, cause, urgency, story, opened_at, updated_at, waits_since, hub)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9, $10)`,
    [
      row.id,
      row.conversationId,
      row.channel,
      row.service,
      row.intent,
      row.cause,
      row.urgent ? 1 : 0,
      row.story,
      row.at,
      row.hub ? 'requested' : null,
    ],
  );
}

export function findCase(queryable: Queryable, id: string): Promise<CaseRow | undefined> {
  return queryable.get<CaseRow>(`select ${allColumns} where c.id = $1`, [id]);
}

export function findCaseSummary(queryable: Queryable, id: string): Promise<CaseSummaryRow | undefined> {
  return queryable.get<CaseSummaryRow>(`select ${summaryColumns} where c.id = $1`, [id]);
}

/** The conversation's case that is not closed; there is one at most. */
export function findActiveCase(queryable: Queryable, conversationId: string): Promise<CaseRow | undefined> {
  return queryable.get<CaseRow>(`select ${allColumns} where c.conversation_id = $1 and c.status <> 'closed'`, [
    conversationId,
  ]);
}

/** The conversation's other cases, newest first. */
export function earlierCases(queryable: Queryable, row: { id: string; conversation_id: string }): Promise<CaseRow[]> {
  return queryable.all<CaseRow>(
    `select ${allColumns} where c.conversation_id = $1 and c.id <> $2 order by c.opened_at desc limit 20`,
    [row.conversation_id, row.id],
  );
}

/** One winner: returns false when another was first. */
export async function claimCase(tx: Queryable, id: string, staffId: string, at: number): Promise<boolean> {
  const changed = await tx.run(
    `update cases set status = 'open', assignee = $2, claimed_at = $3, updated_at = $3, team = null
     where id = $1 and status = 'waiting' and assignee is null and hub is null`,
    [id, staffId, at],
  );
  return changed === 1;
}

/** Puts a case before those that wait longer, for what it has come to be about. */
export async function raiseCase(tx: Queryable, id: string, intent: string, at: number): Promise<void> {
  await tx.run('update cases set urgency = 1, intent = $2, updated_at = $3 where id = $1', [id, intent, at]);
}

/** Another hub has taken the case that it was asked to take. Returns false when it has it already, or the case has ended. */
export async function acceptByHub(tx: Queryable, id: string, at: number): Promise<boolean> {
  const changed = await tx.run(
    `update cases set status = 'open', hub = 'accepted', claimed_at = $2, updated_at = $2
     where id = $1 and status = 'waiting' and hub = 'requested'`,
    [id, at],
  );
  return changed === 1;
}

/** Cases that another hub had become our own desk's, and wait; returns them as they were. */
export async function takeFromHub(tx: Queryable, at: number): Promise<CaseRow[]> {
  const rows = await tx.all<CaseRow>(`select ${allColumns} where c.hub is not null and c.status <> 'closed'`);
  await tx.run(
    `update cases set status = 'waiting', hub = null, claimed_at = null, updated_at = $1, waits_since = coalesce(waits_since, $1)
     where hub is not null and status <> 'closed'`,
    [at],
  );
  return rows;
}

/** Passes an open case of `from` on. Returns false when it is no longer theirs. */
export async function transferCase(tx: Queryable, id: string, from: string, to: string, at: number): Promise<boolean> {
  const changed = await tx.run(
    `update cases set assignee = $3, updated_at = $4, paused_at = null
     where id = $1 and status = 'open' and assignee = $2`,
    [id, from, to, at],
  );
  return changed === 1;
}

/** Puts an open case back into the queue, for everybody or for a team. The member has been waiting since then at the latest. */
export async function returnCase(tx: Queryable, id: string, team: string | null, at: number): Promise<boolean> {
  const changed = await tx.run(
    `update cases set status = 'waiting', assignee = null, claimed_at = null, team = $2, updated_at = $3,
       waits_since = coalesce(waits_since, $3), paused_at = null, lent_procedure = null
     where id = $1 and status = 'open'`,
    [id, team, at],
  );
  return changed === 1;
}

/** Puts the open cases of a member of staff back into the queue; returns them as they are then. */
export function returnCasesOf(
  tx: Queryable,
  staffId: string,
  at: number,
): Promise<{ id: string; conversation_id: string }[]> {
  return tx.all<{ id: string; conversation_id: string }>(
    `update cases set status = 'waiting', assignee = null, claimed_at = null, updated_at = $2,
       waits_since = coalesce(waits_since, $2), paused_at = null, lent_procedure = null
     where assignee = $1 and status = 'open' returning id, conversation_id`,
    [staffId, at],
  );
}

export async function closeCase(
  tx: Queryable,
  id: string,
  outcome: { from: CaseStatus; cause: string | null; note: string | null; solved: boolean | null; at: number },
): Promise<boolean> {
  const changed = await tx.run(
    `update cases set status = 'closed', resolved_cause = $3, resolution = $4, solved = $5, closed_at = $6,
       updated_at = $6, waits_since = null, paused_at = null, lent_procedure = null,
       closed_after = (select v.sequence from conversations v where v.id = cases.conversation_id)
     where id = $1 and status = $2`,
    [
      id,
      outcome.from,
      outcome.cause,
      outcome.note,
      outcome.solved === null ? null : Number(outcome.solved),
      outcome.at,
    ],
  );
  return changed === 1;
}

export async function touchCase(tx: Queryable, id: string, at: number): Promise<void> {
  await tx.run('update cases set updated_at = $2 where id = $1', [id, at]);
}

/** The member wrote: the clock runs, and what was put aside is taken up again. */
export async function memberSpoke(tx: Queryable, id: string, at: number): Promise<void> {
  await tx.run(
    `update cases set waits_since = coalesce(waits_since, $2), paused_at = null, updated_at = $2
     where id = $1 and status <> 'closed'`,
    [id, at],
  );
}

/** Staff answered: the clock stands until the member writes. */
export async function staffSpoke(tx: Queryable, id: string, at: number): Promise<void> {
  await tx.run(
    `update cases set waits_since = null, paused_at = null, first_answer_at = coalesce(first_answer_at, $2)
     where id = $1`,
    [id, at],
  );
}

export async function setPaused(tx: Queryable, id: string, at: number | null): Promise<void> {
  await tx.run('update cases set paused_at = $2 where id = $1', [id, at]);
}

/** Notes which procedure the bot walks with the member; null: none, and the desk's clock runs again from `at`. */
export async function setLent(tx: Queryable, id: string, procedure: string | null, at: number): Promise<void> {
  const waiting = procedure === null ? at : null;
  await tx.run('update cases set lent_procedure = $2, waits_since = $3 where id = $1', [id, procedure, waiting]);
}

export interface NoteRow {
  id: string;
  case_id: string;
  staff_id: string;
  staff_name: string;
  text: string;
  at: number;
}

export async function insertNote(
  tx: Queryable,
  note: { id: string; caseId: string; staffId: string; text: string; at: number },
): Promise<void> {
  await tx.run('insert into case_notes (id, case_id, staff_id, text, at) values ($1, $2, $3, $4, $5)', [
    note.id,
    note.caseId,
    note.staffId,
    note.text,
    note.at,
  ]);
}

export function notesOf(queryable: Queryable, caseId: string): Promise<NoteRow[]> {
  return queryable.all<NoteRow>(
    `select n.*, s.name as staff_name from case_notes n join staff s on s.id = n.staff_id where n.case_id = $1 order by n.at`,
    [caseId],
  );
}

export async function insertCaseEvent(
  tx: Queryable,
  event: { id: string; caseId: string; staffId: string | null; kind: string; detail: string; at: number },
): Promise<void> {
  await tx.run('insert into case_events (id, case_id, staff_id, kind, detail, at) values ($1, $2, $3, $4, $5, $6)', [
    event.id,
    event.caseId,
    event.staffId,
    event.kind,
    event.detail,
    event.at,
  ]);
}
