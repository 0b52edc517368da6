import { request } from 'node:http';
import { SignJWT } from 'jose';
import { settingOrCreate } from '../../store/queries/settings.ts';
import { type Answer, call, eventually, type House, openHouse, SECRET, Visit } from './house.ts';

describe('what the web channel refuses', () => {
  let house: House;
  let visit: Visit;
  const message = { type: 'message', text: 'こんにちは' };

  beforeAll(async () => {
    house = await openHouse({ ALLOWED_ORIGINS: 'https://member.example' });
    visit = await Visit.begin(house.url);
  });

  /** A token as ours, but with another key or other claims. */
  const forge = async (claims: Record<string, unknown>, key?: string): Promise<string> => {
    const ours = await settingOrCreate(house.database, 'token_key', () => '');
    const now = Math.floor(Date.now() / 1000);
    const conv = visit.conversation.split('/').at(-1);
    return new SignJWT({ user: 'dl_someone', conv, iss: 'tobira', aud: 'directline', exp: now + 60, ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(key ?? ours, 'base64url'));
  };

  const postWith = (token: string | undefined, body: unknown = message): Promise<Answer> =>
    call(`${visit.conversation}/activities`, 'POST', { token, body });

  const refused = (status: number, code: string) => ({
    status,
    body: { error: { code, message: expect.stringMatching(/。$/) } },
  });

  it('takes no message without a token', async () => {
    expect(await postWith(undefined)).toMatchObject(refused(401, 'Unauthorized'));
  });

  it('tells a member whom it does not know any more what they can do, and nothing of signing in', async () => {
    const message = 'ページを開き直して、もう一度お試しください。';
    expect((await postWith('nonsense')).body).toEqual({ error: { code: 'Unauthorized', message } });
  });

  it.each(['nonsense', 'a.b.c', ''])('takes no token that is none: %p', async (token) => {
    expect(await postWith(token)).toMatchObject(refused(401, 'Unauthorized'));
  });

  it('takes a token made with our key, and none made with another', async () => {
    expect((await postWith(await forge({}))).status).toBe(200);
    const foreign = await forge({}, Buffer.alloc(32, 7).toString('base64url'));
    expect(await postWith(foreign)).toMatchObject(refused(401, 'Unauthorized'));
  });

  it('takes no token that says it needs no signature', async () => {
    const [, payload] = (await forge({})).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await postWith(`${header}.${payload}.`)).toMatchObject(refused(401, 'Unauthorized'));
  });

  it.each([
    ['without an end', { exp: undefined }],
    ['for another purpose', { aud: 'directline-stream' }],
    ['of another issuer', { iss: 'somebody' }],
    ['without a user', { user: undefined }],
    ['with a user that is no text', { user: { id: 'dl_1' } }],
  ])('takes no token %s', async (_what, claims) => {
    expect(await postWith(await forge(claims))).toMatchObject(refused(401, 'Unauthorized'));
  });

  it('says of an expired token that it has expired, everywhere', async () => {
    const expired = await forge({ exp: Math.floor(Date.now() / 1000) - 1 });
    const answers = await Promise.all([
      postWith(expired),
      call(visit.conversation, 'GET', { token: expired }),
      call(`${visit.conversation}/activities`, 'GET', { token: expired }),
      call(`${house.url}/v3/directline/tokens/refresh`, 'POST', { token: expired }),
      call(`${house.url}/v3/directline/conversations`, 'POST', { token: expired }),
    ]);
    for (const answer of answers) expect(answer).toMatchObject(refused(403, 'TokenExpired'));
  });

  it('keeps a conversation from the token of another', async () => {
    const other = await Visit.begin(house.url);
    expect(await postWith(other.token)).toMatchObject(refused(404, 'NotFound'));
    expect(await call(visit.conversation, 'GET', { token: other.token })).toMatchObject(refused(404, 'NotFound'));
    const read = await call(`${visit.conversation}/activities`, 'GET', { token: other.token });
    expect(read).toMatchObject(refused(404, 'NotFound'));
  });

  it('knows no conversation that has not begun', async () => {
    const { body } = await call(`${house.url}/webchat/token`, 'POST');
    const nowhere = `${house.url}/v3/directline/conversations/${body.conversationId}`;
    expect(await call(nowhere, 'GET', { token: body.token })).toMatchObject(refused(404, 'NotFound'));
    const post = await call(`${nowhere}/activities`, 'POST', { token: body.token, body: message });
    expect(post).toMatchObject(refused(404, 'NotFound'));
    expect(await call(nowhere, 'GET', { token: SECRET })).toMatchObject(refused(404, 'NotFound'));
  });

  it('shows conversations of other channels to nobody, not even with the secret', async () => {
    await house.database.run(
      `insert into conversations (id, channel, user_id, reference, updated_at) values ('line1', 'line', 'U1', '{}', 1)`,
    );
    const answer = await call(`${house.url}/v3/directline/conversations/line1/activities`, 'GET', { token: SECRET });
    expect(answer).toMatchObject(refused(404, 'NotFound'));
  });

  it.each([
    ['no JSON', '{"type":'],
    ['an empty text', ' '],
    ['a list', []],
    ['nothing at all', {}],
    ['no type', { text: 'こんにちは' }],
    ['a conversationUpdate', { type: 'conversationUpdate', membersAdded: [{ id: 'dl_x' }] }],
    ['an invoke', { type: 'invoke', name: 'adaptiveCard/action' }],
    ['a text that is a number', { type: 'message', text: 7 }],
    ['a text that is an object', { type: 'message', text: { toString: 'x' } }],
    ['a client id that is no text', { ...message, channelData: { clientActivityID: {} } }],
    ['a client id without end', { ...message, channelData: { clientActivityID: 'x'.repeat(300) } }],
  ])('takes no activity that is %s', async (_what, body) => {
    expect(await visit.post(body)).toMatchObject(refused(400, 'BadRequest'));
  });

  it('takes no body that is not UTF-8', async () => {
    const response = await fetch(`${visit.conversation}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${visit.token}`, 'content-type': 'application/json' },
      body: Buffer.from([0x22, 0xff, 0xfe, 0x22]),
    });
    expect(response.status).toBe(400);
  });

  it('takes nothing but JSON, and nothing compressed', async () => {
    const plain = await visit.post(JSON.stringify(message), { 'content-type': 'text/plain' });
    expect(plain).toMatchObject(refused(415, 'UnsupportedMedia'));
    const packed = await visit.post(JSON.stringify(message), { 'content-encoding': 'gzip' });
    expect(packed).toMatchObject(refused(415, 'UnsupportedMedia'));
  });

  it('takes no file, and says so', async () => {
    const form = new FormData();
    form.append('file', new Blob(['a picture']), 'カード.png');
    const response = await fetch(`${visit.conversation}/upload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${visit.token}` },
      body: form,
    });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({
      error: { code: 'NoAttachments', message: expect.stringContaining('文字で') },
    });
  });

  it('takes a message of 12,000 characters and none that is longer', async () => {
    expect((await visit.say('あ'.repeat(12_000))).status).toBe(200);
    expect(await visit.say('あ'.repeat(12_001))).toMatchObject(refused(413, 'TooLarge'));
  });

  it.each([257 * 1024, 5 * 1024 * 1024])('takes no body of %p bytes and goes on working', async (size) => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { authorization: `Bearer ${visit.token}`, 'content-type': 'application/json' };
      const sending = request(`${visit.conversation}/activities`, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        response.resume();
      });
      sending.on('error', reject);
      sending.end(Buffer.alloc(size, 0x20));
    });
    expect(status).toBe(413);
    expect((await visit.say('まだ動きますか')).status).toBe(200);
  });

  it('survives a client that leaves in the middle of its request', async () => {
    const headers = {
      authorization: `Bearer ${visit.token}`,
      'content-type': 'application/json',
      'content-length': '999',
    };
    const sending = request(`${visit.conversation}/activities`, { method: 'POST', headers });
    sending.on('error', () => undefined);
    sending.write('{"type":"mess');
    await new Promise((resolve) => setTimeout(resolve, 50));
    sending.destroy();
    expect((await visit.say('まだ動きますか')).status).toBe(200);
  });

  it.each(['abc', '-1', '1e3', '99999999999999999999'])('knows no watermark %p', async (watermark) => {
    const answer = await call(`${visit.conversation}/activities?watermark=${watermark}`, 'GET', { token: visit.token });
    expect(answer).toMatchObject(refused(400, 'BadRequest'));
  });

  it.each([
    ['GET', '/v3/directline/nothing', 404, 'NotFound'],
    ['GET', '/webchat/token', 405, 'MethodNotAllowed'],
    ['DELETE', '/v3/directline/conversations', 405, 'MethodNotAllowed'],
    ['GET', '/nothing', 404, 'not_found'],
    ['GET', '/../../etc/passwd', 404, 'not_found'],
    ['GET', '/%2e%2e/%2e%2e/etc/passwd', 404, 'not_found'],
    ['GET', `/v3/directline/conversations/${'x'.repeat(500)}`, 404, 'NotFound'],
  ])('answers %s %s with %p', async (method, path, status, code) => {
    expect(await call(house.url + path, method)).toMatchObject(refused(status, code));
  });

  it('gives pages of other sites no token', async () => {
    const from = (origin: string) => call(`${house.url}/webchat/token`, 'POST', { headers: { origin } });
    expect(await from('https://elsewhere.example')).toMatchObject(refused(403, 'Forbidden'));
    expect(await from('null')).toMatchObject(refused(403, 'Forbidden'));
    expect((await from(house.url)).status).toBe(200);
    expect((await from('https://member.example')).status).toBe(200);
  });

  it('lets only allowed sites read the answers', async () => {
    const from = (origin: string, method: string) =>
      call(`${house.url}/webchat/token`, method, { headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = await from('https://member.example', 'OPTIONS');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://member.example');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('x-ms-bot-agent');
    const foreign = await from('https://elsewhere.example', 'OPTIONS');
    expect(foreign.status).toBe(405);
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('gives tokens for named users to nobody without the secret', async () => {
    const generate = (token: string | undefined, body?: unknown) =>
      call(`${house.url}/v3/directline/tokens/generate`, 'POST', { token, body });
    expect(await generate(undefined)).toMatchObject(refused(401, 'Unauthorized'));
    expect(await generate(`${SECRET}!`)).toMatchObject(refused(401, 'Unauthorized'));
    expect(await generate(visit.token)).toMatchObject(refused(401, 'Unauthorized'));
    expect(await generate(SECRET, { user: { id: 'admin' } })).toMatchObject(refused(400, 'BadRequest'));
  });

  it('does not say what went wrong inside', async () => {
    const broken = await openHouse();
    const its = await Visit.begin(broken.url);
    await broken.database.run('drop table inbox');
    const answer = await eventually(
      () => its.say('こんにちは'),
      ({ status }) => status === 500,
    );
    expect(answer).toMatchObject(refused(500, 'Internal'));
    expect(JSON.stringify(answer.body)).not.toContain('inbox');
  });
});
