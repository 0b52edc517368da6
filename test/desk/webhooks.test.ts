import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { GIVE_UP_AFTER, WebhookPost, webhookWait } from '../../desk/webhook-post.ts';
import { type CaseNews, keepWebhook, signedHeaders } from '../../desk/webhooks.ts';
import { countWebhooks, dueWebhooks, setWebhooksWanted } from '../../store/queries/webhooks.ts';
import { eventually } from '../directline/house.ts';
import { WebhookReceiver } from '../support/webhook-receiver.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

let house: DeskHouse;
let receiver: WebhookReceiver;
const posts: WebhookPost[] = [];

beforeEach(async () => {
  house = await openDeskHouse();
  receiver = await new WebhookReceiver().open();
  await house.database.transaction((tx) => setWebhooksWanted(tx, true));
});

afterEach(async () => {
  for (const post of posts.splice(0)) await post.close();
  await receiver.close();
  await house.close();
});

function post(options: { now?: () => number; log?: pino.Logger; keys?: Buffer[] } = {}): WebhookPost {
  const { database, live } = house;
  const { log = pino({ level: 'silent' }), keys = [receiver.key], now } = options;
  const made = new WebhookPost({ database, live, log, url: receiver.url, keys, ...(now ? { now } : {}) });
  posts.push(made);
  made.start();
  return made;
}

/** The types of what was taken, once there are so many. */
async function taken(count: number): Promise<string[]> {
  const look = () => receiver.taken.map(({ type }) => type);
  return eventually(look, (types) => types.length >= count);
}

/** A case that a turn has opened: open pages, and whoever else listens, are told after the commit. */
async function openCase(): Promise<string> {
  const { caseId } = await house.openCase();
  house.live.emit('case', caseId);
  return caseId;
}

function counts() {
  return countWebhooks(house.database).then((rows) => Object.fromEntries(rows.map((row) => [row.status, row.count])));
}

describe('what another system is told of a case', () => {
  it('is everything that happens to it, in order, signed, and nothing that people wrote', async () => {
    post();
    const yamada = await house.hire('山田');
    const sato = await house.hire('佐藤');
    const caseId = await openCase();
    await house.desk.claim(caseId, yamada);
    await house.desk.sendMessage(caseId, yamada, '秘密の返事');
    await house.desk.addNote(caseId, yamada, '秘密のメモ');
    await house.desk.transfer(caseId, yamada, sato.id, '秘密の引き継ぎ');
    await house.desk.giveBack(caseId, sato, null, '');
    await house.desk.resolve(caseId, sato, { cause: 'typo', note: '秘密の結果', solved: true });
    expect(await taken(7)).toEqual([
      'case.opened',
      'case.claimed',
      'case.message',
      'case.transferred',
      'case.returned',
      'case.claimed',
      'case.resolved',
    ]);
    expect(receiver.received.every(({ genuine }) => genuine)).toBe(true);
    expect(JSON.stringify(receiver.received)).not.toMatch(/秘密|ログインできない/);
    expect(receiver.taken[1]?.body.data).toMatchObject({
      case: {
        id: caseId,
        status: 'open',
        service: 'saison',
        assignee: { name: '山田' },
        conversationId: expect.any(String),
      },
      by: yamada.id,
    });
    expect(receiver.taken[6]?.body.data).toMatchObject({ case: { cause: 'typo' }, detail: { solved: 'true' } });
    expect(await counts()).toEqual({});
  });

  it('is kept together with the change, or not at all', async () => {
    const caseId = await openCase();
    const news: CaseNews = { caseId, staffId: null, kind: 'returned', detail: {}, at: Date.now() };
    const failing = house.database.transaction(async (tx) => {
      await keepWebhook(tx, news);
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    expect(await counts()).toEqual({ waiting: 1 });
  });

  it('is nothing where nobody is to be told', async () => {
    await house.database.transaction((tx) => setWebhooksWanted(tx, false));
    await openCase();
    expect(await counts()).toEqual({});
  });
});

describe('a receiver that fails', () => {
  it.each([
    ['says that it cannot', [{ status: 500 }, { status: 429 }]],
    ['answers with another address', [{ status: 302, location: 'http://127.0.0.1:1/' }]],
    ['breaks the line', ['silence' as const]],
  ])('and %s is told again, under the same id, before anything later of that case', async (_how, treatments) => {
    receiver.treatments = [...treatments];
    post();
    const yamada = await house.hire('山田');
    const caseId = await openCase();
    await house.desk.claim(caseId, yamada);
    expect(await taken(2)).toEqual(['case.opened', 'case.claimed']);
    const first = receiver.received.filter(({ type }) => type === 'case.opened');
    expect(first).toHaveLength(treatments.length + 1);
    expect(new Set(first.map(({ id }) => id)).size).toBe(1);
    expect(receiver.received.every(({ genuine }) => genuine)).toBe(true);
  });

  it('holds back the case in question only', async () => {
    receiver.treatments = [{ status: 500 }];
    post();
    const late = await openCase();
    await eventually(
      () => receiver.received.length,
      (count) => count === 1,
    );
    const prompt = await openCase();
    await taken(2);
    expect(receiver.taken.map(({ caseId }) => caseId)).toEqual([prompt, late]);
  });

  it('and is away for a while gets everything afterwards, in order', async () => {
    await receiver.close();
    post();
    const yamada = await house.hire('山田');
    const caseId = await openCase();
    await house.desk.claim(caseId, yamada);
    await house.desk.sendMessage(caseId, yamada, 'お待たせしました');
    await eventually(
      async () => (await dueWebhooks(house.database, Number.MAX_SAFE_INTEGER, 10))[0]?.last_error,
      (error) => error !== null,
    );
    await receiver.open();
    expect(await taken(3)).toEqual(['case.opened', 'case.claimed', 'case.message']);
  });

  it('is given up after three days, is said in the log, and what comes later goes on', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => lines.push(line) });
    const yamada = await house.hire('山田');
    const caseId = await openCase();
    let now = Date.now();
    receiver.treatments = [{ status: 500 }];
    now += GIVE_UP_AFTER + 1;
    post({ now: () => now, log });
    await eventually(counts, ({ failed }) => failed === 1);
    expect(await counts()).toEqual({ failed: 1 });
    expect(lines.join('')).toContain('a case webhook was given up');
    await house.desk.claim(caseId, yamada);
    expect(await taken(1)).toEqual(['case.claimed']);
  });

  it('that says it wants no more of a message is not asked again', async () => {
    receiver.treatments = [{ status: 410 }];
    post();
    await openCase();
    await eventually(counts, ({ failed }) => failed === 1);
    expect(receiver.received).toHaveLength(1);
  });

  it('that never answers holds up no shutdown, and is told again after the next start', async () => {
    receiver.treatments = ['no answer'];
    const first = post();
    await openCase();
    await eventually(
      () => receiver.received.length,
      (count) => count === 1,
    );
    const begun = Date.now();
    await first.close();
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect(await counts()).toEqual({ waiting: 1 });
    post();
    expect(await taken(1)).toEqual(['case.opened']);
  });

  it('is asked ever more seldom, a quarter of an hour apart at most', () => {
    expect([1, 2, 3, 4].map(webhookWait)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(webhookWait(40)).toBe(15 * 60_000);
  });
});

