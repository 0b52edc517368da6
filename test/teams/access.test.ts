import { jest } from '@jest/globals';
import { conversationCount } from './store.ts';
import { eventually, Person, TeamsHouse } from './teams-house.ts';

let house: TeamsHouse;
let noise: { mockRestore(): void };

beforeAll(async () => {
  // The SDK writes to the console about every token it refuses.
  noise = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  house = await TeamsHouse.open();
});

afterAll(async () => {
  await house.close();
  noise.mockRestore();
});

describe('who may bring messages', () => {
  it('is the channel service with a good token: the message is kept, and answered with a token of ours', async () => {
    const person = new Person(house);
    expect((await person.bring({ text: 'こんにちは' })).status).toBe(200);
    expect(await person.hears(1)).toHaveLength(1);
    expect(house.cloud.tokensGiven).toBe(1);
  });

  it.each([
    ['no token', () => ''],
    ['no token but words', () => 'let me in'],
    ['a token that has expired', () => house.cloud.token({ expiresIn: -600 })],
    ['a token that somebody else has signed', () => house.cloud.token({ key: 'unpublished' })],
    ['a key that does not stand for Teams', () => house.cloud.token({ key: 'elsewhere' })],
    ['a token for another bot', () => house.cloud.token({ audience: 'another-bot' })],
    ['a token from another issuer', () => house.cloud.token({ issuer: 'https://evil.example' })],
    ['a token of the tenant itself', () => house.cloud.token({ issuer: 'https://sts.windows.net/any-tenant/' })],
    ['a token for another address', () => house.cloud.token({ serviceUrl: 'https://elsewhere.example/' })],
    ['a token that was changed', async () => tampered(await house.cloud.token())],
    ['a token without signature', async () => unsigned(await house.cloud.token())],
  ])('is nobody with %s: 401, and nothing is kept', async (_name, token) => {
    const before = await conversationCount(house);
    const person = new Person(house);
    const { status, body } = await person.bring({ text: '入れてください' }, await token());
    expect(status).toBe(401);
    expect(body).toEqual({ error: { code: 'unauthorized', message: expect.any(String) } });
    expect(await conversationCount(house)).toBe(before);
  });

  it('is nobody for an address that the token does not name, nor for none, nor for a channel of another kind', async () => {
    const person = new Person(house);
    const { serviceUrl } = house.cloud;
    expect((await person.bring({ serviceUrl: `${serviceUrl}other/` })).status).toBe(401);
    expect((await person.bring({ serviceUrl: '' })).status).toBe(400);
    expect((await person.bring({ serviceUrl: 'http://elsewhere.example/' })).status).toBe(403);
    expect((await person.bring({ channelId: 'AseChannel' })).status).toBe(401);
  });

  it('is told to come again when the keys cannot be had', async () => {
    const other = await TeamsHouse.open();
    try {
      other.cloud.keysAvailable = false;
      const person = new Person(other);
      expect((await person.bring({ text: 'こんにちは' })).status).toBe(503);
      other.cloud.keysAvailable = true;
      expect((await person.bring({ text: 'こんにちは' })).status).toBe(200);
      expect(await person.hears(1)).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  it.each([
    ['nothing', {}],
    ['no conversation', { type: 'message', channelId: 'msteams', serviceUrl: 'https://x.example', from: { id: '1' } }],
  ])('gets 400 for %s', async (_name, activity) => {
    expect((await house.bring(activity)).status).toBe(400);
  });
});

describe('without an app id', () => {
  const nobody = { MicrosoftAppId: '', MicrosoftAppPassword: '', MicrosoftAppTenantId: '', TEAMS_STAFF_CHANNEL: '' };

  it('the route does not exist', async () => {
    const closed = await TeamsHouse.open(nobody);
    try {
      expect((await new Person(closed).bring({ text: 'こんにちは' }, '')).status).toBe(404);
    } finally {
      await closed.close();
    }
  });

  it('the Emulator on this machine is served, and no other address is ever called', async () => {
    const open = await TeamsHouse.open({ ...nobody, BOT_FRAMEWORK_EMULATOR: '1' });
    try {
      open.cloud.anonymous = true;
      const person = new Person(open);
      expect((await person.bring({ channelId: 'emulator', text: 'こんにちは' }, '')).status).toBe(200);
      expect(
        await eventually(
          () => open.cloud.shown.length,
          (count) => count > 0,
        ),
      ).toBeGreaterThan(0);
      for (const serviceUrl of [
        'https://smba.trafficmanager.net/teams/',
        'http://169.254.169.254/latest',
        'http://10.0.0.1/',
        'http://127.0.0.1.example.com/',
        'http://localhost.example.com/',
        'http://user:pass@127.0.0.1/',
        'http://[::ffff:10.0.0.1]/',
        'file:///etc/passwd',
      ]) {
        const { status } = await person.bring({ channelId: 'emulator', serviceUrl, text: 'こんにちは' }, '');
        expect([serviceUrl, status]).toEqual([serviceUrl, 403]);
      }
    } finally {
      await open.close();
    }
  });
});

function tampered(token: string): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = { ...JSON.parse(Buffer.from(body, 'base64url').toString()), extra: 1 };
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

function unsigned(token: string): string {
  const head = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT', kid: 'good' })).toString('base64url');
  return `${head}.${token.split('.')[1]}.`;
}
