import type { Queryable } from '../database.ts';

export type StaffRole = 'agent' | 'supervisor' | 'admin';

/** Where staff work: in the console, or in the staff channel of Teams. */
export type Workplace = 'console' | 'teams';

export interface StaffRow {
  id: string;
  email: string;
  name: string;
  role: StaffRole;
  password_hash: string;
  created_at: number;
  /** When the account was removed; null while it is in use. */
  disabled_at: number | null;
  /** When last seen at the console or at work on a case; null: never. */
  seen_at: number | null;
  /** Where they last did something with a case. */
  seen_in: Workplace;
  /** What the company's identity provider calls the person; null for a local account. */
  oidc_subject: string | null;
}

/** Makes the account, or brings a removed one back. Returns false when the address has an account in use. */
export async function insertStaff(
  tx: Queryable,
  row: Omit<StaffRow, 'disabled_at' | 'seen_at' | 'seen_in' | 'oidc_subject'>,
): Promise<boolean> {
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

/** The account of a person at the identity provider, also one that was removed. */
export function findStaffBySubject(queryable: Queryable, subject: string): Promise<StaffRow | undefined> {
  return queryable.get<StaffRow>('select * from staff where oidc_subject = $1', [subject]);
}

/** Ties an account to a person at the identity provider. */
export async function setSubject(tx: Queryable, id: string, subject: string): Promise<void> {
  await tx.run('update staff set oidc_subject = $2 where id = $1', [id, subject]);
}

/** Name and role as the identity provider has them now. */
export async function setNameAndRole(tx: Queryable, id: string, name: string, role: StaffRole): Promise<void> {
  await tx.run('update staff set name = $2, role = $3 where id = $1', [id, name, role]);
}

/** All accounts in use, by name. */
export function listStaff(queryable: Queryable): Promise<StaffRow[]> {
  return queryable.all<StaffRow>('select * from staff where disabled_at is null order by name, email');
}

export async function setPasswordHash(tx: Queryable, id: string, hash: string): Promise<void> {
  await tx.run('update staff set password_hash = $2 where id = $1', [id, hash]);
}

export async function markSeen(tx: Queryable, id: string, at: number): Promise<void> {
  await tx.run('update staff set seen_at = $2 where id = $1', [id, at]);
}

/** They did something with a case: seen, and where. */
export async function markAtWork(tx: Queryable, id: string, at: number, where: Workplace): Promise<void> {
  await tx.run('update staff set seen_at = $2, seen_in = $3 where id = $1', [id, at, where]);
}

/** Accounts with open cases that were at work once, and not seen since `before`. */
export async function staffGoneSince(queryable: Queryable, before: number): Promise<string[]> {
  const rows = await queryable.all<{ id: string }>(
    `select s.id from staff s where s.seen_at < $1
     and exists (select 1 from cases c where c.assignee = s.id and c.status = 'open')`,
    [before],
  );
  return rows.map((row) => row.id);
}

export async function disableStaff(tx: Queryable, id: string, at: number): Promise<void> {
  await tx.run('update staff set disabled_at = $2 where id = $1', [id, at]);
}
