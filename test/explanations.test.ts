import { rmSync } from 'node:fs';
import type { Config } from '../config.ts';
import { presentCase } from '../desk/present.ts';
import { assemble, type Tobira } from '../index.ts';
import { explanationsOf } from '../store/queries/explanations.ts';
import { Member, testConfig } from './support/tobira.ts';

let config: Config;
let tobira: Tobira;

beforeAll(async () => {
  config = testConfig();
  tobira = await assemble(config);
});

afterAll(async () => {
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

async function talked(...said: string[]): Promise<Member> {
  const member = new Member(tobira);
  await member.open();
  for (const text of said) await member.say(text);
  return member;
}

async function caseOf({ conversationId }: Member) {
  const [row] = await tobira.database.all<{ id: string }>('select id from cases where conversation_id = $1', [
    conversationId,
  ]);
  return presentCase(await tobira.desk.view(row?.id ?? ''));
}

describe('why each message was answered so', () => {
  it('is kept with the turn, once for each message of the member, in at most 2 KB', async () => {
    const member = await talked('セゾンにログインできません', 'わからない', '😀', '担当者を');
    const rows = await explanationsOf(tobira.database, member.conversationId);
    expect(rows).toHaveLength(4);
    for (const { explanation } of rows) expect(Buffer.byteLength(explanation)).toBeLessThanOrEqual(2048);
  });

  it('stands in the case beside what the member wrote, and nowhere else', async () => {
    const { transcript } = await caseOf(await talked('セゾンの暗証番号を忘れました', '担当者を'));
    const explained = transcript.filter((line) => 'why' in line);
    expect(explained.map(({ from, text }) => [from, text])).toEqual([
      ['member', 'セゾンの暗証番号を忘れました'],
      ['member', '担当者を'],
    ]);
    expect(explained[0]).toMatchObject({
      why: {
        expect: '新しい用件',
        decision: '読み取ったとおりに進めた',
        taken: ['用件『暗証番号を忘れた』'],
        readings: expect.arrayContaining([
          { key: 'need:pin_forgotten', label: '用件『暗証番号を忘れた』', probability: expect.any(Number) },
        ]),
        acts: expect.any(Array),
        why: expect.any(Array),
      },
    });
  });

  it('is kept of one who waits, too: what they ask, distress, a secret', async () => {
    const member = await talked(
      'セゾンの担当者をお願いします',
      '手数料はかかりますか',
      '暗証番号は4649です',
      'もう死にたい',
    );
    const { transcript } = await caseOf(member);
    const acts = transcript.flatMap((line) => ('why' in line ? [line.why?.acts.join('、')] : []));
    expect(acts).toHaveLength(4);
    expect(acts[2]).toContain('秘密の番号らしいところを伏せ');
    expect(acts[3]).toContain('つらい気持ちの言葉');
  });

  it('is nothing while somebody at the desk answers: the bot decides nothing then', async () => {
    const member = await talked('セゾンの担当者をお願いします');
    await tobira.database.run(`update cases set status = 'open' where conversation_id = $1`, [member.conversationId]);
    await member.say('まだですか');
    expect(await explanationsOf(tobira.database, member.conversationId)).toHaveLength(1);
  });
});
