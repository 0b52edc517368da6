import type { messagingApi } from '@line/bot-sdk';
import { Members } from '../../channels/line/members.ts';
import { type Running, startTobira } from '../../index.ts';
import { findConversation } from '../../store/queries/conversations.ts';
import { insertStaff } from '../../store/queries/staff.ts';
import { Member, testConfig } from '../support/tobira.ts';
import { ACCESS_TOKEN, LineStub } from './line-stub.ts';
import { Person, SECRET, settled, until } from './person.ts';

let stub: LineStub;
let tobira: Running;
let person: Person;

beforeAll(async () => {
  stub = await LineStub.open();
  const config = testConfig({
    LINE_CHANNEL_SECRET: SECRET,
    LINE_CHANNEL_ACCESS_TOKEN: ACCESS_TOKEN,
    LINE_API_BASE_URL: stub.url,
  });
  tobira = await startTobira(config);
});

afterAll(async () => {
  await tobira.close();
  await stub.close();
  expect(stub.faults).toEqual([]);
});

beforeEach(async () => {
  person = new Person(stub, () => tobira.url);
  await person.bring(person.follow());
  await until(() => person.got.length > 0);
});

function lastMessage(): messagingApi.Message | undefined {
  return stub.delivered.findLast(({ userId }) => userId === person.userId)?.messages.at(-1);
}

/** What the buttons under the last message say when they are pressed. */
function buttons(): string[] {
  const items = lastMessage()?.quickReply?.items ?? [];
  return items.map(({ action }) => (action as messagingApi.MessageAction).text ?? '');
}

/** Presses the button whose label holds `words`; the first one when nothing is said. Returns what is answered. */
function press(words = ''): Promise<string> {
  const text = buttons().find((button) => button.includes(words));
  if (text === undefined) throw new Error(`no button 「${words}」 among ${buttons().join('、')}`);
  return person.ask(text);
}

const conversationId = async () => (await Members.open(tobira.database)).named(person.userId).conversationId;

describe('on LINE, with buttons', () => {
  it('a diagnosis goes from the greeting over the service and questions to advice with its source', async () => {
    expect(person.got[0]).toContain('カード番号・暗証番号・パスワードは、ここには書かないでください。');
    expect(await press('ログインできない')).toContain('どちらのサービス');
    let answer = await press('セゾン');
    // Which question comes first is the diagnosis's own choice.
    for (let asked = 0; asked < 5 && !answer.includes('出典'); asked += 1) {
      answer = await press(buttons().some((button) => button.includes('ロックされた')) ? 'ロックされた' : 'わからない');
    }
    expect(answer).toContain('出典');
    expect(buttons().length).toBeGreaterThan(0);
  });

  it('a registration is walked through, step by step, in bubbles', async () => {
    await press('はじめて登録したい');
    if (buttons().some((button) => button.includes('セゾン'))) await press('セゾン');
    for (let ways = 0; ways < 3 && lastMessage()?.type !== 'flex'; ways++) await press();
    const steps = [(lastMessage() as messagingApi.FlexMessage).altText];
    expect(steps[0]).toMatch(/^【1\/\d+】/u);
    while (steps.length < 30 && buttons().includes('次へ')) {
      await press('次へ');
      const message = lastMessage();
      if (message?.type === 'flex') steps.push((message as messagingApi.FlexMessage).altText);
    }
    const places = steps.map((step) =>
      step
        .match(/^【(\d+)\/(\d+)】/u)
        ?.slice(1)
        .map(Number),
    );
    const of = places[0]?.[1] ?? 0;
    expect(places).toEqual(Array.from({ length: of }, (_, index) => [index + 1, of]));
  });

  it('a picture while the bot answers brings a kind word, a warning, and the question again', async () => {
    await press('ログインできない');
    const before = buttons();
    const image = { type: 'image', contentProvider: { type: 'line' }, quoteToken: 'q' };
    const got = person.got.length;
    await person.bring(person.message(image));
    await until(() => person.got.length > got);
    await settled(() => person.got.length);
    const answer = person.got.slice(got).join('\n');
    expect(answer).toContain('画像を見ることができません');
    expect(answer).toContain('カード番号や暗証番号などが写ったもの');
    expect(buttons()).toEqual(before);
  });
});

describe('on LINE, with a human', () => {
  it('the case tells the story, staff answer under their name, and the bot comes back when it is closed', async () => {
    await press('担当者に相談する');
    const handedOver = await press('プロミス');
    expect(handedOver).toContain('担当者におつなぎします');
    expect(lastMessage()?.type).toBe('flex');
    const id = await conversationId();
    const row = (await tobira.desk.list('waiting')).find((one) => one.conversation_id === id);
    expect(row).toMatchObject({ channel: 'line', service: 'promise' });
    expect(JSON.stringify(lastMessage())).toContain(`受付番号 ${row?.id}`);

    const staff = { id: 'staff-1', name: '佐藤 花子', role: 'agent' as const };
    const account = { ...staff, email: 'sato@example.jp', password_hash: 'none', created_at: 1 };
    await insertStaff(tobira.database, account);
    await tobira.desk.claim(row?.id ?? '', staff);
    await until(() => person.got.some((text) => text.includes('佐藤 花子が承りました')));
    const before = person.got.length;
    await person.say('急いでいます');
    await settled(() => person.got.length, 300);
    expect(person.got).toHaveLength(before);

    await tobira.desk.sendMessage(row?.id ?? '', staff, 'お調べしますので、少しお待ちください。');
    await until(() => person.got.at(-1) === 'お調べしますので、少しお待ちください。');
    expect(lastMessage()?.sender).toEqual({ name: '佐藤 花子' });

    await tobira.desk.resolve(row?.id ?? '', staff, { cause: 'other', note: '' });
    await until(() => person.got.some((text) => text.includes('担当者の対応が終わりました')));
    expect((await person.ask('プロミスのログインができません')).length).toBeGreaterThan(0);
    const view = await tobira.desk.view(row?.id ?? '');
    expect(view.transcript.map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual(
      expect.arrayContaining(['member: 急いでいます', 'staff: お調べしますので、少しお待ちください。']),
    );
  });
});

describe('from the web to LINE', () => {
  it('a code that was given on the web goes on where one was', async () => {
    const web = new Member(tobira);
    await web.open();
    await web.say('プロミスの暗証番号を忘れました');
    const given = await web.say('続きを別のスマホで');
    const code = /「([A-Z]{4}-[A-Z]{4})」/u.exec(given.map(({ text }) => text).join())?.[1] ?? '';
    await person.ask(code);
    const id = await conversationId();
    const row = await findConversation(tobira.database, id);
    expect(JSON.parse(row?.state ?? '{}').memory.service).toBe('promise');
  });
});

describe('secrets on LINE', () => {
  it('are kept nowhere and said back nowhere', async () => {
    const answer = await person.ask('カード番号は4980 1234 5678 9018です');
    expect(answer).toContain('ここには書かないでください');
    const kept = JSON.stringify(await tobira.database.all('select text, payload from activities'));
    const sent = JSON.stringify(stub.calls.map(({ body }) => body));
    expect(['4980 1234', '5678 9018'].filter((secret) => (kept + sent).includes(secret))).toEqual([]);
  });

  it('the LINE user id stands in no activity: staff and logs never see it', async () => {
    await person.ask('担当者に相談したい');
    const rows = await tobira.database.all('select * from activities');
    expect(JSON.stringify(rows).includes(person.userId)).toBe(false);
  });
});
