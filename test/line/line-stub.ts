import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { messagingApi } from '@line/bot-sdk';
import { limitFaults } from './limits.ts';
import { LineSchemas } from './openapi.ts';

export const ACCESS_TOKEN = 'access-token-of-the-test';

/** One call as it came. */
export interface Call {
  method: string;
  path: string;
  // Whatever was sent; the tests look into it.
  body: Record<string, unknown>;
  bytes: Buffer;
  retryKey: string | undefined;
}

/** What a person on LINE has got. */
export interface Delivered {
  userId: string;
  how: 'reply' | 'push';
  messages: messagingApi.Message[];
}

/** `take`: as LINE does. A number: LINE answers with that status. The others: no answer ever comes; in the last case LINE has taken it. */
export type Behaviour = 'take' | 'hang' | 'take and hang' | 'cut' | number;

const schemas = new LineSchemas('messaging-api.yml');

const BODIES: Record<string, string> = {
  'POST /v2/bot/message/reply': 'ReplyMessageRequest',
  'POST /v2/bot/message/push': 'PushMessageRequest',
  'POST /v2/bot/chat/loading/start': 'ShowLoadingAnimationRequest',
  'PUT /v2/bot/channel/webhook/endpoint': 'SetWebhookEndpointRequest',
  'POST /v2/bot/channel/webhook/test': 'TestWebhookEndpointRequest',
  'POST /v2/bot/richmenu': 'RichMenuRequest',
};

/** LINE's API as far as Tobira uses it: one-use tokens, retry keys, quota; every body is checked against LINE's own definitions. */
export class LineStub {
  readonly calls: Call[] = [];
  readonly delivered: Delivered[] = [];
  /** What LINE would have refused, or what it forbids. */
  readonly faults: string[] = [];
  readonly contents = new Map<string, Buffer>();
  behave: (call: Call) => Behaviour = () => 'take';
  quota: { type: 'none' | 'limited'; value?: number } = { type: 'limited', value: 200 };
  used = 0;
  webhook = { endpoint: '', active: true };
  webhookTest = { success: true, statusCode: 200, reason: 'OK', detail: '200' };
  readonly richMenus = new Map<string, messagingApi.RichMenuRequest>();
  readonly pictures = new Map<string, { type: string; bytes: Buffer }>();
  defaultRichMenu: string | undefined;
  url = '';
  readonly #server: Server;
  readonly #tokens = new Map<string, { userId: string; until: number }>();
  readonly #accepted = new Set<string>();

