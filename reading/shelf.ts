import { foldWord } from '../knowledge/fold.ts';
import type { Catalogue, Entry } from './catalogue.ts';
import { Directions } from './directions.ts';
import type { Encoded } from './encoding.ts';
import { procedureOf, questionOf, type ReadingKey } from './reading.ts';
import { WordIndex } from './word-index.ts';

/** What is compared beside words. */
export interface Vectors {
  /** Of length 1; null when no word is known. */
  of(content: readonly string[]): Float32Array | null;
  /** Of all its terms. */
  whole(terms: Int32Array): Float32Array;
}

/** All that could be meant at one service, with all that can be worked out before a message comes. Entries go by number. */
export interface Shelf {
  catalogue: Catalogue;
  entries: Entry[];
  /** Of each entry: its words, folded. */
  words: string[][];
  /** Of each entry: where its texts lie, by content words and by all terms. */
  vectors: Directions;
  wholes: Directions;
  /** Own texts, each of one entry. */
  index: WordIndex;
  owner: Int32Array;
  /** Sum of the weights of a text's words. */
  weights: Float32Array;
  own: OwnWords;
  places: Places;
  /** Names of all intents that state any of them, and by entry their numbers. */
  intents: string[];
  intentsOf: number[][];
}

/** Where entries stand: by key, and by what they belong to. */
export interface Places {
  byKey: ReadonlyMap<ReadingKey, number>;
  byQuestion: ReadonlyMap<string, number[]>;
  byProcedure: ReadonlyMap<string, number[]>;
  byIntent: ReadonlyMap<string, number[]>;
}

/** How the message meets the best text of each entry: cosine, and the shares of either's words that the other has. */
export interface OwnWords {
  cosine: Float32Array;
  messageCovered: Float32Array;
  textCovered: Float32Array;
  /** Of each text. */
  shared: Float32Array;
}

/** Remembers what it worked out for the same words: services share many texts. */
export function remembering({ of, whole }: Vectors): Vectors {
  const ofContent = new WeakMap<readonly string[], Float32Array | null>();
  const ofTerms = new WeakMap<Int32Array, Float32Array>();
  return {
    of(content) {
      const known = ofContent.get(content);
      if (known !== undefined) return known;
      const vector = of(content);
      ofContent.set(content, vector);
      return vector;
    },
    whole(terms) {
      const known = ofTerms.get(terms);
      if (known) return known;
      const vector = whole(terms);
      ofTerms.set(terms, vector);
      return vector;
    },
  };
}

export function newShelf(catalogue: Catalogue, encode: (text: string) => Encoded, vectors: Vectors | null): Shelf {
  const entries = [...catalogue.values()];
  const texts = entries.map((entry) => entry.texts.map(encode));
  const terms = texts.flatMap((own) => own.map((encoded) => encoded.terms));
  const index = new WordIndex(terms);
  const places = placesOf(entries);
  const intents = [...places.byIntent.keys()];
  const numbers = new Map(intents.map((intent, at) => [intent, at]));
  return {
    catalogue,
    entries,
    words: entries.map(({ words }) => words.map(foldWord)),
    vectors: new Directions(texts.map((own) => own.flatMap(({ content }) => vectors?.of(content) ?? []))),
    wholes: new Directions(texts.map((own) => own.flatMap((encoded) => vectors?.whole(encoded.terms) ?? []))),
    index,
    owner: Int32Array.from(texts.flatMap((own, at) => own.map(() => at))),
    weights: Float32Array.from(terms, (one) => index.weightOf(one) || 1),
    own: newOwnWords(entries.length, terms.length),
    places,
    intents,
    intentsOf: entries.map((entry) => entry.intents.map((intent) => numbers.get(intent) as number)),
  };
}

function newOwnWords(entries: number, texts: number): OwnWords {
  return {
    cosine: new Float32Array(entries),
    messageCovered: new Float32Array(entries),
    textCovered: new Float32Array(entries),
    shared: new Float32Array(texts),
  };
}

function placesOf(entries: readonly Entry[]): Places {
  const byQuestion = new Map<string, number[]>();
  const byProcedure = new Map<string, number[]>();
  const byIntent = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, name: string, at: number) => {
    const list = map.get(name);
    if (list) list.push(at);
    else map.set(name, [at]);
  };
  for (const [at, { key, family, intents }] of entries.entries()) {
    if (family === 'book') add(byQuestion, questionOf(key), at);
    if (family === 'step') add(byProcedure, procedureOf(key), at);
    for (const intent of intents) add(byIntent, intent, at);
  }
  return { byKey: new Map(entries.map(({ key }, at) => [key, at])), byQuestion, byProcedure, byIntent };
}

/** Valid until it is asked for again. */
export function ownWords({ index, owner, weights, own }: Shelf, { terms }: Encoded): OwnWords {
  const { cosine, messageCovered, textCovered, shared } = own;
  cosine.fill(0);
  messageCovered.fill(0);
  textCovered.fill(0);
  shared.fill(0);
  const all = index.weightOf(terms) || 1;
  const { count, ids, cosines } = index.search(terms);
  index.addShared(shared);
  for (let found = 0; found < count; found++) {
    const id = ids[found] as number;
    const at = owner[id] as number;
    const value = cosines[found] as number;
    if (value <= (cosine[at] as number)) continue;
    cosine[at] = value;
    messageCovered[at] = (shared[id] as number) / all;
    textCovered[at] = (shared[id] as number) / (weights[id] as number);
  }
  return own;
}

/** The longest wording of the knowledge that stands in the message, as a share of eight letters. */
export function wordsHit(said: string, words: readonly string[]): number {
  let most = 0;
  for (const word of words) if (word.length > most && said.includes(word)) most = word.length;
  return Math.min(1, most / 8);
}
