import type { Queryable } from '../database.ts';

export async function insertResumeCode(
  tx: Queryable,
  row: { codeHash: string; memory: string; conversationId: string; at: number; expiresAt: number },
): Promise<void> {
  await tx.run('delete from resume_codes where expires_at <= $1', [row.at]);
  await tx.run(
    `insert into resume_codes (code_hash, memory, created_at, expires_at, conversation_id) values ($1, $2, $3, $4, $5)`,
    [row.codeHash, row.memory, row.at, row.expiresAt, row.conversationId],
  );
}

/** What was kept under the code; undefined when there is none or its time is over. */
export async function findResumeCode(queryable: Queryable, codeHash: string, now: number): Promise<string | undefined> {
  const row = await queryable.get<{ memory: string }>(
    'select memory from resume_codes where code_hash = $1 and expires_at > $2',
    [codeHash, now],
  );
  return row?.memory;
}

/** A code is good once. That the person of the other conversation has come back is kept. */
export async function useResumeCode(tx: Queryable, codeHash: string, resumedIn: string, at: number): Promise<void> {
  await tx.run(
    `insert into resumed_conversations (conversation_id, resumed_in, at)
     select conversation_id, $2, $3 from resume_codes
     where code_hash = $1 and conversation_id is not null and conversation_id <> $2
     on conflict do nothing`,
    [codeHash, resumedIn, at],
  );
  await tx.run('delete from resume_codes where code_hash = $1', [codeHash]);
}
