import { ConnectionStatus } from 'botframework-directlinejs';
import { decodeJwt } from 'jose';
import { WebSocket as NodeWebSocket } from 'ws';
import { call, eventually, type House, openHouse } from './house.ts';
import { Page, type PageOptions } from './official-page.ts';

describe('the official Direct Line client', () => {
  let house: House;
  const pages: Page[] = [];

  beforeAll(async () => {
    house = await openHouse();
  });

  afterEach(() => {
    for (const page of pages.splice(0)) page.leave();
  });

  const open = (options: PageOptions, where = house): Page => {
    const page = new Page(where.url, options);
    pages.push(page);
    return page;
  };

  const newToken = async (): Promise<string> => (await call(`${house.url}/webchat/token`, 'POST')).body.token;

  it('is greeted once', async () => {
    const page = open({ token: await newToken() });
    expect(await page.hears(1)).toEqual(['いらっしゃいませ。']);
    await page.say('こんにちは');
    expect((await page.hears(4)).filter((text) => text === 'いらっしゃいませ。')).toHaveLength(1);
    expect(page.received.map((activity) => activity.type as string)).not.toContain('conversationUpdate');
  });

  it('sees its own message first, then the answers to it, in order', async () => {
    const page = open({ token: await newToken() });
    await page.hears(1);
    const id = await page.say('ログインできません');
    await page.hears(4);
    const [, echo, first, second] = page.messages;
    expect(echo).toMatchObject({ id, text: 'ログインできません', from: { role: 'user' } });
    expect(first).toMatchObject({ text: '「ログインできません」ですね。', replyToId: id, from: { role: 'bot' } });
    expect(second).toMatchObject({ text: 'ほかにもございますか。', replyToId: id });
    const times = page.messages.map((message) => Date.parse(message.timestamp ?? ''));
    expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
  });

  it('is the user of its token, whoever it says it is', async () => {
    const token = await newToken();
    const { user } = decodeJwt(token);
    const page = open({ token });
    await page.hears(1);
    await page.say('私です');
    await page.hears(2);
    expect(user).toMatch(/^dl_/);
    expect(page.messages[1]?.from.id).toBe(user);
  });

  it('sees that somebody is writing', async () => {
    const page = open({ token: await newToken() });
    await page.hears(1);
    page.received.length = 0;
    const typing = eventually(
      () => page.received.map((activity) => activity.type),
      (types) => types.includes('typing'),
    );
    const { conversationId } = page.line as unknown as { conversationId: string };
    house.live.emit('typing', conversationId, 'bot', 'Tobira');
    expect(await typing).toEqual(['typing']);
  });

  it('comes back after its socket was cut and has lost nothing, and nothing twice', async () => {
    const sockets: NodeWebSocket[] = [];
    class Cuttable extends NodeWebSocket {
      constructor(url: string) {
        super(url);
        sockets.push(this);
      }
    }
    const page = open({ token: await newToken(), WebSocket: Cuttable });
    await page.hears(1);
    await page.say('一つ目');
    await page.hears(4);
    sockets[0]?.terminate();
    await page.say('二つ目');
    await page.say('三つ目');
    await page.hears(10);
    const ids = page.messages.map((message) => message.id);
    expect(sockets).toHaveLength(2);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(page.texts.filter((text) => text?.endsWith('つ目'))).toEqual(['一つ目', '二つ目', '三つ目']);
  });

  it('goes on where it left off with conversation, token and watermark', async () => {
    const token = await newToken();
    const before = open({ token });
    await before.hears(1);
    await before.say('続きはあとで');
    await before.hears(4);
    const { conversationId, watermark } = before.line as unknown as { conversationId: string; watermark: string };
    before.leave();
    const after = open({ token, conversationId, watermark });
    await eventually(
      () => after.line.connectionStatus$.getValue(),
      (status) => status === ConnectionStatus.Online,
    );
    await after.say('戻りました');
    expect(await after.hears(3)).toEqual(['戻りました', '「戻りました」ですね。', 'ほかにもございますか。']);
    const whole = open({ token, conversationId, watermark: '0' });
    expect(await whole.hears(7)).toHaveLength(7);
  });

  it('can change its token for a fresh one', async () => {
    const page = open({ token: await newToken() });
    await page.hears(1);
    const line = page.line as unknown as { refreshToken(): { toPromise(): Promise<string> } };
    const token = await line.refreshToken().toPromise();
    const { conversationId } = page.line as unknown as { conversationId: string };
    const again = open({ token, conversationId });
    expect(await again.hears(1)).toEqual(['いらっしゃいませ。']);
  });

  it('works by asking again and again where no socket can be had', async () => {
    const page = open({ token: await newToken(), webSocket: false, pollingInterval: 200 });
    expect(await page.hears(1)).toEqual(['いらっしゃいませ。']);
    const id = await page.say('ソケットなし');
    await page.hears(4);
    expect(page.texts).toEqual([
      'いらっしゃいませ。',
      'ソケットなし',
      '「ソケットなし」ですね。',
      'ほかにもございますか。',
    ]);
    expect(page.messages[2]).toMatchObject({ replyToId: id });
    expect(page.received.map((activity) => activity.type)).not.toContain('typing');
  });

  it('finds its conversation again after the server was started anew', async () => {
    const first = await openHouse();
    const port = Number(new URL(first.url).port);
    const { body } = await call(`${first.url}/webchat/token`, 'POST');
    const page = open({ token: body.token }, first);
    await page.hears(1);
    await page.say('再起動の前');
    await page.hears(4);
    await first.close();
    const second = await openHouse({}, { folder: first.folder, port });
    await eventually(
      () => call(`${second.url}/metrics`, 'GET'),
      (answer) => String(answer.body).includes('tobira_open_sockets 1'),
    );
    await page.say('再起動の後');
    expect(await page.hears(7)).toEqual([
      'いらっしゃいませ。',
      '再起動の前',
      '「再起動の前」ですね。',
      'ほかにもございますか。',
      '再起動の後',
      '「再起動の後」ですね。',
      'ほかにもございますか。',
    ]);
    page.leave();
  });
});
