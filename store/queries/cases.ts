import type { Queryable } from '../database.ts';

export type CaseStatus = 'waiting' | 'open' | 'closed';

export interface CaseRow {
  id: string;
  conversation_id: string;
  status: CaseStatus;
  service: string | null;
  channel: string;
  intent: string | null;
  cause: string | null;
  story: string;
  assignee: string | null;
  assignee_name: string | null;
  opened_at: number;
  claimed_at: number | null;
  closed_at: number | null;
  resolved_cause: string | null;
  resolution: string | null;
  updated_at: number;
}

export interface NewCase {
  id: string;
  conversationId: string;
  channel: string;
  service: string | null;
  intent: string | null;
  cause: string | null;
  /** JSON. */
  story: string;
  at: number;
}

const columns = 'c.*, s.name as assignee_name from cases c left join staff s on s.id = c.assignee';

export async function insertCase(tx: Queryable, row: NewCase): Promise<void> {
  await tx.run(
    `insert into cases (id, conversation_id, channel, service, intent, cause, story, opened_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [row.id, row.conversationId, row.channel, row.service, row.intent, row.cause, row.story, row.at],
  );
}

export function findCase(queryable: Queryable, id: string): Promise<CaseRow | undefined> {
  return queryable.get<CaseRow>(`select ${columns} where c.id = $1`, [id]);
}

/** The conversation's case that is not closed; there is one at most. */
export function findActiveCase(queryable: Queryable, conversationId: string): Promise<CaseRow | undefined> {
  return queryable.get<CaseRow>(`select ${columns} where c.conversation_id = $1 and c.status <> 'closed'`, [
    conversationId,
  ]);
}

/** Waiting and open cases oldest first, closed ones newest first. */
export function listCases(queryable: Queryable, status: CaseStatus | undefined, limit: number): Promise<CaseRow[]> {
  if (status === undefined)
    return queryable.all<CaseRow>(`select ${columns} order by c.opened_at desc limit $1`, [limit]);
  const order = status === 'closed' ? 'c.closed_at desc' : 'c.opened_at';
  return queryable.all<CaseRow>(`select ${columns} where c.status = $1 order by ${order} limit $2`, [status, limit]);
}

/** One winner: returns false when another was first. */
export async function claimCase(tx: Queryable, id: string, staffId: string, at: number): Promise<boolean> {
  const changed = await tx.run(
    `update cases set status = 'open', assignee = $2, claimed_at = $3, updated_at = $3
     where id = $1 and status = 'waiting' and assignee is null`,
    [id, staffId, at],
  );
  return changed === 1;
}

/** Passes an open case of `from` on. Returns false when it is no longer theirs. */
export async function transferCase(tx: Queryable, id: string, from: string, to: string, at: number): Promise<boolean> {
  const changed = await tx.run(
    `update cases set assignee = $3, updated_at = $4 where id = $1 and status = 'open' and assignee = $2`,
    [id, from, to, at],
  );
  return changed === 1;
}

/** Puts the open cases of a member of staff back into the queue; returns their ids. */
export async function returnCasesOf(tx: Queryable, staffId: string, at: number): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(
    `update cases set status = 'waiting', assignee = null, claimed_at = null, updated_at = $2
     where assignee = $1 and status = 'open' returning id`,
    [staffId, at],
  );
  return rows.map((row) => row.id);
}

export async function closeCase(
  tx: Queryable,
  id: string,
  outcome: { from: CaseStatus; cause: string | null; note: string | null; at: number },
): Promise<boolean> {
  const changed = await tx.run(
    `update cases set status = 'closed', resolved_cause = $3, resolution = $4, closed_at = $5, updated_at = $5
     where id = $1 and status = $2`,
    [id, outcome.from, outcome.cause, outcome.note, outcome.at],
  );
  return changed === 1;
}

export async function touchCase(tx: Queryable, id: string, at: number): Promise<void> {
  await tx.run('update cases set updated_at = $2 where id = $1', [id, at]);
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
