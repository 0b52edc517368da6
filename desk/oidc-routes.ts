import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { asError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import type { Accounts } from './accounts.ts';
import { audit } from './audit.ts';
import { answer, type Guard } from './guard.ts';
import type { Oidc, OidcSecrets } from './oidc.ts';
import { presentStaff } from './present.ts';
import { cookieIn, type Sessions, sessionCookie } from './sessions.ts';

const API = '/staff/api';
const COOKIE = 'tobira_oidc';
/** Seconds a person may take to sign in at the provider. */
const PATIENCE = 600;

interface OidcParts {
  database: Database;
  guard: Guard;
  accounts: Accounts;
  sessions: Sessions;
  log: Logger;
  /** Undefined: local accounts only. */
  oidc: Oidc | undefined;
}

/** Sign-in through the company's identity provider. These routes answer without a session: they lead to one. */
export function mountOidc(server: Server, parts: OidcParts): void {
  const { guard, oidc } = parts;
  server.get(`${API}/ways`, async (_request: Request, response: Response) => {
    answer(response, { oidc: oidc !== undefined });
  });
  if (!oidc) return;
  server.get(`${API}/oidc`, async (request: Request, response: Response) => {
    const { address, secrets } = await oidc.begin(callbackOf(request, guard));
    const value = Buffer.from(JSON.stringify(secrets)).toString('base64url');
    response.setHeader('Set-Cookie', passingCookie(value, PATIENCE, guard.isSecure(request)));
    redirect(response, address.href);
  });
  server.get(`${API}/oidc/callback`, async (request: Request, response: Response) => {
    const secure = guard.isSecure(request);
    const token = await enter(request, oidc, parts);
    const cookies = [passingCookie('', 0, secure)];
    if (token !== undefined) cookies.push(sessionCookie(token, { secure }));
    response.setHeader('Set-Cookie', cookies);
    redirect(response, token === undefined ? '/staff?sign-in=refused' : '/staff');
  });
}

/** A new session; undefined when the provider's answer, or the person, is not good for one. */
async function enter(request: Request, oidc: Oidc, parts: OidcParts): Promise<string | undefined> {
  const { database, guard, accounts, sessions, log } = parts;
  try {
    const answered = new URL(callbackOf(request, guard));
    answered.search = request.getQuery();
    const person = await oidc.finish(answered, secretsIn(request));
    const staff = await accounts.enterFrom(person).catch(async (error: unknown) => {
      // The provider vouches for the person; it is we who refuse.
      await audit(database, {
        staffId: null,
        action: 'sign_in_refused',
        detail: { account: person.email, way: 'oidc' },
      });
      throw error;
    });
    const { token } = await sessions.begin(presentStaff(staff));
    await audit(database, { staffId: staff.id, action: 'signed_in', detail: { way: 'oidc' } });
    return token;
  } catch (error) {
    log.warn({ err: asError(error) }, 'a sign-in through the identity provider was refused');
    return undefined;
  }
}

function secretsIn(request: Request): OidcSecrets {
  const kept = cookieIn(request.headers.cookie, COOKIE) ?? '';
  return JSON.parse(Buffer.from(kept, 'base64url').toString()) as OidcSecrets;
}

/** Lax: the browser brings it when the provider sends it back to us. */
function passingCookie(value: string, age: number, secure: boolean): string {
  const parts = [`${COOKIE}=${value}`, `Path=${API}/oidc`, `Max-Age=${age}`, 'HttpOnly', 'SameSite=Lax'];
  return (secure ? [...parts, 'Secure'] : parts).join('; ');
}

function callbackOf(request: Request, guard: Guard): string {
  return `${guard.ownAddress(request)}${API}/oidc/callback`;
}

function redirect(response: Response, address: string): void {
  response.setHeader('Cache-Control', 'no-store');
  response.sendRaw(303, '', { Location: address });
}
