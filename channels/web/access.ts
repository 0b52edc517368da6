import type { IncomingMessage } from 'node:http';
import { TobiraError } from '../../errors.ts';
import type { Database } from '../../store/database.ts';
import { type ConversationRow, findConversation } from '../../store/queries/conversations.ts';
import { bearerIn, isSame } from '../bearer.ts';
import type { Bearer, Tokens } from './tokens.ts';

/** The web channel's name in the store and on activities; Bot Framework's own for Direct Line. */
export const CHANNEL = 'directline';

/** Who calls: the holder of a conversation's token, or another of our own servers, which has the secret. */
export type Caller = ({ kind: 'token' } & Bearer) | { kind: 'secret' };

/** Decides what a request may touch. */
export class Access {
  readonly #database: Database;
  readonly #tokens: Tokens;
  readonly #secret: string | undefined;

  constructor(parts: { database: Database; tokens: Tokens; secret: string | undefined }) {
    this.#database = parts.database;
    this.#tokens = parts.tokens;
    this.#secret = parts.secret;
  }

  /** @throws TobiraError `unauthorized`, `token_expired` */
  async caller(req: IncomingMessage): Promise<Caller> {
    const credential = bearerIn(req);
    if (credential === undefined) throw new TobiraError('unauthorized');
    if (this.#secret !== undefined && isSame(credential, this.#secret)) return { kind: 'secret' };
    return { kind: 'token', ...(await this.#tokens.readToken(credential)) };
  }

  /** @throws TobiraError `unauthorized` unless the secret came along; `token_expired` */
  async requireSecret(req: IncomingMessage): Promise<void> {
    const caller = await this.caller(req);
    if (caller.kind !== 'secret') throw new TobiraError('unauthorized', 'Only DIRECT_LINE_SECRET opens this.');
  }

  /**
   * The conversation, when the caller may use it.
   * @throws TobiraError `unauthorized`, `token_expired`; `not_found` also for a token of another conversation, so that
   *   nobody learns which conversations exist
   */
  async conversation(req: IncomingMessage, id: string): Promise<ConversationRow> {
    return (await this.admitted(req, id)).conversation;
  }

  /** The same, with who it is that calls. */
  async admitted(req: IncomingMessage, id: string): Promise<{ conversation: ConversationRow; caller: Caller['kind'] }> {
    const caller = await this.caller(req);
    if (caller.kind === 'token' && caller.conversationId !== id) throw new TobiraError('not_found');
    return { conversation: await this.started(id), caller: caller.kind };
  }

  /** @throws TobiraError `not_found` when it has not begun, or belongs to another channel */
  async started(id: string): Promise<ConversationRow> {
    const row = await findConversation(this.#database, id);
    if (row?.channel !== CHANNEL) throw new TobiraError('not_found', `no conversation ${id}`);
    return row;
  }
}
