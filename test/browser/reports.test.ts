import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser, openPage, PHONE, write } from './browser.ts';
import { axeFaults, hire, type StaffWindow, staffWindow, waitingMember } from './desk-house.ts';

let config: Config;
let tobira: Running;
let browser: Browser;
let yamada: StaffWindow;
let chief: StaffWindow;

beforeAll(async () => {
  config = testConfig();
  tobira = await startTobira(config);
  browser = await openBrowser();
  yamada = await staffWindow(browser, tobira, await hire(tobira, '山田'));
  chief = await staffWindow(browser, tobira, await hire(tobira, '鈴木', 'supervisor'));
  await waitingMember(browser, tobira, 'セゾンの件で担当者と話したい');
  const lost = await openPage(browser, `${tobira.url}/`, PHONE);
  await write(lost.page, 'へにょりんぱ');
  await lost.page
    .getByRole('log')
    .getByText(/読み取れません/)
    .waitFor();
}, 90_000);

afterAll(async () => {
  await browser.close();
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

describe('the reports', () => {
  it('show a supervisor figures and who did what, and axe-core finds nothing in them', async () => {
    const { page } = chief;
    await page.getByRole('link', { name: /セゾン/ }).click();
    await page.getByRole('heading', { level: 2, name: /セゾン/ }).waitFor();
    await page.getByRole('link', { name: 'レポート' }).click();
    await page.locator('.chart canvas').first().waitFor();
    expect(await page.locator('.sums li', { hasText: '会話' }).first().textContent()).toMatch(/2$/);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '操作の記録' }).click();
    await page.getByRole('row', { name: /鈴木 相談を見た/ }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '数字' }).click();
    await page.getByRole('link', { name: 'CSVで保存' }).click();
    expect((await saved).suggestedFilename()).toBe('tobira-figures.csv');
  }, 60_000);

  it('let an agent say with one click what a message means, and show nothing else', async () => {
    const { page } = yamada;
    await page.getByRole('link', { name: '学習' }).click();
    await page.getByText('「へにょりんぱ」').waitFor();
    expect(await page.getByRole('button', { name: '数字' }).count()).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '学習に使わない' }).click();
    await page.getByText('待っている言葉はありません。').waitFor();
  }, 60_000);
});
