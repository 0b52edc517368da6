import type { Queryable } from '../database.ts';
import type { ActivityRow } from './activities.ts';

/** Puts other words in the place of what was said. */
export async function rewriteActivity(
  tx: Queryable,
  row: Pick<ActivityRow, 'conversation_id' | 'sequence' | 'text' | 'payload'>,
): Promise<void> {
  await tx.run('update activities set text = $3, payload = $4 where conversation_id = $1 and sequence = $2', [
    row.conversation_id,
    row.sequence,
    row.text,
    row.payload,
  ]);
}

/** What was not answered yet is answered no more. */
export async function finishEventOf(tx: Queryable, conversationId: string, sequence: number): Promise<void> {
  await tx.run(`update inbox set status = 'done' where conversation_id = $1 and sequence = $2 and status = 'waiting'`, [
    conversationId,
    sequence,
  ]);
}

/** What was said after the activity and repeats `words`. */
export function laterWith(
  tx: Queryable,
  conversationId: string,
  sequence: number,
  words: string,
): Promise<ActivityRow[]> {
  return tx.all<ActivityRow>(
    `select * from activities
     where conversation_id = $1 and sequence > $2 and speaker = 'bot' and text like '%' || $3 || '%' escape '!'`,
    [conversationId, sequence, words.replace(/[!%_]/g, '!$&')],
  );
}

/** The conversation's cases with their stories (JSON). */
export function storiesOf(tx: Queryable, conversationId: string): Promise<{ id: string; story: string }[]> {
  return tx.all('select id, story from cases where conversation_id = $1', [conversationId]);
}

export async function setStory(tx: Queryable, id: string, story: string): Promise<void> {
  await tx.run('update cases set story = $2 where id = $1', [id, story]);
}
