/** How the entries of a shelf stand to what was said last. */
import { type Entry, FAMILIES } from './catalogue.ts';
import type { Context } from './context.ts';
import { procedureOf, questionOf } from './reading.ts';
import type { Shelf } from './shelf.ts';
import type { Surroundings } from './surroundings.ts';

/** A reading that is in question for a message, whatever the message. */
export interface Candidate {
  entry: Entry;
  family: number;
  /** Which class weights it has: closed kinds one each, knowledge by family and place. */
  classKey: string;
  /** What it is preferred by; from 1 on it is looked at whatever its words. */
  bonus: number;
  /** 0 or 1, as the numbers of the match that have these names. */
  focus: number;
  near: number;
  inHand: number;
  answered: number;
}

/** Those that what was said last lends something to, by number; all others are as they are without it. */
export type Outlook = ReadonlyMap<number, Candidate>;

const NOTHING: Context = { service: null, expect: 'nothing' };
const NO_SURROUNDINGS: Surroundings = {
  facts: new Set(),
  nearFacts: new Set(),
  self: new Set(),
  ways: new Set(),
  intents: new Set(),
  procedures: new Set(),
};

/** Every entry where nothing was said. */
export function plainOutlook({ entries }: Shelf): Candidate[] {
  return entries.map((entry) => candidateOf(entry, NOTHING, NO_SURROUNDINGS));
}

export function outlookOf({ entries, places }: Shelf, context: Context, near: Surroundings): Outlook {
  const { byKey, byQuestion, byProcedure, byIntent } = places;
  const { question, beneath, answered = [] } = context;
  const lists = <Id>(ids: Iterable<Id>, of: (id: Id) => readonly number[] | undefined) =>
    [...ids].flatMap((id) => of(id) ?? []);
  const single = (id: string) => {
    const at = byKey.get(id);
    return at === undefined ? undefined : [at];
  };
  const questions = [question, beneath?.question, ...answered].filter((id) => id !== undefined);
  const touched = new Set([
    ...lists([...near.self, ...near.ways], single),
    ...lists([...near.facts, ...near.nearFacts], (fact) => single(`fact:${fact}`)),
    ...lists(near.procedures, (id) => byProcedure.get(id)),
    ...lists(near.intents, (id) => byIntent.get(id)),
    ...lists(questions, (id) => byQuestion.get(id)),
  ]);
  return new Map(Array.from(touched, (at) => [at, candidateOf(entries[at] as Entry, context, near)]));
}

function candidateOf(entry: Entry, context: Context, near: Surroundings): Candidate {
  return {
    entry,
    family: FAMILIES.indexOf(entry.family),
    classKey: classKeyOf(entry, context, near),
    bonus: bonusOf(entry, context, near),
    ...placeOf(entry, context, near),
  };
}

function bonusOf({ key, family, facts }: Entry, context: Context, near: Surroundings): number {
  if (family === 'book') {
    const question = questionOf(key);
    return question === context.question || question === context.beneath?.question ? 1 : 0;
  }
  if (near.self.has(key) || near.ways.has(key)) return 1;
  if (family === 'fact')
    return near.facts.has(facts[0] as string) ? 0.3 : near.nearFacts.has(facts[0] as string) ? 0.15 : 0;
  if (family === 'step') return near.procedures.has(procedureOf(key)) ? 0.15 : 0;
  return 0;
}

function classKeyOf(entry: Entry, context: Context, near: Surroundings): string {
  const { key, family } = entry;
  if (family === 'closed' || family === 'need') return key;
  if (family === 'book') return bookClassOf(entry, context);
  if (family === 'topic') return near.self.has(key) ? 'topic.self' : near.ways.has(key) ? 'topic.way' : 'topic';
  if (family === 'fact') return near.facts.has(entry.facts[0] as string) ? 'fact.focus' : 'fact';
  if (family === 'step') return near.self.has(key) ? 'step.here' : 'step';
  return near.self.has(key) ? `${family}.self` : family;
}

function bookClassOf({ key, polarity }: Entry, context: Context): string {
  const question = questionOf(key);
  const place = question === context.question ? 'open' : question === context.beneath?.question ? 'beneath' : 'other';
  const kind = key.endsWith(':?') ? '?' : place === 'open' ? (polarity ?? '') : '';
  return `book.${place}.${kind}`;
}

/** How near the reading lies to what was said last. */
function placeOf({ key, family, facts, intents }: Entry, context: Context, near: Surroundings) {
  const is = (yes: boolean) => (yes ? 1 : 0);
  const inHand = is(near.self.has(key));
  if (family === 'fact') {
    const fact = facts[0] as string;
    return { focus: is(near.facts.has(fact)), near: is(near.nearFacts.has(fact)), inHand, answered: 0 };
  }
  if (family === 'step') return { focus: inHand, near: is(near.procedures.has(procedureOf(key))), inHand, answered: 0 };
  const question = family === 'book' ? questionOf(key) : '';
  const beneath = question !== '' && question === context.beneath?.question;
  return {
    focus: is((question !== '' && question === context.question) || near.ways.has(key)),
    near: is(beneath || intents.some((one) => near.intents.has(one))),
    inHand,
    answered: is(question !== '' && context.answered?.includes(question) === true),
  };
}
