import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser } from './browser.ts';
import { axeFaults, hire, type StaffWindow, staffWindow, waitingMember } from './desk-house.ts';

let config: Config;
let tobira: Running;
let browser: Browser;
let yamada: StaffWindow;
let sato: StaffWindow;
let chief: StaffWindow;

beforeAll(async () => {
  config = testConfig();
  tobira = await startTobira(config);
  browser = await openBrowser();
  yamada = await staffWindow(browser, tobira, await hire(tobira, '山田'));
  sato = await staffWindow(browser, tobira, await hire(tobira, '佐藤'));
  chief = await staffWindow(browser, tobira, await hire(tobira, '鈴木', 'supervisor'));
}, 90_000);

afterAll(async () => {
  await browser.close();
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

/** Opens the first case of a service in the list. */
async function look(window: StaffWindow, service: RegExp, tab = '待機中'): Promise<void> {
  await window.page.getByRole('button', { name: new RegExp(`^${tab}`) }).click();
  await window.page.getByRole('link', { name: service }).first().click();
  await window.page.getByRole('heading', { level: 2, name: service }).waitFor();
}

async function reply(window: StaffWindow, text: string): Promise<void> {
  await window.page.getByLabel('会員への返信').fill(text);
  await window.page.getByRole('button', { name: '送信', exact: true }).click();
}

async function ask(window: StaffWindow, button: string): Promise<void> {
  await window.page.getByRole('button', { name: button, exact: true }).click();
}

async function confirm(window: StaffWindow, button: string): Promise<void> {
  await window.page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
}

describe('two members and three staff at once', () => {
  it('one wins the claim; transfer, return and resolve are live everywhere; nothing is lost, doubled or out of order', async () => {
    const first = await waitingMember(browser, tobira, 'セゾンの件で担当者と話したい');
    const second = await waitingMember(browser, tobira, 'アメックスの件で担当者と話したい');
    for (const window of [yamada, sato, chief]) {
      await window.page.getByRole('link', { name: /セゾン/ }).waitFor();
      await window.page.getByRole('link', { name: /アメックス/ }).waitFor();
      await look(window, /セゾン/);
    }

    // All three at once: one wins, the others learn who.
    await Promise.all([yamada, sato, chief].map((window) => ask(window, '対応する').catch(() => undefined)));
    await first.log.getByText(/担当の.+が承りました/).waitFor();
    const names = ['山田', '佐藤', '鈴木'];
    const told = (await first.log.getByText(/担当の.+が承りました/).textContent()) ?? '';
    const winner = [yamada, sato, chief][names.findIndex((name) => told.includes(`担当の${name}`))] ?? yamada;
    const losers = [yamada, sato, chief].filter((window) => window !== winner);
    for (const loser of losers)
      await loser.page
        .getByText(/さんが対応しています。$/)
        .first()
        .waitFor();
    expect(await first.log.getByText(/担当の.+が承りました/).count()).toBe(1);

    // The bot is silent, and both sides see each other write.
    await winner.page.getByLabel('会員への返信').pressSequentially('お');
    await first.page.getByText(/が書いています/).waitFor();
    await first.page.getByLabel('メッセージ', { exact: true }).pressSequentially('あ');
    await winner.page.getByText('会員が書いています…').waitFor();
    for (let count = 1; count <= 3; count++) {
      await first.says(`会員${count}`);
      await winner.page.getByRole('log').getByText(`会員${count}`).waitFor();
      await reply(winner, `担当${count}`);
      await first.log.getByText(`担当${count}`).waitFor();
    }

    // Passed on with a note, by whoever won, to the supervisor or by the supervisor to 山田.
    const [next, nextName] = winner === chief ? [yamada, '山田'] : [chief, '鈴木'];
    await ask(winner, '引き継ぐ');
    await winner.page.getByLabel('引き継ぐ相手').selectOption({ label: nextName });
    await winner.page.getByLabel(/引き継ぎのメモ/).fill('本人確認は済んでいます');
    await confirm(winner, '引き継ぐ');
    await first.log.getByText(`担当が${nextName}に代わりました`).waitFor();
    await next.page.getByText('本人確認は済んでいます').waitFor();
    await reply(next, '代わりました');
    await first.log.getByText('代わりました', { exact: true }).waitFor();

    // Back into the queue: everybody sees it wait again, and the bot still keeps silent.
    await ask(next, '待機に戻す');
    await confirm(next, '待機に戻す');
    await first.log.getByText('担当者が代わります').waitFor();
    for (const window of [yamada, sato, chief]) {
      await window.page.getByRole('button', { name: '対応する' }).waitFor();
    }
    await first.says('まだいますか');
    await sato.page.getByRole('log').getByText('まだいますか').waitFor();

    await ask(sato, '対応する');
    await first.log.getByText('担当の佐藤が承りました').last().waitFor();
    await ask(sato, '完了にする');
    await sato.page.getByLabel('実際の原因').selectOption('other');
    await sato.page.getByLabel('解決した', { exact: true }).check();
    await confirm(sato, '完了にする');
    await first.log.getByText('担当者の対応が終わりました').waitFor();
    for (const window of [yamada, chief]) await window.page.getByText('この相談は完了しています。').waitFor();

    // The bot is back for the first member, and silent for the second, who still waits.
    await first.says('ありがとうございました');
    await first.log.getByText('お役に立てたなら何よりです').waitFor();
    await second.says('待っています');
    await look(chief, /アメックス/);
    await chief.page.getByRole('log').getByText('待っています').waitFor();

    const expected = ['会員1', '担当1', '会員2', '担当2', '会員3', '担当3', '代わりました', 'まだいますか'];
    await chief.page.goBack();
    await chief.page.getByRole('log').getByText('会員1').waitFor();
    for (const window of [yamada, sato, chief]) {
      const said = (await window.lines()).filter((line) => expected.includes(line));
      expect(said).toEqual(expected);
    }
    const atMember = (await first.log.locator('article, li, p').allTextContents()).join('\n');
    for (const text of expected) expect(atMember.split(text).length - 1).toBeGreaterThan(0);
    await second.says('待つのをやめる');
    await second.log.getByText('お待ちいただくのをやめました').waitFor();
    expect([...first.faults, ...second.faults]).toEqual([]);
  }, 120_000);

  it('lends the conversation to the bot for one procedure, and gets it back', async () => {
    const member = await waitingMember(browser, tobira, 'セゾンの暗証番号のことで担当者と話したい');
    await look(yamada, /セゾン/);
    await ask(yamada, '対応する');
    await yamada.page.getByText('定型文・事実・手順を入れる').click();
    await yamada.page.getByRole('button', { name: 'はじめのあいさつ' }).click();
    expect(await yamada.page.getByLabel('会員への返信').inputValue()).toMatch(/担当の山田です。/);
    await yamada.page.getByRole('button', { name: '手順', exact: true }).click();
    await yamada.page.getByRole('button', { name: '自動案内に任せる' }).first().click();
    await member.log
      .getByText(/1\/\d+/)
      .first()
      .waitFor();
    await yamada.page.getByText('自動案内が手順を案内中').first().waitFor();
    await member.says('やめる');
    await member.log.getByText('ここからは、担当者がお答えします').waitFor();
    await yamada.page.getByText('対応中（山田）').waitFor();
  }, 60_000);
});

describe('what a member writes', () => {
  it('is shown as it is and does nothing, whatever it is', async () => {
    const hostile = [
      '<script>document.title="1"</script><img src=x onerror="document.title=2">',
      '[押して](javascript:alert(1)) javascript:alert(1)',
      'あ'.repeat(5_000),
      '\u202Eよめますか\u202C\u200F',
    ];
    const member = await waitingMember(browser, tobira, 'プロミスの件で担当者と話したい');
    for (const text of hostile) await member.says(text);
    await look(sato, /プロミス/);
    const log = sato.page.getByRole('log');
    await log.getByText('よめますか').waitFor();
    expect(await sato.page.title()).toMatch(/担当者の画面/);
    expect(await log.locator('script, a, img').count()).toBe(0);
    expect((await sato.lines()).some((line) => line.includes('<script>'))).toBe(true);
    const overflow = await sato.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const box = await log.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(box).toBeLessThanOrEqual(0);
  }, 60_000);
});

describe('the console', () => {
  it('finds a case by what was said', async () => {
    const member = await waitingMember(browser, tobira, 'セゾンの件で担当者と話したい');
    await member.says('ｷﾘﾝのぬいぐるみ');
    await chief.page.getByLabel('会話の言葉や受付番号で探す').fill('キリン');
    await chief.page.getByRole('button', { name: '検索', exact: true }).click();
    await chief.page.getByText('「キリン」を含む相談 1件').waitFor();
    await chief.page.getByRole('button', { name: '検索をやめる' }).click();
  }, 60_000);

  it('has nothing that axe-core would find, in list, case, question and at the door', async () => {
    await look(chief, /セゾン/);
    await chief.page.getByText('絞り込み').click();
    expect(await axeFaults(chief.page)).toEqual([]);
    await ask(chief, '対応する');
    await chief.page.getByText('定型文・事実・手順を入れる').click();
    await chief.page.getByRole('button', { name: 'はじめのあいさつ' }).waitFor();
    expect(await axeFaults(chief.page)).toEqual([]);
    await ask(chief, '完了にする');
    expect(await axeFaults(chief.page)).toEqual([]);
    await confirm(chief, 'やめる');
    const door = await browser.newContext({ locale: 'ja-JP' });
    const page = await door.newPage();
    await page.goto(`${tobira.url}/staff`);
    await page.getByLabel('パスワード').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await door.close();
  }, 60_000);

  it('works by keyboard alone: find, take, answer, finish', async () => {
    const member = await waitingMember(browser, tobira, 'アメックスの件で担当者と話したい');
    const { page } = sato;
    await page.getByRole('button', { name: /^待機中/ }).focus();
    await page.keyboard.press('Enter');
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
    await reach(/^アメックス待ち/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: /アメックス/ }).waitFor();
    await reach(/^対応する$/);
    await page.keyboard.press('Enter');
    await page.getByLabel('会員への返信').waitFor();
    await reach(/^会員への返信$/);
    await page.keyboard.type('お待たせしました');
    await page.keyboard.press('Control+Enter');
    await member.log.getByText('お待たせしました').waitFor();
    await page.getByRole('button', { name: /^待機中/ }).focus();
    await reach(/^完了にする$/);
    await page.keyboard.press('Enter');
    await reach(/^実際の原因$/);
    await page.keyboard.press('End');
    await reach(/^完了にする$/);
    await page.keyboard.press('Enter');
    await member.log.getByText('担当者の対応が終わりました').waitFor();
  }, 60_000);
});
