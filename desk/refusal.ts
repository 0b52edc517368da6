import { type ErrorCode, TobiraError } from '../errors.ts';

/** An error of the catalogue that says more exactly, in words for the member of staff, what is in the way. */
export class Refusal extends TobiraError {
  readonly #person: string;

  /**
   * @param person Japanese, shown to the member of staff
   * @param detail English, for the operator's log or terminal
   */
  constructor(code: ErrorCode, person: string, detail: string) {
    super(code, detail);
    this.#person = person;
  }

  override get person(): string {
    return this.#person;
  }
}
