const MOST = 20;

/** The likest examples, the likest first; of equals the first that was offered. */
export class Voters {
  readonly ids = new Int32Array(MOST);
  readonly weights = new Float64Array(MOST);
  readonly #cosines = new Float64Array(MOST);
  count = 0;

  clear(): void {
    this.count = 0;
  }

  offer(id: number, cosine: number): void {
    const cosines = this.#cosines;
    if (this.count === MOST && cosine <= (cosines[MOST - 1] as number)) return;
    let at = this.count < MOST ? this.count++ : MOST - 1;
    for (; at > 0 && (cosines[at - 1] as number) < cosine; at--) {
      cosines[at] = cosines[at - 1] as number;
      this.ids[at] = this.ids[at - 1] as number;
    }
    cosines[at] = cosine;
    this.ids[at] = id;
  }

  /** Fills the weights; their sum. */
  weigh(sharpness: number): number {
    const most = this.#cosines[0] as number;
    let sum = 0;
    for (let at = 0; at < this.count; at++)
      sum += this.weights[at] = Math.exp(sharpness * ((this.#cosines[at] as number) - most));
    return sum;
  }
}
