import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { call, eventually } from '../directline/house.ts';
import { testConfig } from '../support/tobira.ts';
import { openBrowser } from './browser.ts';
import { hire, staffWindow, waitingMember } from './desk-house.ts';

const SECRET = 'a secret that only the hub knows';

let config: Config;
let tobira: Running;
let browser: Browser;

beforeAll(async () => {
  config = testConfig({ HANDOFF: 'protocol', DIRECT_LINE_SECRET: SECRET });
  tobira = await startTobira(config);
  browser = await openBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

describe('the member’s own page, with another hub', () => {
  it('shows what people say and nothing of the protocol, and the console shows where the case is', async () => {
    const member = await waitingMember(browser, tobira, 'セゾンの件で担当者と話したい');
    const chief = await staffWindow(browser, tobira, await hire(tobira, '鈴木', 'supervisor'));
    await chief.page.getByRole('link', { name: /セゾン/ }).click();
    await chief.page.getByText('外部の窓口の返事待ち').waitFor();
    const [waiting] = await tobira.desk.list('waiting');
    const url = `${tobira.url}/v3/directline/conversations/${waiting?.conversation_id}/activities`;
    const post = (body: object) => call(url, 'POST', { token: SECRET, body });

    await post({ type: 'event', name: 'handoff.status', value: { state: 'accepted' } });
    await chief.page.getByText('外部の窓口が対応中').waitFor();
    expect(await chief.page.getByRole('button', { name: /対応する|完了にする|引き継ぐ/ }).count()).toBe(0);
    await chief.page.getByRole('button', { name: '外部の窓口に代わって終える' }).waitFor();
    await chief.page.getByText('外部の窓口がお答えします').waitFor();
    await post({ type: 'message', text: 'お待たせしました', from: { id: 'h1', name: '高橋', role: 'bot' } });
    await member.log.getByText('お待たせしました', { exact: true }).waitFor();
    await member.log.getByText('高橋').first().waitFor();
    await member.says('ログインできません');
    const heard = await eventually(
      async () => (await call(url, 'GET', { token: SECRET })).body.activities.map(({ text }) => text),
      (texts) => texts.includes('ログインできません'),
    );
    expect(heard).toContain('ログインできません');

    await post({ type: 'event', name: 'handoff.status', value: { state: 'failed' } });
    await member.log.getByText('おつなぎできませんでした').waitFor();
    await member.page.getByRole('button', { name: '担当者に相談する' }).click();
    await member.log.getByText('担当者におつなぎします').nth(1).waitFor();
    expect(await member.log.textContent()).not.toMatch(/handoff|caseId|Transcript/);
    expect(member.faults).toEqual([]);
  }, 60_000);
});
