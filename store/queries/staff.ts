import type { Queryable } from '../database.ts';

export type StaffRole = 'agent' | 'supervisor' | 'admin';

export interface StaffRow {
  id: string;
  email: string;
  name: string;
  role: StaffRole;
  password_hash: string;
  created_at: number;
  /** When the account was removed; null while it is in use. */
  disabled_at: number | null;
}

/** Makes the account, or brings a removed one back. Returns false when the address has an account in use. */
export async function insertStaff(tx: Queryable, row: Omit<StaffRow, 'disabled_at'>): Promise<boolean> {
  const changed = await tx.run(
    `insert into staff (id, email, name, role, password_hash, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (email) do update set
       name = excluded.name, role = excluded.role, password_hash = excluded.password_hash, disabled_at = null
     where staff.disabled_at is not null`,
    [row.id, row.email, row.name, row.role, row.password_hash, row.created_at],
  );
  return changed === 1;
}

/** An account in use. */
export function findStaffByEmail(queryable: Queryable, email: string): Promise<StaffRow | undefined> {
  return queryable.get<StaffRow>('select * from staff where email = $1 and disabled_at is null', [email]);
}

/** An account in use. */
export function findStaff(queryable: Queryable, id: string): Promise<StaffRow | undefined> {
  return queryable.get<StaffRow>('select * from staff where id = $1 and disabled_at is null', [id]);
}

/** All accounts in use, by name. */
export function listStaff(queryable: Queryable): Promise<StaffRow[]> {
  return queryable.all<StaffRow>('select * from staff where disabled_at is null order by name, email');
}

export async function setPasswordHash(tx: Queryable, id: string, hash: string): Promise<void> {
  await tx.run('update staff set password_hash = $2 where id = $1', [id, hash]);
}

export async function disableStaff(tx: Queryable, id: string, at: number): Promise<void> {
  await tx.run('update staff set disabled_at = $2 where id = $1', [id, at]);
}
