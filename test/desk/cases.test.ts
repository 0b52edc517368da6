import type { Colleague } from '../../desk/sessions.ts';
import { findConversation } from '../../store/queries/conversations.ts';
import { CLOSED_TEXT, type DeskHouse, openDeskHouse, openingOf } from './desk-house.ts';

let house: DeskHouse;
let yamada: Colleague;
let sato: Colleague;
let chief: Colleague;

beforeEach(async () => {
  house = await openDeskHouse();
  yamada = await house.hire('山田');
  sato = await house.hire('佐藤');
  chief = await house.hire('鈴木', 'supervisor');
});
afterEach(() => house.close());

async function ownerOf(conversationId: string) {
  const row = await findConversation(house.database, conversationId);
  return { owner: row?.owner, caseId: row?.case_id };
}

async function eventsOf(caseId: string): Promise<string[]> {
  const rows = await house.database.all<{ kind: string }>(
    'select kind from case_events where case_id = $1 order by at, rowid',
    [caseId],
  );
  return rows.map((row) => row.kind);
}

async function lastSaid(caseId: string) {
  const line = (await house.desk.view(caseId)).transcript.at(-1);
  return { speaker: line?.speaker, text: line?.text };
}

describe('opening a case', () => {
  it('gives it a readable number and the conversation to a human', async () => {
    const { caseId, conversationId } = await house.openCase();
    expect(caseId).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
    expect(await ownerOf(conversationId)).toEqual({ owner: 'human', caseId });
    expect(await eventsOf(caseId)).toEqual(['opened']);
  });

  it('opens no second case while one is waiting or open', async () => {
    const { caseId, conversationId } = await house.openCase();
    expect(await house.request(conversationId, openingOf('amex'))).toBe(caseId);
    await house.desk.claim(caseId, yamada);
    expect(await house.request(conversationId, openingOf('amex'))).toBe(caseId);
    expect(await house.desk.list(undefined)).toHaveLength(1);
  });

  it('opens a new one when the last is closed', async () => {
    const { caseId, conversationId } = await house.openCase();
    await house.desk.resolve(caseId, yamada, { cause: 'other', note: '' });
    expect(await house.request(conversationId, openingOf('amex'))).not.toBe(caseId);
  });
});

describe('a member who stops waiting', () => {
  it('gets the bot back, and the case is closed as left', async () => {
    const { caseId, conversationId } = await house.openCase();
    expect(await house.request(conversationId, { kind: 'leave_queue' })).toBe(caseId);
    const { row } = await house.desk.view(caseId);
    expect([row.status, row.resolution]).toEqual(['closed', 'left']);
    expect(await ownerOf(conversationId)).toEqual({ owner: 'bot', caseId: null });
    expect(await eventsOf(caseId)).toEqual(['opened', 'left']);
  });

  it('does not end a case that somebody has taken', async () => {
    const { caseId, conversationId } = await house.openCase();
    await house.desk.claim(caseId, yamada);
    expect(await house.request(conversationId, { kind: 'leave_queue' })).toBeUndefined();
    expect((await ownerOf(conversationId)).owner).toBe('human');
  });

  it('changes nothing without a case', async () => {
    expect(await house.request(await house.converse(), { kind: 'leave_queue' })).toBeUndefined();
  });
});

describe('claiming', () => {
  it('has one winner of several at once, and says who it is to the loser and the member', async () => {
    const { caseId } = await house.openCase();
    const tries = await Promise.allSettled([house.desk.claim(caseId, yamada), house.desk.claim(caseId, sato)]);
    expect(tries.map((one) => one.status)).toEqual(['fulfilled', 'rejected']);
    expect(tries[1]).toMatchObject({ reason: { code: 'conflict', person: '山田さんが対応しています。' } });
    expect(await lastSaid(caseId)).toEqual({
      speaker: 'bot',
      text: '担当の山田が承りました。このままお書きください。',
    });
  });

  it('is harmless when repeated by the one who has it', async () => {
    const { caseId } = await house.openCase();
    await house.desk.claim(caseId, yamada);
    const { row, transcript } = await house.desk.claim(caseId, yamada);
    expect(row.assignee).toBe(yamada.id);
    expect(transcript).toHaveLength(2);
    expect(await eventsOf(caseId)).toEqual(['opened', 'claimed']);
  });

  it('tells open pages of the case and of the conversation, after the commit', async () => {
    const { caseId, conversationId } = await house.openCase();
    house.told.conversations.length = 0;
    await house.desk.claim(caseId, yamada);
    expect(house.told).toEqual({ cases: [caseId], conversations: [conversationId] });
  });
});

