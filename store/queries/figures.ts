import type { Queryable } from '../database.ts';

/** From the first millisecond up to, and without, the last. */
export interface Period {
  from: number;
  to: number;
}

/** Days of Japan since 1970. */
const day = (column: string) => `((${column} + 32400000) / 86400000)`;

export interface DayCount {
  day: number;
  count: number;
}

/** Conversations in which a person has said something, by the day they began. */
export function conversationsByDay(queryable: Queryable, { from, to }: Period): Promise<DayCount[]> {
  return queryable.all<DayCount>(
    `select ${day('v.started_at')} as day, count(*) as count from conversations v
     where v.started_at >= $1 and v.started_at < $2
       and exists (select 1 from activities a
                   where a.conversation_id = v.id and a.speaker = 'member' and a.type = 'message')
     group by 1 order by 1`,
    [from, to],
  );
}

/** Conversations, by the day they began, whose people said that the trouble is over, without ever coming to a human. */
export function solvedByDay(queryable: Queryable, { from, to }: Period): Promise<DayCount[]> {
  return queryable.all<DayCount>(
    `select ${day('v.started_at')} as day, count(*) as count from conversations v
     where v.started_at >= $1 and v.started_at < $2
       and exists (select 1 from solved_conversations s where s.conversation_id = v.id)
       and not exists (select 1 from cases c where c.conversation_id = v.id)
     group by 1 order by 1`,
    [from, to],
  );
}

/**
 * Conversations, by the day they began, that ended with advice, without a word on the outcome and without a human, and whose
 * person did not come back within 24 hours, on any channel where they are known or with a resume code.
 */
export function notReturnedByDay(queryable: Queryable, { from, to }: Period, now: number): Promise<DayCount[]> {
  return queryable.all<DayCount>(
    `select ${day('v.started_at')} as day, count(*) as count from conversations v
     where v.started_at >= $1 and v.started_at < $2 and v.updated_at < $3
       and exists (select 1 from advised_conversations d where d.conversation_id = v.id)
       and not exists (select 1 from solved_conversations s where s.conversation_id = v.id)
       and not exists (select 1 from cases c where c.conversation_id = v.id)
       and not exists (select 1 from conversations w join activities a on a.conversation_id = w.id
                       where w.user_id = v.user_id and w.id <> v.id and a.speaker = 'member' and a.type = 'message'
                       and a.at > v.updated_at and a.at < v.updated_at + 86400000)
       and not exists (select 1 from resumed_conversations r where r.conversation_id = v.id
                       and r.at < v.updated_at + 86400000)
     group by 1 order by 1`,
    [from, to, now - 86_400_000],
  );
}

export interface CaseDay extends DayCount {
  /** Milliseconds, on average; null when there is none to count. */
  waiting: number | null;
  handling: number | null;
}

/** Cases by the day they were opened, with how long people waited and were looked after. */
export function casesByDay(queryable: Queryable, { from, to }: Period): Promise<CaseDay[]> {
  return queryable.all<CaseDay>(
    `select ${day('opened_at')} as day, count(*) as count, avg(first_answer_at - opened_at) as waiting,
       avg(case when resolved_cause is not null then closed_at - claimed_at end) as handling
     from cases where opened_at >= $1 and opened_at < $2 group by 1 order by 1`,
    [from, to],
  );
}

export function unclearByDay(queryable: Queryable, { from, to }: Period): Promise<DayCount[]> {
  return queryable.all<DayCount>(
    `select ${day('at')} as day, count(*) as count from unclear_messages where at >= $1 and at < $2
     group by 1 order by 1`,
    [from, to],
  );
}

export interface RatingDay extends DayCount {
  score: number;
}

export function ratingsByDay(queryable: Queryable, { from, to }: Period): Promise<RatingDay[]> {
  return queryable.all<RatingDay>(
    `select ${day('at')} as day, count(*) as count, avg(score) as score from case_ratings
     where at >= $1 and at < $2 group by 1 order by 1`,
    [from, to],
  );
}

export interface CauseCount extends DayCount {
  service: string | null;
  cause: string;
}

/** The causes that staff found, by service and the day the case was closed. */
export function causesByDay(queryable: Queryable, { from, to }: Period): Promise<CauseCount[]> {
  return queryable.all<CauseCount>(
    `select ${day('closed_at')} as day, service, resolved_cause as cause, count(*) as count from cases
     where status = 'closed' and resolved_cause is not null and closed_at >= $1 and closed_at < $2
     group by 1, 2, 3 order by 1, 2, 3`,
    [from, to],
  );
}
