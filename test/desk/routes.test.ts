import { type Browser, type DeskServer, openDeskServer } from './desk-server.ts';

let server: DeskServer;
let yamada: Browser;
let sato: Browser;
let admin: Browser;

beforeAll(async () => {
  server = await openDeskServer();
  yamada = await server.browser(await server.hire('山田'));
  sato = await server.browser(await server.hire('佐藤'));
  admin = await server.browser(await server.hire('田中', 'admin'));
});
afterAll(() => server.close());

interface Route {
  method: string;
  path: string;
  /** A body that fits; undefined where none is needed. */
  body?: unknown;
  /** Bodies that do not, with the field that is at fault. */
  faults?: [unknown, string][];
  /** Who may, when not everybody may. */
  least?: 'admin';
}

function whoMay({ least }: Route): Browser {
  return least === 'admin' ? admin : yamada;
}

const long = 'あ'.repeat(5001);
const texts: [unknown, string][] = [
  [{}, 'text'],
  [{ text: '' }, 'text'],
  [{ text: ' 　\n' }, 'text'],
  [{ text: long }, 'text'],
  [{ text: 5 }, 'text'],
];

const READING: Route[] = [
  { method: 'GET', path: 'session' },
  { method: 'GET', path: 'staff' },
  { method: 'GET', path: 'events' },
  { method: 'GET', path: 'cases' },
  { method: 'GET', path: 'cases?status=waiting' },
  { method: 'GET', path: 'cases?q=%E3%83%AD%E3%82%B0' },
  { method: 'GET', path: 'cases?team=mine' },
  { method: 'GET', path: 'cases/:id' },
  { method: 'GET', path: 'desk' },
  { method: 'GET', path: 'library?service=saison' },
  { method: 'GET', path: 'audit' },
  { method: 'GET', path: 'reports' },
  { method: 'GET', path: 'reports/csv' },
  { method: 'GET', path: 'learning' },
  { method: 'GET', path: 'learning/examples' },
];

const CHANGING: Route[] = [
  { method: 'POST', path: 'cases/:id/claim' },
  { method: 'POST', path: 'cases/:id/messages', body: { text: 'こんにちは' }, faults: texts },
  { method: 'POST', path: 'cases/:id/notes', body: { text: 'メモ' }, faults: texts },
  {
    method: 'POST',
    path: 'cases/:id/transfer',
    body: { to: 'somebody' },
    faults: [
      [{}, 'to'],
      [{ to: '' }, 'to'],
    ],
  },
  { method: 'POST', path: 'cases/:id/typing' },
  { method: 'POST', path: 'cases/:id/pause', body: { paused: true }, faults: [[{}, 'paused']] },
  { method: 'POST', path: 'cases/:id/return', body: { team: null }, faults: [[{ team: 5 }, 'team']] },
  { method: 'POST', path: 'cases/:id/lend', body: { procedure: 'walk' }, faults: [[{}, 'procedure']] },
  { method: 'POST', path: 'cases/:id/take-back' },
  {
    method: 'POST',
    path: 'replies',
    body: { title: 'あいさつ', text: 'こんにちは' },
    faults: [
      [{ title: 'あいさつ' }, 'text'],
      [{ title: '', text: 'こんにちは' }, 'title'],
    ],
  },
  { method: 'DELETE', path: 'replies/:reply' },
  {
    method: 'POST',
    path: 'cases/:id/resolve',
    body: { cause: 'other', note: '' },
    faults: [
      [{ note: '' }, 'cause'],
      [{ cause: 'nonsense' }, 'cause'],
      [{ cause: 'other', note: long }, 'note'],
    ],
  },
  {
    method: 'POST',
    path: 'password',
    body: { current: 'a', next: 'b' },
    faults: [
      [{ next: 'b' }, 'current'],
      [{ current: 'a' }, 'next'],
    ],
  },
  { method: 'POST', path: 'learning/:message', body: { intent: 'skip' }, faults: [[{}, 'intent']] },
  {
    method: 'PUT',
    path: 'staff/:id/teams',
    body: { teams: ['cards'] },
    faults: [
      [{}, 'teams'],
      [{ teams: 'cards' }, 'teams'],
      [{ teams: ['nonsense'] }, 'teams'],
    ],
    least: 'admin',
  },
  { method: 'DELETE', path: 'sessions' },
  { method: 'DELETE', path: 'session' },
];

