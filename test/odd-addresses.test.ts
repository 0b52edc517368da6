import { connect } from 'node:net';
import pino from 'pino';
import { answer } from '../channels/answer.ts';
import { createHttpServer, type HttpServer } from '../channels/server.ts';
import { testConfig } from './support/tobira.ts';

const config = testConfig();
let server: HttpServer;
let url: string;

beforeAll(async () => {
  server = createHttpServer({
    config,
    log: pino({ level: 'silent' }),
    mounts: [(http) => void http.get('/healthz', async (_req, res) => answer(res, 200, { status: 'ok' }))],
  });
  url = await server.listen(config);
});

afterAll(() => server.close());

/** What the server answers to bytes that no browser would send. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(request));
    let said = '';
    socket.on('data', (data) => {
      said += data;
      socket.end();
    });
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
  });
}

describe('an address that is none', () => {
  it.each([
    ['a blank in the host', 'GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['a port that is none', 'GET /healthz HTTP/1.1\r\nHost: a:99999\r\n\r\n'],
    ['an open bracket', 'GET /healthz HTTP/1.1\r\nHost: [::1\r\n\r\n'],
    ['a sign', 'GET /healthz HTTP/1.1\r\nHost: <\r\n\r\n'],
    ['a lone percent', 'GET /healthz HTTP/1.1\r\nHost: %\r\n\r\n'],
    ['a whole address that is none', 'GET http://[ HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('%s is refused, and the service lives on', async (_name, request) => {
    expect(await raw(request)).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});
