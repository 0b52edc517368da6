import { createRandom } from './random.ts';
import { HARMLESS, SECRETS } from './redaction/cases.ts';
import { redact } from './redaction.ts';

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

  it('stays fast on long texts', () => {
    const started = performance.now();
    for (const piece of ['1', 'パスワードは', '暗証番号1', '4532 ', '((', 'a1', '、', '生まれ1', '1 '])
      redact(piece.repeat(10000 / piece.length));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

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
