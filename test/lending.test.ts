import { randomUUID } from 'node:crypto';
import type { Colleague } from '../desk/sessions.ts';
import type { Tobira } from '../index.ts';
import { findConversation } from '../store/queries/conversations.ts';
import { insertStaff } from '../store/queries/staff.ts';
import { Member, withTobira } from './support/tobira.ts';

async function hire(tobira: Tobira): Promise<Colleague> {
  const staff = { id: randomUUID(), name: '山田', role: 'agent' as const };
  const account = { ...staff, email: 'yamada@example.jp', password_hash: 'none', created_at: 0 };
  await insertStaff(tobira.database, account);
  return staff;
}

/** A member whose case a member of staff has taken. */
async function taken(tobira: Tobira) {
  const staff = await hire(tobira);
  const member = new Member(tobira);
  await member.open();
  await member.say('セゾンの暗証番号のことで担当者と話したい');
  const [row] = await tobira.desk.list('waiting');
  await tobira.desk.claim(row?.id ?? '', staff);
  await member.listen();
  return { staff, member, caseId: row?.id ?? '' };
}

describe('a conversation lent to the bot', () => {
  it('is walked through the procedure step by step and comes back to staff at its end', async () => {
    await withTobira(async (tobira) => {
      const { staff, member, caseId } = await taken(tobira);
      const [procedure] = tobira.knowledge.procedures('saison');
      const view = await tobira.desk.lend(caseId, staff, procedure?.id ?? '');
      expect(view.row).toMatchObject({ status: 'open', assignee: staff.id, lent_procedure: procedure?.id });
      const first = await member.listen();
      expect(first.at(-1)?.text).toContain(`【1/${procedure?.steps.length}】`);
      let answers = await member.say('次へ');
      for (let step = 2; step <= (procedure?.steps.length ?? 0); step++) answers = await member.say('次へ');
      expect(answers.at(-1)?.text).toMatch(/ここからは、担当者がお答えします。$/);
      expect(await findConversation(tobira.database, member.conversationId)).toMatchObject({ owner: 'human' });
      expect((await tobira.desk.view(caseId)).row).toMatchObject({ status: 'open', lent_procedure: null });
      expect(await member.say('終わりました')).toEqual([]);
    });
  });

  it('comes back at once when the member stops, or when staff speak', async () => {
    await withTobira(async (tobira) => {
      const { staff, member, caseId } = await taken(tobira);
      const id = tobira.knowledge.procedures('saison')[0]?.id ?? '';
      await tobira.desk.lend(caseId, staff, id);
      await member.listen();
      expect((await member.say('やめる')).at(-1)?.text).toMatch(/担当者がお答えします。$/);
      await tobira.desk.lend(caseId, staff, id);
      await tobira.desk.sendMessage(caseId, staff, 'いかがですか。');
      await member.listen();
      expect(await member.say('次へ')).toEqual([]);
    });
  });
});

describe('a member who waits', () => {
  it('learns the place as soon as the case is open, and again on asking', async () => {
    await withTobira(async (tobira) => {
      const member = new Member(tobira);
      await member.open();
      const said = await member.say('セゾンの件で担当者と話したい');
      expect(said.at(-1)?.text).toMatch(/いま、いちばん先にお待ちの順番です。$/);
      expect((await member.say('あと何人ですか')).map(({ text }) => text)).toEqual([
        'いま、いちばん先にお待ちの順番です。',
      ]);
    });
  });

  it('out of distress comes first, as danger', async () => {
    await withTobira(async (tobira) => {
      const member = new Member(tobira);
      await member.open();
      await member.say('もう死にたい');
      await member.say('人と話す');
      expect(await tobira.desk.list('waiting')).toMatchObject([{ intent: 'distress', urgency: 1 }]);
    });
  });
});

