import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser } from './browser.ts';
import { hire, staffWindow, waitingMember } from './desk-house.ts';

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

describe('the list of waiting cases', () => {
  it('keeps a case that comes while the list itself is on its way', async () => {
    const { page } = await staffWindow(browser, tobira, await hire(tobira, '山田'));
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let read = () => {};
    const wasRead = new Promise<void>((resolve) => {
      read = resolve;
    });
    await page.route('**/staff/api/cases?status=waiting', async (route) => {
      const response = await route.fetch();
      read();
      await released;
      await route.fulfill({ response });
    });
    await page.reload();
    await wasRead;
    await page.getByText('自動で更新しています').waitFor();
    await waitingMember(browser, tobira, 'セゾンの件で担当者と話したい');
    await page.getByRole('link', { name: /セゾン/ }).waitFor();
    const answered = page.waitForResponse('**/staff/api/cases?status=waiting');
    release();
    await answered;
    await page.waitForTimeout(300);
    expect(await page.getByRole('link', { name: /セゾン/ }).count()).toBe(1);
  }, 60_000);
});
