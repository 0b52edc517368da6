import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { pino } from 'pino';
import { pages } from '../../channels/pages.ts';
import { RateLimit } from '../../channels/rate-limit.ts';
import { createHttpServer, type HttpServer } from '../../channels/server.ts';
import { readConfig } from '../../config.ts';
import { TobiraError } from '../../errors.ts';
import { call, eventually, type House, openHouse, Visit } from './house.ts';

describe('the pages', () => {
  let folder: string;
  let server: HttpServer;
  let url: string;
  const script = 'console.info("扉");'.repeat(100);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tobira-pages-'));
    await mkdir(join(folder, 'web', 'assets'), { recursive: true });
    await writeFile(join(folder, 'secret.txt'), 'not for anybody');
    await writeFile(join(folder, 'web', '.hash'), 'abc');
    await writeFile(join(folder, 'web', 'index.html'), '<!doctype html><title>扉</title>');
    await writeFile(join(folder, 'web', 'staff.html'), '<!doctype html><title>窓口</title>');
    await writeFile(join(folder, 'web', 'assets', 'index-abc.js'), script);
    await writeFile(join(folder, 'web', 'assets', 'index-abc.js.br'), brotliCompressSync(script));
    const config = readConfig({ PORT: '0', ALLOWED_ORIGINS: 'https://member.example' });
    const mounts = [pages(config, join(folder, 'web'))];
    server = createHttpServer({ config, log: pino({ level: 'silent' }), mounts });
    url = await server.listen(config);
  });

  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('are at / and /staff, and asked for anew each time', async () => {
    const [member, staff] = [await call(`${url}/`, 'GET'), await call(`${url}/staff`, 'GET')];
    expect(member.body).toContain('扉');
    expect(staff.body).toContain('窓口');
    expect(member.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(member.headers.get('cache-control')).toBe('no-cache');
    const headers = { 'if-none-match': member.headers.get('etag') ?? '' };
    expect((await call(`${url}/`, 'GET', { headers })).status).toBe(304);
    expect(await call(`${url}/`, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it('bring their scripts packed where the browser can unpack them, for good', async () => {
    const path = `${url}/assets/index-abc.js`;
    const packed = await call(path, 'GET', { headers: { 'accept-encoding': 'gzip, br' } });
    const plain = await call(path, 'GET', { headers: { 'accept-encoding': 'identity' } });
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(packed.body).toBe(script);
    expect(plain.body).toBe(script);
    expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    '/assets/',
    '/assets/index-abc.js.br',
    '/.hash',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
  ])('are all there is: %s is nothing', async (path) => {
    expect(await call(url + path, 'GET')).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  });

  it('come with a policy that lets nothing foreign in, and the console into no frame', async () => {
    const policy = async (path: string) => (await call(url + path, 'GET')).headers.get('content-security-policy') ?? '';
    const host = new URL(url).host;
    expect(await policy('/')).toContain("default-src 'self'; script-src 'self';");
    expect(await policy('/')).toContain(`connect-src 'self' ws://${host} wss://${host};`);
    expect(await policy('/')).toContain('frame-ancestors https://member.example;');
    expect(await policy('/staff')).toContain("frame-ancestors 'none';");
  });

  it('must have been built', () => {
    const config = readConfig({});
    expect(() => pages(config, join(folder, 'nowhere'))).toThrow(TobiraError);
    expect(() => pages(config, join(folder, 'nowhere'))).toThrow('npm run build');
  });
});

describe('the server', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });

  it('says on every answer what browsers need to know, and nothing about itself', async () => {
    for (const path of ['/healthz', '/nothing', '/webchat/token']) {
      const { headers } = await call(house.url + path, 'GET');
      expect(headers.get('content-security-policy')).toContain(
        "object-src 'none'; base-uri 'none'; form-action 'self'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.has('server') || headers.has('x-powered-by')).toBe(false);
    }
  });

  it('is alive, and ready as long as its store answers', async () => {
    expect(await call(`${house.url}/healthz`, 'GET')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await call(`${house.url}/readyz`, 'GET')).toMatchObject({ status: 200, body: { status: 'ready' } });
    const broken = await openHouse();
    await broken.database.close();
    expect(await call(`${broken.url}/readyz`, 'GET')).toMatchObject({
      status: 503,
      body: { error: { code: 'unavailable' } },
    });
    expect((await call(`${broken.url}/healthz`, 'GET')).status).toBe(200);
  });

  it('counts what happens', async () => {
    const visit = await Visit.begin(house.url);
    await visit.say('こんにちは');
    await visit.heardAtLeast(4);
    const text = String(
      await eventually(
        async () => (await call(`${house.url}/metrics`, 'GET')).body,
        (body) => String(body).includes('tobira_turns_waiting 0'),
      ),
    );
    expect(text).toContain('tobira_turns_total 1\n');
    expect(text).toContain('tobira_messages_received_total{channel="directline"} 1\n');
    expect(text).toContain('tobira_open_sockets 0\n');
    expect(text).toContain('# TYPE tobira_cases gauge\ntobira_cases{status="waiting"} 0\n');
    expect(text).toMatch(/tobira_activities_sent_total\{channel="directline"\} [1-9]/);
  });

  it('shows its numbers to who brings METRICS_TOKEN only, where it is set', async () => {
    const METRICS_TOKEN = 'only for the meter reader';
    const closed = await openHouse({ METRICS_TOKEN });
    const look = async (token?: string) => (await call(`${closed.url}/metrics`, 'GET', token ? { token } : {})).status;
    expect([await look(), await look('another token'), await look(METRICS_TOKEN)]).toEqual([401, 401, 200]);
    expect((await call(`${closed.url}/healthz`, 'GET')).status).toBe(200);
  });

  it('says when its port is taken', async () => {
    const { port } = new URL(house.url);
    await expect(openHouse({}, { port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('a rate limit', () => {
  it('fills again steadily', () => {
    let now = 0;
    const limit = new RateLimit(60, () => now);
    for (let index = 0; index < 60; index++) expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBe(1_000);
    now += 1_000;
    expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBe(1_000);
  });

  it('forgets who was not seen for longest instead of growing', () => {
    const limit = new RateLimit(1, () => 0);
    for (let index = 0; index < 30_000; index++) limit.take(`client ${index}`);
    expect(limit.size).toBe(20_000);
    expect(limit.take('client 29999')).toBeGreaterThan(0);
    expect(limit.take('client 0')).toBe(0);
  });

  it('can be turned off', () => {
    const limit = new RateLimit('off');
    for (let index = 0; index < 1_000; index++) expect(limit.take('a')).toBe(0);
    expect(limit.size).toBe(0);
  });
});
