import { readdirSync, readFileSync } from 'node:fs';
import { createRandom } from './random.ts';
import { HARMLESS, SECRETS } from './redaction/cases.ts';
import { EVERYDAY } from './redaction/everyday-cases.ts';
import { TALKS, TYPED } from './redaction/typed-cases.ts';
import { openLabel, redact } from './redaction.ts';

const LONG = [
  ' ',
  '1',
  '1,',
  '1 ',
  'パスワードは',
  '暗証番号1',
  '4532 ',
  '((',
  'a1',
  'a',
  '、',
  '生まれ1',
  '7052か',
  'いち',
  '千',
  '秘密の質問は',
  '記号1',
  '大文字a',
  '有効期限0',
  '昭和1年',
  '暗証番号は最初1',
  'さんがつ',
  '12 34 ',
];

describe('redact', () => {
  it.each(SECRETS)('takes the secret out of 「%s」', (message, gone, kinds) => {
    const { text, found } = redact(message);
    for (const piece of gone) expect(text).not.toContain(piece);
    for (const kind of kinds) expect(found).toContain(kind);
    expect(found.length).toBeGreaterThan(0);
  });

  it.each(HARMLESS)('leaves 「%s」 as it is', (message) => {
    expect(redact(message)).toEqual({ text: message, found: [] });
  });

  it.each(SECRETS)('changes nothing the second time: 「%s」', (message) => {
    const once = redact(message).text;
    expect(redact(once)).toEqual({ text: once, found: [] });
  });

  it('puts a placeholder in that holds no digit, in any script', () => {
    for (const [message] of SECRETS) expect(redact(message).text).toMatch(/［[^0-9０-９]+は伏せました］/);
  });

  it('keeps a number of one or two digits when a choice is expected', () => {
    for (const choice of ['1', '２', '10', '三']) expect(redact(choice, { expecting: 'choice' }).text).toBe(choice);
  });

  it('finds a card number with any single separator between any digits', () => {
    const random = createRandom(5);
    const separators = ['', ' ', '　', '-', '−', 'ー', '\n', '・', '.'];
    for (let round = 0; round < 300; round++) {
      const separator = separators[Math.floor(random() * separators.length)] ?? '';
      const number = randomCard(random);
      const written = Array.from(
        number,
        (digit, at) => (at % 4 === 0 && at > 0 ? separator : '') + script(digit, random),
      ).join('');
      expect({ written, found: redact(`番号は${written}です`).found }).toEqual({ written, found: ['card_number'] });
    }
  });

  it.each(TYPED)('takes what is typed in everyday ways out of 「%s」', (message, gone) => {
    const { text } = redact(message);
    for (const piece of gone) expect(text).not.toContain(piece);
    expect(redact(text)).toEqual({ text, found: [] });
  });

  it.each(EVERYDAY)('leaves 「%s」 as it is, for it holds no secret', (message) => {
    expect(redact(message).text).toBe(message);
  });

  it.each(TALKS)('takes the value out of the message after its label: %j', (messages, gone) => {
    let before = '';
    const kept = messages.map((message) => {
      before = redact(message, { after: openLabel(before) }).text;
      return before;
    });
    for (const piece of gone) expect(kept.join('\n')).not.toContain(piece);
  });

  it('expects no value after a message that was complete', () => {
    for (const complete of ['', 'パスワードを忘れました', '暗証番号がわかりません', 'カードが届きません', '誕生日です'])
      expect([complete, openLabel(complete)]).toEqual([complete, undefined]);
    for (const message of ['iPhone15です', '3', '3回間違えました', '0120-123-456ですか'])
      expect(redact(message, { after: 'pin' }).text).toBe(message);
  });

  it('takes every further place of a removed value too', () => {
    expect(redact('認証コード「240916」を入れたら「エラー240916」').text).not.toContain('240916');
  });

  it('touches next to nothing of what members ask', () => {
    const folder = new URL('../knowledge/corpus/', import.meta.url);
    const lines = readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split('\n').filter(Boolean))
      .map((line) => (JSON.parse(line) as { text: string }).text);
    const touched = lines.filter((line) => redact(line).found.length > 0);
    expect(lines.length).toBeGreaterThan(10_000);
    expect(touched.length / lines.length).toBeLessThan(0.002);
  });

  it.each(LONG)('takes time in proportion to the length of %j repeated', (piece) => {
    const text = (length: number) => `パスワード${piece.repeat(Math.ceil(length / piece.length))}`;
    redact(text(5_000));
    const short = quickest(() => redact(text(5_000)));
    const long = quickest(() => redact(text(20_000)));
    // Four times the length; a quadratic one takes sixteen times. A few milliseconds are below what a clock tells.
    expect(long).toBeLessThan(Math.max(9 * short, 50));
  });
});

/** Milliseconds of the quickest of seven runs: what runs beside it slows some of them. */
function quickest(run: () => void): number {
  const times = Array.from({ length: 7 }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
  return Math.min(...times);
}

/** Sixteen digits with a right check digit. */
function randomCard(random: () => number): string {
  const digits = Array.from({ length: 15 }, (_, at) => (at === 0 ? 4 : Math.floor(random() * 10)));
  const sum = digits.reduce(
    (total, digit, at) => total + (at % 2 === 0 ? ((digit * 2) % 10) + Math.floor((digit * 2) / 10) : digit),
    0,
  );
  return [...digits, (10 - (sum % 10)) % 10].join('');
}

function script(digit: string, random: () => number): string {
  const forms = [digit, String.fromCharCode(0xff10 + Number(digit)), '〇一二三四五六七八九'.charAt(Number(digit))];
  return forms[Math.floor(random() * forms.length)] ?? digit;
}
