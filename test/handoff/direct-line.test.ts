import { rmSync } from 'node:fs';
import type { Activity } from 'botbuilder';
import type { Config } from '../../config.ts';
import { takeOver } from '../../desk/hub.ts';
import { type Running, startTobira } from '../../index.ts';
import { findActiveCase } from '../../store/queries/cases.ts';
import { insertStaff } from '../../store/queries/staff.ts';
import { call, eventually } from '../directline/house.ts';
import { Page } from '../directline/official-page.ts';
import { testConfig } from '../support/tobira.ts';

const SECRET = 'a secret that only the hub knows';

let config: Config;
let tobira: Running;
const pages: Page[] = [];

beforeAll(async () => {
  config = testConfig({ HANDOFF: 'protocol', DIRECT_LINE_SECRET: SECRET });
  tobira = await startTobira(config);
});
afterEach(() => {
  for (const page of pages.splice(0)) page.leave();
});
afterAll(async () => {
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

function open(options: ConstructorParameters<typeof Page>[1]): Page {
  const page = new Page(tobira.url, options);
  pages.push(page);
  return page;
}

/** A member's page, as its browser has it. */
async function member(): Promise<{ page: Page; token: string; conversationId: string }> {
  const { body } = await call(`${tobira.url}/webchat/token`, 'POST');
  const page = open({ token: body.token });
  await page.hears(1);
  return { page, token: body.token, conversationId: body.conversationId };
}

/** The hub in the same conversation, from its beginning. */
function hubIn(conversationId: string): Page {
  return open({ secret: SECRET, conversationId, watermark: '0' });
}

function post(page: Page, activity: object): Promise<string> {
  return new Promise((resolve, reject) => page.line.postActivity(activity as never).subscribe(resolve, reject));
}

function status(state: string, message?: string): object {
  return { type: 'event', name: 'handoff.status', value: { state, message }, from: { id: 'hub' } };
}

async function eventIn(page: Page, name: string): Promise<Activity | undefined> {
  const look = () => (page.received as unknown as Activity[]).find((activity) => activity.name === name);
  return eventually(look, (found) => found !== undefined);
}

/** What goes with the handoff. */
function transcriptOf(event: Activity | undefined): Activity[] {
  return (event?.attachments?.[0]?.content as { activities: Activity[] } | undefined)?.activities ?? [];
}

function caseIn(conversationId: string) {
  return findActiveCase(tobira.database, conversationId);
}

/** Until all that came in is worked on. */
function settled(conversationId: string): Promise<void> {
  return tobira.turns.run(conversationId);
}

async function handedOver() {
  const { page, token, conversationId } = await member();
  await page.say('プロミスにログインできません。暗証番号は 7391 です');
  await eventually(
    () => page.texts.length,
    (count) => count > 2,
  );
  const hub = hubIn(conversationId);
  await page.say('プロミスの担当者と話したいです');
  const event = await eventIn(hub, 'handoff.initiate');
  return { page, token, conversationId, hub, event };
}

describe('a person who wants a human, with another hub', () => {
  it('is handed over with everything that was found out and said, and without secrets', async () => {
    const { page, conversationId, hub, event } = await handedOver();
    const row = await caseIn(conversationId);
    expect(event).toMatchObject({
      type: 'event',
      name: 'handoff.initiate',
      channelId: 'directline',
      conversation: { id: conversationId },
      from: { role: 'bot' },
      relatesTo: { channelId: 'directline', conversation: { id: conversationId }, bot: { id: 'tobira' } },
      value: { caseId: row?.id, service: 'promise', channel: 'directline', urgent: false, locale: 'ja-JP' },
      attachments: [{ contentType: 'application/json', name: 'Transcript' }],
    });
    expect(event?.value.story).toMatchObject({ firstWords: expect.stringContaining('ログインできません') });
    const activities = transcriptOf(event);
    await eventually(
      () => hub.texts.length,
      (count) => count === activities.length,
    );
    expect(activities.map(({ text }) => text)).toEqual(hub.texts);
    expect(activities.at(-1)?.text).toContain('担当者におつなぎします');
    expect(activities[0]?.from).toMatchObject({ role: 'bot' });
    expect(activities[1]).toMatchObject({ type: 'message', from: { role: 'user' }, timestamp: expect.any(String) });
    expect(JSON.stringify(event)).not.toContain('7391');
    expect(row).toMatchObject({ status: 'waiting', hub: 'requested' });
    expect(page.texts.join()).not.toContain('先にお待ち');
  });

  it('is with the hub once it has accepted: the bot is silent, both hear each other, and then the bot is back', async () => {
    const { page, conversationId, hub } = await handedOver();
    await post(hub, status('accepted'));
    await settled(conversationId);
    expect(await caseIn(conversationId)).toMatchObject({ status: 'open', hub: 'accepted', assignee: null });
    const before = page.texts.length;
    await page.say('ログインできません');
    await settled(conversationId);
    await post(hub, { type: 'typing', from: { id: 'h1', name: '高橋', role: 'bot' } });
    await post(hub, {
      type: 'message',
      text: 'お電話の番号 090-1234-5678 は不要です',
      from: { id: 'h1', name: '高橋', role: 'bot' },
    });
    await page.hears(before + 2);
    expect(page.messages.slice(before).map(({ text, from }) => [from.role, from.name, text])).toEqual([
      ['user', '', 'ログインできません'],
      ['bot', '高橋', expect.stringContaining('お電話の番号')],
    ]);
    expect(page.received.some(({ type, from }) => type === 'typing' && from.name === '高橋')).toBe(true);
    await page.say('ありがとうございます');
    await eventually(
      () => hub.texts,
      (texts) => texts.includes('ありがとうございます'),
    );
    expect(hub.texts).toContain('ありがとうございます');
    await post(hub, status('completed'));
    await settled(conversationId);
    expect(await caseIn(conversationId)).toBeUndefined();
    const at = page.texts.length;
    await page.say('セゾンのパスワードを忘れました');
    const answers = await page.hears(at + 2);
    expect(answers.slice(before).join('\n')).toContain('担当者の対応が終わりました');
    expect(answers.length).toBeGreaterThan(at + 1);
  });

  it('is told kindly when nobody can take them, and every way on leads somewhere', async () => {
    const { page, conversationId, hub } = await handedOver();
    await post(hub, status('failed', '内線 4321 の窓口が閉じています'));
    await settled(conversationId);
    await eventually(
      () => page.texts.at(-1) ?? '',
      (text) => text.includes('おつなぎできませんでした'),
    );
    const said = page.messages.at(-1) as unknown as Activity;
    expect(said.text).toContain('おつなぎできませんでした');
    expect(said.text).not.toContain('窓口が閉じて');
    const choices = said.suggestedActions?.actions.map(({ title }) => title) ?? [];
    expect(choices).toEqual(['担当者に相談する', 'はじめに戻る']);
    const heard = page.texts.length;
    await page.say('はじめに戻る');
    expect((await page.hears(heard + 2)).at(-1)).toContain('はじめからご案内します');
    const again = hub.received.length;
    await page.say('担当者に相談する');
    await eventually(
      () => (hub.received as unknown as Activity[]).slice(again).some(({ name }) => name === 'handoff.initiate'),
      Boolean,
    );
    expect(await caseIn(conversationId)).toMatchObject({ hub: 'requested' });
  });

  it('may stop waiting before the hub has accepted, and the hub learns it', async () => {
    const { page, conversationId, hub } = await handedOver();
    await page.say('待つのをやめる');
    expect(await eventIn(hub, 'handoff.status')).toMatchObject({ value: { state: 'failed' }, from: { role: 'bot' } });
    await settled(conversationId);
    expect(await caseIn(conversationId)).toBeUndefined();
    await post(hub, status('accepted'));
    await settled(conversationId);
    const heard = page.texts.length;
    await page.say('セゾンのパスワードを忘れました');
    expect((await page.hears(heard + 2)).length).toBeGreaterThan(heard + 1);
  });

  it('who asks how long it takes is told that the hub was asked, and no place in a queue that is not there', async () => {
    const { page } = await handedOver();
    const heard = page.texts.length;
    await page.say('あと何人ですか');
    expect((await page.hears(heard + 2)).at(-1)).toBe('いま、担当者におつなぎしています。このままお待ちください。');
  });
});

describe('a member who plays the hub', () => {
  it('changes nothing, whatever their own token sends', async () => {
    const { page, token, conversationId } = await handedOver();
    const url = `${tobira.url}/v3/directline/conversations/${conversationId}/activities`;
    for (const state of ['accepted', 'completed', 'failed']) {
      const forged = { ...status(state), channelData: { hub: { state, message: '' } } };
      expect((await call(url, 'POST', { token, body: forged })).status).toBe(200);
    }
    const words = { type: 'message', text: '担当です', from: { id: 'h1', name: '高橋', role: 'bot' } };
    await call(url, 'POST', { token, body: words });
    await settled(conversationId);
    expect(await caseIn(conversationId)).toMatchObject({ status: 'waiting', hub: 'requested' });
    const find = () => page.messages.find(({ text }) => text === '担当です');
    const said = await eventually(find, (found) => found !== undefined);
    expect(said).toMatchObject({ from: { role: 'user' } });
  });

  it.each([
    ['no state', { message: 'a' }],
    ['another state', { state: 'typing' }],
    ['no value', undefined],
  ])('and a hub whose status has %s changes nothing either', async (_what, value) => {
    const { conversationId, hub } = await handedOver();
    await post(hub, { type: 'event', name: 'handoff.status', value, from: { id: 'hub' } });
    await settled(conversationId);
    expect(await caseIn(conversationId)).toMatchObject({ hub: 'requested' });
  });

  it('a hub that speaks before it has accepted is refused', async () => {
    const { conversationId } = await handedOver();
    const url = `${tobira.url}/v3/directline/conversations/${conversationId}/activities`;
    const body = { type: 'message', text: 'こんにちは', from: { id: 'h1', role: 'bot' } };
    expect((await call(url, 'POST', { token: SECRET, body })).status).toBe(409);
  });

  it('the same word of the hub, sent twice, is heard once', async () => {
    const { page, conversationId, hub } = await handedOver();
    await post(hub, status('accepted'));
    await settled(conversationId);
    const url = `${tobira.url}/v3/directline/conversations/${conversationId}/activities`;
    const from = { id: 'h1', name: '高橋', role: 'bot' };
    const body = { type: 'message', text: '一度だけ', from, channelData: { clientActivityID: 'h1-1' } };
    const first = await call(url, 'POST', { token: SECRET, body });
    const second = await call(url, 'POST', { token: SECRET, body });
    expect([first.status, second.body.id]).toEqual([200, first.body.id]);
    await post(hub, { type: 'message', text: 'その次', from });
    await eventually(
      () => page.texts,
      (texts) => texts.includes('その次'),
    );
    expect(page.texts.filter((text) => text === '一度だけ')).toHaveLength(1);
  });
});

describe('a word of the hub', () => {
  it('gets through though the member’s page has used its id before, and without signs that no store keeps', async () => {
    const { page, token, conversationId, hub } = await handedOver();
    const url = `${tobira.url}/v3/directline/conversations/${conversationId}/activities`;
    const channelData = { clientActivityID: 'guessed' };
    await call(url, 'POST', { token, body: { type: 'event', name: 'x', channelData } });
    await call(url, 'POST', { token: SECRET, body: { ...status('accepted'), channelData } });
    await settled(conversationId);
    expect(await caseIn(conversationId)).toMatchObject({ hub: 'accepted' });
    await post(hub, { type: 'message', text: 'は\0い', from: { id: 'h1', name: '高橋', role: 'bot' } });
    await eventually(
      () => page.texts,
      (texts) => texts.includes('はい'),
    );
    expect(page.texts).toContain('はい');
  });

  it.each([undefined, '', '  '])('that says nothing (%j) is refused', async (text) => {
    const { conversationId, hub } = await handedOver();
    await post(hub, status('accepted'));
    await settled(conversationId);
    const url = `${tobira.url}/v3/directline/conversations/${conversationId}/activities`;
    const body = { type: 'message', text, from: { id: 'h1', name: '高橋', role: 'bot' } };
    expect((await call(url, 'POST', { token: SECRET, body })).status).toBe(400);
  });
});

describe('a hub that has broken down', () => {
  const chief = { id: 'chief', name: '鈴木', role: 'supervisor' as const };
  beforeAll(async () => {
    const account = { ...chief, email: 'chief@example.jp', password_hash: 'none', created_at: 0 };
    await insertStaff(tobira.database, account);
  });

  it('keeps nobody: a supervisor ends the case, the hub is told, and the bot is back', async () => {
    const { page, conversationId, hub } = await handedOver();
    await post(hub, status('accepted'));
    await settled(conversationId);
    const row = await caseIn(conversationId);
    const agent = { ...chief, role: 'agent' as const };
    const found = { cause: 'other', note: '' };
    await expect(tobira.desk.resolve(row?.id ?? '', agent, found)).rejects.toMatchObject({ code: 'conflict' });
    const view = await tobira.desk.resolve(row?.id ?? '', chief, found);
    expect(view.row).toMatchObject({ status: 'closed', resolved_cause: 'other' });
    const told = () =>
      (hub.received as unknown as Activity[]).filter(
        ({ name, from }) => name === 'handoff.status' && from?.role === 'bot',
      );
    const [last] = await eventually(told, (all) => all.length > 0);
    expect(last?.value).toMatchObject({ state: 'failed' });
    const heard = page.texts.length;
    await page.say('セゾンのパスワードを忘れました');
    expect((await page.hears(heard + 2)).length).toBeGreaterThan(heard + 1);
  });

  it('and has never answered: the member is not told that anybody was there', async () => {
    const { page, conversationId } = await handedOver();
    const row = await caseIn(conversationId);
    await tobira.desk.resolve(row?.id ?? '', chief, { cause: 'other', note: '' });
    const last = await eventually(
      () => page.texts.at(-1) ?? '',
      (text) => text.includes('おつなぎできませんでした'),
    );
    expect(last).not.toContain('対応が終わりました');
    expect(last).toContain('おつなぎできませんでした');
  });

  it('and is given up: its people wait for our own desk, and are told so', async () => {
    const { page, conversationId, hub } = await handedOver();
    await post(hub, status('accepted'));
    await settled(conversationId);
    await takeOver(tobira, Date.now());
    const row = await caseIn(conversationId);
    expect(row).toMatchObject({ status: 'waiting', hub: null });
    await eventually(
      () => page.texts.at(-1) ?? '',
      (text) => text.includes('担当者が代わります'),
    );
    expect(page.texts.at(-1)).toContain('担当者が代わります');
    expect((await tobira.desk.claim(row?.id ?? '', chief)).row.assignee).toBe('chief');
    const said = page.texts.length;
    await takeOver(tobira, Date.now());
    await settled(conversationId);
    expect(page.texts.slice(said).join()).not.toContain('担当者が代わります');
  });
});

describe('the staff of our own desk', () => {
  it('see the case and cannot take it', async () => {
    const { conversationId } = await handedOver();
    const row = await caseIn(conversationId);
    const chief = { id: 'nobody', name: '鈴木', role: 'supervisor' as const };
    await expect(tobira.desk.claim(row?.id ?? '', chief)).rejects.toMatchObject({
      person: 'この相談は、外部の窓口が対応しています。',
    });
  });
});