describe('a member with whom somebody speaks', () => {
  it.each(['カードはいつ来ますか', 'どのくらいかかりますか', 'まだですか', '待つのをやめる', 'もう死にたい'])(
    'writes 「%s」 to them: the bot is silent',
    async (words) => {
      await withTobira(async (tobira) => {
        const { staff, member, caseId } = await taken(tobira);
        await tobira.desk.sendMessage(caseId, staff, 'お調べします。');
        await member.listen();
        expect(await member.say(words)).toEqual([]);
        expect((await tobira.desk.view(caseId)).row).toMatchObject({ status: 'open', assignee: staff.id });
      });
    },
  );
});

describe('a member whose case was closed', () => {
  it('leaves no queue by the number or the words that once meant it', async () => {
    await withTobira(async (tobira) => {
      const { staff, member, caseId } = await taken(tobira);
      await tobira.desk.resolve(caseId, staff, { cause: 'other', note: '', solved: true });
      await member.listen();
      await member.say('4');
      for (const words of ['1', '1番', '待つのをやめる']) {
        const said = await member.say(words);
        expect(said.map(({ text }) => text).join()).not.toContain('お待ちいただくのをやめました');
        expect(said.length).toBeGreaterThan(0);
      }
      expect((await tobira.desk.view(caseId)).row).toMatchObject({ status: 'closed', resolved_cause: 'other' });
    });
  });

  it('may say what they think of it in one of five steps, once; then numbers mean choices again', async () => {
    await withTobira(async (tobira) => {
      const { staff, member, caseId } = await taken(tobira);
      await tobira.desk.resolve(caseId, staff, { cause: 'other', note: '', solved: true });
      const said = await member.listen();
      expect(said.at(-1)?.choices).toHaveLength(5);
      expect((await member.say('4')).map(({ text }) => text)).toEqual([expect.stringMatching(/^ご回答ありがとう/)]);
      expect(await tobira.database.all('select case_id, score from case_ratings')).toEqual([
        { case_id: caseId, score: 4 },
      ]);
      expect((await member.say('5 とても良かった')).map(({ text }) => text).join()).not.toMatch(/ご回答ありがとう/);
    });
  });

  it('need not say anything', async () => {
    await withTobira(async (tobira) => {
      const { staff, member, caseId } = await taken(tobira);
      await tobira.desk.resolve(caseId, staff, { cause: 'other', note: '', solved: true });
      await member.listen();
      expect((await member.say('ありがとうございました'))[0]?.text).toMatch(/^お役に立てたなら/);
      expect(await tobira.database.all('select * from case_ratings')).toEqual([]);
    });
  });
});

/** Messages that could mean several things; which of them is doubtful depends on what the model has learnt. */
const DOUBTFUL = [
  'パスワードを再発行してください',
  'パス再発行希望',
  '年金が15日なので、それより後に引いてもらえませんか',
  'あと何回押していいの?今、店で2回違うって言われた',
];

/** A member who was asked which of several meanings is right, and what they had said. */
async function doubtful(tobira: Tobira): Promise<[Member, string]> {
  for (const words of DOUBTFUL) {
    const member = new Member(tobira);
    await member.open();
    const said = await member.say(words);
    if (said.at(-1)?.choices.includes('どれでもない')) return [member, words];
  }
  throw new Error('the model is sure of every message: the list needs others');
}

describe('what was not understood', () => {
  it('waits for a person to say what it means', async () => {
    await withTobira(async (tobira) => {
      const member = new Member(tobira);
      await member.open();
      await member.say('へにょりんぱ');
      const rows = await tobira.database.all<{ text: string; reason: string }>(
        'select text, reason from unclear_messages',
      );
      expect(rows).toEqual([{ text: 'へにょりんぱ', reason: 'abstained' }]);
    });
  });

  it('is also the message before, when the person says that no guess at it was right', async () => {
    await withTobira(async (tobira) => {
      const [member, words] = await doubtful(tobira);
      await member.say('どれでもない');
      const rows = await tobira.database.all('select reason from unclear_messages where text = $1', [words]);
      expect(rows).toEqual([{ reason: 'none_of_these' }]);
    });
  });
});
