import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { loadKnowledge } from '../../knowledge/knowledge.ts';
import { eventually } from '../directline/house.ts';
import { knowledgeWith } from '../support/knowledge.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser } from './browser.ts';
import { hire, type StaffWindow, staffWindow, waitingMember } from './desk-house.ts';

let config: Config;
let knowledge: string;
let tobira: Running;
let browser: Browser;
let admin: StaffWindow;
let yamada: StaffWindow;
let sato: StaffWindow;

beforeAll(async () => {
  config = testConfig();
  knowledge = knowledgeWith({ 'teams: []': 'teams:\n  - id: cards\n    name: カード再発行チーム' });
  tobira = await startTobira(config, undefined, loadKnowledge(knowledge));
  browser = await openBrowser();
  admin = await staffWindow(browser, tobira, await hire(tobira, '田中', 'admin'));
  yamada = await staffWindow(browser, tobira, await hire(tobira, '山田'));
  sato = await staffWindow(browser, tobira, await hire(tobira, '佐藤'));
}, 90_000);

afterAll(async () => {
  await browser.close();
  await tobira.close();
  for (const folder of [config.DATA_DIR, knowledge]) rmSync(folder, { recursive: true, force: true });
});

/** Notifications that the page shows from now on. */
async function watchNotifications({ page }: StaffWindow): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const shown: string[] = [];
    class Shown {
      static permission = 'granted';
      static requestPermission = async () => 'granted';
      constructor(title: string) {
        shown.push(title);
      }
    }
    Object.assign(window, { Notification: Shown, shown });
  });
  await page.getByLabel('通知').check();
  return () => page.evaluate(() => (window as unknown as { shown: string[] }).shown);
}

describe('a team', () => {
  it('gets its members from an admin; a case passed to it is told to them alone, and found under their own', async () => {
    const { page } = admin;
    await page.getByRole('link', { name: 'レポート' }).click();
    await page.getByRole('button', { name: '担当者', exact: true }).click();
    await page.getByLabel('山田はカード再発行チーム').check();
    await page.getByRole('link', { name: '相談の画面へ' }).click();

    const toldYamada = await watchNotifications(yamada);
    const toldSato = await watchNotifications(sato);
    const member = await waitingMember(browser, tobira, 'セゾンの件で担当者と話したい');
    await page.getByRole('link', { name: /セゾン/ }).click();
    await page.getByRole('button', { name: '対応する' }).click();
    await page.getByRole('button', { name: '引き継ぐ', exact: true }).click();
    await page.getByLabel('引き継ぐ相手').selectOption({ label: 'カード再発行チーム' });
    await page.getByLabel(/引き継ぎのメモ/).fill('再発行の件です');
    await page.getByRole('dialog').getByRole('button', { name: '引き継ぐ', exact: true }).click();
    await member.log.getByText('担当者が代わります').waitFor();

    for (const { page } of [yamada, sato]) await page.locator('.tag', { hasText: 'カード再発行チームあて' }).waitFor();
    const toldTwice = await eventually(toldYamada, (titles) => titles.length === 2);
    expect(toldTwice).toEqual(['新しい相談が入りました', 'チームあての相談が入りました']);
    expect(await toldSato()).toEqual(['新しい相談が入りました']);

    for (const [window, count] of [
      [yamada, 1],
      [sato, 0],
    ] as const) {
      await window.page.getByText('絞り込み').click();
      await window.page.getByLabel('チーム').selectOption('mine');
      expect(await window.page.getByRole('link', { name: /セゾン/ }).count()).toBe(count);
    }
    await yamada.page.getByRole('link', { name: /セゾン/ }).click();
    await yamada.page.getByText('再発行の件です').waitFor();
  }, 60_000);
});
