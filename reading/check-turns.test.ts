import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { checkTurns } from './check-turns.ts';

const knowledge = loadKnowledge(join(import.meta.dirname, '..', 'knowledge'));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tobira-turns-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The faults of a file of such lines, as line and sentence. */
function faultsOf(...lines: (string | object)[]): string[] {
  const path = join(folder, 'a.jsonl');
  writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return checkTurns([path], knowledge).map(({ line, message }) => `${line} ${message}`);
}

const NOTHING = { expect: 'nothing', service: 'saison' };
const turn = (after: object, ...means: object[]) => ({ after, text: 'はい', means, voice: 'plain' });

describe('the check of labelled turns', () => {
  it('takes what is sound, and empty lines', () => {
    const question = knowledge.questions('saison')[0];
    const after = { expect: 'question', service: 'saison', question: question?.id };
    const answer = { kind: 'answer', question: question?.id, answer: question?.answers[0]?.id };
    expect(faultsOf(turn(after, answer), '', turn(NOTHING, { kind: 'none' }, { ...answer, answer: null }))).toEqual([]);
  });

  it('names the line of what is no turn', () => {
    expect(faultsOf(turn(NOTHING, { kind: 'none' }), '{', { text: 'はい' })).toEqual([
      '2 this is no JSON',
      expect.stringContaining('3 after: '),
      expect.stringContaining('3 means: '),
      expect.stringContaining('3 voice: '),
    ]);
  });

  it.each([
    [{ expect: 'silence', service: null }, 'expect is 「silence」'],
    [{ expect: 'nothing', service: 'elsewhere' }, 'service is 「elsewhere」'],
    [{ expect: 'topic', service: 'saison', topic: 'weather' }, 'no topic 「weather」'],
    [{ expect: 'result', service: null, cause: 'boredom', remedy: 'music' }, 'no cause 「boredom」'],
    [{ expect: 'step', service: 'saison', procedure: 'login', step: 'dance' }, 'has no step 「dance」'],
    [{ expect: 'danger', service: null, danger: 'flood' }, 'danger is 「flood」'],
  ])('%j is no context', (after, sentence) => {
    const [fault, ...others] = faultsOf(turn(after, { kind: 'none' }));
    expect(others).toEqual([]);
    expect(fault).toMatch(/^1 after: /);
    expect(fault).toContain(sentence);
  });

  it.each([
    [{ kind: 'guess' }, 'there is no reading of the kind 「guess」'],
    [{ kind: 'answer', question: 'why-so', answer: null }, 'no question 「why-so」'],
    [{ kind: 'result', value: 'splendid' }, 'value is 「splendid」'],
    [{ kind: 'ask', fact: 'sky-is-blue' }, 'no fact 「sky-is-blue」'],
    [{ kind: 'ask', step: 'login/dance' }, 'has no step 「dance」'],
    [{ kind: 'ask' }, 'ask says neither'],
    [{ kind: 'tell', tries: 'few' }, 'tries is 「few」'],
    [{ kind: 'tell', has: 'horse' }, 'has is 「horse」'],
    [{ kind: 'tell' }, 'tell says none of'],
    [{ kind: 'need', intent: 'dinner' }, 'intent is 「dinner」'],
    [{ kind: 'danger', danger: 'fraud_or_lost_card', typed: 'perhaps' }, 'typed is 「perhaps」'],
  ])('%j is no reading', (reading, sentence) => {
    const [fault, ...others] = faultsOf(turn(NOTHING, { kind: 'none' }, reading));
    expect(others).toEqual([]);
    expect(fault).toMatch(/^1 means › 1: /);
    expect(fault).toContain(sentence);
  });
});
