import { join } from 'node:path';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { MATCH } from '../reading/match.ts';
import { CLOSED, STANCE_KEYS } from '../reading/reading.ts';
import { explained } from './explained.ts';
import { byRule, type Explanation, GATES } from './explanation.ts';
import { POLICY } from './policy.ts';

const knowledge = loadKnowledge(join(import.meta.dirname, '..', 'knowledge'));

function inWords(parts: Partial<Explanation>) {
  return explained(knowledge, JSON.stringify({ ...byRule('rating', 'nothing'), ...parts }));
}

function labelOf(key: string, service: Explanation['service'] = 'saison'): string | undefined {
  return inWords({ service, taken: [key] }).taken[0];
}

const JAPANESE = /[ぁ-んァ-ヶ一-龠]/u;

describe('an explanation in words for staff', () => {
  it.each([
    ['need:pin_forgotten', '用件『暗証番号を忘れた』'],
    ['book:saison-where-it-stops:refused', '質問『どこで止まりますか』への答え『IDやパスワードが違うと出る』'],
    ['book:saison-where-it-stops:?', '質問『どこで止まりますか』への答え『わからない』'],
    ['cause:fullwidth_input:+', '原因は『全角文字での入力』'],
    ['cause:fullwidth_input:-', '原因は『全角文字での入力』ではない'],
    ['service:!amex', 'サービスは『アメックス』ではない'],
    ['danger:phishing_suspected:+', '危険『怪しいメールやサイト』(番号などを入力した)'],
    ['lacks:way_out', '『出かける手段』がない'],
    ['result:worked', '助言で解決した'],
  ])('names %s %s', (key, words) => {
    expect(labelOf(key)).toBe(words);
  });

  it('shortens a fact and a step to what one reads at a glance', () => {
    const [fact] = knowledge.facts('saison').filter(({ text }) => text.length > 60);
    const label = labelOf(`fact:${fact?.id}`) ?? '';
    expect(label).toMatch(/^『.+』についての質問$/u);
    expect(label.length).toBeLessThan(50);
    expect(labelOf('step:login/enter-id')).toBe(
      '手順『Netアンサーへのログイン』の『NetアンサーのIDを入力します』についての質問',
    );
  });

  it('finds the names of another service than the one that was in hand', () => {
    expect(labelOf('book:saison-where-it-stops:refused', 'amex')).toContain('どこで止まりますか');
    expect(labelOf('book:saison-where-it-stops:refused', null)).toContain('どこで止まりますか');
  });

  it('keeps what it cannot name as it is', () => {
    expect(labelOf('need:gone_since')).toBe('用件『gone_since』');
    expect(inWords({ taken: ['odd:key'], acts: ['odd'], why: ['n-gram:3'] })).toMatchObject({
      taken: ['odd:key'],
      acts: ['odd'],
      why: ['n-gram:3'],
    });
  });

  it('has words for everything that can be read without the knowledge', () => {
    const keys = [...CLOSED, ...STANCE_KEYS];
    expect(inWords({ taken: keys }).taken.filter((label) => !JAPANESE.test(label))).toEqual([]);
  });

  it('has words for every row of the policy and every gate', () => {
    const acts = [...POLICY.map(({ name }) => name), 'the matter', 'secret', ...GATES.map((gate) => `gate:${gate}`)];
    expect(inWords({ acts }).acts.filter((label) => !JAPANESE.test(label))).toEqual([]);
  });

  it('has words for every number by which a message meets a reading', () => {
    const { why } = inWords({ why: MATCH.map((name) => `match:${name} +0.5`) });
    expect(why.filter((label) => !JAPANESE.test(label))).toEqual([]);
    const examples = ['match:example, same mood +0.5', 'match:example squared +0.25', 'asks'];
    expect(inWords({ why: examples }).why).toEqual(['似た言い方との近さ(+0.8)', 'たずねる言い方がある']);
  });

  it('gives every reading its probability', () => {
    const readings = [{ key: 'human', probability: 0.83 }];
    expect(inWords({ readings }).readings).toEqual([{ key: 'human', label: '担当者に相談したい', probability: 0.83 }]);
  });

  it.each([
    ['first:pin_forgotten:0.998', '前後の流れを見ない判定:『暗証番号を忘れた』 99\u00a0%'],
    ['first:pin_forgotten:0.004', '前後の流れを見ない判定:『暗証番号を忘れた』 1\u00a0%未満'],
    ['entity:failure_count', '失敗した回数がある'],
    ['negated', '打ち消しの言い方がある'],
  ])('tells %s as 「%s」', (feature, words) => {
    expect(inWords({ why: [feature] }).why).toEqual([words]);
  });
});
