import type { Activity } from 'botbuilder';
import type { Conversation, ConversationState } from '../dialogs/conversation.ts';
import { soundsDistressed } from '../dialogs/distress.ts';
import { byRule } from '../dialogs/explanation.ts';
import { toActivities } from '../dialogs/render.ts';
import { SAYINGS } from '../dialogs/sayings.ts';
import type { SecretKind } from '../language/redaction.ts';
import type { TurnOutcome } from './tobira-bot.ts';

/**
 * The answer to a person who waits for a human. The conversation's own state stays as it is.
 * @param before what was said just before, as the channel saw it
 */
export function whileWaiting(
  conversation: Conversation,
  state: ConversationState,
  activity: Partial<Activity>,
  before: Partial<Activity> | undefined,
  secrets: readonly SecretKind[],
): TurnOutcome {
  const text = activity.text ?? '';
  if (soundsDistressed(text)) {
    const replies = [{ type: 'message', text: SAYINGS.waitingDistressed }];
    const notes = { explanation: byRule('distress', 'waiting') };
    return { replies, requests: [{ kind: 'raise', intent: 'distress' }], notes };
  }
  const turn = conversation.wait(state, { text, at: Date.now(), secrets }, before && beforeOf(before));
  return { replies: toActivities(turn), requests: turn.requests, notes: { explanation: turn.explanation } };
}

function beforeOf({ text = '', from, suggestedActions }: Partial<Activity>) {
  return { text, byBot: from?.role === 'bot', choices: (suggestedActions?.actions ?? []).map(({ title }) => title) };
}

/** Once somebody has the conversation, the bot says nothing at all. Only what colleagues see changes: distress comes first. */
export function whileServed(activity: Partial<Activity>): TurnOutcome {
  if (!soundsDistressed(activity.text ?? '')) return { replies: [], requests: [] };
  return { replies: [], requests: [{ kind: 'raise', intent: 'distress' }] };
}
