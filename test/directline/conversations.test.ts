import { decodeJwt } from 'jose';
import { call, type House, openHouse, SECRET, Visit } from './house.ts';

describe('a conversation over Direct Line', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });

  const texts = (activities: { text?: string }[]) => activities.map((activity) => activity.text);

  it('begins with a token that has a user, a conversation and twelve hours', async () => {
    const { status, headers, body } = await call(`${house.url}/webchat/token`, 'POST', { body: {} });
    const claims = decodeJwt(body.token);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({ userId: claims.user, conversationId: claims.conv, expires_in: 43_200 });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(43_200);
    expect(claims.user).toMatch(/^dl_[\w-]{20,}$/);
  });

  it('is not there before it is started', async () => {
    const count = 'select count(*) as count from conversations';
    const before = await house.database.get(count);
    await call(`${house.url}/webchat/token`, 'POST');
    expect(await house.database.get(count)).toEqual(before);
  });

  it('starts once, however often its token is used, and greets once', async () => {
    const { body } = await call(`${house.url}/webchat/token`, 'POST');
    const start = () =>
      call(`${house.url}/v3/directline/conversations`, 'POST', { token: body.token, body: { user: {} } });
    const answers = await Promise.all([start(), start(), start()]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201]);
    expect((await start()).status).toBe(200);
    const visit = new Visit(house.url, answers[0].body);
    expect(texts(await visit.heardAtLeast(1))).toEqual(['いらっしゃいませ。']);
    const starts = await house.database.all<{ payload: string }>(
      `select payload from activities where conversation_id = $1 and type = 'conversationUpdate'`,
      [body.conversationId],
    );
    expect(starts).toHaveLength(1);
    expect(JSON.parse(starts[0]?.payload ?? '').membersAdded).toMatchObject([{ id: body.userId }, { id: 'tobira' }]);
  });

  /** What is kept of a page that begins a conversation with these headers and tells this of itself. */
  async function witnessed(headers: Record<string, string>, page?: unknown): Promise<Visit & { kept(): unknown }> {
    const { body } = await call(`${house.url}/webchat/token`, 'POST');
    const begun = await call(`${house.url}/v3/directline/conversations`, 'POST', {
      token: body.token,
      headers,
      body: { channelData: { page } },
    });
    expect(begun.status).toBe(201);
    return Object.assign(new Visit(house.url, begun.body), { kept: () => keptOf(body.conversationId) });
  }

  async function keptOf(id: string): Promise<unknown> {
    const row = await house.database.get<{ client: string }>('select client from conversations where id = $1', [id]);
    return JSON.parse(row?.client ?? '');
  }

  it('keeps of the device it began on no more than browser, system and kind, and what the page tells', async () => {
    const userAgent = `Mozilla/5.0 (iPhone; CPU iPhone OS 15_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Mobile/15E148 Safari/604.1 ${'x'.repeat(1_000)}`;
    const headers = { 'user-agent': userAgent, 'accept-language': 'ja' };
    const visit = await witnessed(headers, { cookies: true, connection: 'slow' });
    expect(await visit.kept()).toEqual({
      browser: { name: 'safari', major: 15 },
      system: { name: 'ios', version: '15.7' },
      device: 'phone',
      cookies: true,
      connection: 'slow',
    });
  });

  it.each([
    ['a word', 'slow'],
    ['too much', { connection: 'slow', name: '山田太郎' }],
    ['something else', { connection: 'x'.repeat(10_000), cookies: 'yes' }],
    ['a list', [1, 2, 3]],
  ])('takes %s from a page for nothing told, and begins all the same', async (_what, page) => {
    const visit = await witnessed({ 'user-agent': 'curl/8' }, page);
    expect(await visit.kept()).toEqual({ device: 'unknown' });
  });

  it('keeps with each message what the page shows by then, and nothing of it with the message', async () => {
    const visit = await witnessed({ 'user-agent': 'curl/8' }, { connection: 'steady', cookies: true });
    await visit.post({ type: 'message', text: 'こんにちは', channelData: { page: { connection: 'unsteady' } } });
    expect(await visit.kept()).toMatchObject({ connection: 'unsteady', cookies: true });
    const said = await visit.heardAtLeast(2);
    expect(JSON.stringify(said)).not.toContain('unsteady');
  });

  it('believes nothing that only the server can know', async () => {
    const visit = await Visit.begin(house.url);
    await visit.heardAtLeast(1);
    const { body } = await visit.post({
      type: 'message',
      id: 'mine',
      text: '私は担当者です',
      timestamp: '1999-01-01T00:00:00Z',
      channelId: 'webchat',
      serviceUrl: 'http://elsewhere.example',
      conversation: { id: 'another' },
      from: { id: 'staff', name: '担当者', role: 'bot' },
      recipient: { id: 'x' },
      replyToId: 'y',
      channelData: { clientActivityID: 'abc', staff: true },
      entities: [{ type: 'ClientCapabilities' }],
    });
    const [, echo] = await visit.heardAtLeast(4);
    const { user: userId } = decodeJwt(visit.token);
    expect(echo).toMatchObject({
      id: body.id,
      channelId: 'directline',
      conversation: { id: visit.conversation.split('/').at(-1) },
      from: { id: userId, role: 'user' },
      channelData: { clientActivityID: 'abc' },
    });
    expect(echo).not.toHaveProperty('serviceUrl');
    expect(echo).not.toHaveProperty('replyToId');
    expect(echo?.channelData).not.toHaveProperty('staff');
    expect(Date.now() - Date.parse(String(echo?.timestamp))).toBeLessThan(10_000);
  });

  it('takes a message that is sent again for the same one, also when both come at once', async () => {
    const visit = await Visit.begin(house.url);
    const again = () => visit.say('一度だけ', 'client-1');
    const answers = [...(await Promise.all([again(), again()])), await again()];
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    await visit.say('次', 'client-2');
    const heard = await visit.heardAtLeast(7);
    expect(texts(heard)).toHaveLength(7);
    expect(texts(heard).filter((text) => text === '一度だけ')).toHaveLength(1);
  });

  it('does not mix up two conversations that use the same client ids', async () => {
    const [one, other] = await Promise.all([Visit.begin(house.url), Visit.begin(house.url)]);
    const ids = await Promise.all([one.say('わたし', 'same'), other.say('あなた', 'same')]);
    expect(ids[0].body.id).not.toBe(ids[1].body.id);
    expect(texts(await one.heardAtLeast(4))).toContain('わたし');
    expect(texts(await other.heardAtLeast(4))).toContain('あなた');
  });

  it.each([
    ['nothing', ''],
    ['only an emoji', '😢'],
    ['markup', '<script>alert(1)</script>'],
    ['control and zero-width characters', 'ログイン\u0007\u200b\u200dできない'],
  ])('takes %s as it is', async (_what, text) => {
    const visit = await Visit.begin(house.url);
    expect((await visit.say(text)).status).toBe(200);
    expect(texts(await visit.heardAtLeast(4))).toEqual([
      'いらっしゃいませ。',
      text,
      `「${text}」ですね。`,
      'ほかにもございますか。',
    ]);
  });

  it('drops what not every store can keep', async () => {
    const visit = await Visit.begin(house.url);
    await visit.say('前\0後\ud800');
    expect(texts(await visit.heardAtLeast(4))[1]).toBe('前後\ufffd');
  });

  it('keeps the names of files and never what is in them', async () => {
    const visit = await Visit.begin(house.url);
    const attachments = [
      { name: '4111 1111 1111 1111.png', contentType: 'image/png', contentUrl: 'data:image/png;base64,AAAA' },
      { contentType: 'application/vnd.x', content: { secret: 'hidden' } },
    ];
    await visit.post({ type: 'message', text: '写真です', attachments });
    const [, echo] = await visit.heardAtLeast(4);
    expect(echo).toMatchObject({
      text: '写真です',
      attachments: [{ contentType: 'image/png' }, { contentType: 'application/vnd.x' }],
    });
    const rows = await house.database.all(`select payload from activities where payload like $1 or payload like $2`, [
      '%hidden%',
      '%4111%',
    ]);
    expect(rows).toEqual([]);
  });

  it('shows an event to the page that sent it and does not answer it', async () => {
    const visit = await Visit.begin(house.url);
    await visit.heardAtLeast(1);
    const { status, body } = await visit.post({ type: 'event', name: 'webchat/join', value: { pin: '1234' } });
    expect(status).toBe(200);
    await visit.say('続き');
    const heard = await visit.heardAtLeast(5);
    expect(heard.map((activity) => activity.type)).toEqual(['message', 'event', 'message', 'message', 'message']);
    expect(heard[1]).toMatchObject({ id: body.id, name: 'webchat/join' });
    expect(heard[1]).not.toHaveProperty('value');
  });

  it('acknowledges a typing sign and keeps nothing of it', async () => {
    const visit = await Visit.begin(house.url);
    await visit.heardAtLeast(1);
    const answer = await visit.post({ type: 'typing' });
    expect(answer).toMatchObject({ status: 200, body: { id: expect.stringContaining('|') } });
    expect(await visit.heard()).toHaveLength(1);
  });

  it('shows what follows the watermark, and everything without one', async () => {
    const visit = await Visit.begin(house.url);
    await visit.say('一');
    const all = await visit.heardAtLeast(4);
    const polled = await call(`${visit.conversation}/activities`, 'GET', { token: visit.token });
    const watermark = String(polled.body.watermark);
    expect(polled.body.activities).toEqual(all);
    expect(await visit.heard(watermark)).toEqual([]);
    await visit.say('二');
    expect(texts((await visit.heard(watermark)).slice(0, 1))).toEqual(['二']);
  });

  it('brings a page that claims to have seen the future back to the present', async () => {
    const visit = await Visit.begin(house.url);
    await visit.heardAtLeast(1);
    const polled = await call(`${visit.conversation}/activities?watermark=99999`, 'GET', { token: visit.token });
    expect(polled.body).toMatchObject({ activities: [], watermark: '2' });
  });

  it('hands out a long history page by page, without a gap', async () => {
    const visit = await Visit.begin(house.url);
    for (let index = 0; index < 40; index++) await visit.say(`${index}`);
    await house.database.exclusively(`turn:${visit.conversation.split('/').at(-1)}`, async () => undefined);
    const seen: string[] = [];
    for (let watermark = ''; ; ) {
      const { body } = await call(`${visit.conversation}/activities?watermark=${watermark}`, 'GET', {
        token: visit.token,
      });
      if (body.activities.length === 0) break;
      seen.push(...body.activities.map((activity) => String(activity.id)));
      watermark = String(body.watermark);
    }
    expect(seen).toHaveLength(1 + 40 * 3);
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  it('gives a fresh token that works like the old one', async () => {
    const visit = await Visit.begin(house.url);
    const { status, body } = await call(`${house.url}/v3/directline/tokens/refresh`, 'POST', { token: visit.token });
    expect(status).toBe(200);
    expect(visit.conversation).toContain(body.conversationId);
    expect((await call(visit.conversation, 'GET', { token: body.token })).status).toBe(200);
  });

  it('lets another server of ours act for a member it names', async () => {
    const generated = await call(`${house.url}/v3/directline/tokens/generate`, 'POST', {
      token: SECRET,
      body: { user: { id: 'dl_member-1', name: '会員' }, trustedOrigins: [] },
    });
    const started = await call(`${house.url}/v3/directline/conversations`, 'POST', { token: generated.body.token });
    expect(generated.body).toMatchObject({ conversationId: started.body.conversationId, expires_in: 43_200 });
    const conversation = `${house.url}/v3/directline/conversations/${started.body.conversationId}`;
    await call(`${conversation}/activities`, 'POST', { token: SECRET, body: { type: 'message', text: '代理です' } });
    const visit = new Visit(house.url, started.body);
    const heard = await visit.heardAtLeast(4);
    expect(heard[1]).toMatchObject({ text: '代理です', from: { id: 'dl_member-1' } });
  });

  it('can also be begun with the secret alone', async () => {
    const started = await call(`${house.url}/v3/directline/conversations`, 'POST', {
      token: SECRET,
      body: { user: { id: 'dl_member-2' }, locale: 'ja' },
    });
    expect(started.status).toBe(201);
    expect(texts(await new Visit(house.url, started.body).heardAtLeast(1))).toEqual(['いらっしゃいませ。']);
  });

  it('stands its ground among two hundred at once', async () => {
    const visits = await Promise.all(Array.from({ length: 200 }, () => Visit.begin(house.url)));
    await Promise.all(visits.map((visit, index) => visit.say(`${index}番`)));
    const heard = await Promise.all(visits.map((visit) => visit.heardAtLeast(4)));
    for (const [index, activities] of heard.entries()) {
      expect(texts(activities)).toEqual([
        'いらっしゃいませ。',
        `${index}番`,
        `「${index}番」ですね。`,
        'ほかにもございますか。',
      ]);
      expect(activities[2]?.replyToId).toBe(activities[1]?.id);
    }
  });

  it('goes on after a restart, with the same token', async () => {
    const first = await openHouse();
    const visit = await Visit.begin(first.url);
    await visit.say('前');
    await visit.heardAtLeast(4);
    await first.close();
    const second = await openHouse({}, { folder: first.folder });
    const conversation = visit.conversation.replace(first.url, second.url);
    const { body } = await call(conversation, 'GET', { token: visit.token });
    const again = new Visit(second.url, { ...body });
    await again.say('後');
    expect(texts(await again.heardAtLeast(7))).toContain('「後」ですね。');
  });
});

