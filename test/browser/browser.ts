import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

/** A real Chromium, from the npm registry: nothing needs to be installed on the machine. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
    headless: true,
  });
}

/** A page of its own window; what goes wrong in it is collected in `faults`. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
  colorScheme: 'light' | 'dark' = 'light',
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport, colorScheme, locale: 'ja-JP' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  return { page, faults };
}

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

/** Writes into the chat as a person would and sends with Enter. */
export async function write(page: Page, text: string): Promise<void> {
  const field = page.getByLabel('メッセージ', { exact: true });
  await field.fill(text);
  await field.press('Enter');
}
