import type { Colleague } from '../../desk/sessions.ts';
import { markSeen } from '../../store/queries/staff.ts';
import { type DeskHouse, openDeskHouse, openingOf } from './desk-house.ts';

const MINUTE = 60_000;

let house: DeskHouse;
let yamada: Colleague;
let sato: Colleague;

beforeEach(async () => {
  house = await openDeskHouse();
  yamada = await house.hire('山田');
  sato = await house.hire('佐藤');
});
afterEach(() => house.close());

async function claimed(): Promise<{ caseId: string; conversationId: string }> {
  const opened = await house.openCase();
  await house.desk.claim(opened.caseId, yamada);
  return opened;
}

async function lastSaid(caseId: string): Promise<string> {
  return (await house.desk.view(caseId)).transcript.at(-1)?.text ?? '';
}

describe('passing a case on with a note', () => {
  it('leaves the note for the colleague, and none when nothing was written', async () => {
    const { caseId } = await claimed();
    const { notes } = await house.desk.transfer(caseId, yamada, sato.id, '本人確認は済んでいます');
    expect(notes.map(({ text }) => text)).toEqual(['本人確認は済んでいます']);
    expect((await house.desk.transfer(caseId, sato, yamada.id)).notes).toHaveLength(1);
  });
});

describe('giving a case back', () => {
  it('lets it wait for everybody again, in its old place, and tells the member', async () => {
    const { caseId } = await claimed();
    const later = (await house.openCase()).caseId;
    const { row } = await house.desk.giveBack(caseId, yamada);
    expect(row).toMatchObject({ status: 'waiting', assignee: null, team: null });
    expect((await house.desk.list('waiting')).map(({ id }) => id)).toEqual([caseId, later]);
    expect(await lastSaid(caseId)).toMatch(/^担当者が代わります。/);
    expect((await house.desk.claim(caseId, sato)).row.assignee).toBe(sato.id);
  });

  it('names the team it is meant for until somebody takes it', async () => {
    const { caseId } = await claimed();
    expect((await house.desk.giveBack(caseId, yamada, 'cards', '再発行の件')).row.team).toBe('cards');
    expect((await house.desk.claim(caseId, sato)).row.team).toBeNull();
  });

  it('is refused to a colleague who has not got it', async () => {
    const { caseId } = await claimed();
    await expect(house.desk.giveBack(caseId, sato)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('putting a case aside', () => {
  it('lasts until it is taken up again', async () => {
    const { caseId } = await claimed();
    expect((await house.desk.pause(caseId, yamada, true)).row.paused_at).not.toBeNull();
    expect((await house.desk.pause(caseId, yamada, false)).row.paused_at).toBeNull();
  });

  it('ends with the member’s next words', async () => {
    const { caseId, conversationId } = await claimed();
    await house.desk.pause(caseId, yamada, true);
    await house.memberSays(conversationId, '戻りました');
    expect((await house.desk.view(caseId)).row.paused_at).toBeNull();
  });
});

describe('resolving', () => {
  it.each([true, false, null])('keeps whether it was solved (%s)', async (solved) => {
    const { caseId } = await claimed();
    const { row } = await house.desk.resolve(caseId, yamada, { cause: 'other', note: '', solved });
    expect(row.solved).toBe(solved === null ? null : Number(solved));
  });
});

describe('earlier cases of a conversation', () => {
  it('stand beside the present one', async () => {
    const { caseId, conversationId } = await claimed();
    await house.desk.resolve(caseId, yamada, { cause: 'typo', note: '直りました' });
    const next = (await house.request(conversationId, openingOf('saison'))) ?? '';
    const { earlier } = await house.desk.view(next);
    expect(earlier).toMatchObject([{ id: caseId, resolved_cause: 'typo', resolution: '直りました' }]);
  });
});

describe('the rounds of the desk', () => {
  it('put the cases of somebody who left the console back after a while, and tell the member', async () => {
    const { caseId } = await claimed();
    await markSeen(house.database, yamada.id, Date.now() - 14 * MINUTE);
    await house.rounds.walk();
    expect((await house.desk.view(caseId)).row.status).toBe('open');
    await markSeen(house.database, yamada.id, Date.now() - 16 * MINUTE);
    await house.rounds.walk();
    expect((await house.desk.view(caseId)).row).toMatchObject({ status: 'waiting', assignee: null });
    expect(await lastSaid(caseId)).toMatch(/^担当者が代わります。/);
    expect(house.told.cases.at(-1)).toBe(caseId);
  });

  it('leave a case with somebody who works in Teams, where reading is not seen, until the member has waited in vain', async () => {
    const { caseId, conversationId } = await house.openCase();
    await house.desk.claim(caseId, { ...yamada, at: 'teams' });
    await house.desk.sendMessage(caseId, { ...yamada, at: 'teams' }, 'お試しください');
    house.now = () => Date.now() + 16 * 60_000;
    await house.rounds.walk();
    expect((await house.desk.view(caseId)).row).toMatchObject({ status: 'open', assignee: yamada.id });
    await house.memberSays(conversationId, '試しました');
    await house.rounds.walk();
    expect((await house.desk.view(caseId)).row.status).toBe('waiting');
  });

  it('leave it with them until a whole while after the member’s question has passed', async () => {
    const { caseId, conversationId } = await house.openCase();
    await house.desk.sendMessage((await house.desk.claim(caseId, { ...yamada, at: 'teams' })).row.id, yamada, 'はい');
    await house.desk.addNote(caseId, { ...yamada, at: 'teams' }, '確認中');
    await house.database.run('update staff set seen_at = $1', [Date.now() - 60 * 60_000]);
    await house.memberSays(conversationId, 'まだですか');
    await house.rounds.walk();
    expect((await house.desk.view(caseId)).row.status).toBe('open');
  });

  it('tell a member whom nobody takes once, with the place in the queue', async () => {
    await house.openCase();
    const { caseId } = await house.openCase();
    await house.rounds.walk();
    expect(await lastSaid(caseId)).toBe('ログインできない');
    house.now = () => Date.now() + 11 * MINUTE;
    await house.rounds.walk();
    await house.rounds.walk();
    const told = (await house.desk.view(caseId)).transcript.slice(1).map(({ text }) => text);
    expect(told).toEqual([
      expect.stringMatching(/^お待たせして申し訳ありません。[\s\S]*いま、1人の方が先にお待ちです。/),
    ]);
  });

  it('tell a member whom another hub has not accepted, without a place in a queue that is not ours', async () => {
    const { caseId } = await house.openCase();
    await house.database.run(`update cases set hub = 'requested' where id = $1`, [caseId]);
    house.now = () => Date.now() + 11 * MINUTE;
    await house.rounds.walk();
    const told = await lastSaid(caseId);
    expect(told).toMatch(/^お待たせして申し訳ありません。[\s\S]*いま、担当者におつなぎしています。/);
    expect(told).not.toContain('先にお待ち');
  });

  it('leave the night in peace', async () => {
    house.hours = { service: 'all', open: [], holidays: 'closed', closed: [], checked: '2026-11-22' };
    const { caseId } = await house.openCase();
    house.now = () => Date.now() + 11 * MINUTE;
    await house.rounds.walk();
    expect(await lastSaid(caseId)).toBe('ログインできない');
  });
});

describe('a member who asks how long it takes', () => {
  it('is told the place, and outside the hours from when on', async () => {
    const { conversationId, caseId } = await house.openCase();
    await house.request(conversationId, { kind: 'tell_place' });
    expect(await lastSaid(caseId)).toBe('いま、いちばん先にお待ちの順番です。');
    const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
    const open = [{ days: [...days], from: '00:00', to: '00:01' }];
    house.hours = { service: 'all', open, holidays: 'open', closed: [], checked: '2026-11-22' };
    const words = await house.desk.waitingWords(house.database, caseId, Date.parse('2026-11-22T12:00:00+09:00'));
    expect(words).toMatch(/^いまは受付時間外です。ご相談はこのままお預かりし、11月23日（月）0:00から/);
  });
});
