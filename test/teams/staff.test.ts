import type { Activity } from 'botbuilder';
import { readFigures } from '../../desk/figures.ts';
import { BOT, TENANT } from './cloud.ts';
import { caseIn, hire, keptWords, outboxIn } from './store.ts';
import { buttonsOf, eventually, Person, readable, STAFF_CHANNEL, TeamsHouse } from './teams-house.ts';

let house: TeamsHouse;
beforeAll(async () => {
  house = await TeamsHouse.open();
});
afterAll(() => house.close());

let count = 0;

/** A member who has asked for a human, and the thread that staff see for it. */
async function handedOver(words = 'プロミスの担当者と話したいです') {
  const member = new Person(house);
  await member.says(words);
  const conversationId = `msteams:${member.conversation.id}`;
  const open = await eventually(
    () => caseIn(house, conversationId),
    (row) => row !== undefined,
  );
  const caseId = open?.id ?? '';
  await eventually(
    () => threadOf(caseId),
    (thread) => thread !== undefined,
  );
  return { member, conversationId, caseId, thread: threadOf(caseId) ?? '' };
}

function threadOf(caseId: string): string | undefined {
  return house.cloud.shown.find(
    ({ conversation, activity }) => conversation.startsWith(STAFF_CHANNEL) && readable(activity).includes(caseId),
  )?.conversation;
}

/** A member of staff in a thread, whose address in the directory is that of an account of the desk. */
async function staffIn(thread: string, options: { name?: string; account?: boolean; changes?: object } = {}) {
  const name = options.name ?? `担当${++count}`;
  const person = new Person(house, { name, conversation: thread, type: 'channel' });
  const email = `${encodeURIComponent(person.account.aadObjectId).replaceAll('%', '')}@example.jp`.toLowerCase();
  const colleague = options.account === false ? undefined : await hire(house, name, email);
  const { id, aadObjectId } = person.account;
  const entry = { id, name, aadObjectId, email: email.toUpperCase(), tenantId: TENANT, userRole: 'user' };
  house.cloud.roster.set(id, { ...entry, ...options.changes });
  return Object.assign(person, { colleague, email });
}

/** Today's figures. */
async function figuresOf() {
  const { days } = await readFigures(house.tobira.database, 1, Date.now());
  const [today] = days;
  if (!today) throw new Error('no day');
  return today;
}

/** What stands below the card. */
function below(thread: string): string[] {
  return house.cloud
    .in(thread)
    .slice(1)
    .map(({ activity }) => activity.text ?? '');
}

function cardIn(thread: string): Activity | undefined {
  return house.cloud.in(thread)[0]?.activity;
}

async function cardShows(thread: string, words: string): Promise<string> {
  return eventually(
    () => readable(cardIn(thread)),
    (text) => text.includes(words),
  );
}

