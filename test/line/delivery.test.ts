import { type LineHouse, openLineHouse } from './line-house.ts';
import { type Call, LineStub } from './line-stub.ts';
import { type Person, settled, until } from './person.ts';

const REPLY = '/v2/bot/message/reply';
const PUSH = '/v2/bot/message/push';

let house: LineHouse;
let stub: LineStub;
let person: Person;

beforeEach(async () => {
  house = await openLineHouse();
  stub = house.stub;
  person = house.person();
});

afterEach(async () => {
  await house.close();
  expect(stub.faults).toEqual([]);
});

const isSending = ({ path }: Call) => path === REPLY || path === PUSH;
const quiet = () => settled(() => stub.calls.length, 250);
const how = () => stub.delivered.map((one) => one.how);

/** Nobody waits for the back-off in a test. */
async function again(): Promise<void> {
  await house.database.run('update outbox set next_attempt_at = 0');
  await house.courier.deliver(house.conversationOf(person));
}

/** Some time is over for the tokens that are kept. */
async function age(milliseconds: number): Promise<void> {
  await house.database.run('update line_reply_tokens set received_at = received_at - $1', [milliseconds]);
}

describe('an answer', () => {
  it('of several messages is one reply, with the choices at its end', async () => {
    await person.ask('三つ');
    expect(person.got).toEqual(['一つ目です。', '二つ目です。', '三つ目です。']);
    expect(stub.callsTo(REPLY)).toHaveLength(1);
    expect(stub.callsTo(PUSH)).toHaveLength(0);
  });

  it('is a push when the minute of the token is over', async () => {
    stub.behave = (call) => (isSending(call) ? 429 : 'take');
    await person.say('遅れて');
    await until(() => stub.callsTo(REPLY).length > 0);
    await quiet();
    stub.behave = () => 'take';
    await age(60_000);
    await again();
    expect([person.got, how()]).toEqual([['「遅れて」ですね。'], ['push']]);
  });

  it('is a push when LINE does not take the token, though it looks fresh', async () => {
    await person.bring(person.text('合言葉', { replyToken: 'a token that LINE does not know' }));
    await until(() => person.got.length > 0);
    expect([person.got, how()]).toEqual([['「合言葉」ですね。'], ['push']]);
  });

  it('to each of two messages uses the token of each: both are free of charge', async () => {
    await person.bring(person.text('一'));
    await person.bring(person.text('二'));
    await until(() => person.got.length === 2);
    expect(how().every((one) => one === 'reply')).toBe(true);
  });

  it('that is empty sends nothing', async () => {
    await person.bring(person.follow());
    await until(() => person.got.length === 1);
    await person.say('無言');
    await quiet();
    expect(person.got).toHaveLength(1);
  });
});

describe('when LINE is in trouble, each message arrives exactly once and in order', () => {
  /** Two answers while it lasts; then LINE is well again. */
  async function through(behave: LineStub['behave']): Promise<void> {
    stub.behave = behave;
    await person.say('一');
    await until(() => stub.calls.some(isSending));
    await person.say('二');
    await quiet();
    for (let tries = 0; tries < 2; tries++) await again();
    stub.behave = () => 'take';
    await again();
    await again();
    await quiet();
  }

  it.each<[string, LineStub['behave']]>([
    ['answers 500', (call) => (isSending(call) ? 500 : 'take')],
    ['answers 503 to everything', () => 503],
    ['answers 429', (call) => (isSending(call) ? 429 : 'take')],
    ['does not answer', (call) => (isSending(call) ? 'hang' : 'take')],
    ['does not answer anything', () => 'hang'],
    ['cuts the line', (call) => (isSending(call) ? 'cut' : 'take')],
    ['refuses the access token', (call) => (isSending(call) ? 401 : 'take')],
    [
      'takes pushes without saying so',
      (call) => (call.path === PUSH ? 'take and hang' : isSending(call) ? 500 : 'take'),
    ],
  ])('it %s', async (_name, behave) => {
    await through(behave);
    expect(person.got).toEqual(['「一」ですね。', '「二」ですね。']);
  });

  it('cannot be reached at all', async () => {
    const port = Number(new URL(stub.url).port);
    await stub.close();
    await person.say('一');
    await quiet();
    const later = await LineStub.open(port);
    // The token was made by LINE before it was gone; the new one does not know it.
    await again();
    await until(() => later.delivered.length > 0);
    expect(later.textsOf(person.userId)).toEqual(['「一」ですね。']);
    expect(later.faults).toEqual([]);
    await later.close();
  });

  it('a push repeated after it was taken is answered with 409, which is success', async () => {
    await age(60_000);
    stub.behave = (call) => (call.path === REPLY ? 500 : call.path === PUSH ? 'take and hang' : 'take');
    await person.say('一');
    await until(() => stub.callsTo(REPLY).length > 0);
    await quiet();
    await again();
    stub.behave = () => 'take';
    await again();
    const pushes = stub.callsTo(PUSH);
    expect(pushes.length).toBeGreaterThan(1);
    expect(new Set(pushes.map((call) => call.retryKey)).size).toBe(1);
    expect(person.got).toEqual(['「一」ですね。']);
    expect(await house.database.all(`select * from outbox where status <> 'delivered'`)).toEqual([]);
  });

  it('no token is ever used twice, whatever became of the first time', async () => {
    for (const behaviour of ['hang', 'cut', 500, 'take and hang'] as const) {
      stub.behave = (call) => (isSending(call) ? behaviour : 'take');
      await person.say(`何が起きても ${behaviour}`);
      await quiet();
    }
    stub.behave = () => 'take';
    await again();
    const used = stub.callsTo(REPLY).map(({ body }) => body.replyToken);
    expect(used.length).toBe(new Set(used).size);
  });

  it('a message that LINE will never take does not hold up the next', async () => {
    await age(60_000);
    stub.behave = (call) => (isSending(call) && JSON.stringify(call.body).includes('禁じられた') ? 400 : 'take');
    await person.say('禁じられた言葉');
    await until(() => stub.callsTo(PUSH).length > 0);
    await person.ask('ふつうの言葉');
    expect(person.got).toEqual(['「ふつうの言葉」ですね。']);
  });
});

