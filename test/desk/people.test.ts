import { readdirSync, readFileSync } from 'node:fs';
import { Accounts } from '../../desk/accounts.ts';
import { audit } from '../../desk/audit.ts';
import { findConversation } from '../../store/queries/conversations.ts';
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

describe('an account that is removed', () => {
  it('leaves no conversation with the bot that it had lent: the next one who has the case has the conversation', async () => {
    const { caseId, conversationId } = await server.openCase();
    await server.desk.claim(caseId, yamada.staff);
    await server.database.run(`update cases set lent_procedure = 'walk' where id = $1`, [caseId]);
    await server.database.run(`update conversations set owner = 'bot' where id = $1`, [conversationId]);
    await new Accounts(server.database).remove(`${yamada.staff.id}@example.jp`);
    expect((await server.desk.view(caseId)).row).toMatchObject({ status: 'waiting', lent_procedure: null });
    expect(await findConversation(server.database, conversationId)).toMatchObject({ owner: 'human', case_id: caseId });
  });
});

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

  it('comes in pages between which nothing is lost, though much happens in one moment', async () => {
    const entries = Array.from({ length: 130 }, (_, index) => ({
      action: 'searched',
      at: 5,
      detail: { words: `${index}` },
    }));
    for (const entry of entries) await audit(server.database, { staffId: chief.staff.id, ...entry });
    type Entry = { id: string; at: string; detail: { words?: string } };
    const page = async (query: string) => (await server.as(chief, 'GET', `audit${query}`)).body.entries as Entry[];
    const first = await page('');
    const oldest = first.at(-1);
    const second = await page(`?before=${Date.parse(oldest?.at ?? '')}&beforeId=${oldest?.id}`);
    const words = new Set([...first, ...second].map(({ detail }) => detail.words).filter(Boolean));
    expect(words.size).toBe(130);
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

  it('holds sign-ins that failed, lock-outs and sign-outs, and never a password or what was typed as an address', async () => {
    const accounts = new Accounts(server.database);
    await accounts.add({ email: 'sato@example.jp', name: '佐藤', role: 'agent', password: PASSWORD });
    const signIn = (email: string, password: string) => server.ask('POST', 'session', { body: { email, password } });
    for (let count = 0; count < 5; count++) await signIn('sato@example.jp', `wrong-${count}`);
    expect((await signIn('sato@example.jp', PASSWORD)).status).toBe(429);
    await signIn('hanako-secret-2024', 'typed in the wrong field');
    await server.as(yamada, 'DELETE', 'session');
    const { body } = await server.as(chief, 'GET', 'audit');
    const entries = body.entries as {
      action: string;
      staff: { name: string } | null;
      detail: Record<string, string>;
    }[];
    const told = entries.map(({ action, staff, detail }) =>
      [staff?.name ?? '', action, detail.account ?? ''].join(' '),
    );
    expect(told.reverse()).toEqual([
      ' account_added sato@example.jp',
      ...Array.from({ length: 4 }, () => ' sign_in_failed sato@example.jp'),
      ' locked_out sato@example.jp',
      expect.stringMatching(/^ sign_in_failed #[0-9a-f]{8}$/),
      '山田 signed_out ',
    ]);
    expect(JSON.stringify(body)).not.toMatch(/wrong-|hanako|typed in/);
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

describe('teams', () => {
  it('are settled by admins alone, and a case passed to one is found by its members', async () => {
    const admin = await server.browser(await server.hire('田中', 'admin'));
    const path = `staff/${yamada.staff.id}/teams`;
    expect((await server.as(chief, 'PUT', path, { teams: ['cards'] })).status).toBe(403);
    expect((await server.as(admin, 'PUT', path, { teams: ['cards'] })).status).toBe(204);
    const { body } = await server.as(yamada, 'GET', 'staff');
    expect(body.staff).toContainEqual({ ...yamada.staff, teams: ['cards'] });

    const { caseId } = await server.openCase();
    await server.openCase();
    await server.as(chief, 'POST', `cases/${caseId}/claim`);
    await server.as(chief, 'POST', `cases/${caseId}/return`, { team: 'cards', note: '再発行の件です' });
    const mine = async (browser: Browser) => {
      const { cases } = (await server.as(browser, 'GET', 'cases?status=waiting&team=mine')).body;
      return (cases as { id: string }[]).map(({ id }) => id);
    };
    expect(await mine(yamada)).toEqual([caseId]);
    expect(await mine(chief)).toEqual([]);
    const audit = JSON.stringify((await server.as(chief, 'GET', 'audit')).body);
    expect(audit).toContain('"action":"teams_set"');
    expect((await server.as(admin, 'PUT', path, { teams: [] })).status).toBe(204);
    expect(await mine(yamada)).toEqual([]);
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
