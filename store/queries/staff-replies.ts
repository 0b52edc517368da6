import type { Queryable } from '../database.ts';

/** A reply that a member of staff keeps for themselves. */
export interface StaffReplyRow {
  id: string;
  staff_id: string;
  title: string;
  text: string;
  at: number;
}

export function repliesOf(queryable: Queryable, staffId: string): Promise<StaffReplyRow[]> {
  return queryable.all<StaffReplyRow>('select * from staff_replies where staff_id = $1 order by title, at', [staffId]);
}

export async function insertReply(tx: Queryable, row: StaffReplyRow): Promise<void> {
  await tx.run('insert into staff_replies (id, staff_id, title, text, at) values ($1, $2, $3, $4, $5)', [
    row.id,
    row.staff_id,
    row.title,
    row.text,
    row.at,
  ]);
}

/** Returns false when it is not there, or somebody else's. */
export async function deleteReply(tx: Queryable, id: string, staffId: string): Promise<boolean> {
  return (await tx.run('delete from staff_replies where id = $1 and staff_id = $2', [id, staffId])) === 1;
}
