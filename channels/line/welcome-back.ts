import { append } from '../../bots/conversation-log.ts';
import { BOT } from '../../bots/turn-runner.ts';
import { SAYINGS } from '../../dialogs/sayings.ts';
import type { Queryable } from '../../store/database.ts';
import { findConversation } from '../../store/queries/conversations.ts';
import { CHANNEL } from './members.ts';

/** Greets a person who has been here before and adds the account again: a conversation's own greeting is said only once. */
export async function welcomeBack(tx: Queryable, conversationId: string, at: number): Promise<void> {
  const conversation = await findConversation(tx, conversationId);
  // Whoever comes for the first time gets the greeting itself.
  const isNew = Number(conversation?.started_at) === at;
  if (conversation?.owner !== 'bot' || isNew) return;
  const hello = { speaker: 'bot' as const, from: BOT, activity: { text: SAYINGS.helloAgain } };
  await append(tx, { id: conversationId, channel: CHANNEL, pushes: true }, [hello], at);
}
