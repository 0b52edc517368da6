import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '../store/database.ts';
import type { StaffRole, Workplace } from '../store/queries/staff.ts';
import { deleteExpiredSessions, deleteSession, findSession, insertSession } from '../store/queries/staff-sessions.ts';

const LIFETIME = 12 * 60 * 60_000;
const COOKIE = 'tobira_staff';

/** A member of staff as the desk needs them. */
export interface Colleague {
  id: string;
  name: string;
  role: StaffRole;
  /** Where they are at work; the console unless it is said. */
  at?: Workplace;
}

export interface Session {
  /** What the store knows the session by. */
  tokenHash: string;
  csrfToken: string;
  staff: Colleague;
}

/** Sessions of staff. The store holds the SHA-256 of the cookie only: who reads it cannot sign in with it. */
export class Sessions {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  /** Begins a session. `token` goes into the cookie and is kept nowhere. */
  async begin(staff: Colleague): Promise<{ token: string; session: Session }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.#now();
    const row = {
      token_hash: hashOf(token),
      staff_id: staff.id,
      csrf_token: randomBytes(32).toString('base64url'),
      created_at: now,
      expires_at: now + LIFETIME,
    };
    await this.#database.transaction(async (tx) => {
      await deleteExpiredSessions(tx, now);
      await insertSession(tx, row);
    });
    return { token, session: { tokenHash: row.token_hash, csrfToken: row.csrf_token, staff } };
  }

  /** The session of a cookie's value; undefined when it is over, or its account was removed. */
  find(token: string): Promise<Session | undefined> {
    return this.refresh(hashOf(token));
  }

  /** The session as it stands now. */
  async refresh(tokenHash: string): Promise<Session | undefined> {
    const row = await findSession(this.#database, tokenHash, this.#now());
    if (!row) return undefined;
    const staff = { id: row.staff_id, name: row.name, role: row.role };
    return { tokenHash, csrfToken: row.csrf_token, staff };
  }

  end(session: Session): Promise<void> {
    return deleteSession(this.#database, session.tokenHash);
  }
}

/** Compares a sent proof with the session's own in constant time. */
export function proves(session: Session, proof: unknown): boolean {
  if (typeof proof !== 'string') return false;
  const [sent, own] = [Buffer.from(proof), Buffer.from(session.csrfToken)];
  return sent.length === own.length && timingSafeEqual(sent, own);
}

/** The session's token in a Cookie header. */
export function tokenIn(cookies: string | undefined): string | undefined {
  return cookieIn(cookies, COOKIE);
}

/** The value of a cookie in a Cookie header. */
export function cookieIn(cookies: string | undefined, wanted: string): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === wanted)?.[1];
}

/** The Set-Cookie header that keeps `token`, or drops it when undefined. */
export function sessionCookie(token: string | undefined, options: { secure: boolean }): string {
  const age = token === undefined ? 0 : LIFETIME / 1000;
  const parts = [`${COOKIE}=${token ?? ''}`, 'Path=/staff', `Max-Age=${age}`, 'HttpOnly', 'SameSite=Strict'];
  return (options.secure ? [...parts, 'Secure'] : parts).join('; ');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
