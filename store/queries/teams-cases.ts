import type { Queryable } from '../database.ts';
import { findStaff, type StaffRow } from './staff.ts';

/** The thread of a case in the staff channel. */
export interface CaseThreadRow {
  case_id: string;
  conversation_id: string;
  thread_id: string | null;
  activity_id: string | null;
  shown: string;
  seen: number;
}

export async function insertThread(
  tx: Queryable,
  thread: { caseId: string; conversationId: string; seen: number },
): Promise<void> {
  await tx.run('insert into teams_cases (case_id, conversation_id, seen) values ($1, $2, $3)', [
    thread.caseId,
    thread.conversationId,
    thread.seen,
  ]);
}

export function findThread(queryable: Queryable, caseId: string): Promise<CaseThreadRow | undefined> {
  return queryable.get<CaseThreadRow>('select * from teams_cases where case_id = $1', [caseId]);
}

/** The thread that Teams calls `threadId`. */
export function findThreadById(queryable: Queryable, threadId: string): Promise<CaseThreadRow | undefined> {
  return queryable.get<CaseThreadRow>('select * from teams_cases where thread_id = $1', [threadId]);
}

/** Cases that may have changed since their thread was last looked after: those at work, and those whose card shows them so. */
export async function casesToShow(queryable: Queryable): Promise<string[]> {
  const rows = await queryable.all<{ id: string }>(
    `select c.id from cases c left join teams_cases t on t.case_id = c.id
     where c.status <> 'closed' or t.shown not in ('', 'closed')`,
  );
  return rows.map((row) => row.id);
}

/** Cases whose card shows a clock that is running. */
export async function casesWithClock(queryable: Queryable): Promise<string[]> {
  const rows = await queryable.all<{ id: string }>(
    `select c.id from cases c join teams_cases t on t.case_id = c.id
     where c.status <> 'closed' and c.waits_since is not null and t.thread_id is not null`,
  );
  return rows.map((row) => row.id);
}

export async function keepPosted(
  tx: Queryable,
  caseId: string,
  posted: { threadId: string; activityId: string; shown: string },
): Promise<void> {
  await tx.run('update teams_cases set thread_id = $2, activity_id = $3, shown = $4 where case_id = $1', [
    caseId,
    posted.threadId,
    posted.activityId,
    posted.shown,
  ]);
}

export async function keepShown(tx: Queryable, caseId: string, shown: string): Promise<void> {
  await tx.run('update teams_cases set shown = $2 where case_id = $1', [caseId, shown]);
}

export async function keepSeen(tx: Queryable, caseId: string, sequence: number): Promise<void> {
  await tx.run('update teams_cases set seen = $2 where case_id = $1', [caseId, sequence]);
}

/** The first messages of threads that Teams had refused wait again. Returns the conversations they belong to. */
export async function retryRefusedThreads(tx: Queryable, at: number): Promise<string[]> {
  const rows = await tx.all<{ conversation_id: string }>(
    `update outbox set status = 'waiting', next_attempt_at = $1, unsure = 0, batch = null
     where status = 'failed' and conversation_id in (
       select t.conversation_id from teams_cases t join cases c on c.id = t.case_id
       where t.thread_id is null and c.status <> 'closed'
     ) returning conversation_id`,
    [at],
  );
  return [...new Set(rows.map((row) => row.conversation_id))];
}

export interface ReplyRow {
  event_id: string;
  case_id: string;
  staff_id: string;
  text: string;
  at: number;
  sequence: number | null;
}

/** Returns false when it was kept before. */
export async function insertReply(tx: Queryable, reply: Omit<ReplyRow, 'sequence'>): Promise<boolean> {
  const changed = await tx.run(
    `insert into teams_replies (event_id, case_id, staff_id, text, at) values ($1, $2, $3, $4, $5)
     on conflict (event_id) do nothing`,
    [reply.event_id, reply.case_id, reply.staff_id, reply.text, reply.at],
  );
  return changed === 1;
}

export function findReply(queryable: Queryable, eventId: string): Promise<ReplyRow | undefined> {
  return queryable.get<ReplyRow>('select * from teams_replies where event_id = $1', [eventId]);
}

/** Forgets a reply that the desk did not take. */
export async function dropReply(tx: Queryable, eventId: string): Promise<void> {
  await tx.run('delete from teams_replies where event_id = $1', [eventId]);
}

/** A note becomes no activity: 0 stands for that. */
export async function settleNote(tx: Queryable, eventId: string): Promise<void> {
  await tx.run('update teams_replies set sequence = 0 where event_id = $1', [eventId]);
}

/**
 * Whether what a member of staff said came from the thread. The oldest such reply under way is then settled.
 */
export async function settleReply(
  tx: Queryable,
  said: { caseId: string; staffId: string; text: string; sequence: number },
): Promise<boolean> {
  const changed = await tx.run(
    `update teams_replies set sequence = $4 where event_id = (
       select event_id from teams_replies
       where case_id = $1 and staff_id = $2 and text = $3 and sequence is null order by at limit 1
     )`,
    [said.caseId, said.staffId, said.text, said.sequence],
  );
  return changed === 1;
}

/** The account of the desk that belongs to a person in Teams, unless it was removed. */
export async function linkedStaff(queryable: Queryable, aadObjectId: string): Promise<StaffRow | undefined> {
  const row = await queryable.get<{ staff_id: string }>('select staff_id from teams_staff where aad_object_id = $1', [
    aadObjectId,
  ]);
  return row && findStaff(queryable, row.staff_id);
}

export async function linkStaff(tx: Queryable, aadObjectId: string, staffId: string, at: number): Promise<void> {
  await tx.run(
    `insert into teams_staff (aad_object_id, staff_id, linked_at) values ($1, $2, $3)
     on conflict (aad_object_id) do update set staff_id = excluded.staff_id, linked_at = excluded.linked_at`,
    [aadObjectId, staffId, at],
  );
}
