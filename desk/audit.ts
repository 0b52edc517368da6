import { randomUUID } from 'node:crypto';
import type { Queryable } from '../store/database.ts';
import { didSince, insertAudit, listAudit, type NamedAuditRow } from '../store/queries/audit.ts';

/** An open page reads its case anew with every message: within this time that is the same look. */
const SAME_LOOK = 10 * 60_000;
const MOST_TOLD = 100;

export interface AuditEntry {
  /** Null for a sign-in that failed. */
  staffId: string | null;
  action: string;
  caseId?: string | null;
  /** Without secrets. */
  detail?: Record<string, string | null>;
  at?: number;
}

/** Adds to the audit log, inside the caller's transaction where there is one. Nothing ever leaves it. */
export async function audit(tx: Queryable, entry: AuditEntry): Promise<void> {
  await insertAudit(tx, {
    id: randomUUID(),
    at: entry.at ?? Date.now(),
    staff_id: entry.staffId,
    action: entry.action,
    case_id: entry.caseId ?? null,
    detail: JSON.stringify(entry.detail ?? {}),
  });
}

/** A look at a case; what an open page reads again by itself is the same look. */
export async function auditLook(tx: Queryable, staffId: string, caseId: string): Promise<void> {
  const look = { staffId, caseId, action: 'looked' };
  if (await didSince(tx, { ...look, since: Date.now() - SAME_LOOK })) return;
  await audit(tx, look);
}

export async function readAudit(
  queryable: Queryable,
  asked: {
    before?: number | undefined;
    beforeId?: string | undefined;
    staff?: string | undefined;
    case?: string | undefined;
  },
): Promise<NamedAuditRow[]> {
  return listAudit(queryable, {
    before: asked.before ?? Number.MAX_SAFE_INTEGER,
    beforeId: asked.beforeId ?? '',
    staffId: asked.staff ?? null,
    caseId: asked.case ?? null,
    limit: MOST_TOLD,
  });
}
