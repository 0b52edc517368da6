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

describe('a case that is looked at', () => {
  it('does not lose what was said last to an older answer of the server', async () => {
    const member = await waitingMember(browser, tobira, 'プロミスの件で担当者と話したい');
    const { page } = await staffWindow(browser, tobira, await hire(tobira, '佐藤'));
    await page.getByRole('link', { name: /プロミス/ }).click();
    await page.getByRole('button', { name: '対応する' }).click();
    await page.getByLabel('会員への返信').waitFor();
    await page.waitForTimeout(500);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isFirst = true;
    let arrived = () => {};
    const late = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    await page.route(/staff\/api\/cases\/[^/?]+$/, async (route) => {
      const mustWait = isFirst;
      isFirst = false;
      const response = await route.fetch();
      if (mustWait) await released;
      await route.fulfill({ response });
      if (mustWait) arrived();
    });
    await member.says('一つ目です');
    await page.waitForTimeout(500);
    await member.says('二つ目です');
    await page.locator('.transcript').getByText('二つ目です').waitFor();
    release();
    await late;
    await page.waitForTimeout(300);
    expect(await page.locator('.transcript').getByText('二つ目です').count()).toBe(1);
  }, 60_000);
});

describe('a case that the member has left', () => {
  it('names no cause that was found, for nobody found one', async () => {
    const member = await waitingMember(browser, tobira, 'アメックスにログインできません。担当者と話したい');
    const { page } = await staffWindow(browser, tobira, await hire(tobira, '鈴木'));
    await page.getByRole('link', { name: /アメックス/ }).click();
    await page.getByRole('button', { name: '対応する' }).waitFor();
    await member.says('待つのをやめる');
    await page.getByText('会員が待つのをやめました').waitFor();
    expect(await page.getByText('実際の原因').count()).toBe(0);
  }, 60_000);
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
