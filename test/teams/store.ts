import { randomUUID } from 'node:crypto';
import type { Colleague } from '../../desk/sessions.ts';
import type { CaseSummaryRow } from '../../store/queries/cases.ts';
import { insertStaff } from '../../store/queries/staff.ts';
import type { Person, TeamsHouse } from './teams-house.ts';

export async function conversationCount(house: TeamsHouse): Promise<number> {
  const row = await house.tobira.database.get<{ count: number }>('select count(*) as count from conversations');
  return Number(row?.count ?? 0);
}

/** The newest case of a conversation. */
export async function caseIn(house: TeamsHouse, conversationId: string): Promise<CaseSummaryRow | undefined> {
  const rows = await house.tobira.desk.list(undefined);
  return rows.find((row) => row.conversation_id === conversationId);
}

/** What the member said in a conversation, as it was kept. */
export async function keptWords(house: TeamsHouse, conversationId: string): Promise<string[]> {
  const rows = await house.tobira.database.all<{ text: string }>(
    `select text from activities where conversation_id = $1 and speaker = 'member' and type = 'message' order by sequence`,
    [conversationId],
  );
  return rows.map((row) => row.text);
}

/** An account of the desk. */
export async function hire(house: TeamsHouse, name: string, email = `${randomUUID()}@example.jp`): Promise<Colleague> {
  const id = randomUUID();
  const account = { id, email, name, role: 'agent' as const, password_hash: 'none', created_at: Date.now() };
  await insertStaff(house.tobira.database, account);
  return { id, name, role: 'agent' };
}

/** How much is still to be carried into a conversation, and how much is done with. */
export async function outboxIn(house: TeamsHouse, conversationId: string): Promise<{ waiting: number; done: number }> {
  const rows = await house.tobira.database.all<{ status: string }>(
    'select status from outbox where conversation_id = $1',
    [conversationId],
  );
  const waiting = rows.filter(({ status }) => status === 'waiting').length;
  return { waiting, done: rows.length - waiting };
}

export function outboxOf(house: TeamsHouse, person: Person): Promise<{ waiting: number; done: number }> {
  return outboxIn(house, `msteams:${person.conversation.id}`);
}