describe('staff', () => {
  async function talking() {
    await person.ask('担当者');
    const staff = await house.hire('佐藤 花子');
    const caseId = await house.caseOf(person);
    await house.desk.claim(caseId, staff);
    await until(() => person.got.some((text) => text.includes('佐藤 花子が承りました')));
    return { staff, caseId };
  }

  it('answer under their name, by push', async () => {
    const { staff, caseId } = await talking();
    await house.desk.sendMessage(caseId, staff, '佐藤です。お調べします。');
    await until(() => person.got.at(-1) === '佐藤です。お調べします。');
    const last = stub.delivered.at(-1);
    expect(last).toMatchObject({ how: 'push', messages: [{ type: 'text', sender: { name: '佐藤 花子' } }] });
  });

  it('answer free of charge when the person has just written', async () => {
    const { staff, caseId } = await talking();
    await person.say('まだ入れません');
    await quiet();
    await house.desk.sendMessage(caseId, staff, 'いま確かめています。');
    await until(() => person.got.at(-1) === 'いま確かめています。');
    expect(how().at(-1)).toBe('reply');
  });

  it('see how many pushes are left', async () => {
    const { staff } = await talking();
    stub.used = 150;
    const answer = await staff.get('/staff/api/channels');
    expect(await answer.json()).toMatchObject({
      channels: [
        { channel: 'line', quota: { limit: 200, used: 150, remaining: 50, exhausted: false }, undelivered: [] },
      ],
    });
    const metrics = await (await fetch(`${house.url}/metrics`)).text();
    for (const line of ['{what="used"} 150', '{what="limit"} 200', '{what="exhausted"} 0']) {
      expect(metrics).toContain(`tobira_line_quota${line}`);
    }
  });

  it('nobody else sees it', async () => {
    expect((await fetch(`${house.url}/staff/api/channels`)).status).toBe(401);
  });
});

describe('when the month has no pushes left', () => {
  it('staff are told, and the person gets everything with the next thing they write', async () => {
    await person.ask('担当者');
    await age(60_000);
    stub.used = 200;
    const staff = await house.hire('佐藤');
    const caseId = await house.caseOf(person);
    const told: string[] = [];
    house.live.on('activity', (id) => told.push(id));
    await house.desk.claim(caseId, staff);
    await house.desk.sendMessage(caseId, staff, 'お調べしました。');
    await quiet();
    expect(person.got).toHaveLength(1);
    const answer = (await (await staff.get('/staff/api/channels')).json()) as {
      channels: { quota: { exhausted: boolean }; undelivered: { caseId: string; triedAgain: boolean }[] }[];
    };
    expect(answer.channels[0]?.quota.exhausted).toBe(true);
    expect(answer.channels[0]?.undelivered[0]).toMatchObject({ caseId, triedAgain: true });
    expect(told).toContain(house.conversationOf(person));

    await person.say('いかがでしょうか');
    await until(() => person.got.length === 3);
    expect(person.got.slice(1)).toEqual(['担当の佐藤が承りました。このままお書きください。', 'お調べしました。']);
    expect(how().at(-1)).toBe('reply');
  });

  it('the bot still answers', async () => {
    stub.used = 200;
    expect(await person.ask('まだいますか')).toBe('「まだいますか」ですね。');
  });
});

describe('while the bot answers', () => {
  it('the person sees that it is at work, before the answer and never after it', async () => {
    await person.ask('一');
    const order = stub.calls.map(({ path }) => path).filter((path) => path.includes('/chat/') || path === REPLY);
    expect(order).toEqual(['/v2/bot/chat/loading/start', REPLY]);
    expect(stub.calls[0]?.body).toEqual({ chatId: person.userId, loadingSeconds: 20 });
  });

  it('nothing of the kind is shown while a human answers', async () => {
    await person.ask('担当者');
    const before = stub.callsTo('/v2/bot/chat/loading/start').length;
    await person.say('お願いします');
    await quiet();
    expect(stub.callsTo('/v2/bot/chat/loading/start')).toHaveLength(before);
  });

  it('an animation that fails holds nothing up', async () => {
    stub.behave = ({ path }) => (path.includes('/chat/') ? 'hang' : 'take');
    expect(await person.ask('一')).toBe('「一」ですね。');
  });
});
