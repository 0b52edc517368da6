import { readdirSync, readFileSync } from 'node:fs';
import { Accounts } from '../../desk/accounts.ts';
import { type Browser, type DeskServer, openDeskServer } from './desk-server.ts';

const PASSWORD = '青い傘と古い鍵と海の音';

let server: DeskServer;
let yamada: Browser;
let chief: Browser;

beforeEach(async () => {
  server = await openDeskServer();
  yamada = await server.browser(await server.hire('山田'));
  chief = await server.browser(await server.hire('鈴木', 'supervisor'));
});
afterEach(() => server.close());

async function actionsOf(caseId: string): Promise<string[]> {
  const { body } = await server.as(chief, 'GET', `audit?case=${caseId}`);
  const entries = body.entries as { action: string; staff: { name: string } }[];
  return entries.map(({ action, staff }) => `${staff.name} ${action}`).reverse();
}

describe('the audit log', () => {
  it('holds every look and every action, each with who did it', async () => {
    const { caseId } = await server.openCase();
    await server.as(chief, 'GET', `cases/${caseId}`);
    await server.as(yamada, 'GET', `cases/${caseId}`);
    await server.as(yamada, 'POST', `cases/${caseId}/claim`);
    await server.as(yamada, 'GET', `cases/${caseId}`);
    await server.as(yamada, 'POST', `cases/${caseId}/messages`, { text: 'こんにちは' });
    await server.as(yamada, 'POST', `cases/${caseId}/resolve`, { cause: 'other' });
    expect(await actionsOf(caseId)).toEqual([
      '鈴木 looked',
      '山田 looked',
      '山田 claimed',
      '山田 message',
      '山田 resolved',
    ]);
  });

  it('never repeats what was typed', async () => {
    const { caseId } = await server.openCase();
    await server.as(yamada, 'POST', `cases/${caseId}/claim`);
    await server.as(yamada, 'POST', `cases/${caseId}/messages`, { text: 'きりんの話' });
    await server.as(yamada, 'GET', 'cases?q=4111111111111111');
    const { body } = await server.as(chief, 'GET', 'audit');
    expect(JSON.stringify(body)).not.toMatch(/きりん|4111/);
    expect(JSON.stringify(body)).toMatch(/searched/);
  });

  it('is only ever added to: no query of the store changes or removes a row', () => {
    const folder = new URL('../../store/queries/', import.meta.url);
    const queries = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
    expect(queries.join('\n')).not.toMatch(/(?:update|delete from)\s+audit_log/);
  });
});

describe('roles', () => {
  it.each(['audit', 'reports', 'reports/csv', 'learning/examples'])('keep agents from %s', async (path) => {
    expect((await server.as(yamada, 'GET', path)).status).toBe(403);
    expect((await server.as(chief, 'GET', path)).status).toBe(200);
  });
});

describe('one’s own account', () => {
  it('signs out everywhere at once', async () => {
    const other = await server.browser(yamada.staff);
    expect((await server.as(yamada, 'DELETE', 'sessions')).status).toBe(204);
    for (const browser of [yamada, other]) expect((await server.as(browser, 'GET', 'session')).status).toBe(401);
    expect((await server.as(chief, 'GET', 'session')).status).toBe(200);
  });

  it('gets a new password only against the present one, and within the rules', async () => {
    const accounts = new Accounts(server.database);
    await accounts.add({ email: 'sato@example.jp', name: '佐藤', role: 'agent', password: PASSWORD });
    const account = (await accounts.list()).find(({ name }) => name === '佐藤');
    const sato = await server.browser({ id: account?.id ?? '', name: '佐藤', role: 'agent' });
    const change = (current: string, next: string) => server.as(sato, 'POST', 'password', { current, next });
    expect((await change('wrong', 'another-good-one')).status).toBe(401);
    expect((await change(PASSWORD, 'short')).status).toBe(400);
    expect((await change(PASSWORD, 'another-good-one')).status).toBe(204);
    expect((await server.as(sato, 'GET', 'session')).status).toBe(401);
    await expect(accounts.signIn('sato@example.jp', 'another-good-one')).resolves.toMatchObject({ name: '佐藤' });
  });
});
