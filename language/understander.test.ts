import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { testUnderstander } from './testing.ts';
import type { Intent, Understander } from './types.ts';

let understander: Understander;
beforeAll(async () => {
  understander = await testUnderstander();
}, 120_000);

const CLEAR: [string, Intent][] = [
  ['パスワードを忘れました', 'password_wrong_or_forgotten'],
  ['ﾊﾟｽﾜｰﾄﾞ ﾜｽﾚﾀ', 'password_wrong_or_forgotten'],
  ['IDがわからない', 'id_wrong_or_forgotten'],
  ['認証コードが届きません', 'otp_not_received'],
  ['カードを落としました', 'fraud_or_lost_card'],
  ['saifu otoshita', 'fraud_or_lost_card'],
  ['暗証番号を忘れた', 'pin_forgotten'],
  ['人と話したい', 'talk_to_human'],
  ['はい', 'yes'],
  ['いいえ', 'no'],
  ['こんにちは', 'greeting'],
  ['ありがとうございました', 'thanks_bye'],
  ['今日の天気は?', 'out_of_scope'],
];

describe('understand', () => {
  it.each(CLEAR)('「%s」 is %s', (message, intent) => {
    expect(understander.understand(message)).toMatchObject({ text: message, intent, decision: 'answer' });
  });

  it('does not take a denied cause for the problem', () => {
    const { intent, denied } = understander.understand('ロックはされてないしパスワードも合ってるのにログインできない');
    expect(intent).toBe('login_failed');
    expect(denied.sort()).toEqual(['account_locked', 'password_wrong_or_forgotten']);
  });

  it('tells the service', () => {
    expect(understander.understand('ｾｿﾞﾝパールアメックスに入れない').service).toBe('saison');
    expect(understander.understand('ログインできない').service).toBeNull();
  });

  it.each([
    ['アメックスじゃなくてセゾンです', 'saison'],
    ['アメックスではなくセゾンのカード', 'saison'],
    ['セゾンじゃなくてアメックス', 'amex'],
    ['プロミスのカードじゃなくてアメックスのほう', 'amex'],
    ['アメックスじゃないですか?', 'amex'],
    ['プロミスじゃない', null],
  ])('「%s」 is about %s', (message, service) => {
    expect(understander.understand(message).service).toBe(service);
  });

  it.each(['', '   ', '\u200b', '。。。', '😀'])('does not understand 「%s」, which has no words', (message) => {
    expect(understander.understand(message)).toMatchObject({ intent: 'out_of_scope', decision: 'abstain' });
  });

  it.each(['👍', '○'])('takes the sign 「%s」 for the answer that it is', (message) => {
    expect(understander.understand(message)).toMatchObject({ intent: 'yes', decision: 'answer' });
  });

  it.each(['プロミス', 'プロミスです', 'セゾン', 'アメックスのカードです', 'セゾンじゃなくてアメックス'])(
    '「%s」 names a service and no wish',
    (message) => {
      expect(understander.understand(message).decision).toBe('abstain');
    },
  );

  it('gives scores that sum to no more than one, best first, at most four others', () => {
    const { score, alternatives, intent } = understander.understand('ログインできないしカードも止まってるみたい');
    const scores = [score, ...alternatives.map((other) => other.score)];
    expect(scores).toEqual([...scores].sort((left, right) => right - left));
    expect(scores.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(1 + 1e-9);
    expect(alternatives).toHaveLength(4);
    expect(alternatives.map((other) => other.intent)).not.toContain(intent);
  });

  it('answers the same to the same', () => {
    const message = 'レジで番号が違うと言われました';
    expect(understander.understand(message)).toEqual(understander.understand(message));
  });

  it('stands a hundred thousand pieces of nonsense in bounded time, a hundred thousand characters among them', () => {
    // Outside jest, whose sandbox makes every use of Math and of typed arrays many times slower.
    const script = fileURLToPath(new URL('../scripts/fuzz-understanding.ts', import.meta.url));
    const result = JSON.parse(execFileSync(process.execPath, [script, '100000'], { encoding: 'utf8' }));
    expect(result.messages).toBeGreaterThanOrEqual(100_000);
    expect(result.seconds).toBeLessThan(60);
    expect(result.slowestMilliseconds).toBeLessThan(500);
  }, 120_000);
});
