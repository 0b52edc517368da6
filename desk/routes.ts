import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { Database } from '../store/database.ts';
import { Accounts, LockedOut } from './accounts.ts';
import { audit } from './audit.ts';
import { bodyOf } from './body.ts';
import { mountCases } from './case-routes.ts';
import type { Desk } from './cases.ts';
import type { DeskFeed } from './feed.ts';
import { answer, type Call, Guard } from './guard.ts';
import type { Learning } from './learning.ts';
import type { DeskLibrary } from './library.ts';
import { mountLibrary } from './library-routes.ts';
import type { Oidc } from './oidc.ts';
import { mountOidc } from './oidc-routes.ts';
import { mountPeople } from './people-routes.ts';
import { presentSession, presentStaff } from './present.ts';
import { mountReports } from './report-routes.ts';
import * as schema from './schema.ts';
import { Sessions, sessionCookie } from './sessions.ts';

export interface DeskRouteParts {
  database: Database;
  desk: Desk;
  /** What staff may put into an answer. */
  library: DeskLibrary;
  learning: Learning;
  /** Stays open until the caller closes it, before the server. */
  feed: DeskFeed;
  /** The company's identity provider; undefined: local accounts only. */
  oidc?: Oidc | undefined;
  log: Logger;
  /** TRUST_PROXY: whether X-Forwarded-Proto and X-Forwarded-Host are believed. */
  trustProxy: boolean;
  /** Called before each sign-in. @throws TobiraError `too_many_requests` when this client tries too often */
  limitSignIn(request: Request, response: Response): void;
}

const API = '/staff/api';

/** The JSON API of the staff console. Errors are thrown; the server renders them. */
export function mountDesk(server: Server, parts: DeskRouteParts): void {
  const sessions = new Sessions(parts.database);
  const guard = new Guard({ sessions, trustProxy: parts.trustProxy });
  const accounts = new Accounts(parts.database);
  mountSession(server, { ...parts, sessions, guard, accounts });
  mountCases(server, { ...parts, guard });
  mountLibrary(server, { ...parts, guard });
  mountOidc(server, { ...parts, oidc: parts.oidc, guard, accounts, sessions });
  mountReports(server, { ...parts, guard });
  mountPeople(server, { ...parts, guard, accounts, teams: parts.library.teams });
  server.get(
    `${API}/events`,
    guard.read(async ({ response, session }) => parts.feed.open(response, session)),
  );
}

function mountSession(
  server: Server,
  parts: DeskRouteParts & { sessions: Sessions; guard: Guard; accounts: Accounts },
): void {
  const { feed, sessions, guard, accounts, limitSignIn } = parts;
  server.post(`${API}/session`, async (request: Request, response: Response) => {
    limitSignIn(request, response);
    guard.requireOwnOrigin(request);
    const { email, password } = bodyOf(request, schema.signIn);
    const staff = await accounts.signIn(email, password).catch((error: unknown) => {
      if (error instanceof LockedOut) response.setHeader('Retry-After', String(error.retryAfter));
      throw error;
    });
    const before = await guard.session(request);
    if (before) await signOut(before);
    const { token, session } = await sessions.begin(presentStaff(staff));
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Set-Cookie', sessionCookie(token, { secure: guard.isSecure(request) }));
    await audit(parts.database, { staffId: staff.id, action: 'signed_in' });
    answer(response, presentSession(session));
  });
  server.get(
    `${API}/session`,
    guard.read(async ({ session }) => presentSession(session)),
  );
  server.del(
    `${API}/session`,
    guard.change(schema.nothing, async ({ request, response, session }) => {
      await signOut(session);
      response.setHeader('Set-Cookie', sessionCookie(undefined, { secure: guard.isSecure(request) }));
    }),
  );

  async function signOut(session: Call['session']): Promise<void> {
    await sessions.end(session);
    await audit(parts.database, { staffId: session.staff.id, action: 'signed_out' });
    feed.end(session);
  }
}
