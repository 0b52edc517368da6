import { fold, foldWord } from '../knowledge/fold.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { type Catalogue, catalogueOf, type Entry, FAMILIES } from './catalogue.ts';
import type { Context } from './context.ts';
import type { Encoded } from './encoding.ts';
import { MOOD } from './encoding.ts';
import type { Nearness } from './examples.ts';
import type { ReadingKey } from './reading.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';
import { WordIndex } from './word-index.ts';

/** A reading that is in question for a message, with all that speaks for it. */
export interface Candidate {
  entry: Entry;
  /** Which class weights it has: closed kinds one each, knowledge by family and place. */
  classKey: string;
  family: number;
  match: Float32Array;
}

/** What each number of a candidate's match stands for. */
export const MATCH = [
  'bias',
  'own',
  'own squared',
  'message covered',
  'own covered',
  'example',
  'example squared',
  'example, same expectation',
  'example squared, same expectation',
  'second example',
  'example, same mood',
  'own, by vectors',
  'examples, by vectors',
  'intent',
  'log of intent',
  'words of the knowledge',
  'focus',
  'near',
  'in hand',
  'answered before',
  'offered',
  'first by example',
  'ahead by example',
  'first by own words',
  'number of examples',
  'example, of a question',
  'own, of a question',
  'no shared word',
] as const;
export const MATCH_SIZE = MATCH.length;

/** So many of each family are looked at beside those in focus. */
const PROPOSED: Readonly<Record<string, number>> = {
  book: 10,
  'cause+': 6,
  'cause-': 6,
  topic: 8,
  fact: 10,
  step: 6,
  term: 3,
};

interface Shelf {
  catalogue: Catalogue;
  entries: Entry[];
  /** Own texts, each of one entry. */
  index: WordIndex;
  owner: Int32Array;
  terms: Int32Array[];
  vectors: (Float32Array | null)[];
}

/** What is compared beside words. */
export interface Vectors {
  /** Of length 1; null when no word is known. */
  of(content: readonly string[]): Float32Array | null;
}

export interface Seen {
  encoded: Encoded;
  /** Probability of each intent, by today's classifier. */
  intents: ReadonlyMap<string, number>;
  /** The text as typed. */
  text: string;
}

/** Proposes what a message may mean in its context, and says what speaks for each. */
export class Candidates {
  readonly #knowledge: Knowledge;
  readonly #shelves = new Map<string, Shelf>();
  readonly #surroundings = new Map<string, Surroundings>();
  readonly #labels: Readonly<Record<string, string>>;
  readonly #encode: (text: string) => Encoded;
  readonly #vectors: Vectors | null;
  readonly #centroids: ReadonlyMap<ReadingKey, Float32Array>;
  readonly #counts: ReadonlyMap<ReadingKey, number>;

  constructor(parts: {
    knowledge: Knowledge;
    labels: Readonly<Record<string, string>>;
    encode: (text: string) => Encoded;
    vectors: Vectors | null;
    centroids: ReadonlyMap<ReadingKey, Float32Array>;
    counts: ReadonlyMap<ReadingKey, number>;
  }) {
    this.#knowledge = parts.knowledge;
    this.#labels = parts.labels;
    this.#encode = parts.encode;
    this.#vectors = parts.vectors;
    this.#centroids = parts.centroids;
    this.#counts = parts.counts;
  }

  catalogue(context: Context): Catalogue {
    return this.#shelf(context).catalogue;
  }

