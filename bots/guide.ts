import type { Queryable } from '../store/database.ts';
import { type ConversationRow, saveState } from '../store/queries/conversations.ts';
import { append } from './conversation-log.ts';
import type { Courier } from './courier.ts';
import type { TobiraBot } from './tobira-bot.ts';
import { BOT } from './turn-runner.ts';

/** How staff lend the bot a conversation: it walks one procedure with the member, through its own dialogs. */
export class ConversationGuide {
  readonly #bot: TobiraBot;
  readonly #courier: Courier;

  constructor(parts: { bot: TobiraBot; courier: Courier }) {
    this.#bot = parts.bot;
    this.#courier = parts.courier;
  }

  /** Says the first step and remembers the walk, inside the caller's transaction. */
  async begin(
    tx: Queryable,
    conversation: ConversationRow,
    walk: { service: string | null; procedure: string },
    at: number,
  ): Promise<void> {
    const { state, replies } = await this.#bot.walk(conversation, walk);
    if (state !== undefined) await saveState(tx, conversation.id, state);
    const { id, channel } = conversation;
    const said = replies.map((activity) => ({ speaker: 'bot' as const, from: BOT, activity }));
    await append(tx, { id, channel, pushes: this.#courier.pushes(channel) }, said, at);
  }
}
