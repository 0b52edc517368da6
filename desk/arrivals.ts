import type { Queryable } from '../store/database.ts';
import { type CaseRow, closeCase, findCase, insertCase, raiseCase, setLent } from '../store/queries/cases.ts';
import { type ConversationRow, setOwner } from '../store/queries/conversations.ts';
import { newCaseId } from './case-id.ts';
import { recordEvent } from './change.ts';
import type { DeskRequest } from './story.ts';
import { isUrgent } from './urgency.ts';

/** Opens a case inside the turn's transaction; returns its id. `hub`: another hub is to look after it. */
export async function openCase(
  tx: Queryable,
  conversation: ConversationRow,
  request: Extract<DeskRequest, { kind: 'open_case' }>,
  at: number,
  hub = false,
): Promise<string> {
  const id = await freeCaseId(tx);
  await insertCase(tx, {
    id,
    conversationId: conversation.id,
    channel: conversation.channel,
    service: request.service,
    intent: request.intent,
    cause: request.cause,
    urgent: isUrgent(request.intent),
    hub,
    story: JSON.stringify(request.story),
    at,
  });
  await recordEvent(tx, { caseId: id, staffId: null, kind: 'opened', detail: {}, at });
  return id;
}

/** From now on the case goes before those that wait longer. */
export async function raise(tx: Queryable, row: CaseRow, intent: string, at: number): Promise<void> {
  if (row.urgency > 0) return;
  await raiseCase(tx, row.id, intent, at);
  await recordEvent(tx, { caseId: row.id, staffId: null, kind: 'raised', detail: { intent }, at });
}

/** The member waits no longer; once somebody has the case, only they end it. */
export async function leaveQueue(tx: Queryable, row: CaseRow, at: number): Promise<string | undefined> {
  const outcome = { from: 'waiting', cause: null, note: 'left', solved: null, at } as const;
  if (!(await closeCase(tx, row.id, outcome))) return undefined;
  await setOwner(tx, row.conversation_id, 'bot', null);
  await recordEvent(tx, { caseId: row.id, staffId: null, kind: 'left', detail: {}, at });
  return row.id;
}

/** The walk is over, or the member wants a human: the conversation is with staff again. */
export async function takeBack(tx: Queryable, row: CaseRow, staffId: string | null, at: number): Promise<void> {
  await setOwner(tx, row.conversation_id, 'human', row.id);
  await setLent(tx, row.id, null, at);
  const detail = { procedure: row.lent_procedure };
  await recordEvent(tx, { caseId: row.id, staffId, kind: 'taken_back', detail, at });
}

async function freeCaseId(tx: Queryable): Promise<string> {
  for (;;) {
    const id = newCaseId();
    if (!(await findCase(tx, id))) return id;
  }
}
