import type { Queryable } from '../database.ts';

export interface AuditRow {
  id: string;
  at: number;
  staff_id: string | null;
  action: string;
  case_id: string | null;
  /** JSON. */
  detail: string;
}

export async function insertAudit(tx: Queryable, row: AuditRow): Promise<void> {
  await tx.run('insert into audit_log (id, at, staff_id, action, case_id, detail) values ($1, $2, $3, $4, $5, $6)', [
    row.id,
    row.at,
    row.staff_id,
    row.action,
    row.case_id,
    row.detail,
  ]);
}

/** Whether the member of staff did the same with the same case after `since`. */
export async function didSince(
  queryable: Queryable,
  done: { staffId: string; caseId: string; action: string; since: number },
): Promise<boolean> {
  const row = await queryable.get(
    'select 1 as one from audit_log where staff_id = $1 and case_id = $2 and action = $3 and at > $4 limit 1',
    [done.staffId, done.caseId, done.action, done.since],
  );
  return row !== undefined;
}

export type NamedAuditRow = AuditRow & { staff_name: string | null };

/** Newest first, before the time given; a case or a member of staff left out narrows nothing. Of one moment, only entries before `beforeId`. */
export function listAudit(
  queryable: Queryable,
  asked: { before: number; beforeId: string; staffId: string | null; caseId: string | null; limit: number },
): Promise<NamedAuditRow[]> {
  return queryable.all<NamedAuditRow>(
    `select l.*, s.name as staff_name from audit_log l left join staff s on s.id = l.staff_id
     where (l.at < $1 or (l.at = $1 and l.id < $5)) and (l.staff_id = $2 or $2 is null) and (l.case_id = $3 or $3 is null)
     order by l.at desc, l.id desc limit $4`,
    [asked.before, asked.staffId, asked.caseId, asked.limit, asked.beforeId],
  );
}
