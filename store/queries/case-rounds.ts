import type { Queryable } from '../database.ts';

/** Ids of the open cases of a member of staff. */
export async function casesOf(queryable: Queryable, staffId: string): Promise<string[]> {
  const rows = await queryable.all<{ id: string }>(`select id from cases where assignee = $1 and status = 'open'`, [
    staffId,
  ]);
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
