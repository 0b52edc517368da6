import { Knowledge } from '../knowledge/knowledge.ts';
import { type Cause, cause, desksFile, question, service } from '../knowledge/schema.ts';
import { weigh } from './differential.ts';
import { type Ledger, newLedger } from './ledger.ts';
import { nextQuestion } from './next-question.ts';

/** Two causes alike but for what is changed in them, and what is asked of them, read through the real schema. */
function knowing(changes: { note?: object; shop?: object; questions: object[] }): Knowledge {
  const oneCause = (id: string, more: object): Cause =>
    cause.parse({ id, name: id, prior: 'common', explain: id, remedies: [{ id: `${id}-remedy`, say: id }], ...more });
  const empty = { service: null, facts: [], causes: [], questions: [], topics: [], procedures: [] };
  const amex = {
    ...empty,
    service: service.parse({ id: 'amex', name: 'A', short: 'A', company: 'A', login_fields: ['ID'] }),
    causes: [
      oneCause('note', { intents: ['id_wrong_or_forgotten'], ...changes.note }),
      oneCause('shop', { ...changes.shop }),
    ],
    questions: changes.questions.map((entry) => question.parse(entry)),
  };
  return new Knowledge({
    sources: [],
    desks: desksFile.parse({}),
    notices: [],
    replies: [],
    signs: [],
    followUps: [],
    terms: [],
    general: empty,
    services: [amex],
  });
}

function asking(id: string, ifNote: string, ifShop: string): object {
  const answer = (name: string, note: string, shop: string) => ({ id: name, label: name, means: { note, shop } });
  return { id, ask: id, why: id, answers: [answer('yes', ifNote, ifShop), answer('no', ifShop, ifNote)] };
}

function asked(knowledge: Knowledge, ledger: Ledger): string | undefined {
  return nextQuestion(knowledge, 'amex', ledger, weigh(knowledge, 'amex', ledger))?.id;
}

function likeliest(knowledge: Knowledge, ledger: Ledger): string | undefined {
  return weigh(knowledge, 'amex', ledger)[0]?.cause.id;
}

describe('the next question', () => {
  const telling = asking('telling', 'nearly_always', 'never');
  const vague = asking('vague', 'often', 'rarely');
  const useless = asking('useless', 'often', 'often');

  it('is the one that tells most', () => {
    expect(asked(knowing({ questions: [useless, vague, telling] }), newLedger())).toBe('telling');
  });

  it('is none when every cause answers alike', () => {
    expect(asked(knowing({ questions: [useless] }), newLedger())).toBeUndefined();
  });

  it('is none once one cause is clear', () => {
    const ledger = { ...newLedger(), asked: [{ question: 'telling', answer: 'yes' }] };
    expect(asked(knowing({ questions: [telling, vague] }), ledger)).toBeUndefined();
  });

  it('is asked of a cause that would be clear enough, once two others were acted on in vain', () => {
    const knowledge = knowing({ questions: [telling], note: { prior: 'very_common' }, shop: { prior: 'uncommon' } });
    const vain = (cause: string) => ({ cause, remedy: `${cause}-remedy`, result: 'not_solved' as const });
    expect(asked(knowledge, newLedger())).toBeUndefined();
    expect(asked(knowledge, { ...newLedger(), tried: [vain('lock'), vain('network')] })).toBe('telling');
  });

  it('is worth asking before a walk to a shop, but not before a look at a note', () => {
    const questions = [{ ...asking('slight', 'often', 'rarely'), cost: 'hard' }];
    const walk = { remedies: [{ id: 'walk', say: '窓口', effort: 'hard' }] };
    expect(asked(knowing({ questions }), newLedger())).toBeUndefined();
    expect(asked(knowing({ questions, note: walk, shop: walk }), newLedger())).toBe('slight');
  });
});

describe('the weighing of causes', () => {
  const first = asking('first', 'nearly_always', 'never');
  const second = asking('second', 'nearly_always', 'rarely');
  const third = asking('third', 'nearly_always', 'rarely');

  it('lets a slip be put right by two other answers', () => {
    const knowledge = knowing({ questions: [first, second, third] });
    const answers = [
      { question: 'first', answer: 'no' },
      { question: 'second', answer: 'yes' },
      { question: 'third', answer: 'yes' },
    ];
    expect(likeliest(knowledge, { ...newLedger(), asked: answers.slice(0, 2) })).toBe('shop');
    expect(likeliest(knowledge, { ...newLedger(), asked: answers })).toBe('note');
  });

  const twice = {
    remedies: [
      { id: 'one', say: '1', success: 'nearly_always' },
      { id: 'two', say: '2' },
    ],
  };
  const failed: Ledger['tried'] = [{ cause: 'note', remedy: 'one', result: 'not_solved' }];

  it('turns to another cause when a sure remedy did not help', () => {
    const knowledge = knowing({ questions: [], note: { prior: 'very_common', ...twice } });
    expect(likeliest(knowledge, newLedger())).toBe('note');
    expect(likeliest(knowledge, { ...newLedger(), tried: failed })).toBe('shop');
  });

  it('keeps to what the person has stated while there is another remedy for it', () => {
    const knowledge = knowing({ questions: [], note: twice });
    const stated: Ledger['stated'] = [{ intent: 'id_wrong_or_forgotten', score: 0.9 }];
    expect(likeliest(knowledge, { ...newLedger(), stated, tried: failed })).toBe('note');
  });
});
