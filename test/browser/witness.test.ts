import { rmSync } from 'node:fs';
import type { Browser, CDPSession, Page, WebSocketRoute } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser, PHONE, write } from './browser.ts';

const IPAD_AS_MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15';

let config: Config;
let tobira: Running;
let browser: Browser;

beforeAll(async () => {
  config = testConfig();
  tobira = await startTobira(config);
  browser = await openBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

/** A chat page that has been greeted; `prepare` runs before it is opened. */
async function openChat(prepare?: (devtools: CDPSession) => Promise<unknown>) {
  const context = await browser.newContext({ viewport: PHONE, locale: 'ja-JP' });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await prepare?.(devtools);
  await page.goto(`${tobira.url}/`);
  await page.getByRole('log').getByText('Tobira').first().waitFor();
  return { context, page, devtools, log: page.getByRole('log') };
}

/** What is kept of the page in whose conversation these words were said. */
async function keptWhere(said: string): Promise<Record<string, unknown>> {
  const row = await tobira.database.get<{ client: string }>(
    'select client from conversations c join activities a on a.conversation_id = c.id where a.text = $1 limit 1',
    [said],
  );
  return JSON.parse(row?.client ?? '{}');
}

async function breakLine(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.locator('.connection.offline').waitFor({ state: 'attached' });
  await page.context().setOffline(false);
  await page.locator('.connection.connected').waitFor({ state: 'attached' });
}

describe('the page as a witness, in a real browser', () => {
  it('shows browser and system, cookies and line, and nothing is told when all is well', async () => {
    const { page, log } = await openChat();
    await write(page, 'アメックスにログインできない(1)');
    await log.getByText('種類だけ教えてください').waitFor();
    const kept = await keptWhere('アメックスにログインできない(1)');
    expect(kept).toMatchObject({ browser: { name: 'chrome' }, cookies: true, connection: 'steady' });
    expect(await log.getByText('ようです').count()).toBe(0);
  }, 60_000);

  it('sees that cookies are switched off, and says so once', async () => {
    const { page, log } = await openChat((devtools) =>
      devtools.send('Emulation.setDocumentCookieDisabled', { disabled: true }),
    );
    await write(page, 'アメックスにログインできない(2)');
    await log.getByText('受け付けない設定のようです').waitFor();
    await write(page, 'わからない');
    await log.getByText('わからない').first().waitFor();
    await page.getByRole('button', { name: 'わからない' }).first().waitFor();
    expect(await log.getByText('受け付けない設定のようです').count()).toBe(1);
    expect(await keptWhere('アメックスにログインできない(2)')).toMatchObject({ cookies: false });
  }, 60_000);

  it('tells an iPad from the Mac it claims to be', async () => {
    const { page } = await openChat(async (devtools) => {
      await devtools.send('Emulation.setUserAgentOverride', { userAgent: IPAD_AS_MAC });
      await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
    });
    await write(page, 'こんにちは(3)');
    await page.getByRole('log').getByText('こんにちは。').last().waitFor();
    expect(await keptWhere('こんにちは(3)')).toMatchObject({
      browser: { name: 'safari', major: 17 },
      system: { name: 'ios', version: '17' },
      device: 'mobile',
    });
  }, 60_000);

  it('asks Chromium for the version of the system, and is told Windows 11', async () => {
    const version = '140.0.0.0';
    const { page } = await openChat((devtools) =>
      devtools.send('Emulation.setUserAgentOverride', {
        userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`,
        userAgentMetadata: {
          brands: [{ brand: 'Google Chrome', version: '140' }],
          platform: 'Windows',
          platformVersion: '15.0.0',
          architecture: 'x86',
          model: '',
          mobile: false,
        },
      }),
    );
    await write(page, 'こんにちは(6)');
    await page.getByRole('log').getByText('こんにちは。').last().waitFor();
    expect(await keptWhere('こんにちは(6)')).toMatchObject({
      browser: { name: 'chrome', major: 140 },
      system: { name: 'windows', version: '11' },
    });
  }, 60_000);

  it('notices a line that breaks again and again, and says so gently', async () => {
    const { page, log } = await openChat();
    await breakLine(page);
    await breakLine(page);
    await write(page, 'プロミスにログインできません(4)');
    await log.getByText('いまお使いの回線は、少し不安定なようです').waitFor();
    await page.getByRole('button', { name: '別の端末です' }).click();
    await log.getByText('別の端末なのですね').waitFor();
    expect(await keptWhere('プロミスにログインできません(4)')).toMatchObject({ connection: 'unsteady' });
  }, 60_000);

  it.each([
    ['our own restarts', 1012, 'steady'],
    ['a line that is cut', 1011, 'unsteady'],
  ])(
    'tells the line from the server: %s',
    async (what, code, connection) => {
      const context = await browser.newContext({ viewport: PHONE, locale: 'ja-JP' });
      const page = await context.newPage();
      const sockets: WebSocketRoute[] = [];
      await page.routeWebSocket('**/stream**', (socket) => {
        socket.connectToServer();
        sockets.push(socket);
      });
      await page.goto(`${tobira.url}/`);
      await page.locator('.connection.connected').waitFor({ state: 'attached' });
      for (let time = 0; time < 2; time += 1) {
        await sockets.at(-1)?.close({ code });
        await page.locator('.connection.reconnecting').waitFor({ state: 'attached' });
        await page.locator('.connection.connected').waitFor({ state: 'attached' });
      }
      await write(page, `こんにちは、${what}`);
      await page.getByRole('log').getByText('送信済み').first().waitFor();
      expect(await keptWhere(`こんにちは、${what}`)).toMatchObject({ connection });
    },
    60_000,
  );

  it('notices a slow line', async () => {
    const { page, log, devtools } = await openChat();
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 2_500,
      downloadThroughput: 30_000,
      uploadThroughput: 30_000,
      connectionType: 'cellular2g',
    });
    const greetings = ['おはようございます', 'こんにちは', 'こんばんは'];
    for (const [at, words] of greetings.entries()) {
      await write(page, words);
      await log.getByText('送信済み').nth(at).waitFor();
    }
    await write(page, 'プロミスにログインできません(5)');
    await log.getByText('少し時間がかかっているようです').waitFor({ timeout: 20_000 });
    expect(await keptWhere('プロミスにログインできません(5)')).toMatchObject({ connection: 'slow' });
  }, 60_000);
});
