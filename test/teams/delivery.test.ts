import type { Activity } from 'botbuilder';
import type { Fault } from './cloud.ts';
import { caseIn, hire, outboxOf } from './store.ts';
import { buttonsOf, eventually, Person, readable, TeamsHouse } from './teams-house.ts';

const QUESTION = 'プロミスのパスワードを忘れました';
const UNSURE = '届いたか、通信の都合で確かめられませんでした';

let house: TeamsHouse;
let asked: readonly string[];

beforeAll(async () => {
  house = await TeamsHouse.open({ TEAMS_STAFF_CHANNEL: '' });
  asked = texts(await new Person(house).says(QUESTION));
});
afterAll(() => house.close());

const texts = (activities: readonly Activity[]) => activities.map(({ text }) => text);

/** Asks the question while the connector fails so; returns what people see when nothing waits any more. */
async function whileFailing(...faults: Fault[]): Promise<Activity[]> {
  const person = new Person(house);
  house.cloud.faults = faults;
  await person.bring({ text: QUESTION });
  await eventually(
    () => outboxOf(house, person),
    ({ waiting, done }) => waiting === 0 && done > 0,
  );
  expect(house.cloud.faults).toEqual([]);
  return house.cloud.in(person.conversation.id).map(({ activity }) => activity);
}

describe('a connector that fails', () => {
  it.each([
    ['429 and when to come again', [{ status: 429, retryAfter: '1' }]],
    ['429 and a date', [{ status: 429, retryAfter: new Date(Date.now() + 1000).toUTCString() }]],
    ['500', [{ status: 500 }]],
    ['500 and 503', [{ status: 500 }, { status: 503 }]],
    ['502', [{ status: 502 }]],
    ['412', [{ status: 412 }]],
    ['502, 429, 500', [{ status: 502 }, { status: 429, retryAfter: '0' }, { status: 500 }]],
  ])('answers %s: each message is seen once, in order', async (_name, faults) => {
    expect(texts(await whileFailing(...faults))).toEqual(asked);
  });

  it('asks to wait, and is left alone for so long', async () => {
    const begun = Date.now();
    expect(texts(await whileFailing({ status: 429, retryAfter: '1.2' }))).toEqual(asked);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1200);
  });

  it('shows a message and breaks off before it says so: it is seen once, and the person can have it shown if it was not', async () => {
    const shown = await whileFailing('reset-after-showing');
    const notices = shown.filter((activity) => readable(activity).includes(UNSURE));
    expect(texts(shown.filter((activity) => !notices.includes(activity)))).toEqual(asked);
    expect(notices).toHaveLength(1);
  });

  it('breaks off again and again: nothing is seen twice but the one doubt', async () => {
    const shown = await whileFailing('reset-after-showing', 'reset-after-showing');
    for (const text of asked) expect(texts(shown).filter((seen) => seen === text)).toHaveLength(1);
    expect(shown.filter((activity) => readable(activity).includes(UNSURE))).toHaveLength(1);
  });

  it('shows the message in question when the button under the doubt is pressed, with its choices', async () => {
    const person = new Person(house);
    house.cloud.faults = ['reset-after-showing'];
    await person.bring({ text: QUESTION });
    await eventually(
      () => outboxOf(house, person),
      ({ waiting, done }) => waiting === 0 && done > 0,
    );
    const shown = house.cloud.in(person.conversation.id);
    const notice = shown.find(({ activity }) => readable(activity).includes(UNSURE))?.activity;
    const { body } = await person.presses(notice, 'もう一度表示する');
    expect(JSON.stringify(body)).toContain(JSON.stringify(shown[0]?.activity.text?.split('\n')[0]).slice(1, 20));
    expect(buttonsOf(body as Activity).length).toBe(buttonsOf(shown[0]?.activity).length);
  });

  it('shows nobody what was said in another conversation', async () => {
    const [one, other] = [new Person(house), new Person(house)];
    await one.says(QUESTION);
    const data = { tobira: 'show', said: `msteams:${one.conversation.id}|0000002` };
    const { body } = await other.bring({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } } });
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.error' });
  });

  it('cannot be reached at all: the message waits, and is seen once when it can', async () => {
    const person = new Person(house);
    const { cloud } = house;
    const good = await cloud.token({ serviceUrl: 'http://127.0.0.1:9/' });
    await person.bring({ text: QUESTION, serviceUrl: 'http://127.0.0.1:9/' }, good);
    expect(await person.hears(0)).toEqual([]);
    // The next event tells a new address: what waits goes there.
    await person.bring({ type: 'messageReaction' });
    expect(texts(await person.hears(asked.length))).toEqual(asked);
  });
});

