import type { Colleague } from '../../desk/sessions.ts';
import { type DeskHouse, openDeskHouse, openingOf } from './desk-house.ts';

let house: DeskHouse;
let yamada: Colleague;

beforeEach(async () => {
  house = await openDeskHouse();
  yamada = await house.hire('山田');
});
afterEach(() => house.close());

async function idsOf(query: Parameters<DeskHouse['desk']['queue']['list']>[0]): Promise<string[]> {
  return (await house.desk.queue.list(query)).cases.map(({ id }) => id);
}

/** A closed case in which the member has said `text`. */
async function closedCase(text: string, service = 'saison'): Promise<string> {
  const { caseId, conversationId } = await house.openCase(service);
  await house.memberSays(conversationId, text);
  await house.desk.resolve(caseId, yamada, { cause: 'other', note: '' });
  return caseId;
}

describe('the order of the queue', () => {
  it.each(['phishing_suspected', 'fraud_or_lost_card', 'distress'])(
    'puts %s before those who wait longer',
    async (intent) => {
      const first = (await house.openCase()).caseId;
      const opening = { ...openingOf('saison'), intent };
      const urgent = await house.request(await house.converse(), opening);
      expect(await idsOf({ status: 'waiting' })).toEqual([urgent, first]);
      expect((await house.desk.list('waiting'))[0]).toMatchObject({ urgency: 1 });
    },
  );
});

describe('a member who comes to be in distress while waiting', () => {
  it('goes before those who wait longer, and the change is kept with the case', async () => {
    const first = (await house.openCase()).caseId;
    const { caseId, conversationId } = await house.openCase();
    await house.request(conversationId, { kind: 'raise', intent: 'distress' });
    await house.request(conversationId, { kind: 'raise', intent: 'distress' });
    expect(await idsOf({ status: 'waiting' })).toEqual([caseId, first]);
    const { row } = await house.desk.view(caseId);
    expect([row.intent, row.urgency]).toEqual(['distress', 1]);
  });
});

describe('the clock of a case', () => {
  async function clock(caseId: string) {
    const { row } = await house.desk.view(caseId);
    return { waits: row.waits_since !== null, answered: row.first_answer_at !== null };
  }

  it('runs from the opening to the first answer, and again from the member’s next words', async () => {
    const { caseId, conversationId } = await house.openCase();
    expect(await clock(caseId)).toEqual({ waits: true, answered: false });
    await house.desk.claim(caseId, yamada);
    expect(await clock(caseId)).toEqual({ waits: true, answered: false });
    await house.desk.sendMessage(caseId, yamada, 'こんにちは');
    expect(await clock(caseId)).toEqual({ waits: false, answered: true });
    await house.memberSays(conversationId, 'お願いします');
    expect(await clock(caseId)).toEqual({ waits: true, answered: true });
  });
});

describe('narrowing a list', () => {
  it('goes by service, channel and cause', async () => {
    const saison = (await house.openCase('saison')).caseId;
    const amex = (await house.openCase('amex')).caseId;
    expect(await idsOf({ status: 'waiting', service: 'amex' })).toEqual([amex]);
    expect(await idsOf({ status: 'waiting', channel: 'line' })).toEqual([]);
    await house.desk.resolve(saison, yamada, { cause: 'other', note: '' });
    expect(await idsOf({ status: 'closed', cause: 'other' })).toEqual([saison]);
    expect(await idsOf({ status: 'closed', cause: 'typo' })).toEqual([]);
  });

  it('shows closed cases in pages, newest first', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) ids.unshift(await closedCase('終わり'));
    await house.database.run('update cases set closed_at = 1000');
    const all = await idsOf({ status: 'closed' });
    expect(new Set(all)).toEqual(new Set(ids));
    expect(await idsOf({ status: 'closed', after: all[0] })).toEqual(all.slice(1));
    expect(await idsOf({ status: 'closed', after: all[2] })).toEqual([]);
  });
});

describe('searching', () => {
  it('finds words in any spelling, in cases at work and in closed ones', async () => {
    const closed = await closedCase('ﾊﾟｽﾜｰﾄﾞを忘れた');
    const { caseId, conversationId } = await house.openCase();
    await house.memberSays(conversationId, 'ぱすわーどヲワスレタ');
    expect(await idsOf({ text: 'パスワードを' })).toEqual([caseId, closed]);
    expect(await idsOf({ text: 'パスワード 忘れた' })).toEqual([closed]);
    expect(await idsOf({ text: 'パスワード', status: 'closed' })).toEqual([closed]);
    expect(await idsOf({ text: 'パスワード', status: 'waiting' })).toEqual([caseId]);
  });

  it('finds a case by its number, and by what was noted', async () => {
    const { caseId } = await house.openCase();
    await house.desk.addNote(caseId, yamada, '折り返しを希望');
    expect(await idsOf({ text: caseId.toLowerCase() })).toEqual([caseId]);
    expect(await idsOf({ text: '折り返し' })).toEqual([caseId]);
    await house.desk.resolve(caseId, yamada, { cause: 'other', note: '窓口へ案内' });
    expect(await idsOf({ text: '折り返し 窓口' })).toEqual([caseId]);
  });

  it('takes signs that mean something to the store as they are', async () => {
    const percent = await closedCase('100%_同じ');
    const other = await closedCase('100回同じ');
    expect(await idsOf({ text: '100%' })).toEqual([percent]);
    expect((await idsOf({ text: '100' })).sort()).toEqual([other, percent].sort());
    expect(await idsOf({ text: "'; drop table cases; --" })).toEqual([]);
    expect(await idsOf({ text: '\\' })).toEqual([]);
  });

  it('does not find what was said after the case was closed', async () => {
    const { caseId, conversationId } = await house.openCase();
    await house.desk.resolve(caseId, yamada, { cause: 'other', note: '' });
    await house.memberSays(conversationId, 'きりんの話');
    expect(await idsOf({ text: 'きりん' })).toEqual([]);
  });
});
