import type { Queryable } from '../database.ts';

/** A message to another system, about a case. */
export interface WebhookRow {
  id: string;
  case_id: string;
  number: number;
  /** JSON, exactly as it is sent. */
  body: string;
  status: 'waiting' | 'failed';
  attempts: number;
  next_attempt_at: number;
  last_error: string | null;
  at: number;
}

/** Every process on the store must know it, also the one that removes an account from the terminal. */
const WANTED = 'case_webhooks';

export async function setWebhooksWanted(tx: Queryable, wanted: boolean): Promise<void> {
  await tx.run('delete from settings where key = $1', [WANTED]);
  if (wanted) await tx.run(`insert into settings (key, value) values ($1, 'on')`, [WANTED]);
}

export async function webhooksWanted(queryable: Queryable): Promise<boolean> {
  return (await queryable.get('select 1 as one from settings where key = $1', [WANTED])) !== undefined;
}

/** Puts a message behind those of the same case. */
export async function insertWebhook(
  tx: Queryable,
  message: { id: string; caseId: string; body: string; at: number },
): Promise<void> {
  await tx.run(
    `insert into case_webhooks (id, case_id, number, body, next_attempt_at, at)
     values ($1, $2, (select coalesce(max(number), 0) + 1 from case_webhooks where case_id = $2), $3, $4, $4)`,
    [message.id, message.caseId, message.body, message.at],
  );
}

/** The oldest waiting message of a case: no other may overtake it. */
const FIRST_OF_CASE = `w.status = 'waiting' and not exists (
  select 1 from case_webhooks b where b.case_id = w.case_id and b.status = 'waiting' and b.number < w.number)`;

/** What may be sent at `now`, one message a case, oldest first. */
export function dueWebhooks(queryable: Queryable, now: number, limit: number): Promise<WebhookRow[]> {
  return queryable.all<WebhookRow>(
    `select w.* from case_webhooks w where w.next_attempt_at <= $1 and ${FIRST_OF_CASE} order by w.at, w.id limit $2`,
    [now, limit],
  );
}

/** When the next message may be sent; undefined when none waits. */
export async function nextWebhookAt(queryable: Queryable): Promise<number | undefined> {
  const row = await queryable.get<{ at: number | null }>(
    `select min(w.next_attempt_at) as at from case_webhooks w where ${FIRST_OF_CASE}`,
  );
  return row?.at == null ? undefined : Number(row.at);
}

/** The message, while it still waits. */
export function waitingWebhook(queryable: Queryable, id: string): Promise<WebhookRow | undefined> {
  return queryable.get<WebhookRow>(`select * from case_webhooks where id = $1 and status = 'waiting'`, [id]);
}

/** It was taken. */
export async function deleteWebhook(tx: Queryable, id: string): Promise<void> {
  await tx.run('delete from case_webhooks where id = $1', [id]);
}

export async function webhookRefused(
  tx: Queryable,
  id: string,
  outcome: { status: WebhookRow['status']; nextAttemptAt: number; error: string },
): Promise<void> {
  await tx.run(
    `update case_webhooks set attempts = attempts + 1, status = $2, next_attempt_at = $3, last_error = $4 where id = $1`,
    [id, outcome.status, outcome.nextAttemptAt, outcome.error],
  );
}

/** How many messages there are, by status. */
export function countWebhooks(queryable: Queryable): Promise<{ status: WebhookRow['status']; count: number }[]> {
  return queryable.all('select status, count(*) as count from case_webhooks group by status');
}
