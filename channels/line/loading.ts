import type { Logger } from 'pino';
import type { Live } from '../../bots/live.ts';
import { asError } from '../../errors.ts';
import type { Database } from '../../store/database.ts';
import { findConversation } from '../../store/queries/conversations.ts';
import type { LineApi } from './api.ts';
import { isOnLine, referenceSchema } from './members.ts';

/** The sign that the bot is answering. It is a courtesy: when it fails, nothing else does. */
export class Loading {
  readonly #database: Database;
  readonly #api: LineApi;
  readonly #live: Live;
  readonly #log: Logger;
  readonly #underway = new Map<string, Promise<void>>();

  constructor(parts: { database: Database; api: LineApi; live: Live; log: Logger }) {
    this.#database = parts.database;
    this.#api = parts.api;
    this.#live = parts.live;
    this.#log = parts.log;
    this.#live.on('typing', this.#onTyping);
  }

  /** Resolves when the sign for this conversation was given, or given up. */
  async settled(conversationId: string): Promise<void> {
    await this.#underway.get(conversationId);
  }

  close(): void {
    this.#live.off('typing', this.#onTyping);
  }

  readonly #onTyping = (conversationId: string, speaker: 'bot' | 'staff'): void => {
    if (speaker !== 'bot' || !isOnLine(conversationId) || this.#underway.has(conversationId)) return;
    const sign = this.#show(conversationId)
      .catch((error: unknown) => this.#log.debug({ err: asError(error), conversationId }, 'no loading animation'))
      .finally(() => this.#underway.delete(conversationId));
    this.#underway.set(conversationId, sign);
  };

  async #show(conversationId: string): Promise<void> {
    const row = await findConversation(this.#database, conversationId);
    if (!row) return;
    await this.#api.showLoading(referenceSchema.parse(JSON.parse(row.reference)).userId);
  }
}
