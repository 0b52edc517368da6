import type { Queryable } from '../database.ts';

export async function insertResumeCode(
  tx: Queryable,
  row: { codeHash: string; memory: string; at: number; expiresAt: number },
): Promise<void> {
  await tx.run('delete from resume_codes where expires_at <= $1', [row.at]);
  await tx.run('insert into resume_codes (code_hash, memory, created_at, expires_at) values ($1, $2, $3, $4)', [
    row.codeHash,
    row.memory,
    row.at,
    row.expiresAt,
  ]);
}

/** What was kept under the code; undefined when there is none or its time is over. */
export async function findResumeCode(queryable: Queryable, codeHash: string, now: number): Promise<string | undefined> {
  const row = await queryable.get<{ memory: string }>(
    'select memory from resume_codes where code_hash = $1 and expires_at > $2',
    [codeHash, now],
  );
  return row?.memory;
}

export async function deleteResumeCode(tx: Queryable, codeHash: string): Promise<void> {
  await tx.run('delete from resume_codes where code_hash = $1', [codeHash]);
}
