import { join } from 'node:path';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { Talk, testReader } from '../test/support/talk.ts';
import { explained } from './explained.ts';
import { byRule, type Explanation, toKeep } from './explanation.ts';

const knowledge = loadKnowledge(join(import.meta.dirname, '..', 'knowledge'));
const reader = testReader(knowledge);

/** What is kept of each message of a talk. */
function keptOf(...said: string[]): Explanation[] {
  const talk = new Talk(knowledge, reader);
  return said.map((text) => JSON.parse(toKeep(talk.say(text).explanation ?? byRule('no_words', 'nothing'))));
}

function lastOf(...said: string[]): Explanation {
  const [last] = keptOf(...said).reverse();
  if (!last) throw new Error('nothing was said');
  return last;
}

describe('why a turn was answered so', () => {
  it('tells what was waited for, what was read with which probability, and what came of it', () => {
    const kept = lastOf('セゾンの暗証番号を忘れました');
    expect(kept).toMatchObject({ expect: 'nothing', decision: 'act', taken: ['need:pin_forgotten'] });
    expect(kept.readings[0]).toEqual({ key: 'need:pin_forgotten', probability: expect.any(Number) });
    expect(kept.acts).toContain('did:topic:pin_forgotten');
  });

  it('reads the ids of a later message in the service in hand', () => {
    const kept = lastOf('セゾンにログインできません', 'パスワードに自信がない');
    expect(kept).toMatchObject({ service: 'saison', expect: 'question' });
  });

  it('of a button tells that it was one, and what it stands for', () => {
    const kept = lastOf('暗証番号が分からない', 'セゾン');
    expect(kept).toMatchObject({ decision: 'button', taken: ['service:saison'] });
    expect(kept.acts[0]).toBe('button:service');
  });

  it('of an answer given by button names question and answer', () => {
    const kept = lastOf('セゾンにログインできません', 'わからない');
    expect(kept.decision).toBe('button');
    expect(kept.taken).toEqual([expect.stringMatching(/^book:[\w-]+:\?$/)]);
  });

  it.each([
    ['😀', 'gate:no_words'],
    ['もう死にたいです', 'gate:distress'],
    ['借金が返せない', 'gate:money'],
    ['99', 'gate:other_number'],
  ])('of 「%s」 tells that a rule went before the readings', (text, act) => {
    const kept = lastOf('こんにちは', text);
    expect(kept).toMatchObject({ decision: 'gate', taken: [] });
    expect(kept.acts).toContain(act);
  });

  it('tells of no meaning where the message was not understood', () => {
    expect(lastOf('ぷるぷるぽよん')).toMatchObject({ decision: 'unclear', taken: [] });
  });

  it('holds none of the words of the person', () => {
    const said = [
      '山田太郎ですがセゾンのネットアンサーに入れません',
      'うちの娘のiPhone 15 ProでSafariです',
      '昨日の夜からずっとです',
      '担当者を',
    ];
    for (const kept of keptOf(...said)) {
      const { readings, taken, ...rest } = kept;
      // A term of the knowledge is named by its word.
      const keys = [...taken, ...readings.map(({ key }) => key)].filter((key) => !key.startsWith('term:'));
      expect(JSON.stringify([keys, rest])).toMatch(/^[\x20-\x7e]*$/);
      expect(JSON.stringify(kept)).not.toMatch(/iPhone|Safari/i);
    }
  });

  it('leaves out a feature that quotes the message', () => {
    const quoting = {
      look: reader.look.bind(reader),
      read: reader.read.bind(reader),
      explain: () => ['word:docomo +1.0', '圏外 +0.5', 'own, by vectors +0.3'],
    };
    const { explanation } = new Talk(knowledge, quoting).say('docomoの圏外で入れない');
    expect(explanation?.why).toContain('match:own, by vectors +0.3');
    expect(explanation?.why.filter((feature) => /docomo|圏外/.test(feature))).toEqual([]);
  });

  it('names what decided for the likeliest reading first', () => {
    expect(lastOf('セゾンにログインできません', '全角で入れていたかも').why[0]).toMatch(/^match:.+ \+\d/);
  });

  it('is kept in 2 KB, whatever it is', () => {
    const long = Array.from({ length: 200 }, (_, at) => `feature-${at}`);
    const kept = toKeep({ ...byRule('money', 'nothing'), why: long, acts: long });
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(2048);
    expect(JSON.parse(kept)).toMatchObject({ decision: 'gate' });
  });

  it('of a person who waits for a human tells what was read meanwhile', () => {
    const talk = new Talk(knowledge, reader);
    talk.say('セゾンの担当者をお願いします');
    const turn = talk.wait('暗証番号の手続きに手数料はかかりますか');
    expect(turn.explanation).toMatchObject({ expect: 'waiting', decision: 'waiting' });
    expect(turn.explanation?.readings.length).toBeGreaterThan(0);
  });

  it('reads as plain Japanese sentences', () => {
    const words = explained(knowledge, JSON.stringify(lastOf('セゾンにログインできません', 'わからない')));
    expect(words.expect).toBe('質問への答え');
    expect(words.taken).toEqual([expect.stringMatching(/^質問『.+』への答え『わからない』$/u)]);
    expect(words.acts[0]).toBe('答えの選択肢が選ばれた');
  });
});