/** They lead to a session, so they answer without one; `sign-in.test.ts` and `oidc.test.ts` look after them. */
const DOORS = ['POST session', 'GET ways'];

it('is every route of the desk that this looks at', () => {
  const named = [...READING, ...CHANGING].map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  const inTable = [...named, ...DOORS].map((route) => route.replace(/:\w+/g, ':id'));
  const mounted = server.routes.map((route) => route.replace('/staff/api/', '').replace(/:\w+/g, ':id'));
  expect(mounted.filter((route) => !inTable.includes(route))).toEqual([]);
  expect(mounted.length).toBeGreaterThan(25);
});

/** The route on a fresh case. */
async function on(route: Route): Promise<string> {
  return route.path.includes(':id') ? route.path.replace(':id', (await server.openCase()).caseId) : route.path;
}

/** Proof that nothing was changed by a call that was refused. */
async function unchanged(path: string): Promise<void> {
  const [room, id] = path.split('/');
  if (room !== 'cases' || !id) return;
  const { row, notes, transcript } = await server.desk.view(id);
  expect([row.status, notes.length, transcript.length]).toEqual(['waiting', 0, 1]);
}

describe.each([...READING, ...CHANGING])('$method $path', (route) => {
  it('does not answer without a session', async () => {
    const path = await on(route);
    const { status, body } = await server.ask(route.method, path, { body: route.body });
    expect(status).toBe(401);
    expect(body).toEqual({ error: { code: 'unauthorized', message: 'もう一度サインインしてください。' } });
    await unchanged(path);
  });

  it('does not answer to a cookie that is no session', async () => {
    const headers = { cookie: 'a=b; tobira_staff=forged', 'x-csrf-token': yamada.csrf };
    expect((await server.ask(route.method, await on(route), { body: route.body, headers })).status).toBe(401);
  });
});

describe.each(CHANGING)('$method $path', (route) => {
  it.each([
    ['no CSRF proof', {}],
    ['an empty CSRF proof', { 'x-csrf-token': '' }],
    ['another session’s CSRF proof', { 'x-csrf-token': 'other' }],
    ['the page of another site', { 'x-csrf-token': 'own', origin: 'https://evil.example' }],
    ['a page without an origin', { 'x-csrf-token': 'own', origin: 'null' }],
  ])('changes nothing with %s', async (_what, given: Record<string, string>) => {
    const path = await on(route);
    const browser = whoMay(route);
    const proofs: Record<string, string> = { own: browser.csrf, other: sato.csrf };
    const proof = given['x-csrf-token'];
    const headers = {
      ...given,
      cookie: browser.cookie,
      ...(proof === undefined ? {} : { 'x-csrf-token': proofs[proof] ?? '' }),
    };
    const { status, body } = await server.ask(route.method, path, { body: route.body, headers });
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'forbidden' } });
    await unchanged(path);
  });
});

describe.each(CHANGING.filter((route) => route.body !== undefined))('$method $path', (route) => {
  const headers = () => ({ cookie: whoMay(route).cookie, 'x-csrf-token': whoMay(route).csrf });

  it('takes JSON only', async () => {
    const path = await on(route);
    const form = { ...headers(), 'content-type': 'application/x-www-form-urlencoded' };
    expect((await server.ask(route.method, path, { raw: 'text=a', headers: form })).status).toBe(415);
    await unchanged(path);
  });

  it('refuses malformed JSON, other shapes and bodies beyond the limit', async () => {
    const path = await on(route);
    const json = { ...headers(), 'content-type': 'application/json' };
    for (const raw of ['{"text":', '[]', 'null', '"text"']) {
      expect((await server.ask(route.method, path, { raw, headers: json })).status).toBe(400);
    }
    const raw = JSON.stringify({ text: 'a'.repeat(300_000) });
    expect((await server.ask(route.method, path, { raw, headers: json })).status).toBe(413);
    await unchanged(path);
  });

  it.each(route.faults ?? [])('says which field is at fault (%#)', async (body, field) => {
    const path = await on(route);
    const answer = await server.as(whoMay(route), route.method, path, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: { code: 'bad_request', message: expect.stringContaining(`(${field})`) },
    });
    await unchanged(path);
  });

  it('knows no case of another number', async () => {
    if (!route.path.includes(':id')) return;
    const path = route.path.replace(':id', 'AAAA-AAAA');
    const answer = await server.as(whoMay(route), route.method, path, route.body);
    expect([answer.status, answer.body]).toMatchObject([404, { error: { code: 'not_found' } }]);
  });
});

