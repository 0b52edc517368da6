import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser } from './browser.ts';
import { hire, type MemberWindow, type StaffWindow, staffWindow, waitingMember } from './desk-house.ts';

let config: Config;
let tobira: Running;
let browser: Browser;
let yamada: StaffWindow;
let member: MemberWindow;

beforeAll(async () => {
  config = testConfig();
  tobira = await startTobira(config);
  browser = await openBrowser();
  yamada = await staffWindow(browser, tobira, await hire(tobira, '山田'));
  member = await waitingMember(browser, tobira, 'セゾンの件で担当者と話したい');
  await yamada.page.getByRole('link', { name: /セゾン/ }).click();
  await yamada.page.getByRole('button', { name: '対応する' }).click();
  await yamada.page.getByLabel('会員への返信').waitFor();
}, 90_000);

afterAll(async () => {
  await browser.close();
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

describe('an answer', () => {
  it('stays as a draft over a look at the list and a reload of the page', async () => {
    const { page } = yamada;
    await page.getByLabel('会員への返信').fill('書きかけの返信');
    await page.reload();
    await page.getByLabel('会員への返信').waitFor();
    expect(await page.getByLabel('会員への返信').inputValue()).toBe('書きかけの返信');
    await page.evaluate(() => {
      location.hash = '';
    });
    await page.getByRole('button', { name: /^対応中（自分）/ }).click();
    await page.getByRole('link', { name: /セゾン/ }).click();
    expect(await page.getByLabel('会員への返信').inputValue()).toBe('書きかけの返信');
    await page.getByLabel('会員への返信').fill('');
  });

  it('is not sent by the Enter that ends a word of the input method, and is by the next one', async () => {
    const { page } = yamada;
    await page.getByLabel('Enterで送信する').check();
    const field = page.getByLabel('会員への返信');
    await field.focus();
    const input = await page.context().newCDPSession(page);
    await input.send('Input.imeSetComposition', { text: 'かくにんします', selectionStart: 7, selectionEnd: 7 });
    const enter = { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 } as const;
    await input.send('Input.dispatchKeyEvent', enter);
    await input.send('Input.insertText', { text: '確認します' });
    expect(await field.inputValue()).toBe('確認します');
    expect(await member.log.getByText('確認します').count()).toBe(0);
    await page.waitForTimeout(200);
    await field.press('Enter');
    await member.log.getByText('確認します', { exact: true }).waitFor();
    // The member may have it before the console has its answer.
    await page.getByRole('button', { name: '送信', exact: true }).waitFor();
    expect(await field.inputValue()).toBe('');
    await page.getByLabel('Enterで送信する').uncheck();
  });

  it('can be kept among one’s own replies, put into another answer, and dropped', async () => {
    const { page } = yamada;
    const field = page.getByLabel('会員への返信');
    await field.fill('いつもありがとうございます。山田です。');
    await page.getByText('定型文・事実・手順を入れる').click();
    await page.getByRole('button', { name: 'いまの返信を自分の定型文に加える' }).click();
    const own = page.getByRole('button', { name: /^いつもありがとうございます。/ });
    await own.waitFor();
    await field.fill('');
    await own.click();
    expect(await field.inputValue()).toBe('いつもありがとうございます。山田です。');
    const sato = await staffWindow(browser, tobira, await hire(tobira, '佐藤'));
    const library = await sato.page.evaluate(async () => (await fetch('/staff/api/library')).json());
    expect(library.own).toEqual([]);
    await page.getByRole('button', { name: '消す' }).click();
    await page.getByText('まだありません。').waitFor();
    await field.fill('');
  });

  it('takes in a fact with the document it rests on', async () => {
    const { page } = yamada;
    await page.getByRole('button', { name: '事実', exact: true }).click();
    const fact = page.locator('.inserts .insert').first();
    await fact.waitFor();
    const source = ((await fact.locator('small').textContent()) ?? '').replace('出典：', '');
    await fact.click();
    expect(source).not.toBe('');
    expect(await page.getByLabel('会員への返信').inputValue()).toContain(source);
  });
});

describe('what tells of a new case', () => {
  it('is silent until one asks for it', async () => {
    for (const name of ['通知', '音']) expect(await yamada.page.getByLabel(name).isChecked()).toBe(false);
  });
});
