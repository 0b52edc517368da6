import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { DESKTOP, openBrowser } from './browser.ts';
import { axeFaults, hire, type MemberWindow, staffWindow, waitingMember } from './desk-house.ts';

let config: Config;
let tobira: Running;
let browser: Browser;
let agent: string;
let member: MemberWindow;

beforeAll(async () => {
  config = testConfig();
  tobira = await startTobira(config);
  browser = await openBrowser();
  agent = await hire(tobira, '山田');
  member = await waitingMember(browser, tobira, 'セゾンの件で担当者と話したい');
}, 60_000);

afterAll(async () => {
  await browser.close();
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

const LOOKS = [
  ['a desktop', DESKTOP, 'light'],
  ['a phone in the dark', { width: 360, height: 740 }, 'dark'],
] as const;

describe.each(LOOKS)('why the bot answered so, on %s', (_name, viewport, colorScheme) => {
  it('stands beside what the member wrote, opens and closes by keyboard, and stays open while the talk goes on', async () => {
    const { page, faults } = await staffWindow(browser, tobira, agent, { viewport, colorScheme });
    await page.getByRole('link', { name: /セゾン/ }).click();
    const line = page.locator('.line.member', { hasText: '担当者と話したい' });
    const button = line.getByRole('button', { name: /^なぜこう答えたか/ });
    await button.waitFor();
    expect(await page.locator('.line.bot').getByRole('button').count()).toBe(0);
    expect(await button.getAttribute('aria-expanded')).toBe('false');

    await button.focus();
    await page.keyboard.press('Enter');
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    const list = page.locator(`[id="${await button.getAttribute('aria-controls')}"]`);
    await list.getByText('新しい用件').waitFor();
    expect(await list.textContent()).toMatch(/受け取った意味\s*担当者に相談したい\s+\d+\u00a0%/u);
    expect(await list.textContent()).toContain('担当者へつないだ');

    await member.says(`もうひとつあります(${colorScheme})`);
    await page.getByText(`もうひとつあります(${colorScheme})`, { exact: true }).waitFor();
    expect(await list.isVisible()).toBe(true);
    expect(await axeFaults(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);

    await page.keyboard.press('Space');
    expect(await list.count()).toBe(0);
    // Before the sign-in the page asks whether there is a session.
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
    await page.context().close();
  }, 60_000);
});
