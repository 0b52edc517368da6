import type { Gathered } from './gathered.ts';
import type { TurnOutcome } from './tobira-bot.ts';
import { isWords } from './words.ts';

/** Milliseconds in which nobody can have read an answer and written again. */
export const UNREAD_FOR = 2_500;

/** Milliseconds in which nobody can have seen a choice and picked it. */
export const UNSEEN_FOR = 600;

/** What the last turn can be taken back to. Plain JSON, kept with the conversation. */
export interface Unread {
  /** When the turn was committed, milliseconds since 1970. */
  at: number;
  /** Sequences of the messages that it answered. */
  sequences: readonly number[];
  /** The person took a choice: what is said next is an answer, unless it leans on the choice. */
  picked: boolean;
  /** The state before the turn, as JSON. */
  state: string;
}

/** JSON of the way back; null where there is none: something was done beyond words, or only words can be taken back. */
export function wayBack(gathered: Gathered, outcome: TurnOutcome, at: number): string | null {
  const { activity, conversation, sequences, hasty } = gathered;
  const { state, requests, notes } = outcome;
  const isSettled = requests.length > 0 || notes?.solved === true;
  if (!isWords(activity) || state === undefined || isSettled) return null;
  const picked = outcome.picked === true && !hasty;
  const unread: Unread = { at, sequences, picked, state: conversation.state };
  return JSON.stringify(unread);
}
