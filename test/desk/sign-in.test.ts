import { Accounts, signInWait } from '../../desk/accounts.ts';
import { Sessions } from '../../desk/sessions.ts';
import { type DeskServer, openDeskServer } from './desk-server.ts';

const PASSWORD = '青い傘と古い鍵と海の音';
const YAMADA = { email: 'yamada@example.jp', name: '山田', role: 'agent', password: PASSWORD } as const;

let server: DeskServer;
let now: number;
let accounts: Accounts;

beforeEach(async () => {
  server = await openDeskServer({ trustProxy: true });
  now = Date.now();
  accounts = new Accounts(server.database, () => now);
  await accounts.add(YAMADA);
});
afterEach(() => server.close());

function signIn(email: string, password: string, headers: Record<string, string> = {}) {
  return server.ask('POST', 'session', { body: { email, password }, headers });
}

function cookieOf(headers: Headers): string {
  return headers.getSetCookie()[0] ?? '';
}

describe('signing in', () => {
  it('gives the proof, the person and a cookie that scripts and other sites cannot use', async () => {
    const { status, headers, body } = await signIn(' Yamada@Example.JP ', PASSWORD);
    expect(status).toBe(200);
    expect(body).toEqual({
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      staff: { id: expect.any(String), name: '山田', role: 'agent' },
    });
    expect(cookieOf(headers)).toMatch(
      /^tobira_staff=[\w-]{43}; Path=\/staff; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
  });

  it('keeps the cookie to https when the browser came by https', async () => {
    const { headers } = await signIn(YAMADA.email, PASSWORD, { 'x-forwarded-proto': 'https' });
    expect(cookieOf(headers)).toMatch(/; Secure$/);
  });

  it('keeps nothing in the store that would sign anybody in', async () => {
    const { headers } = await signIn(YAMADA.email, PASSWORD);
    const token = /=([\w-]+)/.exec(cookieOf(headers))?.[1] ?? 'none';
    const rows = [
      ...(await server.database.all('select * from staff_sessions')),
      ...(await server.database.all('select * from staff')),
    ];
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const [wrong, unknown] = [await signIn(YAMADA.email, 'wrong'), await signIn('nobody@example.jp', PASSWORD)];
    expect(wrong.status).toBe(401);
    expect(unknown.status).toBe(401);
    expect(wrong.body).toEqual({
      error: { code: 'wrong_credentials', message: 'メールアドレスかパスワードが違います。' },
    });
    expect(unknown.body).toEqual(wrong.body);
  });

  it.each([[{}], [{ email: YAMADA.email }], [{ email: 5, password: PASSWORD }]])(
    'needs both fields (%#)',
    async (body) => {
      expect((await server.ask('POST', 'session', { body })).status).toBe(400);
    },
  );

  it('is refused to the page of another site', async () => {
    expect((await signIn(YAMADA.email, PASSWORD, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await signIn(YAMADA.email, PASSWORD, { origin: server.url })).status).toBe(200);
  });
});

describe('a session', () => {
  async function begin() {
    const { headers, body } = await signIn(YAMADA.email, PASSWORD);
    return { cookie: cookieOf(headers).split(';')[0] ?? '', csrf: String(body.csrfToken), body };
  }

  it('answers the same after a reload of the page', async () => {
    const { cookie, body } = await begin();
    expect((await server.ask('GET', 'session', { headers: { cookie } })).body).toEqual(body);
  });

  it('ends with signing out', async () => {
    const { cookie, csrf } = await begin();
    const out = await server.ask('DELETE', 'session', { headers: { cookie, 'x-csrf-token': csrf } });
    expect(out.status).toBe(204);
    expect(cookieOf(out.headers)).toMatch(/^tobira_staff=; Path=\/staff; Max-Age=0;/);
    expect((await server.ask('GET', 'session', { headers: { cookie } })).status).toBe(401);
  });

  it('ends when the same browser signs in anew', async () => {
    const { cookie } = await begin();
    await signIn(YAMADA.email, PASSWORD, { cookie });
    expect((await server.ask('GET', 'session', { headers: { cookie } })).status).toBe(401);
  });

  it('ends after twelve hours', async () => {
    const staff = await server.hire('佐藤');
    const sessions = new Sessions(server.database, () => now);
    const { token } = await sessions.begin(staff);
    now += 12 * 60 * 60_000 - 1;
    expect((await sessions.find(token))?.staff).toEqual(staff);
    now += 1;
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('ends with a new password and with the account', async () => {
    const first = await begin();
    expect(await accounts.setPassword(YAMADA.email, 'another-good-one')).toBe(1);
    expect((await server.ask('GET', 'session', { headers: { cookie: first.cookie } })).status).toBe(401);
    expect((await signIn(YAMADA.email, PASSWORD)).status).toBe(401);
    expect((await signIn(YAMADA.email, 'another-good-one')).status).toBe(200);
    await accounts.remove(YAMADA.email);
    expect((await signIn(YAMADA.email, 'another-good-one')).status).toBe(401);
  });
});

describe('back-off', () => {
  async function fail(times: number, email: string = YAMADA.email) {
    for (let time = 0; time < times; time++) {
      await expect(accounts.signIn(email, 'wrong')).rejects.toMatchObject({ code: 'wrong_credentials' });
    }
  }

  it('doubles from 30 seconds after the fifth failure up to 15 minutes', () => {
    expect([0, 4, 5, 6, 7, 9, 10, 1000].map((failed) => signInWait(failed) / 1000)).toEqual([
      0, 0, 30, 60, 120, 480, 900, 900,
    ]);
  });

  it('refuses even the right password while it lasts, and says for how long', async () => {
    await fail(5);
    const { status, headers, body } = await signIn(YAMADA.email, PASSWORD);
    expect(status).toBe(429);
    expect(body).toMatchObject({ error: { code: 'locked_out' } });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(25);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(30);
  });

  it('begins anew with the right password', async () => {
    await fail(4);
    await accounts.signIn(YAMADA.email, PASSWORD);
    await fail(4);
    await expect(accounts.signIn(YAMADA.email, PASSWORD)).resolves.toMatchObject({ name: '山田' });
  });

  it('grows with the next failure after the wait', async () => {
    await fail(5);
    now += 30_000;
    await fail(1);
    now += 59_000;
    await expect(accounts.signIn(YAMADA.email, PASSWORD)).rejects.toMatchObject({ code: 'locked_out', retryAfter: 1 });
    now += 1_000;
    await expect(accounts.signIn(YAMADA.email, PASSWORD)).resolves.toMatchObject({ name: '山田' });
  });

  it('holds for an unknown address too, so that it tells nothing', async () => {
    await fail(5, 'nobody@example.jp');
    await expect(accounts.signIn('nobody@example.jp', 'x')).rejects.toMatchObject({ code: 'locked_out' });
  });

  it('is not outrun by many tries at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => accounts.signIn(YAMADA.email, 'wrong')));
    const codes = tries.map((one) => one.status === 'rejected' && one.reason.code);
    expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(5);
    expect(codes.filter((code) => code === 'locked_out')).toHaveLength(3);
  });
});
