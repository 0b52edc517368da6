import { caseIn, hire, keptWords } from './store.ts';
import { buttonsOf, eventually, Person, pause, readable, STAFF_CHANNEL, TeamsHouse } from './teams-house.ts';

let house: TeamsHouse;
beforeAll(async () => {
  house = await TeamsHouse.open();
});
afterAll(() => house.close());

function thread(caseId: string) {
  return house.cloud.shown.find(
    ({ conversation, activity }) => conversation.startsWith(STAFF_CHANNEL) && readable(activity).includes(caseId),
  );
}

describe('a restart in the middle of a conversation in Teams', () => {
  it('forgets nothing of a procedure: the next step follows the one before', async () => {
    const person = new Person(house);
    await person.says('プロミスのパスワードを忘れました');
    const first = (await person.says('決め直す手順を見る')).at(-1);
    await house.restart();
    await person.presses(first, '次へ');
    expect(readable((await person.hears(1)).at(-1))).toContain('の手順のうち2番目');
  });

  it('forgets no case: staff and member go on as if nothing had been', async () => {
    const member = new Person(house);
    await member.says('プロミスの担当者と話したいです');
    const open = await caseIn(house, `msteams:${member.conversation.id}`);
    const caseId = open?.id ?? '';
    await eventually(
      () => thread(caseId),
      (found) => found !== undefined,
    );
    await house.restart();
    const yamada = await hire(house, '山田');
    await house.tobira.desk.claim(caseId, yamada);
    await member.hears(1);
    await house.restart();
    await member.bring({ text: 'まだつながっていますか' });
    await house.tobira.desk.sendMessage(caseId, yamada, 'はい、おります。');
    expect((await member.hears(1)).map(({ text }) => text)).toEqual(['【担当 山田】\nはい、おります。']);
    const lines = await eventually(
      () => house.cloud.in(thread(caseId)?.conversation ?? ''),
      (all) => all.length >= 3,
    );
    expect(lines.slice(1).map(({ activity }) => activity.text)).toEqual([
      '【お客さま】\nまだつながっていますか',
      '【担当 山田】\nはい、おります。',
    ]);
    expect(house.cloud.shown.filter((shown) => shown.conversation === thread(caseId)?.conversation)).toHaveLength(3);
    expect(buttonsOf(thread(caseId)?.activity).map(({ title }) => title)).toEqual(['終了する']);
  });

  it('sends what was said and not delivered, once, where the channel was last heard', async () => {
    const person = new Person(house);
    house.cloud.faults = [{ status: 503 }, { status: 503 }];
    await person.bring({ text: 'プロミスのパスワードを忘れました' });
    await eventually(
      () => house.cloud.faults.length,
      (left) => left < 2,
    );
    await house.restart();
    const said = await person.hears(1);
    expect(new Set(said.map(readable)).size).toBe(said.length);
    await pause(1_200);
    expect(await person.hears(0)).toEqual([]);
    expect(await keptWords(house, `msteams:${person.conversation.id}`)).toHaveLength(1);
  });
});