describe('a case in the staff channel', () => {
  it('is one card with the story and how long the person has been waiting', async () => {
    const { caseId, thread } = await handedOver();
    const card = cardIn(thread);
    const text = readable(card);
    expect(house.cloud.shown.filter(({ activity }) => readable(activity).includes(caseId))).toHaveLength(2);
    for (const words of [caseId, '対応待ち', 'プロミス', 'Teams', '最初のお返事をお待ちです', '担当者と話したい']) {
      expect(text).toContain(words);
    }
    expect(card?.attachments?.[0]?.content).toMatchObject({
      version: '1.5',
      fallbackText: expect.stringContaining(caseId),
    });
    expect(buttonsOf(card).map(({ title }) => title)).toEqual(['対応する']);
  });

  it('goes the whole way: taken, answered from the thread and from the console, the member heard, closed from the card', async () => {
    const { member, caseId, thread, conversationId } = await handedOver();
    const yamada = await staffIn(thread, { name: '山田' });
    const taken = await yamada.presses(cardIn(thread), '対応する');
    expect(taken.body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(JSON.stringify(taken.body)).toContain('対応中');
    expect((await member.hears(1)).map(({ text }) => text).join()).toContain('担当の山田が承りました');
    expect((await caseIn(house, conversationId))?.assignee).toBe(yamada.colleague?.id);

    await yamada.bring({ text: 'お待たせしました。画面に何と出ていますか。' });
    expect((await member.hears(1)).map(({ text }) => text)).toEqual([
      '【担当 山田】\nお待たせしました。画面に何と出ていますか。',
    ]);
    await member.bring({ text: '「会員番号が違います」と出ます' });
    await eventually(
      () => below(thread),
      (lines) => lines.length > 0,
    );
    if (!yamada.colleague) throw new Error('no colleague');
    await house.tobira.desk.sendMessage(caseId, yamada.colleague, '確認します。');
    expect((await member.hears(1)).map(({ text }) => text)).toEqual([expect.stringContaining('確認します。')]);
    await eventually(
      () => below(thread),
      (lines) => lines.length > 1,
    );
    expect(below(thread)).toEqual(['【お客さま】\n「会員番号が違います」と出ます', '【担当 山田】\n確認します。']);

    const closed = await yamada.presses(cardIn(thread), '終了する', { cause: 'other', note: '番号を確認して解決' });
    expect(JSON.stringify(closed.body)).toContain('終了');
    expect(buttonsOf(closed.body as Activity)).toEqual([]);
    expect((await member.hears(1)).map(({ text }) => text).join()).toContain('担当者の対応が終わりました');
    expect((await house.tobira.desk.view(caseId)).row).toMatchObject({
      status: 'closed',
      resolved_cause: 'other',
      resolution: '番号を確認して解決',
    });
    expect(await cardShows(thread, '(終了)')).toContain('(終了)');
    expect((await member.says('ありがとうございました')).length).toBeGreaterThan(0);
    expect(house.cloud.complaints).toEqual([]);
  });

  it('counts as one conversation in the figures, and is found once', async () => {
    const before = await figuresOf();
    const { member, caseId, thread } = await handedOver('アメックスの担当者と話したい');
    await member.says('むらさきのきりん', 0);
    await eventually(
      () => below(thread).join(),
      (text) => text.includes('むらさきのきりん'),
    );
    const staff = await staffIn(thread);
    await staff.presses(cardIn(thread), '対応する');
    await staff.bring({ text: 'きいろのぞうを確認します' });
    const after = await figuresOf();
    expect([after.conversations - before.conversations, after.handedOver - before.handedOver]).toEqual([1, 1]);
    expect(after.unclear - before.unclear).toBe(0);
    for (const text of ['むらさきのきりん', 'きいろのぞう']) {
      const { cases } = await house.tobira.desk.queue.list({ text });
      expect(cases.map(({ id }) => id)).toEqual([caseId]);
    }
  });

  it('follows what is done in the console', async () => {
    const { caseId, thread } = await handedOver();
    const suzuki = await hire(house, '鈴木');
    await house.tobira.desk.claim(caseId, suzuki);
    expect(await cardShows(thread, '対応中')).toContain('鈴木');
    await house.tobira.desk.resolve(caseId, suzuki, { cause: 'other', note: '' });
    expect(await cardShows(thread, '(終了)')).not.toContain('Action.Execute');
  });

  it('goes to one of two who press; the other is told who has it', async () => {
    const { conversationId, thread } = await handedOver();
    const [one, other] = [await staffIn(thread, { name: '一郎' }), await staffIn(thread, { name: '二郎' })];
    const card = structuredClone(cardIn(thread));
    const answers = await Promise.all([one.presses(card, '対応する'), other.presses(card, '対応する')]);
    const refused = answers
      .map(({ body }) => body as { type: string; value: string })
      .filter(({ type }) => /message$/.test(type));
    expect(refused).toHaveLength(1);
    expect(refused[0]?.value).toMatch(/^(一郎|二郎)さんが対応しています。$/);
    expect((await caseIn(house, conversationId))?.status).toBe('open');
  });

  it('takes a reply once, however often Teams brings it', async () => {
    const { member, conversationId, thread } = await handedOver();
    const staff = await staffIn(thread);
    await staff.presses(cardIn(thread), '対応する');
    await member.hears(1);
    const activity = staff.activity({ text: '一度だけ届くはずです' });
    await Promise.all([house.bring(activity), house.bring(activity)]);
    await house.bring(activity);
    expect(await member.hears(1)).toHaveLength(1);
    const view = await house.tobira.desk.view((await caseIn(house, conversationId))?.id ?? '');
    expect(view.transcript.filter(({ text }) => text === '一度だけ届くはずです')).toHaveLength(1);
    expect(below(thread)).toEqual([]);
  });

  it('keeps a note from the member, and tells who may not answer that nothing was sent', async () => {
    const { member, caseId, thread } = await handedOver();
    const staff = await staffIn(thread, { name: '山本' });
    const other = await staffIn(thread, { name: '井上' });
    await staff.bring({ text: 'まだ引き受けていません' });
    await eventually(
      () => below(thread),
      (lines) => lines.length === 1,
    );
    await staff.presses(cardIn(thread), '対応する');
    await member.hears(1);
    await staff.bring({ text: 'メモ：折り返しのお約束あり' });
    await other.bring({ text: '横から失礼します' });
    await eventually(
      () => below(thread),
      (lines) => lines.length === 2,
    );
    expect(below(thread)).toEqual([
      'お客さまには届いていません。先にこの相談を引き受けてください。',
      'お客さまには届いていません。山本さんが対応しています。',
    ]);
    expect(await member.hears(0)).toEqual([]);
    expect((await house.tobira.desk.view(caseId)).notes.map(({ text }) => text)).toEqual(['折り返しのお約束あり']);
  });

  it('hides what nobody should see, in the thread too', async () => {
    const { member, thread } = await handedOver();
    await member.bring({ text: 'カード番号は4980 1234 5678 9018です' });
    const lines = await eventually(
      () => below(thread),
      (all) => all.length > 0,
    );
    expect(lines.join()).toContain('【お客さま】');
    expect(JSON.stringify(house.cloud.shown)).not.toMatch(/4980 1234|9018/);
  });

  it('hears what older clients send when a button is pressed', async () => {
    const { conversationId, thread } = await handedOver();
    const staff = await staffIn(thread);
    const [button] = buttonsOf(cardIn(thread));
    await staff.bring({ text: undefined, value: button?.fallback.data });
    expect((await caseIn(house, conversationId))?.assignee).toBe(staff.colleague?.id);
    expect(await cardShows(thread, '対応中')).toContain(staff.account.name);
  });
});

describe('who counts as staff in Teams', () => {
  const outsiders = [
    ['somebody without an account', { account: false }],
    ['a guest, whose address nobody here vouches for', { changes: { userRole: 'guest' } }],
    ['somebody of another tenant', { changes: { tenantId: 'another' } }],
    ['somebody whom the directory knows under another account', { changes: { aadObjectId: 'another' } }],
  ] as const;

  it.each(outsiders)('%s does not: nothing is done, and they are told', async (_name, options) => {
    const { conversationId, thread } = await handedOver();
    const outsider = await staffIn(thread, options);
    const { body } = await outsider.presses(cardIn(thread), '対応する');
    expect(body).toMatchObject({
      type: 'application/vnd.microsoft.activity.message',
      value: expect.stringContaining('担当者アカウントが見つかりませんでした'),
    });
    expect((await caseIn(house, conversationId))?.status).toBe('waiting');
  });

  it('an account that was removed does not any more', async () => {
    const { conversationId, thread } = await handedOver();
    const staff = await staffIn(thread);
    await house.tobira.database.run('update staff set disabled_at = 1 where email = $1', [staff.email]);
    await staff.presses(cardIn(thread), '対応する');
    expect((await caseIn(house, conversationId))?.status).toBe('waiting');
  });

  it('is asked of the directory once, and known by the account from then on', async () => {
    const { thread } = await handedOver();
    const staff = await staffIn(thread);
    await staff.presses(cardIn(thread), '対応する');
    house.cloud.roster.delete(staff.account.id);
    await cardShows(thread, '対応中');
    const { body } = await staff.presses(cardIn(thread), '終了する', { cause: 'other' });
    expect(JSON.stringify(body)).toContain('終了');
  });

  it('no member can press a button of staff, nor staff one of another case', async () => {
    const { caseId, conversationId, member } = await handedOver();
    const { thread: otherThread } = await handedOver();
    const data = { tobira: 'claim', case: caseId };
    const press = { type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } } };
    expect((await member.bring(press)).body).toMatchObject({ type: 'application/vnd.microsoft.error' });
    const staff = await staffIn(otherThread);
    expect((await staff.bring(press)).body).toMatchObject({ value: 'この相談は見つかりませんでした。' });
    expect((await caseIn(house, conversationId))?.status).toBe('waiting');
  });
});

