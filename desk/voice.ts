import type { Queryable } from '../store/database.ts';
import type { ConversationRow } from '../store/queries/conversations.ts';

export interface DeskUtterance {
  /** `bot`: the assistant says what the desk did. `staff`: the member of staff's own words. */
  speaker: 'staff' | 'bot';
  name: string;
  /** Id of the account; only with speaker `staff`. */
  staffId?: string;
  /** Without secrets. */
  text: string;
  /** What may be answered with one touch. */
  choices?: readonly string[];
}

/** How the desk speaks into a conversation, on whatever channel it is. */
export interface Voice {
  /** Adds what is said to the conversation, inside the caller's transaction. */
  say(tx: Queryable, conversationId: string, utterance: DeskUtterance, at: number): Promise<void>;
  /** Called after the commit: open pages are told, and the channel is delivered to. */
  committed(conversationId: string): void;
}

/** How the bot is lent a conversation: it walks one procedure with the member. */
export interface Guide {
  /** Says the first step and remembers the walk, inside the caller's transaction. */
  begin(
    tx: Queryable,
    conversation: ConversationRow,
    walk: { service: string | null; procedure: string },
    at: number,
  ): Promise<void>;
}

/** The part of the process's live events that the desk hears and raises. */
export interface DeskLive {
  emit(event: 'case', caseId: string): unknown;
  emit(event: 'typing', conversationId: string, speaker: 'staff', name: string): unknown;
  on(event: 'case' | 'activity' | 'writing', listener: (id: string) => void): unknown;
  off(event: 'case' | 'activity' | 'writing', listener: (id: string) => void): unknown;
}
