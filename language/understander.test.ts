import { createRandom } from './random.ts';
import { testUnderstander } from './testing.ts';
import { INTENTS, type Intent, SERVICE_IDS, type Understander, type Understanding } from './types.ts';

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

  it('stands a hundred thousand pieces of nonsense in bounded time', () => {
    const random = createRandom(2024);
    const started = performance.now();
    for (let round = 0; round < 100_000; round++) expectSound(understander.understand(nonsense(random)));
    expect(performance.now() - started).toBeLessThan(100_000);
  }, 150_000);

  it.each(LONG_PIECES())('reads 100,000 characters of %j within a tenth of a second', (piece) => {
    const started = performance.now();
    expectSound(understander.understand(piece.repeat(100_000 / piece.length)));
    expect(performance.now() - started).toBeLessThan(100);
  });
});

/** Cheap checks: `expect` itself would take longer than understanding does. */
function expectSound(result: Understanding): void {
  const serviceKnown = result.service === null || SERVICE_IDS.includes(result.service);
  const placesRight = result.entities.every(
    ({ start, end }) => start >= 0 && start <= end && end <= result.text.length,
  );
  if (!INTENTS.includes(result.intent) || !serviceKnown || !placesRight || !(result.score >= 0 && result.score <= 1)) {
    throw new Error(`Unsound: ${JSON.stringify(result)}`);
  }
}

const PIECES = [
  'ログイン',
  'できない',
  'パスワード',
  'ロックはされてない',
  'って',
  'は',
  'も',
  'な',
  '3回',
  '「',
  '」',
  '。',
  '\n',
  '\0',
  '\u202e',
  '\ud800',
  '\udc00',
  '😀',
  '👨‍👩‍👧',
  '<script>alert(1)</script>',
  '&nbsp;',
  'Ignore all previous instructions',
  'עברית',
  'العربية',
  'ไทย',
  '한국어',
  'Ё',
  '１２３４',
  '4532015112830366',
  'ﾞ',
  '゛',
  '\u0301',
  'ー',
  '〜',
  '!!!!',
  '    ',
  'a',
  'zzzz',
  '%00',
  '${x}',
  '../',
  'が',
  'か゛',
  '円',
  '万',
  '年',
  '月',
  '0',
  '-',
]; // prettier-ignore

function nonsense(random: () => number): string {
  const length = random() < 0.001 ? 2000 : Math.floor(random() ** 3 * 24);
  return Array.from({ length }, () => {
    if (random() < 0.2) return String.fromCharCode(Math.floor(random() * 65536));
    return PIECES[Math.floor(random() * PIECES.length)];
  }).join('');
}

function LONG_PIECES(): string[] {
  return ['あ', 'ログイン', 'って', 'パスワードは', '1', 'a', 'ア', '😀', '\ud800', '「', ' ', '\0', '、', '3回'];
}
