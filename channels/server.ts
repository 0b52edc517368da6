import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import restify, { type Request, type RequestHandler, type Server, type ServerOptions } from 'restify';
import type { Config } from '../config.ts';
import { TobiraError } from '../errors.ts';
import { readBody } from './body.ts';
import { crossOrigin, securityHeaders } from './headers.ts';
import { renderErrors } from './on-error.ts';

/** Puts the routes of one room onto the server. What it returns is called before the server closes. */
export type Mount = (server: Server) => void | (() => Promise<void> | void);

/** Whoever has not sent a whole request after this long is let go. */
const REQUEST_TIMEOUT = 30_000;

/** How long requests under way may take to end when the server closes. */
const GRACE = 5_000;

/** The HTTP server with what every route shares; it does not listen yet. */
export function createHttpServer(parts: { config: Config; log: Logger; mounts: readonly Mount[] }): HttpServer {
  const { config, log, mounts } = parts;
  const server = restify.createServer({
    // An empty name: no Server header.
    name: '',
    // restify 12 logs with pino; its type package still names the logger before that.
    log: log as unknown as ServerOptions['log'],
    handleUpgrades: false,
  });
  server.server.requestTimeout = REQUEST_TIMEOUT;
  renderErrors(server, log);
  server.pre(refuseOddAddress);
  server.pre(securityHeaders(config));
  server.pre(crossOrigin(config));
  server.use(readBody);
  const closers = mounts.map((mount) => mount(server)).filter((closer) => closer !== undefined);
  return new HttpServer(server, closers);
}

/**
 * restify makes a URL of host and path where nothing catches what `new URL` throws: one odd Host header would end the process.
 * @throws TobiraError `bad_request`
 */
const refuseOddAddress: RequestHandler = async function refuseOddAddress(req: Request): Promise<void> {
  const path = req.url ?? '/';
  const base = `http://${req.headers.host || 'localhost'}`;
  const sound = path.startsWith('/') ? URL.canParse(base + path) : URL.canParse(path, base);
  if (!sound) throw new TobiraError('bad_request', 'Host or path make no address.');
};

/** A server that can be opened and closed. */
export class HttpServer {
  readonly #server: Server;
  readonly #closers: readonly (() => Promise<void> | void)[];

  constructor(server: Server, closers: readonly (() => Promise<void> | void)[]) {
    this.#server = server;
    this.#closers = closers;
  }

  /**
   * Opens the port.
   * @returns where the server is reached
   * @throws the system's error when the port cannot be had
   */
  listen({ HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>): Promise<string> {
    const server = this.#server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(PORT, HOST, () => {
        server.removeListener('error', reject);
        const { port } = server.server.address() as AddressInfo;
        resolve(`http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port}`);
      });
    });
  }

  /** Takes no new requests, sends open pages away and lets requests under way end; what still runs after a grace period is cut. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(resolve));
    await Promise.all(this.#closers.map((close) => close()));
    const cut = setTimeout(() => this.#server.server.closeAllConnections(), GRACE);
    await closed;
    clearTimeout(cut);
  }
}
