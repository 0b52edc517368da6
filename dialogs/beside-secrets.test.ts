import { redact } from '../language/redaction.ts';
import type { Heard } from '../reading/reader.ts';
import { besideSecrets, withoutBookings } from './beside-secrets.ts';

const wordsOf = (text: string) => besideSecrets(redact(text).text);

describe('what a message says beside its secrets', () => {
  it.each([
    '暗証番号は4649です',
    '誕生日は1960年1月2日です',
    '暗証番号4649を入れました',
    'カード番号4980 1234 5678 9018で登録しました',
  ])('is nothing when it only tells one: 「%s」', (text) => {
    expect(wordsOf(text)).toEqual({ words: '', torn: false });
  });

  it.each([
    ['暗証番号4649を入れてもセゾンにログインできません', 'セゾンにログインできません'],
    ['セゾンの暗証番号は4649ですがロックされました', 'セゾンの ロックされました'],
    ['ログインできません。パスワードはabcDEF123です', 'ログインできません。'],
  ])('is what stands in clauses of their own: 「%s」', (text, words) => {
    expect(wordsOf(text)).toEqual({ words, torn: false });
  });

  it('is torn where it stood in one clause with the secret', () => {
    expect(wordsOf('さっきのパスワードabcDEF123で3回試しました')).toEqual({
      words: 'さっきの で3回試しました',
      torn: true,
    });
  });

  it('is the message itself when there is none', () => {
    expect(besideSecrets(' 暗証番号を入れました ')).toEqual({ words: '暗証番号を入れました', torn: false });
  });

  it('books no answer, no result and no report when it is torn', () => {
    const readings = ['book:where:refused', 'result:worked', 'reported:+', 'need:account_locked', 'tries'].map(
      (key) => ({ key, probability: 0.9 }),
    );
    const kept = withoutBookings({ readings, taken: readings.slice(0, 2) } as Heard);
    expect(kept.readings.map(({ key }) => key)).toEqual(['need:account_locked', 'tries']);
    expect(kept.taken).toEqual([]);
  });
});
