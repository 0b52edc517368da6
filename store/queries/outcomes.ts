import type { Queryable } from '../database.ts';

/** A person said that the trouble is over. */
export async function insertSolved(tx: Queryable, conversationId: string, at: number): Promise<void> {
  await tx.run('insert into solved_conversations (conversation_id, at) values ($1, $2) on conflict do nothing', [
    conversationId,
    at,
  ]);
}

/** The person has been told what to do. */
export async function insertAdvised(tx: Queryable, conversationId: string, at: number): Promise<void> {
  await tx.run('insert into advised_conversations (conversation_id, at) values ($1, $2) on conflict do nothing', [
    conversationId,
    at,
  ]);
}

/** The conversation's newest case, closed by staff after `since`, that the member has not judged. */
export async function unratedCase(
  queryable: Queryable,
  conversationId: string,
  since: number,
): Promise<string | undefined> {
  const row = await queryable.get<{ id: string }>(
    `select c.id from cases c left join case_ratings r on r.case_id = c.id
     where c.conversation_id = $1 and c.status = 'closed' and c.resolved_cause is not null
       and c.closed_at > $2 and r.case_id is null
     order by c.closed_at desc limit 1`,
    [conversationId, since],
  );
  return row?.id;
}

export async function insertRating(tx: Queryable, caseId: string, score: number, at: number): Promise<void> {
  await tx.run('insert into case_ratings (case_id, score, at) values ($1, $2, $3) on conflict do nothing', [
    caseId,
    score,
    at,
  ]);
}
