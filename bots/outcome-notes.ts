import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { type Explanation, toKeep } from '../dialogs/explanation.ts';
import type { Memory } from '../dialogs/memory.ts';
import { SAYINGS } from '../dialogs/sayings.ts';
import type { Turn } from '../dialogs/turn.ts';
import type { Queryable } from '../store/database.ts';
import { keepExplanation } from '../store/queries/explanations.ts';
import { insertUnclear, messageBefore } from '../store/queries/learning.ts';
import { insertAdvised, insertSolved } from '../store/queries/outcomes.ts';

/** What is worth remembering of a turn beside what was said: people learn from it. */
export interface TurnNotes {
  /** The message was not understood, or the person said that no guess at the one before was right. */
  unclear?: { reason: 'abstained' | 'none_of_these'; guess: string | null };
  /** The person said that the trouble is over. */
  solved?: boolean;
  /** The person was told what to do. */
  advised?: boolean;
  /** Why the message was answered so. */
  explanation?: Explanation | undefined;
}

const NONE_OF_THESE = 'どれでもない';
/** What Tobira says when it cannot even guess. */
const NOT_UNDERSTOOD: readonly string[] = [SAYINGS.notUnderstood, SAYINGS.notUnderstoodAgain];

/** @param before what was remembered when the turn began */
export function notesOn(turn: Turn, before: Pick<Memory, 'offered'>): TurnNotes {
  const { intent } = turn.understanding;
  const offeredNone = before.offered.some(({ label }) => label === NONE_OF_THESE);
  const solved = turn.messages.some(({ text }) => text.includes(SAYINGS.solved));
  // Advice rests on facts, or is a step of a procedure; a question does neither.
  const advised = turn.messages.some(({ cites, step }) => cites.length > 0 || step !== undefined);
  const { explanation } = turn;
  if (offeredNone && turn.action?.kind === 'menu')
    return { unclear: { reason: 'none_of_these', guess: null }, explanation };
  const unclear = turn.messages.some(({ text }) => NOT_UNDERSTOOD.includes(text));
  return {
    ...(unclear ? { unclear: { reason: 'abstained', guess: intent } } : {}),
    ...(solved ? { solved } : {}),
    ...(advised ? { advised } : {}),
    explanation,
  };
}

/** Keeps the notes in the turn's transaction. The texts are redacted like everything stored. `pieces`: messages that were read as one. */
export async function keepNotes(
  tx: Queryable,
  notes: TurnNotes,
  turn: { conversationId: string; sequence: number; activity: Partial<Activity>; at: number; pieces: number },
): Promise<void> {
  const { conversationId, sequence, activity, at } = turn;
  const { explanation } = notes;
  if (explanation) {
    const acts = turn.pieces > 1 ? [`pieces:${turn.pieces}`, ...explanation.acts] : explanation.acts;
    const row = { conversation_id: conversationId, sequence, explanation: toKeep({ ...explanation, acts }), at };
    await keepExplanation(tx, row);
  }
  if (notes.advised) await insertAdvised(tx, conversationId, at);
  if (notes.solved) await insertSolved(tx, conversationId, at);
  if (!notes.unclear) return;
  const meant =
    notes.unclear.reason === 'abstained'
      ? { sequence, text: activity.text ?? '' }
      : await messageBefore(tx, conversationId, sequence);
  if (!meant?.text.trim()) return;
  const { text } = meant;
  const row = { id: randomUUID(), conversation_id: conversationId, sequence: Number(meant.sequence), text, at };
  await insertUnclear(tx, { ...row, ...notes.unclear });
}
