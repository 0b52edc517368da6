import { FAMILIES } from './catalogue.ts';
import { KNOWN, KNOWN_SIZE, type Nearness } from './nearness.ts';
import type { Candidate, Outlook } from './outlook.ts';
import type { OwnWords } from './shelf.ts';

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
const LIMITS = FAMILIES.map((family) => PROPOSED[family] ?? Number.POSITIVE_INFINITY);
const ROOM = 16;

interface Asked {
  own: OwnWords;
  nearness: Nearness;
  outlook: Outlook;
  /** Entries that are looked at in any case. */
  must: readonly number[];
}

/** Chooses which entries of a shelf are looked at: the closed ones, those in focus, the nearest of the others. */
export class Selection {
  readonly #families: Int8Array;
  readonly #closed: Uint8Array;
  readonly #readings: Int32Array;
  /** The entry of each reading, -1: none here. */
  readonly #entryOf: Int32Array;
  /** 0: not seen yet, 1: among the others, 2: kept. */
  readonly #state: Uint8Array;
  /** The best of each family, the best first. */
  readonly #scores = new Float64Array(FAMILIES.length * ROOM);
  readonly #best = new Int32Array(FAMILIES.length * ROOM);
  readonly #counts = new Int32Array(FAMILIES.length);

  /** @param readings each entry's number among those of the examples; @param count of all of those */
  constructor(plain: readonly Candidate[], readings: Int32Array, count: number) {
    this.#families = Int8Array.from(plain, ({ family }) => family);
    this.#closed = Uint8Array.from(plain, ({ family }) => (LIMITS[family] === Number.POSITIVE_INFINITY ? 2 : 0));
    this.#readings = readings;
    this.#entryOf = new Int32Array(count).fill(-1);
    for (const [at, reading] of readings.entries()) if (reading >= 0) this.#entryOf[reading] = at;
    this.#state = new Uint8Array(plain.length);
  }

  /** Ascending. */
  of({ own, nearness, outlook, must }: Asked): number[] {
    const state = this.#state;
    state.set(this.#closed);
    this.#counts.fill(0);
    for (const at of must) state[at] = 2;
    for (const [at, { bonus }] of outlook) {
      if (bonus >= 1) state[at] = 2;
      else if (bonus > 0) this.#consider(at, bonus, own, nearness);
    }
    for (let found = 0; found < nearness.count; found++) {
      const at = this.#entryOf[nearness.touched[found] as number] as number;
      if (at >= 0) this.#consider(at, 0, own, nearness);
    }
    for (let at = 0; at < state.length; at++) if (own.cosine[at] !== 0) this.#consider(at, 0, own, nearness);
    return this.#kept();
  }

  #consider(at: number, bonus: number, own: OwnWords, nearness: Nearness): void {
    if (this.#state[at] !== 0) return;
    this.#state[at] = 1;
    const cosine = own.cosine[at] as number;
    const reading = this.#readings[at] as number;
    const isKnown = nearness.isKnown(reading);
    const from = reading * KNOWN_SIZE;
    const any = isKnown ? (nearness.table[from + KNOWN.any] as number) : 0;
    const here = isKnown ? (nearness.table[from + KNOWN.here] as number) : 0;
    this.#offer(at, Math.max(any, cosine) + bonus + 0.3 * here);
  }

  /** Keeps it when it is one of the best of its family; of equals the first of the shelf. */
  #offer(at: number, score: number): void {
    if (score <= 0) return;
    const family = this.#families[at] as number;
    const limit = LIMITS[family] as number;
    const from = family * ROOM;
    const behind = (slot: number) => {
      const other = this.#scores[from + slot] as number;
      return other < score || (other === score && (this.#best[from + slot] as number) > at);
    };
    let slot = this.#counts[family] as number;
    if (slot < limit) this.#counts[family] = slot + 1;
    else if (!behind(--slot)) return;
    for (; slot > 0 && behind(slot - 1); slot--) {
      this.#scores[from + slot] = this.#scores[from + slot - 1] as number;
      this.#best[from + slot] = this.#best[from + slot - 1] as number;
    }
    this.#scores[from + slot] = score;
    this.#best[from + slot] = at;
  }

  #kept(): number[] {
    for (let family = 0; family < FAMILIES.length; family++)
      for (let slot = 0; slot < (this.#counts[family] as number); slot++)
        this.#state[this.#best[family * ROOM + slot] as number] = 2;
    const kept: number[] = [];
    for (let at = 0; at < this.#state.length; at++) if (this.#state[at] === 2) kept.push(at);
    return kept;
  }
}
