import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ActivityTypes } from 'botbuilder';
import type { Inbox } from '../../bots/inbox.ts';
import { BOT } from '../../bots/turn-runner.ts';
import type { Database } from '../../store/database.ts';
import { insertConversation } from '../../store/queries/conversations.ts';
import { type OriginRules, socketBaseOf } from '../origin.ts';
import { CHANNEL } from './access.ts';
import { type Bearer, TOKEN_LIFETIME, type Tokens } from './tokens.ts';

/** What Direct Line answers when it gives a token. */
export interface Issued {
  conversationId: string;
  token: string;
  /** Seconds. */
  expires_in: number;
}

/** Begins conversations, and lets clients into them again. */
export class Conversations {
  readonly #database: Database;
  readonly #inbox: Inbox;
  readonly #tokens: Tokens;
  readonly #rules: Pick<OriginRules, 'TRUST_PROXY'>;

  constructor(parts: {
    database: Database;
    inbox: Inbox;
    tokens: Tokens;
    rules: Pick<OriginRules, 'TRUST_PROXY'>;
  }) {
    this.#database = parts.database;
    this.#inbox = parts.inbox;
    this.#tokens = parts.tokens;
    this.#rules = parts.rules;
  }

  /** Names for a conversation that may begin. Nothing is stored until it does; nobody can guess them. */
  invent(userId = `dl_${randomBytes(18).toString('base64url')}`): Bearer {
    return { userId, conversationId: randomBytes(18).toString('base64url') };
  }

  async issue(bearer: Bearer): Promise<Issued> {
    const token = await this.#tokens.token(bearer);
    return { conversationId: bearer.conversationId, token, expires_in: TOKEN_LIFETIME };
  }

  /**
   * Begins the conversation: the bot learns once, in one activity, that both are there.
   * @param client what the page shows of itself (JSON)
   * @returns false when it had begun before
   */
  async start({ userId, conversationId }: Bearer, client: string): Promise<boolean> {
    await insertConversation(this.#database, {
      id: conversationId,
      channel: CHANNEL,
      userId,
      reference: '{}',
      client,
      at: Date.now(),
    });
    const { duplicate } = await this.#inbox.accept({
      conversationId,
      eventId: `${conversationId}:start`,
      from: { id: userId },
      activity: { type: ActivityTypes.ConversationUpdate, membersAdded: [{ id: userId, name: '' }, { ...BOT }] },
    });
    return !duplicate;
  }

  /** A token and the address of a stream that goes on after the watermark. */
  async enter(req: IncomingMessage, bearer: Bearer, watermark: number): Promise<Issued & { streamUrl: string }> {
    const path = `/v3/directline/conversations/${bearer.conversationId}/stream`;
    const query = new URLSearchParams({ watermark: String(watermark), t: await this.#tokens.ticket(bearer) });
    return { ...(await this.issue(bearer)), streamUrl: `${socketBaseOf(req, this.#rules)}${path}?${query}` };
  }
}
