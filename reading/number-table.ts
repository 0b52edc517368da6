/** Whole numbers and the places where they were added: a map that needs a tenth of a Map's memory, and is made in no time. */
export class NumberTable {
  /** Place + 1; 0 is empty. Its length is a power of two, at least half of it empty. */
  #slots: Int32Array;
  #numbers: Int32Array;
  #size = 0;

  /** @param numbers added at once, each at its index; all different */
  constructor(numbers: Int32Array = new Int32Array(0)) {
    this.#numbers = numbers;
    this.#size = numbers.length;
    this.#slots = this.#newSlots(numbers.length);
  }

  get size(): number {
    return this.#size;
  }

  /** @returns -1 when it was never added */
  placeOf(number: number): number {
    return (this.#slots[this.#slotOf(number)] as number) - 1;
  }

  /** @returns its place, old or new */
  add(number: number): number {
    const slot = this.#slotOf(number);
    const known = this.#slots[slot] as number;
    if (known > 0) return known - 1;
    if (this.#size === this.#numbers.length) this.#grow();
    this.#numbers[this.#size] = number;
    this.#slots[slot] = ++this.#size;
    if (this.#size * 2 > this.#slots.length) this.#slots = this.#newSlots(this.#size * 2);
    return this.#size - 1;
  }

  #grow(): void {
    const numbers = new Int32Array(Math.max(16, this.#size * 2));
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }

  /** Where the number stands, or the empty slot where it would. */
  #slotOf(number: number, slots = this.#slots): number {
    const mask = slots.length - 1;
    let slot = (Math.imul(number, SPREAD) >>> 7) & mask;
    for (;;) {
      const place = slots[slot] as number;
      if (place === 0 || this.#numbers[place - 1] === number) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #newSlots(size: number): Int32Array {
    const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(8, size * 2))));
    for (let place = 0; place < this.#size; place++) {
      slots[this.#slotOf(this.#numbers[place] as number, slots)] = place + 1;
    }
    return slots;
  }
}

/** Numbers that lie side by side are to stand far apart. */
const SPREAD = 0x9e3779b1;