  #shelf({ service }: Context): Shelf {
    const id = String(service);
    let shelf = this.#shelves.get(id);
    if (!shelf) this.#shelves.set(id, (shelf = this.#newShelf(service)));
    return shelf;
  }

  #newShelf(service: Context['service']): Shelf {
    const catalogue = catalogueOf(this.#knowledge, service, this.#labels);
    const entries = [...catalogue.values()];
    const owner: number[] = [];
    const terms: Int32Array[] = [];
    const vectors: (Float32Array | null)[] = [];
    for (const [at, entry] of entries.entries())
      for (const text of entry.texts) {
        const encoded = this.#encode(text);
        owner.push(at);
        terms.push(encoded.terms);
        vectors.push(this.#vectors?.of(encoded.content) ?? null);
      }
    return { catalogue, entries, index: new WordIndex(terms), owner: Int32Array.from(owner), terms, vectors };
  }

  #near(context: Context): Surroundings {
    const { service, expect, cause, remedy, procedure, step, topic, intent, beneath } = context;
    const id = [
      service,
      expect,
      cause,
      remedy,
      procedure,
      step,
      topic,
      intent,
      beneath?.cause,
      beneath?.procedure,
      beneath?.step,
    ].join(' ');
    let surroundings = this.#surroundings.get(id);
    if (!surroundings) this.#surroundings.set(id, (surroundings = surroundingsOf(this.#knowledge, context)));
    return surroundings;
  }

  /** @param always readings that must be among them: in training the right ones */
  propose(
    seen: Seen,
    context: Context,
    nearness: ReadonlyMap<ReadingKey, Nearness>,
    always: readonly ReadingKey[] = [],
    centroidOf?: (key: ReadingKey) => Float32Array | undefined,
  ): Candidate[] {
    const shelf = this.#shelf(context);
    const near = this.#near(context);
    const own = this.#ownWords(shelf, seen);
    const said = fold(seen.text);
    const vector = this.#vectors?.of(seen.encoded.content) ?? null;
    const offered = offeredKeys(context);
    const rows = shelf.entries.map((entry, at) => {
      const bonus = this.#bonus(entry, context, near);
      const score = Math.max(nearness.get(entry.key)?.any ?? 0, own.cosine[at] as number) + bonus;
      return { entry, at, score, bonus };
    });
    const kept = new Set<Entry>();
    const must = new Set(always);
    for (const family of FAMILIES) {
      const limit = PROPOSED[family];
      const all = rows.filter(({ entry }) => entry.family === family);
      if (limit === undefined) for (const { entry } of all) kept.add(entry);
      else
        for (const [rank, { entry, bonus }] of all.sort((a, b) => b.score - a.score).entries())
          if (rank < limit || bonus >= 1 || must.has(entry.key)) kept.add(entry);
    }
    const candidates = rows
      .filter(({ entry }) => kept.has(entry))
      .map(({ entry, at }) => ({
        entry,
        classKey: classKeyOf(entry, context, near),
        family: FAMILIES.indexOf(entry.family),
        match: this.#match(entry, at, { seen, context, near, nearness, own, said, vector, shelf, offered, centroidOf }),
      }));
    rankWithin(candidates);
    return candidates;
  }

  /** From 1 on it is looked at whatever its words. */
  #bonus({ key, family, facts }: Entry, context: Context, near: Surroundings): number {
    if (family === 'book') {
      const question = key.split(':')[1];
      return question === context.question || question === context.beneath?.question ? 1 : 0;
    }
    if (near.self.has(key) || near.ways.has(key)) return 1;
    if (family === 'fact')
      return near.facts.has(facts[0] as string) ? 0.3 : near.nearFacts.has(facts[0] as string) ? 0.15 : 0;
    if (family === 'step') return near.procedures.has(key.slice(5).split('/')[0] as string) ? 0.15 : 0;
    return 0;
  }

  #ownWords(shelf: Shelf, { encoded }: Seen): { cosine: Float32Array; best: Int32Array } {
    const cosine = new Float32Array(shelf.entries.length);
    const best = new Int32Array(shelf.entries.length).fill(-1);
    shelf.index.search(encoded.terms, (id, value) => {
      const at = shelf.owner[id] as number;
      if (value <= (cosine[at] as number)) return;
      cosine[at] = value;
      best[at] = id;
    });
    return { cosine, best };
  }

  #match(
    entry: Entry,
    at: number,
    given: {
      seen: Seen;
      context: Context;
      near: Surroundings;
      nearness: ReadonlyMap<ReadingKey, Nearness>;
      own: { cosine: Float32Array; best: Int32Array };
      said: string;
      vector: Float32Array | null;
      shelf: Shelf;
      offered: ReadonlySet<string>;
      centroidOf: ((key: ReadingKey) => Float32Array | undefined) | undefined;
    },
  ): Float32Array {
    const { seen, context, near, nearness, own, said, vector, shelf, offered } = given;
    const match = new Float32Array(MATCH_SIZE);
    const cosine = own.cosine[at] as number;
    const best = own.best[at] as number;
    const like = nearness.get(entry.key);
    const asks = (seen.encoded.mood & MOOD.question) !== 0;
    const isOpen = entry.family === 'book' && entry.key.split(':')[1] === context.question;
    match[0] = 1;
    match[1] = cosine;
    match[2] = cosine * cosine;
    if (best >= 0) {
      const [message, text] = coverage(shelf.index, seen.encoded.terms, shelf.terms[best] as Int32Array);
      match[3] = message;
      match[4] = text;
    }
    if (like) {
      match[5] = like.any;
      match[6] = like.any * like.any;
      match[7] = like.same;
      match[8] = like.same * like.same;
      match[9] = like.second;
      match[10] = like.mood;
      match[25] = asks ? like.any : 0;
    }
    if (vector) {
      match[11] = this.#ownVector(entry, at, shelf, vector);
      const centroid = given.centroidOf ? given.centroidOf(entry.key) : this.#centroids.get(entry.key);
      match[12] = centroid ? dot(vector, centroid) : 0;
    }
    let intent = 0;
    for (const one of entry.intents) intent = Math.max(intent, seen.intents.get(one) ?? 0);
    match[13] = intent;
    match[14] = entry.intents.length > 0 ? Math.max(-1, Math.log(intent + 1e-4) / 9) : 0;
    match[15] = wordsHit(said, entry.words);
    if (entry.family === 'fact') {
      match[16] = near.facts.has(entry.facts[0] as string) ? 1 : 0;
      match[17] = near.nearFacts.has(entry.facts[0] as string) ? 1 : 0;
    } else if (entry.family === 'step') {
      match[16] = near.self.has(entry.key) ? 1 : 0;
      match[17] = near.procedures.has(entry.key.slice(5).split('/')[0] as string) ? 1 : 0;
    } else {
      match[16] = isOpen || near.ways.has(entry.key) ? 1 : 0;
      match[17] =
        entry.key.split(':')[1] === context.beneath?.question || entry.intents.some((one) => near.intents.has(one))
          ? 1
          : 0;
    }
    match[18] = near.self.has(entry.key) ? 1 : 0;
    match[19] = entry.family === 'book' && context.answered?.includes(entry.key.split(':')[1] as string) ? 1 : 0;
    match[20] = offered.has(entry.key) ? 1 : 0;
    match[24] = Math.log1p(this.#counts.get(entry.key) ?? 0) / 6;
    match[26] = asks ? cosine : 0;
    match[27] = best < 0 && !like ? 1 : 0;
    return match;
  }

  readonly #entryVectors = new WeakMap<Shelf, Map<number, Float32Array[]>>();

  #ownVector(_entry: Entry, at: number, shelf: Shelf, vector: Float32Array): number {
    let byEntry = this.#entryVectors.get(shelf);
    if (!byEntry) {
      byEntry = new Map();
      for (const [id, one] of shelf.vectors.entries()) {
        if (!one) continue;
        const owner = shelf.owner[id] as number;
        byEntry.set(owner, [...(byEntry.get(owner) ?? []), one]);
      }
      this.#entryVectors.set(shelf, byEntry);
    }
    let most = 0;
    for (const one of byEntry.get(at) ?? []) most = Math.max(most, dot(vector, one));
    return most;
  }
}

