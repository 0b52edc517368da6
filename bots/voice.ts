import type { Activity } from 'botbuilder';
import type { Queryable } from '../store/database.ts';
import { findConversation } from '../store/queries/conversations.ts';
import { append } from './conversation-log.ts';
import type { Courier } from './courier.ts';
import type { Live } from './live.ts';
import { BOT } from './turn-runner.ts';

/** How the desk speaks into a conversation: through the same log and the same delivery as the bot. */
export class ConversationVoice {
  readonly #courier: Courier;
  readonly #live: Live;

  constructor(parts: { courier: Courier; live: Live }) {
    this.#courier = parts.courier;
    this.#live = parts.live;
  }

  /** Appends what staff or bot say, inside the caller's transaction. */
  async say(
    tx: Queryable,
    conversationId: string,
    utterance: { speaker: 'staff' | 'bot'; name: string; staffId?: string; text: string; choices?: readonly string[] },
    at: number,
  ): Promise<void> {
    const row = await findConversation(tx, conversationId);
    if (!row) throw new Error(`no conversation ${conversationId}`);
    const from = utterance.speaker === 'bot' ? BOT : { id: `staff_${utterance.staffId ?? ''}`, name: utterance.name };
    const channelData = utterance.speaker === 'staff' ? { channelData: { staff: true } } : {};
    const pushes = this.#courier.pushes(row.channel);
    await append(
      tx,
      { id: row.id, channel: row.channel, pushes },
      [
        {
          speaker: utterance.speaker,
          from,
          activity: { text: utterance.text, ...channelData, ...choicesOf(utterance.choices ?? []) },
        },
      ],
      at,
    );
  }

  /** The transaction is committed: open pages look again, pushing channels are served. */
  committed(conversationId: string): void {
    this.#live.emit('activity', conversationId);
    this.#courier.schedule(conversationId);
  }
}

/** What may be answered with one touch. */
function choicesOf(choices: readonly string[]): Partial<Activity> {
  if (choices.length === 0) return {};
  const actions = choices.map((title) => ({ type: 'imBack', title, value: title }));
  return { suggestedActions: { to: [], actions } };
}
