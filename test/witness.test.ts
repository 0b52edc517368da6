import type { Story } from '../desk/story.ts';
import type { Page } from '../dialogs/page.ts';
import type { Tobira } from '../index.ts';
import { Member, withTobira } from './support/tobira.ts';

const PAGE: Page = {
  browser: { name: 'safari', major: 15 },
  system: { name: 'ios', version: '15.7' },
  device: 'phone',
  cookies: false,
  connection: 'unsteady',
};

/** The story of the case that these words lead to. */
async function storyAfter(tobira: Tobira, page: Page | null, ...words: string[]): Promise<Story> {
  const member = new Member(tobira, page);
  await member.open();
  for (const text of words) await member.say(text);
  const row = await tobira.database.get<{ story: string }>('select story from cases where conversation_id = $1', [
    member.conversationId,
  ]);
  return JSON.parse(row?.story ?? '{}') as Story;
}

describe('what staff read of the page', () => {
  it('stands beside what the person said, and never in its place', async () => {
    await withTobira(async (tobira) => {
      const story = await storyAfter(tobira, PAGE, 'アメックスにiPhoneで入れません', '担当者に相談する');
      expect({ device: story.device, shown: story.shown }).toEqual({
        device: 'iPhone',
        shown: ['iOS 15.7 の Safari 15', 'クッキーを受け付けない設定', '回線が不安定'],
      });
    });
  });

  it('says so when the login fails on another device', async () => {
    await withTobira(async (tobira) => {
      const story = await storyAfter(tobira, PAGE, 'アメックスにパソコンで入れません', '担当者に相談する');
      expect(story.device).toBe('パソコン');
      expect(story.shown).toContain('ログインできないのは別の端末');
    });
  });

  it('is nothing where there is no page', async () => {
    await withTobira(async (tobira) => {
      const story = await storyAfter(tobira, null, 'アメックスに入れません', '担当者に相談する');
      expect({ device: story.device, shown: story.shown }).toEqual({ device: '', shown: [] });
    });
  });
});

describe('a page that changes', () => {
  it('is looked at anew: a line that gets worse is told, one that got better is not held against it', async () => {
    await withTobira(async (tobira) => {
      const member = new Member(tobira, { browser: { name: 'chrome', major: 140 }, connection: 'steady' });
      await member.open();
      const first = await member.say('プロミスにログインできません');
      expect(textOf(first)).not.toContain('回線');
      await member.shows({ browser: { name: 'chrome', major: 140 }, connection: 'unsteady' });
      expect(textOf(await member.say('ログイン画面に戻る'))).toContain('少し不安定なようです');
      await member.shows({ browser: { name: 'chrome', major: 140 }, connection: 'steady' });
      expect(textOf(await member.say('ここまでのまとめ'))).not.toContain('回線が不安定');
    });
  });
});

function textOf(said: { text: string }[]): string {
  return said.map(({ text }) => text).join('\n');
}