describe('the signature', () => {
  it('is that of the published example', () => {
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_000, body: '{"test": 2432232314}' };
    expect(signedHeaders(message, [key])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is made with every key, so that one can be changed without a gap', async () => {
    post({ keys: [randomBytes(32), receiver.key] });
    await openCase();
    await taken(1);
    expect(receiver.taken[0]?.genuine).toBe(true);
  });
});

describe('a Tobira that is killed', () => {
  const FLAGS = ['--disable-warning=ExperimentalWarning', '--disable-warning=DEP0111'];
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tobira-webhooks-'));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<{ child: ChildProcess; url: string }> {
    const env = {
      ...process.env,
      DATA_DIR: folder,
      PORT: '0',
      RATE_LIMIT: 'off',
      LOG_LEVEL: 'silent',
      NODE_OPTIONS: '',
      CASE_WEBHOOK_URL: receiver.url,
      CASE_WEBHOOK_SECRET: receiver.secret,
    };
    const child = fork(join(import.meta.dirname, '..', 'support', 'server.ts'), { env, execArgv: FLAGS });
    children.push(child);
    const url = await new Promise<string>((resolve) => child.once('message', (message) => resolve(String(message))));
    return { child, url };
  }

  async function ask(url: string, body: object, token?: string): Promise<Record<string, string>> {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as Record<string, string>;
  }

  it('between the commit and the delivery loses nothing', async () => {
    await receiver.close();
    const { child, url } = await start();
    const { token } = await ask(`${url}/webchat/token`, {});
    const { conversationId } = await ask(`${url}/v3/directline/conversations`, {}, token);
    const activities = `${url}/v3/directline/conversations/${conversationId}/activities`;
    await ask(activities, { type: 'message', text: 'プロミスの担当者と話したいです' }, token);
    const waiting = async () => (await fetch(`${url}/metrics`)).text();
    const metrics = await eventually(waiting, (text) => text.includes('tobira_case_webhooks{status="waiting"} 1'));
    expect(metrics).toContain('tobira_case_webhooks{status="waiting"} 1');
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(receiver.received).toEqual([]);
    await receiver.open();
    await start();
    const come = await eventually(
      () => receiver.taken.map(({ type, genuine }) => ({ type, genuine })),
      (all) => all.length > 0,
    );
    expect(come).toEqual([{ type: 'case.opened', genuine: true }]);
  }, 60_000);
});
