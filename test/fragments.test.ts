import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Unread } from '../bots/unread.ts';
import type { Config } from '../config.ts';
import type { ConversationState } from '../dialogs/conversation.ts';
import { assemble, type Tobira } from '../index.ts';
import { transcript } from '../store/queries/activities.ts';
import { findConversation } from '../store/queries/conversations.ts';
import { explanationsOf } from '../store/queries/explanations.ts';
import { insertUnclear, waitingUnclear } from '../store/queries/learning.ts';
import { Member, testConfig } from './support/tobira.ts';

/** What the machine may take beside what it waits for. */
const SMALL = 700;

let config: Config;
let tobira: Tobira;

beforeAll(async () => {
  config = testConfig({ PATIENCE: '1500' });
  tobira = await assemble(config);
});

afterAll(async () => {
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

async function arrived(): Promise<Member> {
  const member = new Member(tobira);
  await member.open();
  return member;
}

/** Says one after the other, so many milliseconds apart; returns the ids. */
async function sends(member: Member, texts: readonly string[], apart: number): Promise<string[]> {
  const ids: string[] = [];
  for (const [at, text] of texts.entries()) {
    if (at > 0) await pause(apart);
    ids.push(await member.send(text));
  }
  return ids;
}

/** Ids of the messages that were answered, in the order of the answers. */
async function answeredBy(member: Member): Promise<string[]> {
  const said = await transcript(tobira.database, member.conversationId);
  return [...new Set(said.flatMap((row): string[] => JSON.parse(row.payload).replyToId ?? []))];
}

async function memoryOf(member: Member): Promise<ConversationState['memory']> {
  const row = await findConversation(tobira.database, member.conversationId);
  return (JSON.parse(row?.state ?? '{}') as ConversationState).memory;
}

/** The text of the answers, and how long they took from now on. */
async function timed(member: Member): Promise<{ text: string; took: number }> {
  const begun = performance.now();
  const said = await member.listen();
  return { text: said.map(({ text }) => text).join('\n'), took: performance.now() - begun };
}

describe('messages that arrive within moments', () => {
  it('pieces 250 ms apart are one message with one answer', async () => {
    const member = await arrived();
    const ids = await sends(member, ['ロック', 'はされてないけど', 'ログインできない', 'アメックス'], 250);
    const { took } = await timed(member);
    expect(await answeredBy(member)).toEqual(ids.slice(-1));
    expect(took).toBeLessThan(1_500 + SMALL);
    const { service, ledgers } = await memoryOf(member);
    expect(service).toBe('amex');
    expect(ledgers.amex?.denied).toContain('account_locked');
  });

  it('three questions within a second have three answers, in order', async () => {
    const member = await arrived();
    const ids = await sends(
      member,
      ['セゾンのポイントの有効期限はいつですか', '明細はどこで見られますか？', '暗証番号を変えたい'],
      300,
    );
    const { took } = await timed(member);
    expect(await answeredBy(member)).toEqual(ids);
    expect(took).toBeLessThan(SMALL);
  });

  it('what comes in one request is put together in the same way', async () => {
    const [pieces, questions] = await Promise.all([arrived(), arrived()]);
    const piecesIds = await Promise.all(['アメックス', 'ログインできない'].map((text) => pieces.send(text)));
    const asked = ['明細はどこで見られますか？', '暗証番号を変えたい'];
    const questionsIds = await Promise.all(asked.map((text) => questions.send(text)));
    await Promise.all([pieces.listen(), questions.listen()]);
    expect(await answeredBy(pieces)).toEqual(piecesIds.slice(-1));
    expect(await answeredBy(questions)).toEqual(questionsIds);
  });

  it('a piece that was not understood teaches nobody anything when its rest has come', async () => {
    const member = await arrived();
    const { conversationId } = member;
    const id = await member.send('ログインできない');
    await member.listen();
    const row = { id, conversation_id: conversationId, sequence: Number(id.split('|').at(-1)), text: '', at: 0 };
    await insertUnclear(tobira.database, { ...row, reason: 'abstained', guess: null });
    await member.say('が、急にです。');
    expect((await waitingUnclear(tobira.database, 100)).filter((one) => one.id === id)).toEqual([]);
  });

  it('a bare noun alone is answered when its rest does not come', async () => {
    const member = await arrived();
    const [id] = await sends(member, ['アメックス'], 0);
    const { took, text } = await timed(member);
    expect(await answeredBy(member)).toEqual([id]);
    expect(text).not.toBe('');
    expect(took).toBeGreaterThan(1_300);
    expect(took).toBeLessThan(1_500 + SMALL);
  });

  it('what is plainly whole is answered at once, while a piece waits elsewhere', async () => {
    const [waiting, other] = await Promise.all([arrived(), arrived()]);
    await waiting.send('ロック');
    await other.send('プロミスにログインできません');
    const { took } = await timed(other);
    expect(took).toBeLessThan(SMALL);
    expect(await answeredBy(waiting)).toEqual([]);
    await waiting.listen();
    expect(await answeredBy(waiting)).toHaveLength(1);
  });

  it('a closed rest ends the waiting', async () => {
    const member = await arrived();
    const ids = await sends(member, ['アメックスに', 'ログインできません'], 200);
    await pause(SMALL);
    expect(await answeredBy(member)).toEqual(ids.slice(-1));
    const [kept, ...others] = await explanationsOf(tobira.database, member.conversationId);
    expect(others).toEqual([]);
    expect(ids.at(-1)).toMatch(new RegExp(`\\|0*${kept?.sequence}$`));
    expect(JSON.parse(kept?.explanation ?? '{}').acts[0]).toBe('pieces:2');
  });

  it('a continuation that comes before the answer can have been read takes back what was booked', async () => {
    const member = await arrived();
    const [first] = await sends(member, ['アメックスにログインできないのは、ロックされたからです。'], 0);
    await pause(300);
    const before = await memoryOf(member);
    const second = await member.send('じゃなくて、パスワードを忘れたからです。');
    await pause(SMALL);
    expect(await answeredBy(member)).toEqual([first, second]);
    const after = await memoryOf(member);
    expect(before.lastAt).toBeLessThan(after.lastAt);
    expect(after.told.amex?.firstWords ?? '').toContain('じゃなくて');
  });

  it('a piece is no answer to a question that nobody can have seen', async () => {
    const member = await arrived();
    const [first] = await sends(member, ['ログインできない'], 0);
    await pause(300);
    expect((await memoryOf(member)).threads.at(-1)?.kind).toBe('service');
    const second = await member.send('Netアンサー');
    await member.listen();
    expect(await answeredBy(member)).toEqual([first, second]);
    const whole = await arrived();
    await whole.say('ログインできない Netアンサー');
    expect(withoutTimes(await memoryOf(member))).toEqual(withoutTimes(await memoryOf(whole)));
  });

  it('what comes when the answer can have been read is read after it', async () => {
    const member = await arrived();
    await member.say('ログインできない');
    await pause(2_600);
    await member.say('アメックス');
    expect((await memoryOf(member)).told.amex?.firstWords ?? 'ログインできない').not.toContain('アメックス');
  });

  it('a label on offer is never held back, nor read as a continuation', async () => {
    const member = await arrived();
    await member.send('ログインできない');
    const [asked] = await member.listen();
    const label = asked?.choices[0] ?? '';
    await member.send(label);
    const { took } = await timed(member);
    expect(label).not.toBe('');
    expect(took).toBeLessThan(SMALL);
    expect((await memoryOf(member)).service).not.toBeNull();
  });

  it('what comes by a button is never held back, nor read with anything else', async () => {
    const member = await arrived();
    await member.send('ログインできない');
    await member.listen();
    const pressed = await member.press('暗証番号');
    const { took } = await timed(member);
    expect(took).toBeLessThan(SMALL);
    const row = await findConversation(tobira.database, member.conversationId);
    const { sequences } = JSON.parse(row?.unread ?? '{}') as Unread;
    expect(sequences).toEqual([Number(pressed.split('|').at(-1))]);
  });

  it('a piece that is a label by chance is no answer that the next piece could not go on with', async () => {
    const member = await arrived();
    await sends(member, ['ログインできない', 'アメックス', 'ロック', 'はされてないけど'], 250);
    await member.listen();
    expect((await memoryOf(member)).service).toBe('amex');
    const row = await findConversation(tobira.database, member.conversationId);
    const said = await transcript(tobira.database, member.conversationId);
    const read = (JSON.parse(row?.unread ?? '{}') as Unread).sequences;
    expect(read.map((sequence) => said.find((one) => Number(one.sequence) === sequence)?.text)).toEqual([
      'アメックス',
      'ロック',
      'はされてないけど',
    ]);
  });

  it('the same message sent twice is one piece', async () => {
    const member = await arrived();
    await member.send('ロック', 'twice');
    await member.send('ロック', 'twice');
    await member.send('はされていません', 'rest');
    await member.send('はされていません', 'rest');
    await member.listen();
    const said = await transcript(tobira.database, member.conversationId);
    const own = said.filter(({ speaker }) => speaker === 'member').map(({ id }) => id);
    expect(own).toHaveLength(2);
    expect(await answeredBy(member)).toEqual(own.slice(-1));
  });

  it('whoever is writing is waited for a little longer, but not for ever', async () => {
    const member = await arrived();
    await member.send('アメックス');
    const writing = setInterval(() => tobira.live.emit('writing', member.conversationId), 300);
    const { took } = await timed(member);
    clearInterval(writing);
    expect(took).toBeGreaterThan(3_500);
    expect(took).toBeLessThan(4_000 + SMALL);
  });

  it('what was done beyond words is not taken back', async () => {
    const member = await arrived();
    await member.say('プロミスの担当者と話したいです');
    await member.send('が、やっぱり');
    await pause(SMALL);
    const row = await findConversation(tobira.database, member.conversationId);
    expect(row).toMatchObject({ owner: 'human', unread: null });
  });
});

function withoutTimes({ lastAt: _lastAt, ...memory }: ConversationState['memory']) {
  return memory;
}