describe('a case that is with somebody else', () => {
  it.each(CHANGING.filter((route) => /claim|messages|transfer|resolve/.test(route.path)))(
    'refuses $path of another agent',
    async (route) => {
      const path = await on(route);
      await server.desk.claim(path.split('/')[1] ?? '', sato.staff);
      const body = route.path.endsWith('transfer') ? { to: yamada.staff.id } : route.body;
      const answer = await server.as(yamada, route.method, path, body);
      expect(answer.status).toBe(409);
      expect(answer.body).toEqual({ error: { code: 'conflict', message: '佐藤さんが対応しています。' } });
    },
  );
});

describe('the case as JSON', () => {
  it('is the same for reading and for every change, with story, transcript, notes and causes', async () => {
    const { caseId } = await server.openCase();
    const claimed = await server.as(yamada, 'POST', `cases/${caseId}/claim`);
    expect(claimed.status).toBe(200);
    await server.as(yamada, 'POST', `cases/${caseId}/notes`, { text: '本人確認済み' });
    const sent = await server.as(yamada, 'POST', `cases/${caseId}/messages`, {
      text: 'お待たせしました。\r\n山田です。',
    });
    expect((await server.as(yamada, 'GET', `cases/${caseId}`)).body).toEqual(sent.body);
    const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(sent.body).toEqual({
      id: caseId,
      conversationId: expect.any(String),
      status: 'open',
      service: 'saison',
      channel: 'directline',
      intent: 'login_failed',
      cause: 'typo',
      suspectedCause: 'typo',
      openedAt: iso,
      claimedAt: iso,
      closedAt: null,
      updatedAt: iso,
      assignee: { id: yamada.staff.id, name: '山田' },
      urgent: false,
      team: null,
      waitsSince: null,
      answered: true,
      pausedAt: null,
      lentProcedure: null,
      solved: null,
      hub: null,
      earlier: [],
      resolvedCause: null,
      resolution: null,
      story: expect.objectContaining({ firstWords: 'ログインできない', device: 'iPhone' }),
      transcript: [
        { id: expect.any(String), at: iso, from: 'member', text: 'ログインできない' },
        { id: expect.any(String), at: iso, from: 'bot', text: '担当の山田が承りました。このままお書きください。' },
        { id: expect.any(String), at: iso, from: 'staff', name: '山田', text: 'お待たせしました。\n山田です。' },
      ],
      notes: [{ id: expect.any(String), at: iso, staff: { id: yamada.staff.id, name: '山田' }, text: '本人確認済み' }],
      causes: [
        { id: 'typo', name: '打ち間違い' },
        { id: 'other', name: 'その他' },
      ],
    });
    const resolved = await server.as(yamada, 'POST', `cases/${caseId}/resolve`, { cause: 'other', note: '窓口へ' });
    expect(resolved.body).toMatchObject({
      status: 'closed',
      cause: 'other',
      suspectedCause: 'typo',
      resolvedCause: 'other',
      resolution: '窓口へ',
    });
  });

  it('appears in the list of its status', async () => {
    const { caseId } = await server.openCase();
    const waiting = await server.as(yamada, 'GET', 'cases?status=waiting');
    const found = (waiting.body.cases as { id: string }[]).find((one) => one.id === caseId);
    expect(found).toMatchObject({ status: 'waiting', assignee: null, service: 'saison', cause: 'typo' });
    const open = await server.as(yamada, 'GET', 'cases?status=open');
    expect((open.body.cases as { id: string }[]).map((one) => one.id)).not.toContain(caseId);
    expect((await server.as(yamada, 'GET', 'cases?status=sleeping')).status).toBe(400);
  });

  it('holds what a member typed as it is, for the page to show harmlessly', async () => {
    const { caseId, conversationId } = await server.openCase();
    await server.memberSays(conversationId, '<script>alert(1)</script>');
    const answer = await server.as(yamada, 'GET', `cases/${caseId}`);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body.transcript).toContainEqual(expect.objectContaining({ text: '<script>alert(1)</script>' }));
  });

  it('lists colleagues for passing a case on, and nothing of their accounts', async () => {
    const { body } = await server.as(yamada, 'GET', 'staff');
    expect(body.staff).toContainEqual({ id: sato.staff.id, name: '佐藤', role: 'agent', teams: [] });
    expect(JSON.stringify(body)).not.toMatch(/example\.jp|password|hash/);
  });
});
