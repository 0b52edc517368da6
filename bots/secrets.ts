import { type Activity, ActivityTypes } from 'botbuilder';
import { openLabel, type RedactionContext, redact, type SecretKind } from '../language/redaction.ts';
import type { Queryable } from '../store/database.ts';
import { newestMessages } from '../store/queries/activities.ts';

/** Digits of any script, letters in a row, or a word or two: only these can be a value that the message before announced. */
const VALUE_LIKE = /\p{N}|[A-Za-zＡ-Ｚａ-ｚ]{3}|^.{2,20}$/u;

/** A turn's answer is a handful of messages; the member's message before it is not further back. */
const LOOKED_BACK = 12;
const ASKS_FOR_ID = /ID.{0,40}(?:貼り付け|貼って|書いて)/u;

/**
 * What is known of a message before it is read: what the member's last one announced without giving it (「パスワードは」),
 * and whether the bot has just asked for an ID. One small query, and none for a message that cannot be a value.
 */
export async function contextOf(
  tx: Queryable,
  conversationId: string,
  activity: Partial<Activity>,
): Promise<RedactionContext> {
  if (activity.type !== ActivityTypes.Message || !VALUE_LIKE.test(activity.text ?? '')) return {};
  const newest = await newestMessages(tx, conversationId, LOOKED_BACK);
  const at = newest.findIndex(({ speaker }) => speaker === 'member');
  const answers = at < 0 ? newest : newest.slice(0, at);
  const after = openLabel(newest[at]?.text ?? '');
  return answers.some(({ text }) => ASKS_FOR_ID.test(text)) ? { after, expecting: 'identifier' } : { after };
}

/**
 * The activity without any secret: what is stored, logged, echoed and understood is this one only.
 * @param context what the messages before it tell
 */
export function withoutSecrets(activity: Partial<Activity>, context: RedactionContext = {}): Partial<Activity> {
  if (activity.type !== ActivityTypes.Message) return activity;
  const { text, found } = redact(activity.text ?? '', context);
  // A button's value may repeat what was typed; our own buttons carry their meaning in the text.
  const { value: _value, ...rest } = activity;
  const channelData = { ...activity.channelData, ...(found.length > 0 ? { secretsFound: found } : {}) };
  return { ...rest, text, channelData };
}

/** Kinds of secrets that were taken out of an activity, as the dialogs read them. */
export function secretsFound(activity: Partial<Activity>): SecretKind[] {
  const found: unknown = activity.channelData?.secretsFound;
  return Array.isArray(found) ? (found as SecretKind[]) : [];
}
