import { insertUnclear } from '../../store/queries/learning.ts';
import { type Browser, type DeskServer, openDeskServer } from './desk-server.ts';

let server: DeskServer;
let yamada: Browser;
let chief: Browser;

beforeEach(async () => {
  server = await openDeskServer();
  yamada = await server.browser(await server.hire('山田'));
  chief = await server.browser(await server.hire('鈴木', 'supervisor'));
});
afterEach(() => server.close());

async function unclear(id: string, text: string): Promise<void> {
  const conversation_id = await server.converse();
  const row = { id, conversation_id, sequence: 1, text, reason: 'abstained' as const, guess: 'points', at: Date.now() };
  await insertUnclear(server.database, row);
}

async function linesOf(path: string): Promise<string> {
  const response = await fetch(`${server.url}/staff/api/${path}`, { headers: { cookie: chief.cookie } });
  return response.text();
}

describe('messages that were not understood', () => {
  it('wait until somebody says with one click what they mean, or that they teach nothing', async () => {
    await unclear('one', 'はいれん');
    await unclear('two', 'あああ');
    const before = await server.as(yamada, 'GET', 'learning');
    expect(before.body.messages).toContainEqual(
      expect.objectContaining({ id: 'one', text: 'はいれん', guess: 'points' }),
    );
    expect((await server.as(yamada, 'POST', 'learning/one', { intent: 'login_failed' })).status).toBe(204);
    expect((await server.as(yamada, 'POST', 'learning/two', { intent: 'skip' })).status).toBe(204);
    expect((await server.as(yamada, 'GET', 'learning')).body.messages).toEqual([]);
    expect(await linesOf('learning/examples')).toBe('{"text":"はいれん","intent":"login_failed","service":null}\n');
  });

  it('take no meaning that there is none of, and no message that there is none of', async () => {
    await unclear('one', 'はいれん');
    expect((await server.as(yamada, 'POST', 'learning/one', { intent: 'nonsense' })).status).toBe(400);
    expect((await server.as(yamada, 'POST', 'learning/other', { intent: 'skip' })).status).toBe(404);
  });
});

describe('resolved cases', () => {
  it('become examples of the cause that was found', async () => {
    const { caseId } = await server.openCase();
    await server.desk.resolve(caseId, yamada.staff, { cause: 'typo', note: '' });
    const other = await server.openCase();
    await server.desk.resolve(other.caseId, yamada.staff, { cause: 'other', note: '' });
    expect(await linesOf('learning/examples')).toBe(
      '{"text":"ログインできない","intent":"romaji_typo","service":"saison"}\n',
    );
  });
});

describe('the figures', () => {
  it('count each day of Japan, and come as CSV', async () => {
    const { caseId, conversationId } = await server.openCase();
    await server.database.run('update conversations set started_at = $1', [Date.now()]);
    await server.desk.claim(caseId, yamada.staff);
    await server.desk.sendMessage(caseId, yamada.staff, 'こんにちは');
    await server.desk.resolve(caseId, yamada.staff, { cause: 'typo', note: '' });
    await server.request(conversationId, { kind: 'rate', caseId, score: 4 });
    await unclear('one', 'はいれん');
    const { body } = await server.as(chief, 'GET', 'reports?days=7');
    const days = body.days as Record<string, unknown>[];
    expect(days).toHaveLength(7);
    expect(days.at(-1)).toMatchObject({
      conversations: 1,
      handedOver: 1,
      solved: 0,
      waiting: 0,
      handling: 0,
      unclear: 1,
      ratings: 1,
      score: 4,
    });
    expect(body.causes).toEqual([expect.objectContaining({ service: 'saison', cause: 'typo', count: 1 })]);
    const csv = await linesOf('reports/csv?days=2');
    expect(csv.split('\r\n')).toHaveLength(4);
    expect(csv).toMatch(/^\uFEFF?日付,会話,/);
  });

  it('count as solved what a person said, or who was advised and stayed away; never mere silence', async () => {
    await server.converse();
    const said = await server.converse();
    const advised = await server.converse();
    await server.database.run('insert into advised_conversations (conversation_id, at) values ($1, $2)', [advised, 1]);
    const longAgo = Date.now() - 30 * 60 * 60_000;
    await server.database.run('update conversations set started_at = $1, updated_at = $1', [longAgo]);
    await server.database.run('insert into solved_conversations (conversation_id, at) values ($1, $2)', [
      said,
      longAgo,
    ]);
    const { body } = await server.as(chief, 'GET', 'reports?days=7');
    const days = body.days as { conversations: number; solved: number; saidSolved: number; notReturned: number }[];
    const sum = (field: 'conversations' | 'solved' | 'saidSolved' | 'notReturned') =>
      days.reduce((total, day) => total + day[field], 0);
    expect([sum('conversations'), sum('solved'), sum('saidSolved'), sum('notReturned')]).toEqual([3, 2, 1, 1]);
  });

  it.each([
    ['an hour later', 1, 0],
    ['two days later', 48, 1],
  ])('who comes back %s in a conversation they had before', async (_when, hours, solved) => {
    const hour = 60 * 60_000;
    const advisedAt = Date.now() - 72 * hour;
    const old = await server.converse();
    const advised = await server.converse();
    await server.database.run('insert into advised_conversations (conversation_id, at) values ($1, $2)', [advised, 1]);
    const begin = 'update conversations set started_at = $2, updated_at = $3 where id = $1';
    await server.database.run(begin, [old, advisedAt - hour, advisedAt + hours * hour]);
    await server.database.run(begin, [advised, advisedAt - hour / 2, advisedAt]);
    await server.database.run('update activities set at = $2 where conversation_id = $1', [
      old,
      advisedAt + hours * hour,
    ]);
    const { body } = await server.as(chief, 'GET', 'reports?days=7');
    const days = body.days as { notReturned: number }[];
    expect(days.reduce((total, day) => total + day.notReturned, 0)).toBe(solved);
  });
});
