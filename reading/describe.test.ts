import { describeKey, describe as describeReading } from './describe.ts';
import { CLOSED, STANCE_KEYS } from './reading.ts';

describe('a reading as named fields', () => {
  it.each([
    ['book:saison-history:same-device', { kind: 'book', question: 'saison-history', answer: 'same-device' }],
    ['book:saison-history:?', { kind: 'book', question: 'saison-history', answer: null }],
    ['cause:account_locked:-', { kind: 'cause', cause: 'account_locked', holds: false }],
    ['step:login/move-key', { kind: 'step', procedure: 'login', step: 'move-key' }],
    ['service:!amex', { kind: 'service', service: 'amex', holds: false }],
    ['service:?', { kind: 'service', service: null }],
    ['danger:phishing_suspected:+', { kind: 'danger', danger: 'phishing_suspected', typed: true }],
    ['reported:-', { kind: 'reported', holds: false }],
    ['term:ワンタイム:パスワード', { kind: 'term', word: 'ワンタイム:パスワード' }],
    ['human', { kind: 'human' }],
    ['unheard:of', { kind: 'unheard', value: 'of' }],
  ])('%s', (key, described) => {
    expect(describeKey(key)).toEqual(described);
  });

  it('knows every closed kind', () => {
    for (const key of [...CLOSED, ...STANCE_KEYS]) expect(describeKey(key)).not.toHaveProperty('value');
  });

  it('carries a rounded probability', () => {
    expect(describeReading({ key: 'result:worked', probability: 0.123456 })).toEqual({
      kind: 'result',
      result: 'worked',
      probability: 0.1235,
    });
  });
});
