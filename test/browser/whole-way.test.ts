import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { Config } from '../../config.ts';
import { Accounts } from '../../desk/accounts.ts';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { DESKTOP, openBrowser, openPage, PHONE, write } from './browser.ts';

const STAFF = { email: 'yamada@example.jp', name: '山田', role: 'agent' as const, password: 'a long enough sentence' };

let config: Config;
let tobira: Running;
let browser: Browser;

beforeAll(async () => {
  config = testConfig();
  tobira = await startTobira(config);
  await new Accounts(tobira.database).add(STAFF);
  browser = await openBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('メールアドレス').fill(STAFF.email);
  await page.getByLabel('パスワード').fill(STAFF.password);
  await page.getByRole('button', { name: 'サインイン' }).click();
}

describe('the whole way, in a real browser', () => {
  it('a member asks, is diagnosed, wants a human; staff claims, answers and resolves', async () => {
    const member = await openPage(browser, `${tobira.url}/`, PHONE);
    const log = member.page.getByRole('log');
    await log.getByText('Tobira').first().waitFor();

    await write(member.page, 'アメックスに入れません。カード番号と暗証番号を入れています');
    await log.getByText('「未登録の方」').first().waitFor();
    await member.page.getByRole('button', { name: '担当者に相談する' }).click();
    await log.getByText('担当者におつなぎします').waitFor();

    const staff = await openPage(browser, `${tobira.url}/staff`, DESKTOP);
    await signIn(staff.page);
    await staff.page.getByRole('link', { name: /アメックス/ }).click();
    await staff.page.getByText('カード番号と暗証番号を入れています').first().waitFor();
    await staff.page.getByRole('button', { name: '対応する' }).click();
    await log.getByText('担当の山田が承りました').waitFor();

    await staff.page.getByLabel('会員への返信').fill('「未登録の方」の画面は開けましたか。');
    await staff.page.getByRole('button', { name: /送信|返信する/ }).click();
    await log.getByText('画面は開けましたか').waitFor();

    await write(member.page, 'はい、開けました');
    await staff.page.getByRole('log').getByText('はい、開けました').waitFor();

    await staff.page.getByRole('button', { name: '完了にする' }).click();
    await staff.page.getByLabel('実際の原因').selectOption('not_registered');
    await staff.page.getByRole('dialog').getByRole('button', { name: '完了にする' }).click();
    await log.getByText('担当者の対応が終わりました').waitFor();

    await write(member.page, 'ありがとうございました');
    await log.getByText('お役に立てたなら何よりです').waitFor();
    expect({ member: member.faults, staff: staff.faults.filter((fault) => !fault.includes('401')) }).toEqual({
      member: [],
      staff: [],
    });
  }, 60_000);

  it('a reload brings the conversation back, each message once', async () => {
    const { page } = await openPage(browser, `${tobira.url}/`, PHONE);
    const log = page.getByRole('log');
    await write(page, 'セゾンの暗証番号を忘れました');
    await log.getByText('約1週間').first().waitFor();
    await page.reload();
    await log.getByText('約1週間').first().waitFor();
    expect(await log.getByText('セゾンの暗証番号を忘れました').count()).toBe(1);
  }, 60_000);

  it('Enter sends nothing while the input method is composing', async () => {
    const { page } = await openPage(browser, `${tobira.url}/`, PHONE);
    const log = page.getByRole('log');
    await log.getByText('Tobira').first().waitFor();
    const field = page.getByLabel('メッセージ', { exact: true });
    await field.fill('ろぐいん');
    await field.dispatchEvent('compositionstart');
    await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true });
    await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 13, isComposing: true });
    expect(await field.inputValue()).toBe('ろぐいん');
    expect(await log.getByText('ろぐいん').count()).toBe(0);
  }, 60_000);

  it('steps of a procedure carry their number, and the page never scrolls sideways on a small phone', async () => {
    const { page } = await openPage(browser, `${tobira.url}/`, { width: 320, height: 568 });
    const log = page.getByRole('log');
    await write(page, 'セゾンの暗証番号を忘れました');
    await page.getByRole('button', { name: 'アプリですぐに見る' }).click();
    await log.getByText('1/6').first().waitFor();
    await page.getByRole('button', { name: '次へ' }).click();
    await log.getByText('2/6').first().waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }, 60_000);

  it('what a member writes is shown as text, whatever it is', async () => {
    const { page, faults } = await openPage(browser, `${tobira.url}/`, PHONE);
    const log = page.getByRole('log');
    await write(page, '<img src=x onerror="document.title=1"><script>document.title=2</script>');
    await log.getByText('<script>').waitFor();
    expect(await page.title()).not.toMatch(/^[12]$/);
    expect(faults).toEqual([]);
  }, 60_000);
});
