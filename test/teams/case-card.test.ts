import { caseCard } from '../../channels/teams/case-card.ts';
import type { CaseView } from '../../desk/cases.ts';
import type { Story } from '../../desk/story.ts';

const MINUTE = 60_000;
const OPENED = Date.parse('2026-11-22T01:32:00Z');
const NAMES = { service: () => 'プロミス 会員サービス', levels: { firstAnswerMinutes: 5, nextAnswerMinutes: 10 } };

const STORY: Story = {
  firstWords: '[ここ](http://evil.example)を押してログインできない',
  asked: [{ question: 'エラーは出ますか', answer: 'はい' }],
  ruledOut: [{ cause: 'locked', name: 'ロック', reason: 'denied' }],
  tried: Array.from({ length: 9 }, (_, index) => ({
    id: `t${index}`,
    name: `方法${index}`,
    result: 'not_solved' as const,
  })),
  suspected: [],
  device: 'iPhone',
  failedTries: 'many',
};

function shown(changes: Partial<CaseView['row']>, after: number): string {
  const row = {
    id: 'K7QM-2XPD',
    status: 'waiting',
    channel: 'line',
    service: 'promise',
    cause: 'typo',
    resolved_cause: null,
    assignee_name: null,
    story: JSON.stringify(STORY),
    urgency: 0,
    opened_at: OPENED,
    waits_since: OPENED,
    first_answer_at: null,
    paused_at: null,
    lent_procedure: null,
    ...changes,
  };
  const view = { row, causes: [{ id: 'typo', name: '打ち間違い' }] } as unknown as CaseView;
  return JSON.stringify(caseCard(view, NAMES, OPENED + after));
}

describe('the clock of a case', () => {
  it.each([
    ['just opened', {}, 10_000, '最初のお返事をお待ちです: 1分未満(目標 5分以内)'],
    ['three minutes', {}, 3.9 * MINUTE, '最初のお返事をお待ちです: 3分(目標 5分以内)'],
    ['too late', {}, 12 * MINUTE, '最初のお返事をお待ちです: 10分(目標の5分を過ぎています)'],
    ['far too late', {}, 200 * MINUTE, '最初のお返事をお待ちです: 3時間(目標の5分を過ぎています)'],
    [
      'the next answer',
      { status: 'open', first_answer_at: 1 },
      8 * MINUTE,
      '次のお返事をお待ちです: 8分(目標 10分以内)',
    ],
    ['the member’s turn', { status: 'open', waits_since: null }, MINUTE, 'お客さまのお返事待ちです'],
    ['put aside', { status: 'open', waits_since: null, paused_at: 1 }, MINUTE, '保留中です'],
    ['lent to the bot', { status: 'open', lent_procedure: 'p' }, MINUTE, '自動案内が手順をご案内しています'],
  ] as const)('shows whose turn it is, and how that stands: %s', (_name, changes, after, words) => {
    expect(shown(changes, after)).toContain(words);
  });

  it('stands still when the case is closed, and between two steps', () => {
    expect(shown({ status: 'closed', waits_since: null }, MINUTE)).not.toMatch(/お待ち|返事/);
    expect(shown({}, 3.1 * MINUTE)).toBe(shown({}, 3.9 * MINUTE));
    expect(shown({}, 11 * MINUTE)).toBe(shown({}, 14 * MINUTE));
  });
});

describe('the story on the card', () => {
  it('begins with the danger when there is one, and does not tell it twice', () => {
    const danger = 'カードを落としました';
    const told = { ...STORY, danger: `${danger}(カード会社には連絡済みと伺いました)`, firstWords: danger };
    const text = shown({ story: JSON.stringify(told) }, 0);
    expect(text.indexOf('危険')).toBeLessThan(text.indexOf('お聞きしたこと'));
    expect(text).not.toContain('最初のことば');
    expect(shown({}, 0)).not.toContain('危険');
  });

  it('tells what is known, in Japanese time, and how much more there is', () => {
    const text = shown({}, 0);
    for (const words of [
      'K7QM-2XPD',
      'LINE',
      'プロミス 会員サービス',
      '11/22 10:32',
      '打ち間違い',
      'エラーは出ますか → はい',
      'ほか3件',
      '何度も',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('marks what is urgent in words', () => {
    expect(shown({ urgency: 1 }, 0)).toContain('【至急】受付番号');
  });

  it('shows a member’s words as words: nothing in them becomes a link', () => {
    const card = JSON.parse(shown({}, 0));
    const holding = card.body.filter((part: unknown) => JSON.stringify(part).includes('evil.example'));
    expect(holding.map(({ type }: { type: string }) => type)).toEqual(['RichTextBlock']);
  });
});
