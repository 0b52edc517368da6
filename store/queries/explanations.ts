import type { Queryable } from '../database.ts';

export interface ExplanationRow {
  conversation_id: string;
  /** Sequence of the member's activity. */
  sequence: number;
  /** JSON; see `dialogs/explanation.ts`. */
  explanation: string;
  at: number;
}

/** Keeps why a message was answered as it was; when it is answered anew, the later counts. */
export async function keepExplanation(tx: Queryable, row: ExplanationRow): Promise<void> {
  await tx.run(
    `insert into turn_explanations (conversation_id, sequence, explanation, at) values ($1, $2, $3, $4)
     on conflict (conversation_id, sequence) do update set explanation = excluded.explanation, at = excluded.at`,
    [row.conversation_id, row.sequence, row.explanation, row.at],
  );
}

/** What is kept of a conversation, oldest first. */
export function explanationsOf(queryable: Queryable, conversationId: string): Promise<ExplanationRow[]> {
  return queryable.all<ExplanationRow>('select * from turn_explanations where conversation_id = $1 order by sequence', [
    conversationId,
  ]);
}

/** What was made of a message goes with it. */
export async function dropExplanation(tx: Queryable, conversationId: string, sequence: number): Promise<void> {
  await tx.run('delete from turn_explanations where conversation_id = $1 and sequence = $2', [
    conversationId,
    sequence,
  ]);
}
