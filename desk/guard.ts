import type { Request, RequestHandler, Response } from 'restify';
import type { z } from 'zod';
import { TobiraError } from '../errors.ts';
import type { StaffRole } from '../store/queries/staff.ts';
import { bodyOf } from './body.ts';
import { isAtLeast } from './policies.ts';
import { Refusal } from './refusal.ts';
import { proves, type Session, type Sessions, tokenIn } from './sessions.ts';

export interface Call {
  request: Request;
  response: Response;
  session: Session;
  /** From the path; empty when the path has none. */
  id: string;
}

/** Stands before every route of the desk: no answer without a session, no change without its proof. */
export class Guard {
  readonly #sessions: Sessions;
  readonly #trustProxy: boolean;

  constructor(parts: { sessions: Sessions; trustProxy: boolean }) {
    this.#sessions = parts.sessions;
    this.#trustProxy = parts.trustProxy;
  }

  /** A route that changes nothing. What `work` returns is the answer. `atLeast`: the role it needs. */
  read(work: (call: Call) => Promise<unknown>, atLeast: StaffRole = 'agent'): RequestHandler {
    return async (request, response) => {
      answer(response, await work(await this.#call(request, response, atLeast)));
    };
  }

  /** A route that changes something: needs the CSRF proof, our own origin, and a body that fits. */
  change<Schema extends z.ZodType>(
    schema: Schema,
    work: (call: Call, body: z.output<Schema>) => Promise<unknown>,
    atLeast: StaffRole = 'agent',
  ): RequestHandler {
    return async (request, response) => {
      const call = await this.#call(request, response, atLeast);
      this.requireOwnOrigin(request);
      if (!proves(call.session, request.headers['x-csrf-token'])) throw new TobiraError('forbidden');
      answer(response, await work(call, bodyOf(request, schema)));
    };
  }

  /** Browsers name the page that sends; other programs need not. */
  requireOwnOrigin(request: Request): void {
    const { origin } = request.headers;
    if (origin === undefined) return;
    const host = this.#host(request);
    if (!URL.canParse(origin) || new URL(origin).host !== host) throw new TobiraError('forbidden');
  }

  /** Scheme and host under which the browser knows us. */
  ownAddress(request: Request): string {
    return `${this.isSecure(request) ? 'https' : 'http'}://${this.#host(request)}`;
  }

  /** Whether the browser came by https. */
  isSecure(request: Request): boolean {
    if ('encrypted' in request.socket) return true;
    return this.#forwarded(request, 'x-forwarded-proto') === 'https';
  }

  /** The session of the request, when it has one. */
  async session(request: Request): Promise<Session | undefined> {
    const token = tokenIn(request.headers.cookie);
    return token === undefined ? undefined : this.#sessions.find(token);
  }

  async #call(request: Request, response: Response, atLeast: StaffRole): Promise<Call> {
    response.setHeader('Cache-Control', 'no-store');
    const session = await this.session(request);
    if (!session) throw new Refusal('unauthorized', 'もう一度サインインしてください。', 'no session of staff');
    if (!isAtLeast(session.staff, atLeast)) throw new TobiraError('forbidden', `needs the role ${atLeast}`);
    const { id } = request.params as { id?: string };
    return { request, response, session, id: id ?? '' };
  }

  #host(request: Request): string | undefined {
    return this.#forwarded(request, 'x-forwarded-host') ?? request.headers.host;
  }

  #forwarded(request: Request, header: string): string | undefined {
    if (!this.#trustProxy) return undefined;
    return (
      String(request.headers[header] ?? '')
        .split(',')[0]
        ?.trim() || undefined
    );
  }
}

/** Sends the answer as JSON; `undefined` as an empty one, unless the route has answered by itself. */
export function answer(response: Response, body: unknown): void {
  if (response.headersSent) return;
  if (body === undefined) response.sendRaw(204, '');
  else response.sendRaw(200, JSON.stringify(body), { 'Content-Type': 'application/json; charset=utf-8' });
}
