import type { Queryable } from '../database.ts';

/**
 * Ids of the open cases of a member of staff whom nothing was seen of since `before`. Whoever works in Teams may be reading there, unseen:
 * of theirs only those count whose members have been waiting for an answer since then.
 */
export async function casesLeftAlone(queryable: Queryable, staffId: string, before: number): Promise<string[]> {
  const rows = await queryable.all<{ id: string }>(
    `select c.id from cases c join staff s on s.id = c.assignee
     where c.assignee = $1 and c.status = 'open' and (s.seen_in <> 'teams' or c.waits_since < $2)`,
    [staffId, before],
  );
  return rows.map((row) => row.id);
}

/** Waiting cases opened before `before` whose members were not told yet that it takes longer. */
export async function lateCases(queryable: Queryable, before: number): Promise<string[]> {
  const rows = await queryable.all<{ id: string }>(
    `select id from cases where status = 'waiting' and told_late_at is null and opened_at < $1`,
    [before],
  );
  return rows.map((row) => row.id);
}

/** Returns false when it was taken, closed or told of meanwhile. */
export async function markToldLate(tx: Queryable, id: string, at: number): Promise<boolean> {
  const changed = await tx.run(
    `update cases set told_late_at = $2 where id = $1 and status = 'waiting' and told_late_at is null`,
    [id, at],
  );
  return changed === 1;
}
