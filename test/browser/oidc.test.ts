import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { Browser, Page } from 'playwright-core';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser } from './browser.ts';

/** Who may sign in at the provider, and with which role. */
const PEOPLE: Record<string, { name: string; roles: string[] }> = {
  yamada: { name: '山田', roles: ['member', 'agent'] },
  suzuki: { name: '鈴木', roles: ['agent', 'supervisor'] },
  guest: { name: '客', roles: ['member'] },
};

let provider: Server;
let folder: string;
let tobira: Running;
let browser: Browser;

/** A real OpenID provider on this machine. Our address is known only once both listen. */
async function openProvider(callback: () => string): Promise<string> {
  provider = createServer();
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const oidc = new Provider(issuer, {
    clients: [{ client_id: 'tobira', client_secret: 'a secret of the test', redirect_uris: [callback()] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email'], profile: ['name', 'roles'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: `${id}@example.jp`, ...PEOPLE[id] }),
    }),
    cookies: { keys: ['one of the test'] },
  });
  provider.on('request', oidc.callback());
  return issuer;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

beforeAll(async () => {
  const port = await freePort();
  const issuer = await openProvider(() => `http://127.0.0.1:${port}/staff/api/oidc/callback`);
  const config = testConfig({
    PORT: String(port),
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'tobira',
    OIDC_CLIENT_SECRET: 'a secret of the test',
  });
  folder = config.DATA_DIR;
  tobira = await startTobira(config);
  browser = await openBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await tobira.close();
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

async function signIn(login: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(`${tobira.url}/staff`);
  await page.getByRole('link', { name: '会社のアカウントでサインイン' }).click();
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('anything');
  await page.locator('button[type=submit]').click();
  await page.locator('button[type=submit]').click();
  return page;
}

describe('signing in through the company’s identity provider', () => {
  it('opens the desk with the name and the highest role the provider names', async () => {
    const page = await signIn('suzuki');
    await page.getByText('自動で更新しています').waitFor();
    await page.locator('.me', { hasText: '鈴木' }).waitFor();
    const session = await page.evaluate(async () => (await fetch('/staff/api/session')).json());
    expect(session).toMatchObject({ staff: { name: '鈴木', role: 'supervisor' } });
    await page.context().close();
  }, 60_000);

  it('knows the same person again', async () => {
    for (const _ of [1, 2]) {
      const page = await signIn('yamada');
      await page.getByText('自動で更新しています').waitFor();
      await page.context().close();
    }
    const rows = await tobira.database.all(`select id from staff where email = 'yamada@example.jp'`);
    expect(rows).toHaveLength(1);
  }, 60_000);

  it('refuses a person without a role, in plain words', async () => {
    const page = await signIn('guest');
    await page.getByText('会社のアカウントでサインインできませんでした').waitFor();
    expect(await tobira.database.all(`select id from staff where email = 'guest@example.jp'`)).toEqual([]);
    await page.context().close();
  }, 60_000);

  it.each([
    ['an answer that nobody asked for', '?code=stolen&state=x', ''],
    ['an answer to another browser', '?code=stolen&state=x', 'tobira_oidc=e30'],
    ['a refusal of the provider', '?error=access_denied&state=x', 'tobira_oidc=e30'],
  ])('gives no session for %s', async (_what, query, cookie) => {
    const address = `${tobira.url}/staff/api/oidc/callback${query}`;
    const response = await fetch(address, { headers: { cookie }, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/staff?sign-in=refused']);
    expect(response.headers.getSetCookie().join()).not.toMatch(/tobira_staff=/);
  });
});
