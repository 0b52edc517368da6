import { rmSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser } from './browser.ts';
import { axeFaults, hire, staffWindow, waitingMember } from './desk-house.ts';

let config: Config;
let tobira: Running;
let browser: Browser;
let chief: string;

beforeAll(async () => {
  config = testConfig();
  tobira = await startTobira(config);
  browser = await openBrowser();
  chief = await hire(tobira, '鈴木', 'admin');
}, 60_000);

afterAll(async () => {
  await browser.close();
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

/** Nothing for axe-core, and nothing that one would have to scroll sideways for. */
async function isSound(page: Page): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

/** The whole of it can be seen and touched. */
async function isWithinView(page: Page, part: Locator): Promise<void> {
  await part.scrollIntoViewIfNeeded();
  const box = await part.boundingBox();
  const width = page.viewportSize()?.width ?? 0;
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
}

const LOOKS = [390, 768].flatMap((width) => (['light', 'dark'] as const).map((scheme) => [width, scheme] as const));

describe.each(LOOKS)('the console, %i pixels wide and %s', (width, colorScheme) => {
  it('shows list, case, questions and reports whole, one after the other', async () => {
    const member = await waitingMember(browser, tobira, 'セゾンの件で担当者と話したい');
    const { page, faults } = await staffWindow(browser, tobira, chief, {
      viewport: { width, height: 900 },
      colorScheme,
    });
    await page.getByRole('link', { name: /セゾン/ }).waitFor();
    await page.getByText('絞り込み').click();
    await isSound(page);
    await page.getByText('アカウント', { exact: true }).click();
    for (const name of ['サインアウト', 'パスワードを変える', 'すべての端末からサインアウト']) {
      await isWithinView(page, page.getByRole('button', { name, exact: true }));
    }
    await isSound(page);
    await page.getByText('アカウント', { exact: true }).click();

    await page.getByRole('link', { name: /セゾン/ }).click();
    await page.getByRole('button', { name: '対応する' }).click();
    await page.getByLabel('会員への返信').fill('お待たせしました');
    await page.getByRole('button', { name: '送信', exact: true }).click();
    await member.log.getByText('お待たせしました', { exact: true }).waitFor();
    for (const name of ['一覧へ戻る', '保留にする', '待機に戻す', '引き継ぐ', '完了にする', '送信', 'メモを残す']) {
      await isWithinView(page, page.getByRole('button', { name, exact: true }));
    }
    await isSound(page);
    for (const [open, does] of [
      ['引き継ぐ', '引き継ぐ'],
      ['完了にする', '完了にする'],
    ] as const) {
      await page.getByRole('button', { name: open, exact: true }).click();
      await isWithinView(page, page.getByRole('dialog').getByRole('button', { name: does, exact: true }));
      await isSound(page);
      await page.getByRole('dialog').getByRole('button', { name: 'やめる' }).click();
    }
    await page.getByRole('button', { name: '完了にする', exact: true }).click();
    await page.getByLabel('実際の原因').selectOption('other');
    await page.getByRole('dialog').getByRole('button', { name: '完了にする', exact: true }).click();
    await page.getByText('この相談は完了しています。').waitFor();
    await page.getByRole('button', { name: '一覧へ戻る' }).click();
    await page.getByRole('button', { name: /^待機中/ }).waitFor();

    await page.getByRole('link', { name: 'レポート' }).click();
    await page.locator('.chart canvas').first().waitFor();
    for (const room of ['数字', '操作の記録', '学習', '担当者']) {
      await page.getByRole('button', { name: room, exact: true }).click();
      await page.getByRole('button', { name: room, exact: true, pressed: true }).waitFor();
      await isSound(page);
    }
    // Before the sign-in the page asks whether there is a session.
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
    await page.context().close();
  }, 90_000);
});

describe('the console on a phone', () => {
  it('works by keyboard alone: list, case, answer, back', async () => {
    const member = await waitingMember(browser, tobira, 'アメックスの件で担当者と話したい');
    const look = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const };
    const { page } = await staffWindow(browser, tobira, chief, look);
    const reach = async (name: RegExp) => {
      for (let press = 0; press < 80; press++) {
        const focused = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement | null;
          const label = element?.id ? document.querySelector(`label[for="${element.id}"]`)?.textContent : '';
          return label || element?.textContent || '';
        });
        if (name.test(focused)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`${name} is not reached with the Tab key`);
    };
    await page.getByRole('link', { name: /アメックス/ }).waitFor();
    await reach(/^アカウント$/);
    await page.keyboard.press('Enter');
    await reach(/^サインアウト$/);
    await reach(/^アメックス待ち/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: /アメックス/ }).waitFor();
    await reach(/^対応する$/);
    await page.keyboard.press('Enter');
    await page.getByLabel('会員への返信').waitFor();
    await reach(/^会員への返信$/);
    await page.keyboard.type('お待たせしました');
    await page.keyboard.press('Control+Enter');
    await member.log.getByText('お待たせしました', { exact: true }).waitFor();
    await page.keyboard.press('Shift+Tab');
    await reach(/^一覧へ戻る$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^対応中（自分）/ }).waitFor();
  }, 60_000);
});
