/** An inverted index over short texts: cosine of their weighted words, for all texts that share one. */
export class WordIndex {
  readonly size: number;
  readonly #lengths: Float32Array;
  readonly #postings: Map<number, Int32Array>;
  readonly #idf: Map<number, number>;
  readonly #sums: Float32Array;
  #touched: number[] = [];

  /** @param documents hashes of each text's words; @param share words that a larger share of the texts have find nothing */
  constructor(documents: readonly Int32Array[], share = 0.08) {
    this.size = documents.length;
    const lists = new Map<number, number[]>();
    for (const [id, terms] of documents.entries())
      for (const term of terms) {
        const list = lists.get(term);
        if (list) list.push(id);
        else lists.set(term, [id]);
      }
    this.#idf = new Map();
    this.#postings = new Map();
    for (const [term, list] of lists) {
      this.#idf.set(term, Math.log((1 + documents.length) / list.length));
      if (list.length <= Math.max(50, documents.length * share)) this.#postings.set(term, Int32Array.from(list));
    }
    this.#lengths = Float32Array.from(documents, (terms) => this.#lengthOf(terms));
    this.#sums = new Float32Array(documents.length);
  }

  /** Weight of a word; a word that no text has weighs as much as the rarest. */
  idf(term: number): number {
    return this.#idf.get(term) ?? Math.log(1 + this.size);
  }

  #lengthOf(terms: Int32Array): number {
    let squares = 0;
    for (const term of terms) squares += this.idf(term) ** 2;
    return Math.sqrt(squares) || 1;
  }

  /** Calls `found` with each text that shares a telling word, and its cosine from 0 to 1. */
  search(terms: Int32Array, found: (id: number, cosine: number) => void): void {
    this.#touched = [];
    for (const term of terms) {
      const postings = this.#postings.get(term);
      if (!postings) continue;
      const weight = (this.#idf.get(term) as number) ** 2;
      for (let at = 0; at < postings.length; at++) {
        const id = postings[at] as number;
        if (this.#sums[id] === 0) this.#touched.push(id);
        this.#sums[id] = (this.#sums[id] as number) + weight;
      }
    }
    const length = this.#lengthOf(terms);
    for (const id of this.#touched) {
      found(id, (this.#sums[id] as number) / (length * (this.#lengths[id] as number)));
      this.#sums[id] = 0;
    }
  }
}
