import type { Context } from './context.ts';
import type { Encoded } from './encoding.ts';
import { codeOf, placeOf } from './encoding.ts';
import { KNOWN, Nearness } from './nearness.ts';
import type { ReadingKey } from './reading.ts';
import type { LabelledTurn } from './turns.ts';
import { Voters } from './voters.ts';
import { WordIndex } from './word-index.ts';

/** What is remembered of a labelled turn to compare others with. */
export interface Example {
  keys: ReadingKey[];
  terms: Int32Array;
  /** Hashes of its content words and concepts alone. */
  core: Int32Array;
  mood: number;
  /** What was waited for. */
  code: number;
  /** Which question, remedy, step or topic was spoken of. */
  place: number;
  writer: string;
}

export function exampleOf(turn: LabelledTurn, encoded: Encoded): Example {
  const keys = turn.means.length > 1 ? turn.means.flat() : (turn.means[0] ?? []);
  return {
    keys: [...new Set(keys)],
    terms: encoded.terms,
    core: encoded.core,
    mood: encoded.mood,
    code: codeOf(turn.after),
    place: placeOf(turn.after),
    writer: turn.writer,
  };
}

/** An example that must not count. */
type Without = (id: number) => boolean;

/** The labelled turns, to be asked which readings the likest of them had. */
export class Examples {
  readonly #index: WordIndex;
  readonly #core: WordIndex;
  readonly #places = new Map<number, number[]>();
  readonly #usuals = new Map<number, ReadonlyMap<number, number>>();
  /** Of each example, by number; readings of example e: `readings[starts[e]]` up to `readings[starts[e + 1]]`. */
  readonly #starts: Int32Array;
  readonly #readings: Int32Array;
  readonly #codes: Int32Array;
  readonly #moods: Int32Array;
  readonly #placeOf: Int32Array;
  readonly #nearness: Nearness;
  readonly #voters = new Voters();
  readonly #votersSame = new Voters();

  constructor(examples: readonly Example[]) {
    this.#index = new WordIndex(examples.map(({ terms }) => terms));
    this.#core = new WordIndex(examples.map(({ core }) => core));
    this.#codes = Int32Array.from(examples, ({ code }) => code);
    this.#moods = Int32Array.from(examples, ({ mood }) => mood);
    this.#placeOf = Int32Array.from(examples, ({ place }) => place);
    const numbers = new Map<ReadingKey, number>();
    this.#starts = new Int32Array(examples.length + 1);
    const readings: number[] = [];
    for (const [at, { keys, place }] of examples.entries()) {
      for (const key of keys) {
        const number = numbers.get(key) ?? numbers.size;
        numbers.set(key, number);
        readings.push(number);
      }
      this.#starts[at + 1] = readings.length;
      const list = this.#places.get(place);
      if (list) list.push(at);
      else this.#places.set(place, [at]);
    }
    this.#readings = Int32Array.from(readings);
    this.#nearness = new Nearness(numbers);
  }

  /** Valid until it is asked for again. @param without in training: the turn itself, and often its whole writer */
  near({ terms, core, mood }: Encoded, context: Context, without?: Without): Nearness {
    const place = placeOf(context);
    this.#nearness.clear();
    this.#byTerms(terms, { code: codeOf(context), place, mood }, without);
    this.#byCore(core, without);
    this.#vote(this.#voters, KNOWN.votes);
    this.#vote(this.#votersSame, KNOWN.votesSame);
    this.#usual(place, without);
    return this.#nearness;
  }

  #byTerms(terms: Int32Array, like: { code: number; place: number; mood: number }, without: Without | undefined) {
    const { count, ids, cosines } = this.#index.search(terms, LEAST);
    this.#voters.clear();
    this.#votersSame.clear();
    for (let at = 0; at < count; at++) {
      const id = ids[at] as number;
      if (without?.(id)) continue;
      const cosine = cosines[at] as number;
      const isSame = this.#codes[id] === like.code;
      const isMood = this.#moods[id] === like.mood;
      const isPlace = this.#placeOf[id] === like.place;
      this.#voters.offer(id, cosine);
      if (isSame) this.#votersSame.offer(id, cosine);
      const end = this.#starts[id + 1] as number;
      for (let one = this.#starts[id] as number; one < end; one++) {
        const reading = this.#readings[one] as number;
        this.#nearness.seen(reading, cosine);
        if (isSame) this.#nearness.raise(reading, KNOWN.same, cosine);
        if (isMood) this.#nearness.raise(reading, KNOWN.mood, cosine);
        if (isPlace) this.#nearness.raise(reading, KNOWN.place, cosine);
      }
    }
  }

  #byCore(core: Int32Array, without: Without | undefined): void {
    const { count, ids, cosines } = this.#core.search(core, LEAST_CONTENT);
    for (let at = 0; at < count; at++) {
      const id = ids[at] as number;
      if (without?.(id)) continue;
      const end = this.#starts[id + 1] as number;
      for (let one = this.#starts[id] as number; one < end; one++)
        this.#nearness.raise(this.#readings[one] as number, KNOWN.content, cosines[at] as number);
    }
  }

  /** The likest examples vote for their readings, the nearer the more. */
  #vote(voters: Voters, number: number): void {
    const all = voters.weigh(SHARPNESS) + DOUBT;
    for (let at = 0; at < voters.count; at++)
      this.#addAll(voters.ids[at] as number, number, (voters.weights[at] as number) / all);
  }

  /** What was said of the same thing before, whatever the words. */
  #usual(place: number, without: Without | undefined): void {
    const all = this.#places.get(place) ?? [];
    if (!without) {
      const share = 1 / (all.length + 3);
      for (const [reading, count] of this.#usualAt(place, all)) this.#nearness.add(reading, KNOWN.here, count * share);
      return;
    }
    const said = all.filter((id) => !without(id));
    const share = 1 / (said.length + 3);
    for (const id of said) this.#addAll(id, KNOWN.here, share);
  }

  /** How often each reading was meant there. */
  #usualAt(place: number, examples: readonly number[]): ReadonlyMap<number, number> {
    const known = this.#usuals.get(place);
    if (known) return known;
    const counts = new Map<number, number>();
    for (const id of examples)
      for (const reading of this.#readings.subarray(this.#starts[id], this.#starts[id + 1]))
        counts.set(reading, (counts.get(reading) ?? 0) + 1);
    if (examples.length > 0) this.#usuals.set(place, counts);
    return counts;
  }

  #addAll(id: number, number: number, value: number): void {
    const end = this.#starts[id + 1] as number;
    for (let one = this.#starts[id] as number; one < end; one++)
      this.#nearness.add(this.#readings[one] as number, number, value);
  }
}

const LEAST = 0.12;
const LEAST_CONTENT = 0.2;
const SHARPNESS = 8;
/** A vote for none. */
const DOUBT = 0.5;
