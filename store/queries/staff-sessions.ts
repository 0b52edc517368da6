import type { Queryable } from '../database.ts';
import type { StaffRow } from './staff.ts';

export interface SessionRow {
  /** SHA-256 of the cookie's value. */
  token_hash: string;
  staff_id: string;
  csrf_token: string;
  created_at: number;
  expires_at: number;
}

export type SessionWithStaff = SessionRow & Pick<StaffRow, 'name' | 'role'>;

export async function insertSession(tx: Queryable, row: SessionRow): Promise<void> {
  await tx.run(
    'insert into staff_sessions (token_hash, staff_id, csrf_token, created_at, expires_at) values ($1, $2, $3, $4, $5)',
    [row.token_hash, row.staff_id, row.csrf_token, row.created_at, row.expires_at],
  );
}

/** A session that still counts: not over, and its account in use. */
export function findSession(
  queryable: Queryable,
  tokenHash: string,
  now: number,
): Promise<SessionWithStaff | undefined> {
  return queryable.get<SessionWithStaff>(
    `select n.*, s.name, s.role from staff_sessions n join staff s on s.id = n.staff_id
     where n.token_hash = $1 and n.expires_at > $2 and s.disabled_at is null`,
    [tokenHash, now],
  );
}

export async function deleteSession(tx: Queryable, tokenHash: string): Promise<void> {
  await tx.run('delete from staff_sessions where token_hash = $1', [tokenHash]);
}

/** Returns how many sessions ended. */
export function deleteSessionsOf(tx: Queryable, staffId: string): Promise<number> {
  return tx.run('delete from staff_sessions where staff_id = $1', [staffId]);
}

export async function deleteExpiredSessions(tx: Queryable, now: number): Promise<void> {
  await tx.run('delete from staff_sessions where expires_at <= $1', [now]);
}

export interface FailureRow {
  address_hash: string;
  failed: number;
  locked_until: number;
  failed_at: number;
}

export function findFailures(queryable: Queryable, addressHash: string): Promise<FailureRow | undefined> {
  return queryable.get<FailureRow>('select * from sign_in_failures where address_hash = $1', [addressHash]);
}

export async function saveFailures(tx: Queryable, row: FailureRow): Promise<void> {
  await tx.run(
    `insert into sign_in_failures (address_hash, failed, locked_until, failed_at) values ($1, $2, $3, $4)
     on conflict (address_hash) do update set
       failed = excluded.failed, locked_until = excluded.locked_until, failed_at = excluded.failed_at`,
    [row.address_hash, row.failed, row.locked_until, row.failed_at],
  );
}

export async function deleteFailures(tx: Queryable, addressHash: string): Promise<void> {
  await tx.run('delete from sign_in_failures where address_hash = $1', [addressHash]);
}

/** Forgets failures before `before`. */
export async function deleteOldFailures(tx: Queryable, before: number): Promise<void> {
  await tx.run('delete from sign_in_failures where failed_at < $1', [before]);
}
