import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Activity, ActivityTypes } from 'botbuilder';
import { pino } from 'pino';
import { Courier } from '../../bots/courier.ts';
import { Inbox } from '../../bots/inbox.ts';
import { Live } from '../../bots/live.ts';
import type { TobiraBot } from '../../bots/tobira-bot.ts';
import { TurnRunner } from '../../bots/turn-runner.ts';
import { health } from '../../channels/health.ts';
import { Metrics } from '../../channels/metrics.ts';
import { createHttpServer } from '../../channels/server.ts';
import { mountWeb } from '../../channels/web/routes.ts';
import { Tokens } from '../../channels/web/tokens.ts';
import { readConfig } from '../../config.ts';
import type { Database } from '../../store/database.ts';
import { openSqlite } from '../../store/sqlite.ts';

export const SECRET = 'a secret for other servers';

/** A server with its store, on a real port. */
export interface House {
  url: string;
  /** Where its store lies. */
  folder: string;
  database: Database;
  live: Live;
  close(): Promise<void>;
}

/** A bot of one rule: it greets who comes and says back what it hears, twice. */
const echoBot = {
  async answer(_conversation: unknown, activity: Partial<Activity>) {
    if (activity.type === ActivityTypes.ConversationUpdate) return says('いらっしゃいませ。');
    if (activity.type !== ActivityTypes.Message) return says();
    return says(`「${activity.text}」ですね。`, 'ほかにもございますか。');
  },
};

function says(...texts: string[]) {
  return { replies: texts.map((text) => ({ type: ActivityTypes.Message, text })), requests: [] };
}

/** Opens the web channel over everything beneath it. With `folder`, on a store that is already there. */
export async function openHouse(
  environment: Record<string, string> = {},
  options: { folder?: string; port?: number; pingEvery?: number } = {},
): Promise<House> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'tobira-directline-')));
  folders.add(folder);
  const config = readConfig({
    PORT: String(options.port ?? 0),
    RATE_LIMIT: 'off',
    DIRECT_LINE_SECRET: SECRET,
    ...environment,
  });
  const log = pino({ level: 'silent' });
  const database = await openSqlite(join(folder, 'tobira.db'));
  const live = new Live();
  const courier = new Courier({ database, log });
  const bot = echoBot as unknown as TobiraBot;
  const desk = { perform: async () => undefined };
  const turns = new TurnRunner({ database, bot, desk, courier, live, log });
  const inbox = new Inbox({ database, turns, live });
  const tokens = await Tokens.open(database);
  const metrics = new Metrics();
  const { pingEvery } = options;
  const server = createHttpServer({
    config,
    log,
    mounts: [
      health({ database, live, metrics, metricsToken: config.METRICS_TOKEN }),
      (restify) => mountWeb(restify, { config, database, inbox, turns, live, log, tokens, metrics, pingEvery }),
    ],
  });
  const url = await server.listen(config);
  const close = async () => {
    open.delete(close);
    await server.close();
    courier.close();
    await database.close();
  };
  open.add(close);
  return { url, folder, database, live, close };
}

// Whatever a test leaves open, also when it fails, is closed and taken away after the last one of its file.
const open = new Set<() => Promise<void>>();
const folders = new Set<string>();

afterAll(async () => {
  await Promise.all([...open].map((close) => close()));
  await Promise.all([...folders].map((folder) => rm(folder, { recursive: true, force: true })));
});

export interface Answer {
  status: number;
  headers: Headers;
  // The tests look at whatever came.
  body: Record<string, unknown> & {
    activities: Activity[];
    token: string;
    conversationId: string;
    streamUrl: string;
    id: string;
  };
}

/** One request; an object as body goes as JSON, a string as it is. */
export async function call(
  url: string,
  method: string,
  { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined || typeof body === 'string' ? (body as string | undefined) : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
}

/** A conversation with its token. */
export class Visit {
  readonly conversation: string;
  readonly token: string;
  readonly streamUrl: string;

  constructor(url: string, started: Answer['body']) {
    this.conversation = `${url}/v3/directline/conversations/${started.conversationId}`;
    this.token = started.token;
    this.streamUrl = started.streamUrl;
  }

  /** Begins one, as the member page does. */
  static async begin(url: string): Promise<Visit> {
    const { body } = await call(`${url}/webchat/token`, 'POST');
    const started = await call(`${url}/v3/directline/conversations`, 'POST', { token: body.token, body: { user: {} } });
    return new Visit(url, started.body);
  }

  post(activity: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return call(`${this.conversation}/activities`, 'POST', { token: this.token, body: activity, headers });
  }

  say(text: string, clientActivityID?: string): Promise<Answer> {
    return this.post({ type: 'message', text, ...(clientActivityID ? { channelData: { clientActivityID } } : {}) });
  }

  async heard(watermark = ''): Promise<Activity[]> {
    const query = `?watermark=${watermark}`;
    return (await call(`${this.conversation}/activities${query}`, 'GET', { token: this.token })).body.activities;
  }

  /** What was heard, once there are `count` of them. */
  async heardAtLeast(count: number): Promise<Activity[]> {
    return eventually(
      () => this.heard(),
      (activities) => activities.length >= count,
    );
  }
}

/** Looks again until it is as wanted; the last look is returned in any case, for the test to say what is wrong. */
export async function eventually<Value>(
  look: () => Value | Promise<Value>,
  wanted: (value: Value) => boolean,
): Promise<Value> {
  const until = Date.now() + 5_000;
  for (;;) {
    const value = await look();
    if (wanted(value) || Date.now() > until) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
