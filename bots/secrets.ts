import { type Activity, ActivityTypes } from 'botbuilder';
import { redact, type SecretKind } from '../language/redaction.ts';

/** The activity without any secret: what is stored, logged, echoed and understood is this one only. */
export function withoutSecrets(activity: Partial<Activity>): Partial<Activity> {
  if (activity.type !== ActivityTypes.Message) return activity;
  const { text, found } = redact(activity.text ?? '');
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
