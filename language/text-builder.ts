import type { NormalisedText } from './normalise.ts';

/** Collects normalised text together with where each UTF-16 unit came from. */
export class TextBuilder {
  #parts: string[] = [];
  #origin: number[] = [];

  /** The last unit added, or '' at the beginning. */
  last = '';

  add(piece: string, origin: number): void {
    if (piece === '') return;
    this.#parts.push(piece);
    for (let unit = 0; unit < piece.length; unit++) this.#origin.push(origin);
    this.last = piece.charAt(piece.length - 1);
  }

  /** @param end the length of the original text */
  finish(end: number): NormalisedText {
    return { text: this.#parts.join(''), origin: Int32Array.from([...this.#origin, end]) };
  }
}
