import { createHmac, randomUUID } from 'node:crypto';
import type { Queryable } from '../store/database.ts';
import { findCaseSummary } from '../store/queries/cases.ts';
import { insertWebhook, webhooksWanted } from '../store/queries/webhooks.ts';
import { presentCaseSummary } from './present.ts';

/** What happened to a case, as far as another system may know it. */
export interface CaseNews {
  caseId: string;
  /** Who of the staff did it; null for the member, the bot or the operator. */
  staffId: string | null;
  kind: string;
  detail: Record<string, string | null>;
  at: number;
}

/** What colleagues note for each other stays in the house. */
const PRIVATE: ReadonlySet<string> = new Set(['note']);

/**
 * Keeps the news for the other system, inside the transaction of the change itself: neither goes without the other. Nothing is kept
 * where no other system is told. Of what people wrote nothing is passed on.
 */
export async function keepWebhook(tx: Queryable, { caseId, staffId, kind, detail, at }: CaseNews): Promise<void> {
  if (PRIVATE.has(kind) || !(await webhooksWanted(tx))) return;
  const row = await findCaseSummary(tx, caseId);
  if (!row) return;
  const data = { case: { ...presentCaseSummary(row), conversationId: row.conversation_id }, by: staffId, detail };
  const body = JSON.stringify({ type: `case.${kind}`, timestamp: new Date(at).toISOString(), data });
  await insertWebhook(tx, { id: `msg_${randomUUID()}`, caseId, body, at });
}

/**
 * The headers by which the receiver knows who sent it, as Standard Webhooks wants them.
 * @param message `at`: milliseconds since 1970 of this attempt
 * @param keys one signature for each, so that a key can be changed without a gap
 */
export function signedHeaders(
  message: { id: string; at: number; body: string },
  keys: readonly Buffer[],
): Record<string, string> {
  const timestamp = String(Math.floor(message.at / 1000));
  const signed = `${message.id}.${timestamp}.${message.body}`;
  const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
