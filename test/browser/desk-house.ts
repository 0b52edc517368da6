import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Locator, Page } from 'playwright-core';
import { Accounts } from '../../desk/accounts.ts';
import type { Running } from '../../index.ts';
import type { StaffRole } from '../../store/queries/staff.ts';
import { DESKTOP, openPage, PHONE, write } from './browser.ts';

const PASSWORD = 'a long enough sentence';

/** A window of a member of staff, signed in. */
export interface StaffWindow {
  page: Page;
  faults: string[];
  /** What was said, as the console shows it. */
  lines(): Promise<string[]>;
}

export interface MemberWindow {
  page: Page;
  log: Locator;
  faults: string[];
  says(text: string): Promise<void>;
}

export async function hire(tobira: Running, name: string, role: StaffRole = 'agent'): Promise<string> {
  const email = `${name.charCodeAt(0)}@example.jp`;
  await new Accounts(tobira.database).add({ email, name, role, password: PASSWORD });
  return email;
}

export async function staffWindow(
  browser: Browser,
  tobira: Running,
  email: string,
  look: { viewport: { width: number; height: number }; colorScheme: 'light' | 'dark' } = {
    viewport: DESKTOP,
    colorScheme: 'light',
  },
): Promise<StaffWindow> {
  const { page, faults } = await openPage(browser, `${tobira.url}/staff`, look.viewport, look.colorScheme);
  await page.getByLabel('メールアドレス').fill(email);
  await page.getByLabel('パスワード').fill(PASSWORD);
  await page.getByRole('button', { name: 'サインイン' }).click();
  await page.getByText('自動で更新しています').waitFor();
  return {
    page,
    faults,
    lines: () => page.locator('.transcript .said').allTextContents(),
  };
}

/** A member who has asked for a human and waits. */
export async function waitingMember(browser: Browser, tobira: Running, wish: string): Promise<MemberWindow> {
  const { page, faults } = await openPage(browser, `${tobira.url}/`, PHONE);
  const log = page.getByRole('log');
  await log.getByText('Tobira').first().waitFor();
  await write(page, wish);
  await log.getByText('担当者におつなぎします').waitFor();
  return { page, log, faults, says: (text) => write(page, text) };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong on the page, in one line each. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations;
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
