import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meant } from '../../dialogs/differential.ts';
import { type Knowledge, loadKnowledge } from '../../knowledge/knowledge.ts';
import { Talk } from '../support/talk.ts';
import { Consultation, ourAsking } from './consultation.ts';
import { peopleWith } from './people.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'tobira-knowledge-'));
let knowledge: Knowledge;

/** The lines of the how-to, put where it says. */
beforeAll(() => {
  const inside = (path: string) => !/corpus|dictionary/u.test(path.slice(join(root, 'knowledge').length));
  cpSync(join(root, 'knowledge'), folder, { recursive: true, filter: inside });
  const blocks = [...readFileSync(join(root, 'docs/diagnosis.md'), 'utf8').matchAll(/```text\n(.*?)```/gsu)];
  const [cause = '', question = ''] = blocks.map(([, lines]) => lines);
  expect(`${cause}${question}`.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
  appendFileSync(join(folder, 'services/amex/causes.yaml'), `\n${cause}`);
  appendFileSync(join(folder, 'services/amex/questions.yaml'), `\n${question}`);
  knowledge = loadKnowledge(folder);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Talks as a person does whose cause is the new one, pressing the fitting button each time, until its remedy is given; returns what Tobira said. */
function talk(): string[] {
  const talking = new Talk(knowledge);
  const said: string[] = [];
  for (let text = 'アメックスにログインできない'; text !== '' && said.length < 20; ) {
    said.push(...talking.say(text).messages.map((message) => message.text));
    text = said.at(-1)?.includes('翻訳を切って') ? '' : fittingLabel(said.at(-1));
  }
  return said;
}

function fittingLabel(asked: string | undefined): string {
  const question = knowledge.questions('amex').find(({ ask }) => asked?.startsWith(ask.trim().slice(0, 20)));
  if (!question) return 'まだログインできません';
  const shares = meant(question, 'page_translated');
  return question.answers[shares.indexOf(Math.max(...shares))]?.label ?? '';
}

describe('a cause with its remedy and question, added to the files as the how-to says', () => {
  it('is asked about and led to in a conversation', () => {
    const said = talk();
    expect(said).toContainEqual(expect.stringContaining('見慣れない言葉や外国語'));
    expect(said.at(-1)).toContain('翻訳を切って');
  });

  it('is found for nine out of ten people who have it, noise and all', () => {
    const cause = knowledge.cause('amex', 'page_translated');
    if (!cause) throw new Error('the cause is not in the files');
    const consultation = new Consultation(knowledge, 'amex', ourAsking(knowledge, 'amex'));
    const found = peopleWith(knowledge, 'amex', cause, 200).filter((person) => consultation.hold(person).causes > 0);
    expect(found.length).toBeGreaterThanOrEqual(180);
  });
});