describe('speaking to the member', () => {
  it('is for the one who has the case', async () => {
    const { caseId } = await house.openCase();
    await expect(house.desk.sendMessage(caseId, yamada, 'こんにちは')).rejects.toMatchObject({ code: 'conflict' });
    await house.desk.claim(caseId, yamada);
    await expect(house.desk.sendMessage(caseId, chief, 'こんにちは')).rejects.toMatchObject({ code: 'conflict' });
    await house.desk.sendMessage(caseId, yamada, 'こんにちは');
    expect(await lastSaid(caseId)).toEqual({ speaker: 'staff', text: 'こんにちは' });
    expect(await eventsOf(caseId)).toEqual(['opened', 'claimed', 'message']);
  });

  it('never repeats a card number, nor does a note', async () => {
    const { caseId } = await house.openCase();
    await house.desk.claim(caseId, yamada);
    await house.desk.addNote(caseId, sato, '番号は 4111 1111 1111 1111');
    const { transcript, notes } = await house.desk.sendMessage(caseId, yamada, '4111-1111-1111-1111ですね');
    expect(transcript.at(-1)?.payload).not.toMatch(/1111/);
    expect(notes.at(-1)?.text).not.toMatch(/1111/);
    expect(await lastSaid(caseId)).toEqual({ speaker: 'staff', text: '［カード番号は伏せました］ですね' });
  });
});

describe('passing a case on', () => {
  it('moves it to the colleague and tells the member', async () => {
    const { caseId } = await house.openCase();
    await house.desk.claim(caseId, yamada);
    const { row } = await house.desk.transfer(caseId, yamada, sato.id);
    expect(row.assignee).toBe(sato.id);
    expect((await lastSaid(caseId)).text).toMatch(/^担当が佐藤に代わりました。/);
    await expect(house.desk.sendMessage(caseId, yamada, 'まだ')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('may be done by a supervisor, not by another agent', async () => {
    const { caseId } = await house.openCase();
    await house.desk.claim(caseId, yamada);
    await expect(house.desk.transfer(caseId, sato, sato.id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await house.desk.transfer(caseId, chief, sato.id)).row.assignee).toBe(sato.id);
  });

  it('needs a colleague who exists and has not got it', async () => {
    const { caseId } = await house.openCase();
    await house.desk.claim(caseId, yamada);
    await expect(house.desk.transfer(caseId, yamada, 'nobody')).rejects.toMatchObject({ code: 'not_found' });
    await expect(house.desk.transfer(caseId, yamada, yamada.id)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('needs a case that somebody has', async () => {
    const { caseId } = await house.openCase();
    await expect(house.desk.transfer(caseId, chief, sato.id)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('resolving', () => {
  it('keeps the real cause beside the suspected one and gives the conversation back to the bot, who says so', async () => {
    const { caseId, conversationId } = await house.openCase();
    await house.desk.claim(caseId, yamada);
    const { row } = await house.desk.resolve(caseId, yamada, { cause: 'other', note: '窓口で解決' });
    expect(row).toMatchObject({ status: 'closed', cause: 'typo', resolved_cause: 'other', resolution: '窓口で解決' });
    expect(await ownerOf(conversationId)).toEqual({ owner: 'bot', caseId: null });
    expect(await lastSaid(caseId)).toEqual({ speaker: 'bot', text: CLOSED_TEXT });
    expect(await eventsOf(caseId)).toEqual(['opened', 'claimed', 'resolved']);
  });

  it('takes only causes of the service, or other', async () => {
    const known = await house.openCase('saison');
    const unknown = await house.openCase(null);
    const wrong = { cause: 'nonsense', note: '' };
    await expect(house.desk.resolve(known.caseId, yamada, wrong)).rejects.toMatchObject({ code: 'bad_request' });
    const foreign = { cause: 'typo', note: '' };
    await expect(house.desk.resolve(unknown.caseId, yamada, foreign)).rejects.toMatchObject({ code: 'bad_request' });
    expect((await house.desk.resolve(known.caseId, yamada, foreign)).row.status).toBe('closed');
  });

  it('of a waiting case takes it first', async () => {
    const { caseId } = await house.openCase();
    const { row } = await house.desk.resolve(caseId, sato, { cause: 'typo', note: '' });
    expect(row).toMatchObject({ status: 'closed', assignee: sato.id });
    expect(await eventsOf(caseId)).toEqual(['opened', 'claimed', 'resolved']);
  });

  it('is refused to another agent and for a closed case, and then nothing has changed', async () => {
    const { caseId } = await house.openCase();
    await house.desk.claim(caseId, yamada);
    const found = { cause: 'typo', note: '' };
    await expect(house.desk.resolve(caseId, sato, found)).rejects.toMatchObject({ code: 'conflict' });
    expect((await house.desk.view(caseId)).row.status).toBe('open');
    await house.desk.resolve(caseId, chief, found);
    await expect(house.desk.resolve(caseId, yamada, found)).rejects.toMatchObject({
      code: 'conflict',
      person: 'この相談はすでに終わっています。',
    });
  });
});

describe('the queue', () => {
  it('shows waiting cases oldest first and each case under its status', async () => {
    const first = (await house.openCase()).caseId;
    await house.database.run('update cases set opened_at = opened_at - 1000 where id = $1', [first]);
    const second = (await house.openCase()).caseId;
    const third = (await house.openCase()).caseId;
    await house.desk.claim(third, yamada);
    const ids = async (status: 'waiting' | 'open' | 'closed') => (await house.desk.list(status)).map((row) => row.id);
    expect(await ids('waiting')).toEqual([first, second]);
    expect(await ids('open')).toEqual([third]);
    expect(await ids('closed')).toEqual([]);
  });
});
