import { rmSync } from 'node:fs';
import { knowledgeWith } from '../support/knowledge.ts';
import { Member, withTobira } from '../support/tobira.ts';

/** A desk that is open for one day of the week, and never today. */
function closedToday(): string {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
  const inJapan = new Date(Date.now() + 9 * 60 * 60_000);
  const other = days[(inJapan.getUTCDay() + 3) % 7];
  const open = `open: [{ days: [${other}], from: "09:00", to: "17:30" }]`;
  const entry = `{ service: all, ${open}, holidays: open, closed: [], checked: 2026-11-22 }`;
  return knowledgeWith({ 'chat_hours: []': `chat_hours:\n  - ${entry}` });
}

let folder: string;
beforeEach(() => {
  folder = closedToday();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a person who wants a human outside the hours', () => {
  it('is told from when on somebody answers, gets a code to come back with, and the case is kept', async () => {
    await withTobira(async (tobira) => {
      const member = new Member(tobira);
      await member.open();
      await member.say('プロミスのパスワードを忘れました');
      const said = (await member.say('プロミスの担当者と話したいです')).map(({ text }) => text).join('\n');
      expect(said).toContain('担当者におつなぎします');
      expect(said).toMatch(
        /いまは受付時間外です。ご相談はこのままお預かりし、\d+月\d+日（.）9:00から、担当者が順番にお答えします。/,
      );
      const code = /再開コードは「([A-Z]{4}-[A-Z]{4})」/.exec(said)?.[1] ?? '';
      expect((await tobira.desk.list('waiting')).map(({ channel }) => channel)).toEqual(['directline']);

      const elsewhere = new Member(tobira);
      await elsewhere.open();
      const resumed = (await elsewhere.say(code)).map(({ text }) => text).join('\n');
      expect(resumed).toContain('ここまでの内容を引き継ぎました');
    }, folder);
  });
});

describe('a person who wants a human within the hours', () => {
  it('is told the place in the queue, and needs no code', async () => {
    await withTobira(async (tobira) => {
      const member = new Member(tobira);
      await member.open();
      const said = (await member.say('プロミスの担当者と話したいです')).map(({ text }) => text).join('\n');
      expect(said).toContain('いちばん先にお待ちの順番です');
      expect(said).not.toContain('再開コード');
    });
  });
});
