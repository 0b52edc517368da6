import pino from 'pino';
import { LineApi } from '../../channels/line/api.ts';
import { Quota } from '../../channels/line/quota.ts';
import { ACCESS_TOKEN, LineStub } from './line-stub.ts';

const MINUTE = 60_000;

let stub: LineStub;
let quota: Quota;
let now: number;

beforeEach(async () => {
  stub = await LineStub.open();
  now = 0;
  const api = new LineApi({ accessToken: ACCESS_TOKEN, baseUrl: stub.url });
  quota = new Quota({ api, log: pino({ level: 'silent' }), now: () => now });
});

afterEach(() => stub.close());

describe('the quota', () => {
  it('is asked for once in a while, not each time', async () => {
    await Promise.all([quota.view(), quota.view()]);
    await quota.view();
    expect(stub.calls).toHaveLength(2);
    now += 6 * MINUTE;
    stub.used = 7;
    expect((await quota.view()).used).toBe(7);
  });

  it('without a limit is never used up', async () => {
    stub.quota = { type: 'none' };
    stub.used = 100_000;
    expect(await quota.view()).toMatchObject({ limit: null, remaining: null, used: 100_000, exhausted: false });
  });

  it('stands as it was told last when LINE does not answer', async () => {
    stub.used = 12;
    await quota.view();
    stub.behave = () => 500;
    now += 6 * MINUTE;
    expect(await quota.view()).toMatchObject({ limit: 200, used: 12, checkedAt: 0 });
  });

  it('before LINE has told anything is not known, and said to be so', async () => {
    stub.behave = () => 500;
    expect(await quota.view()).toEqual({ limit: null, used: 0, remaining: null, exhausted: false, checkedAt: null });
  });

  it('is used up from the moment a push is refused, until one is taken or the next month begins', async () => {
    stub.used = 199;
    await quota.view();
    quota.usedUp();
    expect((await quota.view()).exhausted).toBe(true);
    quota.pushed();
    expect((await quota.view()).exhausted).toBe(false);
    quota.usedUp();
    stub.used = 0;
    expect((await quota.view()).exhausted).toBe(false);
  });
});
