import type { ReadingKey } from './reading.ts';

/** How near the nearest examples of a reading are, 0 to 1. */
export const KNOWN = {
  any: 0,
  second: 1,
  /** Said where the same is waited for. */
  same: 2,
  /** Of the same mood: denied or not, asked or not. */
  mood: 3,
  /** Said of the same question, remedy, step or topic. */
  place: 4,
  /** By content words and concepts alone. */
  content: 5,
  /** Its share among the likest. */
  votes: 6,
  votesSame: 7,
  /** Its share of what was said of the same question, remedy, step or topic. */
  here: 8,
} as const;
export const KNOWN_SIZE = 9;

/** What the examples say of each reading, side by side: `table[reading * KNOWN_SIZE + number]`. */
export class Nearness {
  /** Of every reading that an example has. */
  readonly numbers: ReadonlyMap<ReadingKey, number>;
  readonly table: Float32Array;
  /** Readings of which anything is known, `count` of them. */
  readonly touched: Int32Array;
  count = 0;
  readonly #isTouched: Uint8Array;

  constructor(numbers: ReadonlyMap<ReadingKey, number>) {
    this.numbers = numbers;
    this.table = new Float32Array(numbers.size * KNOWN_SIZE);
    this.touched = new Int32Array(numbers.size);
    this.#isTouched = new Uint8Array(numbers.size);
  }

  clear(): void {
    this.table.fill(0);
    this.#isTouched.fill(0);
    this.count = 0;
  }

  /** Whether anything is known of it; nothing is of -1. */
  isKnown(reading: number): boolean {
    return reading >= 0 && this.#isTouched[reading] === 1;
  }

  seen(reading: number, cosine: number): void {
    const table = this.table;
    const from = this.#touch(reading);
    const most = table[from] as number;
    if (cosine > most) {
      table[from + KNOWN.second] = most;
      table[from] = cosine;
    } else if (cosine > (table[from + KNOWN.second] as number)) table[from + KNOWN.second] = cosine;
  }

  raise(reading: number, number: number, value: number): void {
    const at = this.#touch(reading) + number;
    if (value > (this.table[at] as number)) this.table[at] = value;
  }

  add(reading: number, number: number, value: number): void {
    const at = this.#touch(reading) + number;
    this.table[at] = (this.table[at] as number) + value;
  }

  #touch(reading: number): number {
    if (this.#isTouched[reading] === 0) {
      this.#isTouched[reading] = 1;
      this.touched[this.count++] = reading;
    }
    return reading * KNOWN_SIZE;
  }
}
