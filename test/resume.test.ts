import { readFigures } from '../desk/figures.ts';
import { assemble, type Tobira } from '../index.ts';
import { Member, testConfig } from './support/tobira.ts';

let tobira: Tobira;

beforeAll(async () => {
  tobira = await assemble(testConfig());
});

afterAll(() => tobira.close());

async function arrived(): Promise<Member> {
  const member = new Member(tobira);
  await member.open();
  return member;
}

async function codeOf(member: Member): Promise<string> {
  const said = await member.say('再開コードをください');
  return /「([A-Z]{4}-[A-Z]{4})」/.exec(said.map(({ text }) => text).join())?.[1] ?? '';
}

describe('the resume code', () => {
  it('goes on elsewhere with what was told', async () => {
    const first = await arrived();
    await first.say('セゾンの暗証番号を忘れました');
    const code = await codeOf(first);
    const second = await arrived();
    const said = (await second.say(code.toLowerCase())).map(({ text }) => text).join('\n');
    expect(said).toContain('おかえりなさい');
    expect(said).toContain('セゾンPortal');
  });

  it('tells the figures that the person has come back, on whatever channel', async () => {
    const tomorrow = Date.now() + 25 * 60 * 60_000;
    const notReturned = async () =>
      (await readFigures(tobira.database, 3, tomorrow)).days.reduce((sum, day) => sum + day.notReturned, 0);
    const before = await notReturned();
    const first = await arrived();
    await first.say('セゾンの暗証番号を忘れました');
    const code = await codeOf(first);
    expect((await notReturned()) - before).toBe(1);
    const second = await arrived();
    await second.say(code);
    // Only where they went on is it open whether it helped.
    expect((await notReturned()) - before).toBe(1);
  });

  it('works once', async () => {
    const first = await arrived();
    await first.say('セゾンの暗証番号を忘れました');
    const code = await codeOf(first);
    await (await arrived()).say(code);
    const [answer] = await (await arrived()).say(code);
    expect(answer?.text).toContain('見つかりませんでした');
  });

  it('cannot be guessed on and on', async () => {
    const guesser = await arrived();
    const answers = [];
    for (const code of ['AAAA-BBBB', 'AAAA-BBBC', 'AAAA-BBBD', 'AAAA-BBBE', 'AAAA-BBBF'])
      answers.push(...(await guesser.say(code)));
    expect(answers.at(-1)?.text).toContain('確かめられませんでした');
    const owner = await arrived();
    await owner.say('セゾンの暗証番号を忘れました');
    const right = await codeOf(owner);
    const said = (await guesser.say(right)).map(({ text }) => text).join();
    expect(said).not.toContain('おかえりなさい');
  });

  it('is not kept in a form that can be used', async () => {
    const member = await arrived();
    const code = (await codeOf(member)).replace('-', '');
    const rows = await tobira.database.all<{ code_hash: string; memory: string }>('select * from resume_codes');
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it('ends when its time is over', async () => {
    const member = await arrived();
    const code = await codeOf(member);
    await tobira.database.run('update resume_codes set expires_at = $1', [Date.now() - 1]);
    const [answer] = await (await arrived()).say(code);
    expect(answer?.text).toContain('見つかりませんでした');
  });
});
