import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { assembleBot } from '../bots/assemble.ts';
import type { Config } from '../config.ts';
import { assemble, type Tobira } from '../index.ts';
import type { Reader } from '../reading/reader.ts';
import { transcript } from '../store/queries/activities.ts';
import { testReader } from './support/talk.ts';
import { Member, testConfig } from './support/tobira.ts';

let config: Config;
let tobira: Tobira;

beforeAll(async () => {
  config = testConfig();
  tobira = await assemble(config);
});

afterAll(() => tobira.close());

async function arrived(): Promise<Member> {
  const member = new Member(tobira);
  await member.open();
  return member;
}

describe('one turn', () => {
  it('greets once when the conversation starts', async () => {
    const member = new Member(tobira);
    const greeting = await member.open();
    expect(greeting).toHaveLength(1);
    expect(greeting[0]?.text).toContain('Tobira');
    expect(await member.open()).toEqual([]);
  });

  it('answers an event once, however often it arrives', async () => {
    const member = await arrived();
    const first = await member.say('ログインできません', 'event-1');
    const second = await member.say('ログインできません', 'event-1');
    expect(first.length).toBeGreaterThan(0);
    expect(second).toEqual([]);
    const said = await transcript(tobira.database, member.conversationId);
    expect(said.filter((row) => row.speaker === 'member')).toHaveLength(1);
  });

  it('answers messages in the order they came, though they come at once', async () => {
    const member = await arrived();
    await Promise.all(['セゾン', 'アメックス', 'プロミス'].map((text) => member.say(text)));
    const said = await transcript(tobira.database, member.conversationId);
    const asked = said.filter((row) => row.speaker === 'member').map((row) => row.id);
    const answered = said.flatMap((row) => JSON.parse(row.payload).replyToId ?? []);
    expect([...new Set(answered)]).toEqual(asked);
  });

  it('answers after a restart what was received but not answered before', async () => {
    const member = await arrived();
    await tobira.database.run(
      `update inbox set status = 'waiting' where conversation_id = $1 and event_id like 'start:%'`,
      [member.conversationId],
    );
    await tobira.database.run(`update conversations set state = '{}' where id = $1`, [member.conversationId]);
    await tobira.turns.recover();
    expect(await member.listen()).toHaveLength(1);
  });

  it('every answer names the message it answers, and times never go back', async () => {
    const member = await arrived();
    const [answer] = await member.say('プロミスのパスワードを忘れました');
    const said = await transcript(tobira.database, member.conversationId);
    const question = said.find((row) => row.speaker === 'member');
    expect(answer?.activity.replyToId).toBe(question?.id);
    const times = said.map((row) => Number(row.at));
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });

  it('keeps no secret anywhere on the disk', async () => {
    const member = await arrived();
    await member.say('カード番号は4980 1234 5678 9018です');
    await member.say('暗証番号は4649です');
    await member.say('パスワードはHanako#2024x');
    const bytes = readdirSync(config.DATA_DIR).map((name) => readFileSync(join(config.DATA_DIR, name)));
    const disk = Buffer.concat(bytes);
    for (const secret of ['4980 1234', '5678 9018', 'Hanako#2024x']) expect(disk.includes(secret)).toBe(false);
    // Four digits may stand by chance within an id or a time, but never alone.
    expect(disk.toString('latin1')).not.toMatch(/(?<![\w-])4649(?![\w-])/);
  });

  it('tells the person kindly when a secret was typed, without any of its digits, and goes on', async () => {
    const member = await arrived();
    const said = await member.say('アメックスにログインできません。カード番号は3782 822463 10005です');
    const text = said.map((entry) => entry.text).join('\n');
    expect(text).toContain('ここには書かないでください');
    expect(text).not.toMatch(/3782|10005/);
    expect(said.length).toBeGreaterThan(1);
  });
});

describe('an error inside a dialog', () => {
  it('becomes one plain sentence, and the conversation stays usable', async () => {
    let broken = true;
    const real = testReader(tobira.knowledge);
    const reader: Reader = {
      look: real.look.bind(real),
      explain: real.explain.bind(real),
      read: (text, context, look) => {
        if (broken && text === 'こわれて') throw new Error('the reader has broken');
        return real.read(text, context, look);
      },
    };
    const errors: string[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) });
    const { knowledge, database, desk } = tobira;
    const parts = assembleBot({ database, reader, knowledge, log, makeDesk: () => desk });
    const member = new Member({ ...tobira, ...parts });
    await member.open();
    const said = await member.say('こわれて');
    broken = false;
    const after = await member.say('こんにちは');
    expect(said.map((entry) => entry.text)).toEqual([expect.stringContaining('申し訳ありません')]);
    expect(after[0]?.text).toContain('こんにちは');
    expect(errors.join()).toContain('the reader has broken');
  });
});

describe('bad input gets a plain answer and breaks nothing', () => {
  it.each([
    ['nothing', ''],
    ['blanks', '  \n　 '],
    ['zero-width characters', '\u200b\u200d\ufeff'],
    ['control characters', '\u0000\u0001\u0007'],
    ['emoji only', '😡😡😡'],
    ['10,000 characters', 'あ'.repeat(10_000)],
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['an unpaired surrogate', 'ログイン\ud83dできない'],
    ['right-to-left marks', '\u202eできない\u202c'],
  ])('%s', async (_name, text) => {
    const member = await arrived();
    const said = await member.say(text);
    expect(said.length).toBeGreaterThan(0);
    expect(said.every((entry) => entry.text.length > 0)).toBe(true);
    expect((await member.say('セゾンのログインができません')).length).toBeGreaterThan(0);
  });
});

describe('while a human owns the conversation', () => {
  it('the first words of one who waits are acknowledged once, and all go to the case', async () => {
    const member = await arrived();
    await member.say('プロミスの担当者と話したいです');
    const [heard] = await member.say('昨日の夜からです');
    expect(heard?.text).toContain('担当者に届けました');
    expect(await member.say('スマホを使っています')).toEqual([]);
    const [row] = await tobira.desk
      .list('waiting')
      .then((rows) => rows.filter((r) => r.conversation_id === member.conversationId));
    expect(row).toMatchObject({ service: 'promise', status: 'waiting' });
    const view = await tobira.desk.view(row?.id ?? '');
    expect(view.transcript.at(-1)?.text).toBe('スマホを使っています');
  });

  it('staff read in the story what the person has not at hand', async () => {
    const member = await arrived();
    await member.say('スマホは持っていません');
    await member.say('プロミスの担当者と話したいです');
    const rows = await tobira.desk.list('waiting');
    const row = rows.find((entry) => entry.conversation_id === member.conversationId);
    const view = await tobira.desk.view(row?.id ?? '');
    expect(JSON.parse(view.row.story)).toMatchObject({ device: 'スマートフォンなし' });
  });

  it('a person who comes to be in distress while waiting goes before the others', async () => {
    const member = await arrived();
    await member.say('セゾンの担当者と話したいです');
    const [kind] = await member.say('もう死にたいです');
    expect(kind?.text).toContain('つらい');
    const rows = await tobira.desk.list('waiting');
    expect(rows[0]).toMatchObject({ conversation_id: member.conversationId, intent: 'distress', urgency: 1 });
  });

  it('a person who stops waiting has the bot back', async () => {
    const member = await arrived();
    await member.say('セゾンの担当者と話したいです');
    const [left] = await member.say('待つのをやめる');
    expect(left?.text).toContain('お待ちいただくのをやめました');
    expect((await member.say('セゾンのログインができません')).length).toBeGreaterThan(0);
  });
});