describe('twenty people at once, and a connector that fails every third time', () => {
  it('each sees every message once, and a doubt for each time nobody knew', async () => {
    const people = Array.from({ length: 20 }, () => new Person(house));
    const kinds: Fault[] = [
      { status: 500 },
      'reset-after-showing',
      { status: 429, retryAfter: '0.2' },
      { status: 502 },
    ];
    house.cloud.faults = kinds.concat(kinds, kinds);
    await Promise.all(people.map((person) => person.bring({ text: QUESTION })));
    const left = async () => Promise.all(people.map((person) => outboxOf(house, person)));
    await eventually(left, (all) => all.every(({ waiting, done }) => waiting === 0 && done > 0), 15_000);
    const seen = people.map((person) => house.cloud.in(person.conversation.id).map(({ activity }) => activity));
    const doubts = seen.flat().filter((activity) => readable(activity).includes(UNSURE));
    for (const shown of seen) expect(texts(shown.filter((activity) => !doubts.includes(activity)))).toEqual(asked);
    expect(doubts.length).toBeLessThanOrEqual(3);
    expect(house.cloud.faults).toEqual([]);
  });
});

describe('somebody who cannot be spoken to any more', () => {
  it('has blocked the app: it is tried once, staff read it in the case, and when they write again all is well', async () => {
    const person = new Person(house);
    await person.says('プロミスの担当者と話したいです');
    const open = await caseIn(house, `msteams:${person.conversation.id}`);
    const staff = await hire(house, '山田');
    house.cloud.faults = [{ status: 403, code: 'MessageWritesBlocked' }];
    await house.tobira.desk.claim(open?.id ?? '', staff);
    const view = await eventually(
      () => house.tobira.desk.view(open?.id ?? ''),
      ({ transcript }) => transcript.at(-1)?.text.includes('届きませんでした') === true,
    );
    expect(view.transcript.at(-1)?.text).toContain('ブロックされています');
    await person.hears(0);
    await person.bring({ text: '戻りました' });
    await house.tobira.desk.sendMessage(open?.id ?? '', staff, 'お待ちしていました');
    expect(texts(await person.hears(1))).toEqual([expect.stringContaining('お待ちしていました')]);
  });

  it('has removed the app: staff who are in the middle of it are told at once, and nothing is sent', async () => {
    const person = new Person(house);
    await person.says('プロミスの担当者と話したいです');
    const open = await caseIn(house, `msteams:${person.conversation.id}`);
    await person.bring({ type: 'installationUpdate', action: 'remove' });
    const view = await house.tobira.desk.view(open?.id ?? '');
    expect(view.transcript.at(-1)?.text).toContain('アプリを削除しました');
    await house.tobira.desk.claim(open?.id ?? '', await hire(house, '鈴木'));
    expect(await person.hears(0)).toEqual([]);
  });
});

describe('many messages', () => {
  it('never come faster than Teams takes them, and all of them come, in order', async () => {
    const person = new Person(house);
    await person.says('プロミスの担当者と話したいです');
    const open = await caseIn(house, `msteams:${person.conversation.id}`);
    const staff = await hire(house, '佐藤');
    await house.tobira.desk.claim(open?.id ?? '', staff);
    await person.hears(1);
    const wanted = Array.from({ length: 12 }, (_, index) => `${index + 1}通目です`);
    for (const text of wanted) await house.tobira.desk.sendMessage(open?.id ?? '', staff, text);
    const said = await person.hears(12);
    expect(said.map(({ text }) => text?.split('\n')[1])).toEqual(wanted);
    const times = house.cloud.in(person.conversation.id).map(({ at }) => at);
    const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 990).length));
    expect(busiest).toBeLessThanOrEqual(7);
  });
});
