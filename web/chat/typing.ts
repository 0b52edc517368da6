import { type Activity, speakerOf } from './activity.ts';

/** Somebody is writing. Only ever shown on the word of the server, which knows whose conversation it is. */
export interface Typing {
  name: string;
  speaker: 'bot' | 'staff';
  /** Milliseconds since 1970; after this the sign is stale. */
  until: number;
}

/** Direct Line clients show a typing activity this long when nothing follows. */
const SIGN_LASTS_MILLISECONDS = 5_000;

/** The sign after the activity: a typing activity sets it, a message from the same side takes it away. */
export function typingAfter(typing: Typing | undefined, activity: Activity, now: number): Typing | undefined {
  const speaker = speakerOf(activity);
  if (speaker === 'member') return typing;
  if (activity.type === 'typing') {
    return { name: activity.from?.name ?? '', speaker, until: now + SIGN_LASTS_MILLISECONDS };
  }
  return activity.type === 'message' && typing?.speaker === speaker ? undefined : typing;
}
