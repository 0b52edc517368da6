import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { ACCESS_TOKEN, LineStub } from '../line/line-stub.ts';
import { Person, SECRET, until } from '../line/person.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser } from './browser.ts';
import { axeFaults, hire, type StaffWindow, staffWindow, waitingMember } from './desk-house.ts';

let stub: LineStub;
let config: Config;
let tobira: Running;
let browser: Browser;
let yamada: StaffWindow;

beforeAll(async () => {
  stub = await LineStub.open();
  config = testConfig({
    LINE_CHANNEL_SECRET: SECRET,
    LINE_CHANNEL_ACCESS_TOKEN: ACCESS_TOKEN,
    LINE_API_BASE_URL: stub.url,
  });
  tobira = await startTobira(config);
  browser = await openBrowser();
  yamada = await staffWindow(browser, tobira, await hire(tobira, '山田'));
}, 60_000);

afterAll(async () => {
  await browser.close();
  await tobira.close();
  await stub.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

/** The case of somebody on LINE, opened in the console. */
async function lookAt(service: string): Promise<void> {
  const person = new Person(stub, () => tobira.url);
  await person.ask(`${service}の担当者と話したい`);
  await until(async () => (await tobira.desk.list('waiting')).length > 0);
  await yamada.page.getByRole('link', { name: new RegExp(service) }).click();
  await yamada.page.getByRole('heading', { level: 2, name: new RegExp(service) }).waitFor();
}

describe('a case on LINE in the console', () => {
  it('says how many answers the month still has, and what becomes of an answer when it has none', async () => {
    stub.used = 150;
    await lookAt('セゾン');
    const { page } = yamada;
    await page.getByText('LINEの今月の送信数：残り50通（上限200通）').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    stub.used = 200;
    await page.getByRole('button', { name: '対応する' }).click();
    await page.getByText('LINEの今月の送信数を使い切りました').waitFor();
    await page.getByText('会員から次のメッセージが来たときに届きます').waitFor();
    expect(await axeFaults(page)).toEqual([]);
  }, 60_000);

  it('is the only one that does: on the web nothing is counted', async () => {
    await waitingMember(browser, tobira, 'アメックスの件で担当者と話したい');
    const { page } = yamada;
    await page.getByRole('button', { name: /^待機中/ }).click();
    await page.getByRole('link', { name: /アメックス/ }).click();
    await page.getByRole('heading', { level: 2, name: /アメックス/ }).waitFor();
    await page.getByText('ウェブ：文字とボタンを表示できます。').waitFor();
    expect(await page.getByText('今月の送信数').count()).toBe(0);
  }, 60_000);
});
