/** Whole numbers, each once, in the order in which they were added; cleared in no time and used again. */
export class NumberSet {
  /** Each number somewhere, with the round in which it was put there: those of other rounds are gone. */
  #slots = new Int32Array(1024);
  #rounds = new Int32Array(1024);
  #numbers = new Int32Array(512);
  #round = 1;
  #size = 0;

  clear(): void {
    this.#round++;
    this.#size = 0;
  }

  add(number: number): void {
    const mask = this.#slots.length - 1;
    let slot = (number ^ (number >>> 15)) & mask;
    while (this.#rounds[slot] === this.#round) {
      if (this.#slots[slot] === number) return;
      slot = (slot + 1) & mask;
    }
    this.#rounds[slot] = this.#round;
    this.#slots[slot] = number;
    this.#numbers[this.#size++] = number;
    if (this.#size === this.#numbers.length) this.#grow();
  }

  addAll(numbers: readonly number[]): void {
    for (let at = 0; at < numbers.length; at++) this.add(numbers[at] as number);
  }

  numbers(): Int32Array {
    return this.#numbers.slice(0, this.#size);
  }

  /** Twice as large, with all its numbers. */
  #grow(): void {
    const numbers = this.#numbers;
    this.#slots = new Int32Array(numbers.length * 4);
    this.#rounds = new Int32Array(numbers.length * 4);
    this.#numbers = new Int32Array(numbers.length * 2);
    this.#round = 1;
    this.#size = 0;
    for (const number of numbers) this.add(number);
  }
}
