import pino from 'pino';
import type { Request, Response, Server } from 'restify';
import { addressOf } from '../../channels/origin.ts';
import { RateLimit } from '../../channels/rate-limit.ts';
import { createHttpServer } from '../../channels/server.ts';
import { readConfig } from '../../config.ts';
import { DeskFeed } from '../../desk/feed.ts';
import { Learning } from '../../desk/learning.ts';
import type { DeskLibrary } from '../../desk/library.ts';
import { mountDesk } from '../../desk/routes.ts';
import { type Colleague, Sessions } from '../../desk/sessions.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface Asked {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  raw?: string;
  headers?: Record<string, string>;
}

/** A signed-in browser: cookie and CSRF proof. */
export interface Browser {
  staff: Colleague;
  cookie: string;
  csrf: string;
}

const LIBRARY: DeskLibrary = {
  serviceLevels: { firstAnswerMinutes: 5, nextAnswerMinutes: 10 },
  teams: [{ id: 'cards', name: 'カードチーム' }],
  causes: [{ service: 'saison', id: 'typo', name: '打ち間違い' }],
  replies: () => [{ id: 'hello', title: 'あいさつ', text: '担当の{担当者}です。', source: '' }],
  facts: () => [{ id: 'fact', title: '事実', text: '事実', source: 'ガイド(2026-11-22 確認)' }],
  procedures: () => [{ id: 'walk', title: '手順', text: '1. 開く', source: '', steps: 1 }],
};

/** The desk's routes on the real server, on a port of its own. */
export interface DeskServer extends DeskHouse {
  url: string;
  /** Every route that is mounted: `GET /staff/api/…`. */
  routes: readonly string[];
  ask(method: string, path: string, asked?: Asked): Promise<Answer>;
  /** A call with everything a change needs. */
  as(browser: Browser, method: string, path: string, body?: unknown): Promise<Answer>;
  browser(staff: Colleague): Promise<Browser>;
}

export async function openDeskServer(options: { trustProxy?: boolean; heartbeat?: number } = {}): Promise<DeskServer> {
  const house = await openDeskHouse();
  const { database, desk, live } = house;
  const log = pino({ level: 'silent' });
  const config = readConfig({ PORT: '0', TRUST_PROXY: options.trustProxy ? '1' : undefined });
  const learning = new Learning({
    database,
    intents: [{ id: 'login_failed', name: 'ログインできない' }],
    intentOfCause: (_service, cause) => (cause === 'typo' ? 'romaji_typo' : undefined),
  });
  const feed = new DeskFeed({ database, live, log, heartbeat: options.heartbeat });
  const limit = new RateLimit(1000);
  const limitSignIn = (request: Request, response: Response) => limit.require(addressOf(request, config), response);
  const parts = { database, desk, feed, library: LIBRARY, learning, log, trustProxy: config.TRUST_PROXY, limitSignIn };
  const routes: string[] = [];
  const mount = (on: Server) => {
    mountDesk(on, parts);
    const known = Object.values(on.router.getRoutes() as unknown as Record<string, { method: string; path: string }>);
    routes.push(...known.map(({ method, path }) => `${method} ${path}`));
  };
  const server = createHttpServer({ config, log, mounts: [mount] });
  const url = await server.listen(config);

  const ask: DeskServer['ask'] = async (method, path, { body, raw, headers = {} } = {}) => {
    const json = body === undefined ? undefined : JSON.stringify(body);
    const typed = json === undefined ? headers : { 'content-type': 'application/json', ...headers };
    const response = await fetch(`${url}/staff/api/${path}`, { method, headers: typed, body: raw ?? json });
    const text = await response.text();
    const isJson = /json;/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : {} };
  };
  return {
    ...house,
    url,
    routes,
    ask,
    as: (browser, method, path, body) =>
      ask(method, path, { body, headers: { cookie: browser.cookie, 'x-csrf-token': browser.csrf } }),
    async browser(staff) {
      const { token, session } = await new Sessions(database).begin(staff);
      return { staff, cookie: `tobira_staff=${token}`, csrf: session.csrfToken };
    },
    async close() {
      feed.close();
      await server.close();
      await house.close();
    },
  };
}
