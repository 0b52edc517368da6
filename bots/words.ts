import { type Activity, ActivityTypes } from 'botbuilder';
import { resumeCodeIn } from '../dialogs/resume.ts';
import { wordlessThing } from '../dialogs/wordless.ts';
import { ratingIn } from './rating.ts';
import { secretsFound } from './secrets.ts';

/** What the person said. */
export function wordsOf(activity: Partial<Activity>): string {
  return (activity.text ?? '').trim();
}

/** Words and nothing else: no picture, no secret, no code, no judgement. Only such messages are read together. */
export function isWords(activity: Partial<Activity>): boolean {
  const words = wordsOf(activity);
  if (activity.type !== ActivityTypes.Message || words === '') return false;
  if (wordlessThing(activity) || activity.attachments?.length || secretsFound(activity).length > 0) return false;
  return resumeCodeIn(words) === undefined && ratingIn(words, undefined) === undefined;
}

/** Marks what comes by a button or by a form of a page: nothing of it is still on its way, and it goes on with nothing. */
export function asWhole(activity: Partial<Activity>): Partial<Activity> {
  return { ...activity, channelData: { ...activity.channelData, whole: true } };
}

/** Whether a channel has marked the message as whole. */
export function isWhole(activity: Partial<Activity>): boolean {
  return activity.channelData?.whole === true;
}
