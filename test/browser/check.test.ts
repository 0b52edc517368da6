import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser, openPage, PHONE } from './browser.ts';
import { axeFaults } from './desk-house.ts';

const SECRET = 'ｔａｒｏ l0O１２';

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

describe('the page that looks at what is typed', () => {
  it('shows full width, blanks and look-alikes, and has no fault that axe can find', async () => {
    const { page, faults } = await openPage(browser, `${tobira.url}/check`, { width: 320, height: 568 });
    expect(await axeFaults(page)).toEqual([]);
    await page.getByLabel('確かめたい文字').fill(SECRET);
    const findings = page.getByRole('status');
    await findings.getByText('全角(幅の広い文字)が6つあります(1、2、3、4、9文字目など)').waitFor();
    await findings.getByText('空白が1つあります(5文字目)').waitFor();
    await findings.getByText('見間違えやすい文字があります: l 0 O').waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: '数字のゼロ' }).count()).toBe(1);
    expect(await axeFaults(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect({ overflow, faults }).toEqual({ overflow: 0, faults: [] });
  }, 60_000);

  it('lets nothing out: no request, no cookie, nothing kept, no way to send anything', async () => {
    const { page } = await openPage(browser, `${tobira.url}/check`, PHONE);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.getByLabel('確かめたい文字').fill(SECRET);
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('全角').first().waitFor();
    expect(requests).toEqual([]);
    const kept = await page.evaluate(() => [document.cookie, JSON.stringify(localStorage), location.href].join(' '));
    expect(kept).not.toContain('l0O');
    const sent = await page.evaluate(() =>
      fetch('/healthz').then(
        () => 'sent',
        () => 'refused',
      ),
    );
    expect(sent).toBe('refused');
  }, 60_000);

  it('forgets when one presses the button, and when one leaves and comes back', async () => {
    const { page } = await openPage(browser, `${tobira.url}/check`, PHONE);
    const field = page.getByLabel('確かめたい文字');
    await field.fill(SECRET);
    await page.getByRole('button', { name: 'すべて消す' }).click();
    expect(await field.inputValue()).toBe('');
    expect(await page.locator('#letters li').count()).toBe(0);
    await field.fill(SECRET);
    await page.goto(`${tobira.url}/basic`);
    await page.goBack();
    expect(await field.inputValue()).toBe('');
  }, 60_000);

  it('is reached from the menu of the chat', async () => {
    const { page } = await openPage(browser, `${tobira.url}/`, PHONE);
    await page.getByRole('button', { name: 'メニュー' }).click();
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: '入力した文字を確かめる' }).click();
    await (await opened).getByLabel('確かめたい文字').waitFor();
  }, 60_000);
});
