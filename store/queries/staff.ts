import type { Queryable } from '../database.ts';

export type StaffRole = 'agent' | 'supervisor' | 'admin';

export interface StaffRow {
  id: string;
  email: string;
  name: string;
  role: StaffRole;
  password_hash: string;
  failed_sign_ins: number;
  locked_until: number;
  created_at: number;
}

/** Returns false when the address already has an account. */
export async function insertStaff(
  tx: Queryable,
  row: Pick<StaffRow, 'id' | 'email' | 'name' | 'role' | 'password_hash' | 'created_at'>,
): Promise<boolean> {
  const changed = await tx.run(
    `insert into staff (id, email, name, role, password_hash, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (email) do nothing`,
    [row.id, row.email, row.name, row.role, row.password_hash, row.created_at],
  );
  return changed === 1;
}

export function findStaffByEmail(queryable: Queryable, email: string): Promise<StaffRow | undefined> {
  return queryable.get<StaffRow>('select * from staff where email = $1', [email]);
}

export function findStaff(queryable: Queryable, id: string): Promise<StaffRow | undefined> {
  return queryable.get<StaffRow>('select * from staff where id = $1', [id]);
}

export function listStaff(queryable: Queryable): Promise<StaffRow[]> {
  return queryable.all<StaffRow>('select * from staff order by name');
}

export async function recordSignIn(
  tx: Queryable,
  id: string,
  outcome: { failed: number; lockedUntil: number },
): Promise<void> {
  await tx.run('update staff set failed_sign_ins = $2, locked_until = $3 where id = $1', [
    id,
    outcome.failed,
    outcome.lockedUntil,
  ]);
}

export interface SessionRow {
  token_hash: string;
  staff_id: string;
  csrf_token: string;
  created_at: number;
  expires_at: number;
}

export async function insertSession(tx: Queryable, row: SessionRow): Promise<void> {
  await tx.run(
    'insert into staff_sessions (token_hash, staff_id, csrf_token, created_at, expires_at) values ($1, $2, $3, $4, $5)',
    [row.token_hash, row.staff_id, row.csrf_token, row.created_at, row.expires_at],
  );
}

export function findSession(queryable: Queryable, tokenHash: string, now: number): Promise<SessionRow | undefined> {
  return queryable.get<SessionRow>('select * from staff_sessions where token_hash = $1 and expires_at > $2', [
    tokenHash,
    now,
  ]);
}

export async function deleteSession(tx: Queryable, tokenHash: string): Promise<void> {
  await tx.run('delete from staff_sessions where token_hash = $1', [tokenHash]);
}
