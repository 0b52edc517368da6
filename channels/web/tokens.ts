import { randomBytes } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { TobiraError } from '../../errors.ts';
import type { Database } from '../../store/database.ts';
import { settingOrCreate } from '../../store/queries/settings.ts';

/** Seconds a token is good for. The real service gives 30 minutes; people who look for a PIN letter take longer. */
export const TOKEN_LIFETIME = 12 * 60 * 60;

/** Seconds within which a stream address must be used. */
const TICKET_LIFETIME = 60;

const ISSUER = 'tobira';
/** A ticket stands in an address and may reach a log: it must never pass for a token. */
const AUDIENCE = { token: 'directline', ticket: 'directline-stream' } as const;

const claims = z.object({ user: z.string().min(1), conv: z.string().min(1) });

/** Whose conversation a token or ticket opens. */
export interface Bearer {
  userId: string;
  conversationId: string;
}

/** Tokens (JWT, HS256) for the conversation and short-lived tickets for its stream. Clients read the claim `user`. */
export class Tokens {
  readonly #key: Uint8Array;

  /** @param key at least 32 bytes, base64url */
  constructor(key: string) {
    this.#key = Buffer.from(key, 'base64url');
  }

  /** With the key kept in the store, tokens outlive a restart and are good on every node. */
  static async open(database: Database): Promise<Tokens> {
    return new Tokens(await settingOrCreate(database, 'token_key', () => randomBytes(32).toString('base64url')));
  }

  token(bearer: Bearer): Promise<string> {
    return this.#sign(bearer, AUDIENCE.token, TOKEN_LIFETIME);
  }

  ticket(bearer: Bearer): Promise<string> {
    return this.#sign(bearer, AUDIENCE.ticket, TICKET_LIFETIME);
  }

  /** @throws TobiraError `token_expired`, or `unauthorized` for anything that is not ours */
  readToken(token: string): Promise<Bearer> {
    return this.#read(token, AUDIENCE.token);
  }

  /** @throws TobiraError `token_expired`, or `unauthorized` for anything that is not ours */
  readTicket(ticket: string): Promise<Bearer> {
    return this.#read(ticket, AUDIENCE.ticket);
  }

  #sign({ userId, conversationId }: Bearer, audience: string, lifetime: number): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ user: userId, conv: conversationId })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(this.#key);
  }

  async #read(token: string, audience: string): Promise<Bearer> {
    const parsed = claims.safeParse(await this.#payload(token, audience));
    if (!parsed.success) throw new TobiraError('unauthorized', 'The token names no user or no conversation.');
    return { userId: parsed.data.user, conversationId: parsed.data.conv };
  }

  async #payload(token: string, audience: string): Promise<JWTPayload> {
    try {
      const options = { algorithms: ['HS256'], issuer: ISSUER, audience, requiredClaims: ['exp'] };
      return (await jwtVerify(token, this.#key, options)).payload;
    } catch (error) {
      // The signature is looked at first: only a token of ours can be an expired one.
      const expired = error instanceof errors.JWTExpired;
      throw new TobiraError(expired ? 'token_expired' : 'unauthorized', undefined, { cause: error });
    }
  }
}
