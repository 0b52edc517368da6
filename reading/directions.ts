/** Directions of each of many things, side by side. */
export class Directions {
  /** Those of thing t: from `starts[t]` up to `starts[t + 1]`. */
  readonly #starts: Int32Array;
  readonly #numbers: Float32Array;

  constructor(all: readonly (readonly Float32Array[])[]) {
    this.#starts = new Int32Array(all.length + 1);
    for (const [at, own] of all.entries()) this.#starts[at + 1] = (this.#starts[at] as number) + own.length;
    const flat = all.flat();
    const size = flat[0]?.length ?? 0;
    this.#numbers = new Float32Array(flat.length * size);
    for (const [at, one] of flat.entries()) this.#numbers.set(one, at * size);
  }

  /** How near the nearest of one thing's is; 0 when it has none. */
  nearest(vector: Float32Array, thing: number): number {
    const end = this.#starts[thing + 1] as number;
    let most = 0;
    for (let at = this.#starts[thing] as number; at < end; at++) {
      const near = dot(vector, this.#numbers, at * vector.length);
      if (near > most) most = near;
    }
    return most;
  }
}

/** Four sums side by side: none waits for the other. @param from where the second begins in its array */
export function dot(left: Float32Array, right: Float32Array, from = 0): number {
  let one = 0;
  let two = 0;
  let three = 0;
  let four = 0;
  let at = 0;
  for (; at + 3 < left.length; at += 4) {
    const other = from + at;
    one += (left[at] as number) * (right[other] as number);
    two += (left[at + 1] as number) * (right[other + 1] as number);
    three += (left[at + 2] as number) * (right[other + 2] as number);
    four += (left[at + 3] as number) * (right[other + 3] as number);
  }
  for (; at < left.length; at++) one += (left[at] as number) * (right[from + at] as number);
  return one + two + (three + four);
}
