import { createHash, randomUUID } from 'node:crypto';
import { TobiraError } from '../errors.ts';
import type { Database, Queryable } from '../store/database.ts';
import { returnCasesOf } from '../store/queries/cases.ts';
import { setOwner } from '../store/queries/conversations.ts';
import {
  disableStaff,
  findStaff,
  findStaffByEmail,
  findStaffBySubject,
  insertStaff,
  listStaff,
  type StaffRole,
  type StaffRow,
  setNameAndRole,
  setPasswordHash,
  setSubject,
} from '../store/queries/staff.ts';
import {
  deleteFailures,
  deleteOldFailures,
  deleteSessionsOf,
  findFailures,
  saveFailures,
} from '../store/queries/staff-sessions.ts';
import { listMemberships, setTeams } from '../store/queries/staff-teams.ts';
import { audit } from './audit.ts';
import { recordEvent } from './change.ts';
import type { OidcPerson } from './oidc.ts';
import { checkPassword, hashPassword, NOBODYS_HASH, verifyPassword } from './passwords.ts';
import { Refusal } from './refusal.ts';

/** Failed sign-ins that are free of consequence, because people mistype. */
const FREE_FAILURES = 5;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 15 * 60_000;
const FORGOTTEN_AFTER = 24 * 60 * 60_000;

/** Too many failed sign-ins for this address. */
export class LockedOut extends TobiraError {
  /** Whole seconds until the next try. */
  readonly retryAfter: number;

  constructor(milliseconds: number) {
    super('locked_out');
    this.retryAfter = Math.max(1, Math.ceil(milliseconds / 1000));
  }
}

/** Milliseconds to wait after `failed` failures in a row. */
export function signInWait(failed: number): number {
  if (failed < FREE_FAILURES) return 0;
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failed - FREE_FAILURES));
}

