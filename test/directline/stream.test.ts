import { once } from 'node:events';
import type { Activity } from 'botbuilder';
import { WebSocket } from 'ws';
import { call, eventually, type House, openHouse, Visit } from './house.ts';

/** A bare socket with the frames it got. */
class Watcher {
  readonly socket: WebSocket;
  readonly frames: { activities: Activity[]; watermark?: string }[] = [];

  constructor(streamUrl: string, options: { origin?: string; autoPong?: boolean } = {}) {
    this.socket = new WebSocket(streamUrl, options);
    this.socket.on('message', (data) => this.frames.push(JSON.parse(String(data))));
  }

  get texts(): (string | undefined)[] {
    return this.frames.flatMap((frame) =>
      frame.activities.filter(({ type }) => type === 'message').map(({ text }) => text),
    );
  }

  hears(count: number): Promise<(string | undefined)[]> {
    return eventually(
      () => this.texts,
      (texts) => texts.length >= count,
    );
  }

  /** The status with which the handshake was refused. */
  async refusal(): Promise<number | undefined> {
    const [, response] = await once(this.socket, 'unexpected-response');
    // Closing a socket that never opened is an error to the client; here it is what was wanted.
    this.socket.on('error', () => undefined);
    return response.statusCode;
  }
}

describe('the stream of a conversation', () => {
  let house: House;
  let visit: Visit;
  const watchers: Watcher[] = [];

  beforeAll(async () => {
    house = await openHouse({ ALLOWED_ORIGINS: 'https://member.example' }, { pingEvery: 60 });
  });

  beforeEach(async () => {
    visit = await Visit.begin(house.url);
  });

  afterEach(() => {
    for (const { socket } of watchers.splice(0)) socket.terminate();
  });

  const watch = (streamUrl: string, options: { origin?: string; autoPong?: boolean } = {}): Watcher => {
    const watcher = new Watcher(streamUrl, options);
    watchers.push(watcher);
    return watcher;
  };

  it('brings everything after the watermark, in frames that carry the next one', async () => {
    await visit.say('一');
    await visit.heardAtLeast(4);
    const watcher = watch(visit.streamUrl);
    expect(await watcher.hears(4)).toEqual(['いらっしゃいませ。', '一', '「一」ですね。', 'ほかにもございますか。']);
    const watermark = String(watcher.frames.at(-1)?.watermark);
    await visit.say('二');
    await watcher.hears(7);
    const { body } = await call(`${visit.conversation}?watermark=${watermark}`, 'GET', { token: visit.token });
    expect(await watch(body.streamUrl).hears(3)).toEqual(['二', '「二」ですね。', 'ほかにもございますか。']);
  });

  it('goes on from the present for a page that claims to have seen the future', async () => {
    await visit.heardAtLeast(1);
    const { body } = await call(`${visit.conversation}?watermark=99999`, 'GET', { token: visit.token });
    const watcher = watch(body.streamUrl);
    await once(watcher.socket, 'open');
    await visit.say('いま');
    expect((await watcher.hears(3))[0]).toBe('いま');
  });

  it('may be watched by several pages', async () => {
    const [one, other] = [watch(visit.streamUrl), watch(visit.streamUrl)];
    await Promise.all([one.hears(1), other.hears(1)]);
    await visit.say('両方へ');
    expect(await one.hears(4)).toEqual(await other.hears(4));
    expect(one.texts).toHaveLength(4);
  });

  it('brings a long history whole and in order', async () => {
    for (let index = 0; index < 60; index++) await visit.say(`${index}`);
    const texts = await watch(visit.streamUrl).hears(181);
    expect(texts).toHaveLength(181);
    expect(texts.filter((text) => /^\d+$/.test(text ?? ''))).toEqual(
      Array.from({ length: 60 }, (_, index) => `${index}`),
    );
  });

  it('does not mind empty frames, nor words', async () => {
    const watcher = watch(visit.streamUrl);
    await watcher.hears(1);
    watcher.socket.send('');
    watcher.socket.send('{"type":"message"}');
    await visit.say('まだ聞こえます');
    expect((await watcher.hears(4))[1]).toBe('まだ聞こえます');
  });

  it('says that a member of staff is writing, without a watermark', async () => {
    const watcher = watch(visit.streamUrl);
    await watcher.hears(1);
    house.live.emit('typing', visit.conversation.split('/').at(-1) ?? '', 'staff', '佐藤');
    const frames = await eventually(
      () => watcher.frames,
      (all) => all.length > 1,
    );
    expect(frames[1]).toMatchObject({ activities: [{ type: 'typing', from: { name: '佐藤', role: 'bot' } }] });
    expect(frames[1]).not.toHaveProperty('watermark');
  });

  it('lets go of a page that no longer answers', async () => {
    const [alive, dead] = [watch(visit.streamUrl), watch(visit.streamUrl, { autoPong: false })];
    await Promise.all([alive.hears(1), dead.hears(1)]);
    await once(dead.socket, 'close');
    expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('opens to our own page and to allowed sites only', async () => {
    expect(await watch(visit.streamUrl, { origin: 'https://elsewhere.example' }).refusal()).toBe(403);
    expect(await watch(visit.streamUrl, { origin: house.url }).hears(1)).toHaveLength(1);
    expect(await watch(visit.streamUrl, { origin: 'https://member.example' }).hears(1)).toHaveLength(1);
  });

  it('opens to no one without a ticket of its own', async () => {
    const url = new URL(visit.streamUrl);
    const withTicket = (ticket: string) => {
      url.searchParams.set('t', ticket);
      return watch(url.href).refusal();
    };
    const other = new URL((await Visit.begin(house.url)).streamUrl);
    expect(await withTicket('')).toBe(401);
    expect(await withTicket(visit.token)).toBe(401);
    expect(await withTicket(other.searchParams.get('t') ?? '')).toBe(404);
  });

  it('takes no ticket for a token', async () => {
    const ticket = new URL(visit.streamUrl).searchParams.get('t') ?? '';
    expect((await call(visit.conversation, 'GET', { token: ticket })).status).toBe(401);
  });

  it('is the only stream there is', async () => {
    expect(await watch(`${house.url.replace('http', 'ws')}/elsewhere`).refusal()).toBe(404);
    expect(await watch(`${visit.streamUrl}&watermark=x`.replace('watermark=0', 'watermark=x')).refusal()).toBe(400);
  });

  it('is wss behind a proxy that ends TLS', async () => {
    const behind = await openHouse({ TRUST_PROXY: '1' });
    const { token } = await Visit.begin(behind.url);
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'help.example' };
    const start = await call(`${behind.url}/v3/directline/conversations`, 'POST', { token, headers });
    expect(start.body.streamUrl).toMatch(/^wss:\/\/help\.example\/v3\/directline\//);
  });

  it('sends pages away when the server closes, so that they come back', async () => {
    const closing = await openHouse();
    const watcher = watch((await Visit.begin(closing.url)).streamUrl);
    await watcher.hears(1);
    const closed = once(watcher.socket, 'close');
    await closing.close();
    expect((await closed)[0]).toBe(1012);
  });
});
