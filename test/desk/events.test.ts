import type { Browser, DeskServer } from './desk-server.ts';
import { openDeskServer } from './desk-server.ts';

let server: DeskServer;
let yamada: Browser;

beforeEach(async () => {
  server = await openDeskServer({ heartbeat: 50 });
  yamada = await server.browser(await server.hire('山田'));
});
afterEach(() => server.close());

/** What arrives on the stream, up to and with the first piece that fits; everything until the end when none does. */
class Stream {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = '';

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  }

  async until(piece: RegExp): Promise<string> {
    while (!piece.test(this.#text)) {
      const { value, done } = await this.#reader.read();
      if (done) throw new Error(`the stream ended without ${piece}: ${this.#text}`);
      this.#text += value;
    }
    return this.#text;
  }

  async end(): Promise<void> {
    while (!(await this.#reader.read()).done);
  }

  async leave(): Promise<void> {
    await this.#reader.cancel();
  }
}

async function listen(browser: Browser): Promise<Stream> {
  const response = await fetch(`${server.url}/staff/api/events`, { headers: { cookie: browser.cookie } });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  if (!response.body) throw new Error('no body');
  const stream = new Stream(response.body);
  await stream.until(/retry/);
  return stream;
}

function eventsIn(text: string): { event: string; data: Record<string, unknown> }[] {
  return [...text.matchAll(/event: (.+)\ndata: (.+)\n\n/g)].map(([, event = '', data = '']) => ({
    event,
    data: JSON.parse(data),
  }));
}

describe('the live events', () => {
  it('tell every open console of a change, with the case in short', async () => {
    const { caseId } = await server.openCase();
    const sato = await server.browser(await server.hire('佐藤'));
    const streams = [await listen(yamada), await listen(sato)];
    await server.as(yamada, 'POST', `cases/${caseId}/claim`);
    for (const stream of streams) {
      const events = eventsIn(await stream.until(/event: case\n.*\n\n/));
      expect(events).toContainEqual({
        event: 'case',
        data: expect.objectContaining({ id: caseId, status: 'open', assignee: { id: yamada.staff.id, name: '山田' } }),
      });
      expect(JSON.stringify(events)).not.toContain('ログインできない');
      await stream.leave();
    }
  });

  it('tell of what is said in a conversation that has a case', async () => {
    const quiet = await server.converse();
    const { caseId, conversationId } = await server.openCase();
    const stream = await listen(yamada);
    await server.memberSays(quiet, '担当者には関係のない話');
    await server.memberSays(conversationId, 'もしもし');
    expect(eventsIn(await stream.until(/event: message\n.*\n\n/))).toEqual([{ event: 'message', data: { caseId } }]);
    await stream.leave();
  });

  it('stay open with a heartbeat, and end with the session', async () => {
    const stream = await listen(yamada);
    await stream.until(/: still here\n\n/);
    await server.as(yamada, 'DELETE', 'session');
    await stream.end();
  });

  it('end when the session is ended from outside the server', async () => {
    const stream = await listen(yamada);
    await server.database.run('delete from staff_sessions');
    await stream.end();
  });
});
