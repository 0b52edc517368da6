import type { Request, Response, Server } from 'restify';
import type { Database } from '../store/database.ts';
import { Accounts, LockedOut } from './accounts.ts';
import { bodyOf, queryOf } from './body.ts';
import type { Desk } from './cases.ts';
import type { DeskFeed } from './feed.ts';
import { answer, type Call, Guard } from './guard.ts';
import { presentCase, presentCaseSummary, presentSession, presentStaff } from './present.ts';
import * as schema from './schema.ts';
import { Sessions, sessionCookie } from './sessions.ts';

export interface DeskRouteParts {
  database: Database;
  desk: Desk;
  /** Stays open until the caller closes it, before the server. */
  feed: DeskFeed;
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
  mountCases(server, parts.desk, guard);
  server.get(
    `${API}/staff`,
    guard.read(async () => ({ staff: (await accounts.list()).map(presentStaff) })),
  );
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
    feed.end(session);
  }
}

function mountCases(server: Server, desk: Desk, guard: Guard): void {
  server.get(
    `${API}/cases`,
    guard.read(async ({ request }) => {
      const { status } = queryOf(request, schema.list);
      return { cases: (await desk.list(status)).map(presentCaseSummary) };
    }),
  );
  server.get(
    `${API}/cases/:id`,
    guard.read(async ({ id }) => presentCase(await desk.view(id))),
  );
  server.post(
    `${API}/cases/:id/claim`,
    guard.change(schema.nothing, async ({ id, session }) => presentCase(await desk.claim(id, session.staff))),
  );
  server.post(
    `${API}/cases/:id/messages`,
    guard.change(schema.message, async ({ id, session }, { text }) =>
      presentCase(await desk.sendMessage(id, session.staff, text)),
    ),
  );
  server.post(
    `${API}/cases/:id/notes`,
    guard.change(schema.note, async ({ id, session }, { text }) =>
      presentCase(await desk.addNote(id, session.staff, text)),
    ),
  );
  server.post(
    `${API}/cases/:id/transfer`,
    guard.change(schema.transfer, async ({ id, session }, { to }) =>
      presentCase(await desk.transfer(id, session.staff, to)),
    ),
  );
  server.post(
    `${API}/cases/:id/resolve`,
    guard.change(schema.resolve, async ({ id, session }, found) =>
      presentCase(await desk.resolve(id, session.staff, found)),
    ),
  );
}