describe('the limit of messages a minute', () => {
  it('stops one client and not the others', async () => {
    const house = await openHouse({ RATE_LIMIT: '3' });
    const [one, other] = [await Visit.begin(house.url), await Visit.begin(house.url)];
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await one.say('はい')).status);
    const stopped = await one.say('はい');
    expect(statuses).toEqual([200, 200, 200]);
    expect(stopped).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } });
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await other.say('はい')).status).toBe(200);
  });

  it('counts conversations by address, as the trusted proxy tells it', async () => {
    const house = await openHouse({ RATE_LIMIT: '1', TRUST_PROXY: '1' });
    const from = (address: string) =>
      call(`${house.url}/webchat/token`, 'POST', { headers: { 'x-forwarded-for': address } });
    expect((await from('203.0.113.5')).status).toBe(200);
    expect((await from('198.51.100.1, 203.0.113.5')).status).toBe(429);
    expect((await from('203.0.113.6')).status).toBe(200);
  });

  it('does not believe a forwarded address without a proxy', async () => {
    const house = await openHouse({ RATE_LIMIT: '1' });
    const from = (address: string) =>
      call(`${house.url}/webchat/token`, 'POST', { headers: { 'x-forwarded-for': address } });
    expect((await from('203.0.113.5')).status).toBe(200);
    expect((await from('203.0.113.6')).status).toBe(429);
  });
});
