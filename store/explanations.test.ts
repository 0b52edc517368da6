import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { insertActivity } from './queries/activities.ts';
import { insertConversation } from './queries/conversations.ts';
import { dropExplanation, explanationsOf, keepExplanation } from './queries/explanations.ts';
import { openSqlite } from './sqlite.ts';

let folder: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tobira-explanations-'));
  database = await openSqlite(join(folder, 'tobira.db'));
  const made = { id: 'talk', channel: 'directline', userId: 'a', reference: '{}', client: '{}', at: 1 };
  await insertConversation(database, made);
  for (const sequence of [1, 2]) {
    const said = { speaker: 'member' as const, type: 'message', text: 'a', payload: '{}', at: sequence };
    await insertActivity(database, { conversation_id: 'talk', sequence, id: `talk|${sequence}`, ...said });
  }
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function keep(sequence: number, explanation: string): Promise<void> {
  return keepExplanation(database, { conversation_id: 'talk', sequence, explanation, at: 5 });
}

async function kept(): Promise<[number, string][]> {
  return (await explanationsOf(database, 'talk')).map(({ sequence, explanation }) => [Number(sequence), explanation]);
}

describe('explanations of turns', () => {
  it('are kept in the order of the messages, one for each', async () => {
    await keep(2, '{"b":1}');
    await keep(1, '{"a":1}');
    await keep(1, '{"a":2}');
    expect(await kept()).toEqual([
      [1, '{"a":2}'],
      [2, '{"b":1}'],
    ]);
  });

  it('go one by one', async () => {
    await keep(1, '{}');
    await keep(2, '{}');
    await dropExplanation(database, 'talk', 1);
    expect(await kept()).toEqual([[2, '{}']]);
  });

  it('go with the message that they explain', async () => {
    await keep(1, '{}');
    await keep(2, '{}');
    await database.run(`delete from activities where conversation_id = 'talk' and sequence = 2`);
    expect(await kept()).toEqual([[1, '{}']]);
  });

  it('explain nothing that was never said', async () => {
    await expect(keep(9, '{}')).rejects.toThrow();
  });
});
