import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser, openPage, PHONE } from './browser.ts';
import { axeFaults } from './desk-house.ts';

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

async function openWithoutScript(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'ja-JP', javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${tobira.url}${path}`);
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('メッセージ').fill(text);
  await page.getByRole('button', { name: '送信する' }).click();
}

describe('the chat in a browser whose script is switched off', () => {
  it('is led to from the front page, and goes all the way to a human', async () => {
    const page = await openWithoutScript('/');
    await page.waitForURL('**/basic');
    await say(page, 'アメックスに入れません');
    await page.getByText('JavaScript(ホームページを動かす仕組み)が働いていないようです').waitFor();
    await page.getByRole('button', { name: 'わからない' }).click();
    await say(page, '会員登録をした覚えがありません');
    await page.getByText('「未登録の方」').first().waitFor();
    await page.getByText('出典').first().waitFor();
    await page.getByRole('button', { name: '担当者に相談する' }).click();
    await page.getByText('担当者におつなぎします').waitFor();
    expect(new URL(page.url()).pathname).toBe('/basic');
  }, 60_000);

  it('works with cookies refused, by keyboard alone, and a reload says nothing twice', async () => {
    const page = await openWithoutScript('/basic');
    await page.context().clearCookies();
    await page.getByLabel('メッセージ').focus();
    await page.keyboard.type('プロミスにログインできません');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('画面はどうなりますか').waitFor();
    await page.context().clearCookies();
    await page.reload();
    await page.getByText('画面はどうなりますか').waitFor();
    expect(await page.getByText('プロミスにログインできません', { exact: true }).count()).toBe(1);
  }, 60_000);

  it('has no fault that axe can find, and never scrolls sideways on a small phone', async () => {
    const { page } = await openPage(browser, `${tobira.url}/basic`, { width: 320, height: 568 });
    await say(page, 'セゾンの暗証番号を忘れました');
    await page.getByText('約1週間').first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }, 60_000);
});