/** Readings that the choices on offer stand for; filled by the caller of the reader. */
function offeredKeys(context: Context): ReadonlySet<string> {
  return new Set(context.offered ?? []);
}

function coverage(index: WordIndex, message: Int32Array, text: Int32Array): [message: number, text: number] {
  const inText = new Set(text);
  let shared = 0;
  let all = 0;
  for (const term of message) {
    const weight = index.idf(term);
    all += weight;
    if (inText.has(term)) shared += weight;
  }
  let own = 0;
  for (const term of text) own += index.idf(term);
  return [all > 0 ? shared / all : 0, own > 0 ? shared / own : 0];
}

/** The longest wording of the knowledge that stands in the message, as a share of ten letters. */
function wordsHit(said: string, words: readonly string[]): number {
  let most = 0;
  for (const word of words) {
    const folded = foldWord(word);
    if (folded.length > most && said.includes(folded)) most = folded.length;
  }
  return Math.min(1, most / 8);
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += (left[at] as number) * (right[at] as number);
  return sum;
}

/** Which candidate is the nearest of its family, and by how much. */
function rankWithin(candidates: readonly Candidate[]): void {
  for (let family = 0; family < FAMILIES.length; family++) {
    const all = candidates.filter((candidate) => candidate.family === family);
    const byExample = all.toSorted((a, b) => (b.match[5] as number) - (a.match[5] as number));
    const byOwn = all.toSorted((a, b) => (b.match[1] as number) - (a.match[1] as number));
    const [first, second] = byExample;
    if (first && (first.match[5] as number) > 0) {
      first.match[21] = 1;
      first.match[22] = (first.match[5] as number) - (second?.match[5] ?? 0);
    }
    if (byOwn[0] && (byOwn[0].match[1] as number) > 0) byOwn[0].match[23] = 1;
  }
}

function classKeyOf(entry: Entry, context: Context, near: Surroundings): string {
  const { key, family } = entry;
  if (family === 'closed' || family === 'need') return key;
  if (family === 'book') {
    const [, question, answer] = key.split(':');
    const place = question === context.question ? 'open' : question === context.beneath?.question ? 'beneath' : 'other';
    const kind = answer === '?' ? '?' : place === 'open' ? (entry.polarity ?? '') : '';
    return `book.${place}.${kind}`;
  }
  if (family === 'topic') return near.self.has(key) ? 'topic.self' : near.ways.has(key) ? 'topic.way' : 'topic';
  if (family === 'fact') return near.facts.has(entry.facts[0] as string) ? 'fact.focus' : 'fact';
  if (family === 'step') return near.self.has(key) ? 'step.here' : 'step';
  return near.self.has(key) ? `${family}.self` : family;
}