  constructor() {
    this.#server = createServer((req, res) => {
      this.#handle(req, res).catch((error: unknown) => {
        this.faults.push(String(error));
        res.destroy();
      });
    });
  }

  static async open(port = 0): Promise<LineStub> {
    const stub = new LineStub();
    await stub.listen(port);
    return stub;
  }

  listen(port = 0): Promise<void> {
    return new Promise((resolve) => {
      this.#server.listen(port, '127.0.0.1', () => {
        this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
        resolve();
      });
    });
  }

  /** A token by which the person may be answered once. */
  token(userId: string, lifetime = 60_000): string {
    const token = randomUUID().replaceAll('-', '');
    this.#tokens.set(token, { userId, until: Date.now() + lifetime });
    return token;
  }

  /** The texts that the person has got, oldest first; bubbles by their altText. */
  textsOf(userId: string): string[] {
    return this.delivered.filter((one) => one.userId === userId).flatMap(({ messages }) => messages.map(textOf));
  }

  callsTo(path: string): Call[] {
    return this.calls.filter((call) => call.path === path);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const call = await this.#read(req);
    this.calls.push(call);
    const behaviour = this.behave(call);
    if (behaviour === 'hang') return;
    if (behaviour === 'cut') return void res.destroy();
    if (typeof behaviour === 'number') return answer(res, behaviour, { message: 'The stub was told to say so' });
    const answered = this.#answer(call);
    if (behaviour === 'take and hang') return;
    answer(res, answered.status, answered.body, answered.headers);
  }

  async #read(req: IncomingMessage): Promise<Call> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const isJson = (req.headers['content-type'] ?? '').startsWith('application/json') && bytes.length > 0;
    if (req.headers.authorization !== `Bearer ${ACCESS_TOKEN}`) this.faults.push('no access token came along');
    const retryKey = req.headers['x-line-retry-key'] as string | undefined;
    const body = isJson ? JSON.parse(bytes.toString()) : {};
    return { method: req.method ?? '', path: req.url ?? '', body, bytes, retryKey };
  }

  #answer(call: Call): { status: number; body: unknown; headers?: Record<string, string> } {
    const route = `${call.method} ${call.path}`;
    const schema = BODIES[route];
    if (schema) this.faults.push(...schemas.faults(schema, call.body));
    if (route === 'POST /v2/bot/message/reply') return this.#reply(call);
    if (route === 'POST /v2/bot/message/push') return this.#push(call);
    if (route === 'POST /v2/bot/chat/loading/start') return { status: 202, body: {} };
    if (route === 'GET /v2/bot/message/quota') return { status: 200, body: this.quota };
    if (route === 'GET /v2/bot/message/quota/consumption') return { status: 200, body: { totalUsage: this.used } };
    if (/^\/v2\/bot\/(group|room)\/[^/]+\/leave$/.test(call.path)) return { status: 200, body: {} };
    const content = /^\/v2\/bot\/message\/([^/]+)\/content$/.exec(call.path)?.[1];
    if (content !== undefined) return this.#content(content);
    return this.#settings(call, route);
  }

  #content(id: string): { status: number; body: unknown } {
    const bytes = this.contents.get(id);
    return bytes ? { status: 200, body: bytes } : { status: 404, body: { message: 'Not found' } };
  }

  #settings(call: Call, route: string): { status: number; body: unknown } {
    if (route === 'GET /v2/bot/info') {
      const body = { userId: 'U1', basicId: '@tobira', displayName: '扉', chatMode: 'bot', markAsReadMode: 'auto' };
      return { status: 200, body };
    }
    if (route === 'GET /v2/bot/channel/webhook/endpoint') return { status: 200, body: this.webhook };
    if (route === 'PUT /v2/bot/channel/webhook/endpoint') {
      this.webhook = { ...this.webhook, endpoint: String(call.body.endpoint) };
      return { status: 200, body: {} };
    }
    if (route === 'POST /v2/bot/channel/webhook/test') {
      return { status: 200, body: { ...this.webhookTest, timestamp: new Date().toISOString() } };
    }
    return this.#richMenu(call, route);
  }

  #richMenu(call: Call, route: string): { status: number; body: unknown } {
    if (route === 'POST /v2/bot/richmenu') {
      const richMenuId = `richmenu-${randomUUID()}`;
      this.richMenus.set(richMenuId, call.body as unknown as messagingApi.RichMenuRequest);
      return { status: 200, body: { richMenuId } };
    }
    if (route === 'GET /v2/bot/richmenu/list') {
      const richmenus = [...this.richMenus].map(([richMenuId, menu]) => ({ richMenuId, ...menu }));
      return { status: 200, body: { richmenus } };
    }
    if (route === 'GET /v2/bot/user/all/richmenu') {
      if (!this.defaultRichMenu) return { status: 404, body: { message: 'no default richmenu' } };
      return { status: 200, body: { richMenuId: this.defaultRichMenu } };
    }
    const id = call.path.split('/').find((part) => part.startsWith('richmenu-')) ?? '';
    if (!this.richMenus.has(id)) return { status: 404, body: { message: `no ${route}` } };
    if (call.method === 'DELETE') this.richMenus.delete(id);
    else if (call.path.endsWith('/content')) this.pictures.set(id, { type: 'image/png', bytes: call.bytes });
    else this.defaultRichMenu = id;
    return { status: 200, body: {} };
  }

  #reply({ body, retryKey }: Call) {
    if (retryKey !== undefined) this.faults.push('a retry key came with a reply');
    const token = this.#tokens.get(String(body.replyToken));
    this.#tokens.delete(String(body.replyToken));
    if (!token || token.until < Date.now()) return { status: 400, body: { message: 'Invalid reply token' } };
    return this.#deliver(token.userId, 'reply', body);
  }

  #push({ body, retryKey = '' }: Call) {
    if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(retryKey)) this.faults.push('no retry key came with a push');
    if (this.#accepted.has(retryKey)) {
      const headers = { 'x-line-accepted-request-id': 'earlier' };
      return {
        status: 409,
        body: { message: 'The retry key is already accepted', sentMessages: [{ id: '1' }] },
        headers,
      };
    }
    if (this.quota.type === 'limited' && this.used >= (this.quota.value ?? 0)) {
      return { status: 429, body: { message: 'You have reached your monthly limit.' } };
    }
    this.#accepted.add(retryKey);
    this.used += 1;
    return this.#deliver(String(body.to), 'push', body);
  }

  #deliver(userId: string, how: 'reply' | 'push', body: Record<string, unknown>) {
    const messages = body.messages as messagingApi.Message[];
    this.faults.push(...messages.flatMap(limitFaults));
    this.delivered.push({ userId, how, messages });
    return { status: 200, body: { sentMessages: messages.map((_message, index) => ({ id: String(index) })) } };
  }
}

export function textOf(message: messagingApi.Message): string {
  return message.type === 'flex'
    ? (message as messagingApi.FlexMessage).altText
    : (message as messagingApi.TextMessage).text;
}

function answer(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  res.writeHead(status, { 'content-type': Buffer.isBuffer(body) ? 'image/png' : 'application/json', ...headers });
  res.end(bytes);
}
