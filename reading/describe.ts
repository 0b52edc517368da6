import { kindOf, type Reading, type ReadingKey } from './reading.ts';

/** A reading as named fields, for people and for other programs: `{ kind: 'book', question: …, answer: … }`. */
export type Described = { kind: string } & Record<string, string | boolean | null>;

/** @param key as in `reading.ts`; one of an unknown kind comes back with its `value` */
export function describeKey(key: ReadingKey): Described {
  const kind = kindOf(key);
  const value = key.slice(kind.length + 1);
  return { kind, ...FIELDS[kind]?.(value), ...(kind in FIELDS || value === '' ? {} : { value }) };
}

/** The same with its probability, to four places. */
export function describe({ key, probability }: Reading): Described & { probability: number } {
  return { ...describeKey(key), probability: Math.round(probability * 10_000) / 10_000 } as Described & {
    probability: number;
  };
}

type Fields = (value: string) => Record<string, string | boolean | null>;

const named =
  (name: string): Fields =>
  (value) => ({ [name]: value });

const NO_SERVICE: Record<string, null> = { service: null };

/** What stands behind the kind in a key; kinds without anything behind them need no line. */
const FIELDS: Readonly<Record<string, Fields>> = {
  book: (value) => {
    const [question, answer] = apart(value, ':');
    return { question, answer: answer === '?' ? null : answer };
  },
  cause: (value) => {
    const [cause, holds] = apart(value, ':');
    return { cause, holds: holds === '+' };
  },
  danger: (value) => {
    const [danger, typed] = apart(value, ':');
    return { danger, typed: typed === '+' };
  },
  step: (value) => {
    const [procedure, step] = apart(value, '/');
    return { procedure, step };
  },
  service: (value) => {
    if (value === '?') return NO_SERVICE;
    return { service: value.replace('!', ''), holds: !value.startsWith('!') };
  },
  reported: (value) => ({ holds: value === '+' }),
  need: named('intent'),
  topic: named('topic'),
  procedure: named('procedure'),
  fact: named('fact'),
  term: named('word'),
  result: named('result'),
  move: named('move'),
  has: named('means'),
  lacks: named('means'),
  prefers: named('way'),
  refuses: named('way'),
  cannot: named('doing'),
  at: named('place'),
  control: named('wish'),
  stance: named('stance'),
};

/** At the last sign. */
function apart(value: string, sign: string): [string, string] {
  const at = value.lastIndexOf(sign);
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
}