/** Staff accounts: made, listed and removed by the operator; signed in to by staff. */
export class Accounts {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  /** @throws Refusal when the address is none or has an account already, or the password is too weak */
  async add(account: { email: string; name: string; role: StaffRole; password: string }): Promise<void> {
    const email = address(account.email);
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
      throw new Refusal('bad_request', 'メールアドレスの形ではありません。', `${email} is not an e-mail address.`);
    }
    checkPassword(account.password, email);
    const row = {
      id: randomUUID(),
      email,
      name: account.name.trim(),
      role: account.role,
      password_hash: await hashPassword(account.password),
      created_at: this.#now(),
    };
    const made = await this.#database.transaction(async (tx) => {
      if (!(await insertStaff(tx, row))) return false;
      await this.#note(tx, 'account_added', email);
      return true;
    });
    if (made) return;
    throw new Refusal('conflict', 'このメールアドレスは登録済みです。', `${email} has an account already.`);
  }

  list(): Promise<StaffRow[]> {
    return listStaff(this.#database);
  }

  /** The teams of each account that is in any, by its id. */
  async teams(): Promise<ReadonlyMap<string, readonly string[]>> {
    const teams = new Map<string, string[]>();
    for (const { staff_id, team } of await listMemberships(this.#database)) {
      teams.set(staff_id, [...(teams.get(staff_id) ?? []), team]);
    }
    return teams;
  }

  /**
   * Puts an account into these teams and no others.
   * @param by the admin who does it; null for the operator at the terminal
   * @throws TobiraError `not_found`
   */
  async setTeams(staffId: string, teams: readonly string[], by: string | null): Promise<void> {
    const staff = await findStaff(this.#database, staffId);
    if (!staff) throw new TobiraError('not_found', `no account ${staffId}`);
    const detail = { account: staff.email, teams: [...teams].join(' ') };
    await this.#database.transaction(async (tx) => {
      await setTeams(tx, staffId, teams);
      await audit(tx, { staffId: by, action: 'teams_set', detail, at: this.#now() });
    });
  }

  /** Id of the account with this address. @throws Refusal `not_found` */
  async idOf(email: string): Promise<string> {
    return (await this.#existing(email)).id;
  }

  /** Sets a new password and ends every session; returns how many ended. */
  async setPassword(email: string, password: string): Promise<number> {
    const staff = await this.#existing(email);
    const ended = await this.#replacePassword(staff, password);
    await this.#note(this.#database, 'password_reset', staff.email);
    return ended;
  }

  async #replacePassword(staff: StaffRow, password: string): Promise<number> {
    checkPassword(password, staff.email);
    const hash = await hashPassword(password);
    return this.#database.transaction(async (tx) => {
      await setPasswordHash(tx, staff.id, hash);
      await deleteFailures(tx, hashOf(staff.email));
      return deleteSessionsOf(tx, staff.id);
    });
  }

  /**
   * A new password in one's own hand; ends every session of the account. Tries count like those to sign in.
   * @throws TobiraError `wrong_credentials`, LockedOut; Refusal when the new one is too weak
   */
  async changePassword(staffId: string, current: string, next: string): Promise<void> {
    const staff = await findStaff(this.#database, staffId);
    if (!staff) throw new Refusal('unauthorized', 'もう一度サインインしてください。', `no account ${staffId}`);
    await this.signIn(staff.email, current);
    await this.#replacePassword(staff, next);
  }

  /** Ends the account and its sessions; its open cases wait in the queue again. Returns their ids. */
  async remove(email: string): Promise<string[]> {
    const staff = await this.#existing(email);
    const at = this.#now();
    return this.#database.transaction(async (tx) => {
      await disableStaff(tx, staff.id, at);
      await setTeams(tx, staff.id, []);
      await this.#note(tx, 'account_removed', staff.email);
      await deleteSessionsOf(tx, staff.id);
      const returned = await returnCasesOf(tx, staff.id, at);
      for (const { id: caseId, conversation_id } of returned) {
        await setOwner(tx, conversation_id, 'human', caseId);
        await recordEvent(tx, { caseId, staffId: null, kind: 'returned', detail: { from: staff.id }, at });
      }
      return returned.map(({ id }) => id);
    });
  }

  /**
   * The account, when address and password fit. Tries for one address take turns, so that many at once cannot outrun the
   * back-off.
   * @throws TobiraError `wrong_credentials`, LockedOut
   */
  signIn(email: string, password: string): Promise<StaffRow> {
    const known = address(email);
    return this.#database.exclusively(`sign-in:${hashOf(known)}`, async () => {
      const wait = await this.#lockedFor(known);
      if (wait > 0) throw new LockedOut(wait);
      const staff = await findStaffByEmail(this.#database, known);
      // An address without an account costs the same time: how long it takes tells nothing.
      const fits = await verifyPassword(password, staff?.password_hash ?? NOBODYS_HASH);
      if (staff && fits) {
        await deleteFailures(this.#database, hashOf(known));
        return staff;
      }
      await this.#countFailure(known, staff);
      throw new TobiraError('wrong_credentials');
    });
  }

  /**
   * The account of a person whom the identity provider vouches for; made at the first sign-in, name and role as told today.
   * @throws Refusal when the person has no role here, was removed, or the address belongs to a local account
   */
  enterFrom({ subject, email, name, role }: OidcPerson): Promise<StaffRow> {
    if (!role) throw new Refusal('forbidden', 'この画面を使う権限がありません。', `${subject} has no role here.`);
    return this.#database.transaction(async (tx) => {
      const known = await findStaffBySubject(tx, subject);
      if (known && known.disabled_at !== null) throw new TobiraError('forbidden', `${subject} was removed.`);
      const id = known?.id ?? (await this.#admit(tx, { email: address(email), name, role, subject }));
      await setNameAndRole(tx, id, name, role);
      const staff = await findStaff(tx, id);
      if (!staff) throw new TobiraError('internal', `the account ${id} is gone`);
      return staff;
    });
  }

  async #admit(tx: Queryable, person: Omit<OidcPerson, 'role'> & { role: StaffRole }): Promise<string> {
    const { email, name, role, subject } = person;
    if (await findStaffByEmail(tx, email)) {
      throw new Refusal('conflict', 'このメールアドレスは登録済みです。', `${email} has a local account already.`);
    }
    const id = randomUUID();
    // No password fits it: this account signs in through the provider only.
    await insertStaff(tx, { id, email, name, role, password_hash: NOBODYS_HASH, created_at: this.#now() });
    await setSubject(tx, id, subject);
    return id;
  }

  async #existing(email: string): Promise<StaffRow> {
    const staff = await findStaffByEmail(this.#database, address(email));
    if (staff) return staff;
    throw new Refusal('not_found', 'このメールアドレスの登録はありません。', `${address(email)} has no account.`);
  }

  async #lockedFor(email: string): Promise<number> {
    const failures = await findFailures(this.#database, hashOf(email));
    return failures ? Number(failures.locked_until) - this.#now() : 0;
  }

  /** What the operator did to an account. */
  #note(tx: Queryable, action: string, account: string): Promise<void> {
    return audit(tx, { staffId: null, action, detail: { account }, at: this.#now() });
  }

  async #countFailure(email: string, staff: StaffRow | undefined): Promise<void> {
    const now = this.#now();
    await this.#database.transaction(async (tx) => {
      await deleteOldFailures(tx, now - FORGOTTEN_AFTER);
      const before = await findFailures(tx, hashOf(email));
      const failed = (before?.failed ?? 0) + 1;
      const wait = signInWait(failed);
      const row = { address_hash: hashOf(email), failed, locked_until: now + wait, failed_at: now };
      await saveFailures(tx, row);
      const account = staff?.email ?? unknownAddress(email);
      const action = wait === 0 ? 'sign_in_failed' : 'locked_out';
      const detail = { account, ...(wait === 0 ? {} : { seconds: String(wait / 1000) }) };
      await audit(tx, { staffId: null, action, detail, at: now });
    });
  }
}

function address(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

/** What is typed in place of an address may be a password: only that it was the same one can be told. */
function unknownAddress(email: string): string {
  return `#${hashOf(email).slice(0, 8)}`;
}

function hashOf(email: string): string {
  return createHash('sha256').update(email).digest('hex');
}
