import type { Activity } from 'botbuilder';
import type { Queryable } from '../store/database.ts';
import { activityAt } from '../store/queries/activities.ts';
import type { ConversationRow } from '../store/queries/conversations.ts';
import type { InboxRow } from '../store/queries/inbox.ts';

/** A stored activity with the event it came by. */
export interface Part {
  row: InboxRow;
  sequence: number;
  /** When it came, milliseconds since 1970. */
  at: number;
  activity: Partial<Activity>;
}

/** @param sequence that of an earlier activity of the conversation; else the event's own */
export async function partOf(queryable: Queryable, row: InboxRow, sequence = Number(row.sequence)): Promise<Part> {
  const stored = await activityAt(queryable, row.conversation_id, sequence);
  if (!stored) throw new Error(`the event ${row.event_id} has lost its activity`);
  return { row, sequence, at: Number(row.received_at), activity: JSON.parse(stored.payload) as Partial<Activity> };
}

/** What one turn answers. */
export interface Gathered {
  /** The events that it finishes, in their order. */
  rows: readonly InboxRow[];
  /** As the turn begins; when an answer is taken back, with the state before that. */
  conversation: ConversationRow;
  /** The last activity, with the words of all. */
  activity: Partial<Activity>;
  /** Sequences of all activities that are read as this one. */
  sequences: readonly number[];
  /** Those whose answer is taken back. */
  takenBack: readonly number[];
  /** It came sooner after the last answer than anybody can pick one of its choices: a label is there by chance. */
  hasty: boolean;
}

/** A turn for one event alone. */
export function alone(conversation: ConversationRow, { row, sequence, activity }: Part): Gathered {
  return { rows: [row], conversation, activity, sequences: [sequence], takenBack: [], hasty: false };
}