describe('the staff channel', () => {
  it('is no member’s: talk in it is neither answered nor kept', async () => {
    const person = new Person(house, { type: 'channel', conversation: `${STAFF_CHANNEL};messageid=42` });
    const mention = { type: 'mention', mentioned: BOT, text: '<at>Tobira</at>' };
    await person.bring({ text: '<at>Tobira</at> ログインできません', entities: [mention] });
    expect(await person.hears(0)).toEqual([]);
    expect(await keptWords(house, `msteams:${person.conversation.id}`)).toEqual([]);
  });

  it('gets the cases that waited for the app to come into the team', async () => {
    const member = new Person(house);
    house.cloud.refused = STAFF_CHANNEL;
    await member.says('セゾンの担当者と話したいです');
    const open = await eventually(
      () => caseIn(house, `msteams:${member.conversation.id}`),
      (row) => row !== undefined,
    );
    await eventually(
      () => outboxIn(house, `msteams:case:${open?.id}`),
      ({ waiting, done }) => waiting === 0 && done > 0,
    );
    expect(house.cloud.refusals).toBe(1);
    house.cloud.refused = '';
    const team = new Person(house, { type: 'channel', conversation: '19:general@thread.tacv2' });
    await team.bring({
      type: 'conversationUpdate',
      membersAdded: [BOT],
      channelData: { tenant: { id: TENANT }, team: { id: '19:general@thread.tacv2' } },
    });
    expect(
      await eventually(
        () => threadOf(open?.id ?? ''),
        (thread) => thread !== undefined,
      ),
    ).toBeDefined();
  });
});
