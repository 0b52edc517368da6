/** Lists of numbers and names in the form that an array file holds. */
import type { ArrayFile } from '../language/array-file.ts';

/** Numbers for names, in the order in which they are met. */
export class Numbering {
  readonly #numbers = new Map<string, number>();

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  get names(): string[] {
    return [...this.#numbers.keys()];
  }
}

export type Arrays = ArrayFile<unknown>['arrays'];

/** Rows of numbers as one array, and where each begins. */
export function rowsAs(name: string, rows: readonly ArrayLike<number>[]): Arrays {
  const starts = new Int32Array(rows.length + 1);
  for (const [at, row] of rows.entries()) starts[at + 1] = (starts[at] as number) + row.length;
  const numbers = new Int32Array(starts[rows.length] as number);
  for (const [at, row] of rows.entries()) numbers.set(row, starts[at] as number);
  return { [name]: numbers, [`${name}.starts`]: starts };
}

/** The rows that `rowsAs` put side by side, by number; views, no copies. */
export function rowsOf(arrays: Arrays, name: string): (at: number) => Int32Array {
  const numbers = arrays[name] as Int32Array;
  const starts = arrays[`${name}.starts`] as Int32Array;
  return (at) => numbers.subarray(starts[at], starts[at + 1]);
}
