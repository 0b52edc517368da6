import { join } from 'node:path';
import type { DeskRequest, Story } from '../desk/story.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { Talk, testReader } from '../test/support/talk.ts';
import { giveResumeCode } from './resume.ts';
import { storyOf, summaryFor } from './story.ts';

const knowledge = loadKnowledge(join(import.meta.dirname, '..', 'knowledge'));
const reader = testReader(knowledge);

/** What staff would read after the talk, and what the person reads of it. */
function told(...said: string[]): { story: Story; summary: string[] } {
  const talk = new Talk(knowledge, reader);
  const turns = said.map((text) => talk.say(text));
  const last = turns.at(-1);
  if (!last) throw new Error('nothing was said');
  const opened = turns
    .flatMap(({ requests }) => requests)
    .find((request): request is Extract<DeskRequest, { kind: 'open_case' }> => request.kind === 'open_case');
  return { story: opened?.story ?? storyOf(last), summary: summaryFor(last).split('\n') };
}

const firstWords = (...said: string[]) => told(...said).story.firstWords;

describe('the first words that staff read', () => {
  it('are the need, as the person wrote it', () => {
    expect(
      firstWords('こんにちは', '困っています', 'アメックスに入れないんですよ、昨日から', 'オペレーターと話したい'),
    ).toBe('アメックスに入れないんですよ、昨日から');
  });

  it('are never the label of a button, on offer or not', () => {
    expect(firstWords('担当者に相談する', 'セゾン')).toBe('');
    expect(firstWords('暗証番号を忘れた', 'セゾン', '担当者に相談する')).toBe('');
    expect(firstWords('セゾンにログインできません', '担当者に相談する')).toBe('セゾンにログインできません');
  });

  it('are never a number that picks a choice, nor an answer to a question', () => {
    expect(firstWords('なぜかログインできない', 'セゾン', '1番', '担当者に相談する')).toBe('');
    expect(firstWords('なぜかログインできない', 'セゾン', 'パスワードのほうに自信がないです', '担当者に相談する')).toBe(
      '',
    );
  });

  it('come later when buttons came first', () => {
    expect(firstWords('担当者に相談する', 'セゾンのパスワードを忘れたんです', '担当者に相談する')).toBe(
      'セゾンのパスワードを忘れたんです',
    );
  });

  it.each(['PIN', 'ログイン', '暗証'])('are not the fragment 「%s」 when a longer message said more', (fragment) => {
    expect(firstWords(fragment, 'セゾンの暗証番号を忘れました', '担当者をお願いします')).toBe(
      'セゾンの暗証番号を忘れました',
    );
  });

  it('are the fragment when nothing else was said', () => {
    expect(firstWords('PIN', 'セゾン', '担当者をお願いします')).toBe('PIN');
  });

  it('are those on the service in hand', () => {
    expect(firstWords('セゾンにログインできない', 'アメックスの暗証番号も忘れました', 'アメックスの担当者に')).toBe(
      'アメックスの暗証番号も忘れました',
    );
  });

  it('belong to both services that were named in them', () => {
    expect(firstWords('セゾンとアメックスの両方にログインできません', 'セゾン', '担当者に')).toBe(
      'セゾンとアメックスの両方にログインできません',
    );
  });

  it('stay what they were told before the service was known', () => {
    expect(firstWords('暗証番号がどうしても思い出せません', 'プロミス', '担当者に')).toBe(
      '暗証番号がどうしても思い出せません',
    );
  });

  it('hold no secret: its place is marked, as in the transcript', () => {
    const words = firstWords('セゾンの暗証番号4649がロックされたので人と話したい');
    expect(words).toBe('セゾンの暗証番号［暗証番号は伏せました］がロックされたので人と話したい');
  });

  it('go along with a resume code', () => {
    const talk = new Talk(knowledge, reader);
    const turn = talk.say('セゾンに昨日から入れません');
    giveResumeCode(turn);
    const given = turn.requests.find(({ kind }) => kind === 'keep_resume_code');
    expect(given && 'memory' in given && JSON.parse(given.memory).told.saison.firstWords).toBe(
      'セゾンに昨日から入れません',
    );
  });
});

describe('a danger', () => {
  it('stands before everything else, in the words in which it was told', () => {
    const { story, summary } = told('カードを落としました', 'セゾンです', '担当者に');
    expect(story.danger).toBe('カードを落としました');
    expect(summary[0]).toBe('・危険: カードを落としました');
    expect(summary.filter((line) => line.includes('カードを落としました'))).toHaveLength(1);
  });

  it('leaves the need beside it what it is', () => {
    const { story } = told('セゾンにログインできません', 'それと、カードを盗まれました', '担当者をお願いします');
    expect(story).toMatchObject({ danger: 'それと、カードを盗まれました', firstWords: 'セゾンにログインできません' });
  });

  it('tells that it was reported only when that was said', () => {
    expect(told('カードをなくしました', 'もう連絡しました', '担当者をお願いします').story.danger).toBe(
      'カードをなくしました(カード会社には連絡済みと伺いました)',
    );
    expect(told('カードをなくしました', 'まだ連絡していません', '担当者をお願いします').story.danger).toBe(
      'カードをなくしました',
    );
  });

  it('is named as it was picked when nothing was said of it', () => {
    const { story, summary } = told('不正利用・紛失・盗難', '担当者に相談する', 'セゾン');
    expect([story.danger, story.firstWords, summary[0]]).toEqual([
      '不正利用・紛失・盗難',
      '',
      '・危険: 不正利用・紛失・盗難',
    ]);
  });

  it('is nothing that staff read of when there was none', () => {
    const { story, summary } = told('セゾンにログインできません', '担当者をお願いします');
    expect(story).not.toHaveProperty('danger');
    expect(summary.join()).not.toContain('危険');
  });
});

describe('the summary', () => {
  it('names what was picked where nothing was said in own words', () => {
    expect(told('暗証番号を忘れた', 'セゾン', '担当者に相談する').summary).toContain('・ご相談: 暗証番号を忘れた');
  });

  it('says that nothing was told when only a human was asked for', () => {
    expect(told('担当者に相談する', 'セゾン').summary).toContain('・ご相談: まだ伺っていません');
  });
});

describe('a secret that is told', () => {
  it.each(['誕生日は1960年1月2日です', '暗証番号4649を入れました', 'カード番号4980 1234 5678 9018で登録しました'])(
    'is never booked as an answer: 「%s」',
    (text) => {
      const { story } = told('セゾンにログインできません', text, '担当者をお願いします');
      expect(story.asked).toEqual([]);
      expect(story.tried).toEqual([]);
      expect(JSON.stringify(story)).not.toMatch(/1960|4649|4980/);
    },
  );
});
