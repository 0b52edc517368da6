import { NumberTable } from './number-table.ts';

/** The first `count` of either belong together. */
export interface Found {
  count: number;
  ids: Int32Array;
  cosines: Float64Array;
}

/** An inverted index over short texts: cosine of their weighted words, for all texts that share one. */
export class WordIndex {
  readonly size: number;
  readonly #words: NumberTable;
  /** Of each word, in the order of the table. */
  readonly #idf: Float64Array;
  /** The texts of word w: `postings[starts[w]]` up to `postings[starts[w + 1]]`. */
  readonly #starts: Int32Array;
  readonly #postings: Int32Array;
  readonly #lengths: Float32Array;
  readonly #sums: Float64Array;
  readonly #found: Found;
  /** Places of the words that were searched for last. */
  #asked = new Int32Array(64);
  #askedCount = 0;

  /** @param documents hashes of each text's words, each once; @param share words that a larger share of the texts have find nothing */
  constructor(documents: readonly Int32Array[], share = 0.08) {
    this.size = documents.length;
    this.#words = new NumberTable();
    const places = placesIn(this.#words, documents);
    const counts = countsOf(places, this.#words.size);
    this.#idf = Float64Array.from(counts, (count) => Math.log((1 + documents.length) / count));
    const most = Math.max(50, documents.length * share);
    this.#starts = startsOf(counts.map((count) => (count <= most ? count : 0)));
    this.#postings = this.#fill(documents, places);
    this.#lengths = this.#lengthsOf(documents, places);
    this.#sums = new Float64Array(documents.length);
    this.#found = {
      count: 0,
      ids: new Int32Array(documents.length + 1),
      cosines: new Float64Array(documents.length),
    };
  }

  #fill(documents: readonly Int32Array[], places: Int32Array): Int32Array {
    const postings = new Int32Array(this.#starts.at(-1) ?? 0);
    const next = this.#starts.slice();
    let total = 0;
    for (const [id, terms] of documents.entries())
      for (let count = terms.length; count > 0; count--) {
        const place = places[total++] as number;
        if (this.#starts[place] === this.#starts[place + 1]) continue;
        const at = next[place] as number;
        postings[at] = id;
        next[place] = at + 1;
      }
    return postings;
  }

  #lengthsOf(documents: readonly Int32Array[], places: Int32Array): Float32Array {
    let total = 0;
    return Float32Array.from(documents, ({ length }) => {
      let squares = 0;
      for (const end = total + length; total < end; total++)
        squares += (this.#idf[places[total] as number] as number) ** 2;
      return Math.sqrt(squares) || 1;
    });
  }

  /** Weight of a word; a word that no text has weighs as much as the rarest. */
  idf(term: number): number {
    const place = this.#words.placeOf(term);
    return place < 0 ? Math.log(1 + this.size) : (this.#idf[place] as number);
  }

  /** The texts that share a telling word, in the order in which they are met. Valid until the next search. @param least nothing below this cosine */
  search(terms: Int32Array, least = 0): Found {
    const sums = this.#sums;
    const lengths = this.#lengths;
    const { ids, cosines } = this.#found;
    const length = this.#ask(terms);
    const touched = this.#addSquares();
    let count = 0;
    for (let at = 0; at < touched; at++) {
      const id = ids[at] as number;
      const sum = sums[id] as number;
      sums[id] = 0;
      const whole = length * (lengths[id] as number);
      if (sum < least * whole) continue;
      ids[count] = id;
      cosines[count++] = sum / whole;
    }
    this.#found.count = count;
    return this.#found;
  }

  /** Of each text, the weight of the words that it shared in the last search, added to an array of zeros. */
  addShared(sums: Float32Array): void {
    for (let word = 0; word < this.#askedCount; word++) {
      const place = this.#asked[word] as number;
      const idf = this.#idf[place] as number;
      const end = this.#starts[place + 1] as number;
      for (let at = this.#starts[place] as number; at < end; at++) {
        const id = this.#postings[at] as number;
        sums[id] = (sums[id] as number) + idf;
      }
    }
  }

  /** Keeps where each word stands; the length of them all. */
  #ask(terms: Int32Array): number {
    if (this.#asked.length < terms.length) this.#asked = new Int32Array(terms.length * 2);
    const unknown = Math.log(1 + this.size);
    let squares = 0;
    let count = 0;
    for (let at = 0; at < terms.length; at++) {
      const place = this.#words.placeOf(terms[at] as number);
      const idf = place < 0 ? unknown : (this.#idf[place] as number);
      squares += idf * idf;
      if (place >= 0) this.#asked[count++] = place;
    }
    this.#askedCount = count;
    return Math.sqrt(squares) || 1;
  }

  /** Adds up the squared weights of the shared words; how many texts it met, whose numbers are then the first found. */
  #addSquares(): number {
    const sums = this.#sums;
    const postings = this.#postings;
    const { ids } = this.#found;
    let touched = 0;
    for (let word = 0; word < this.#askedCount; word++) {
      const place = this.#asked[word] as number;
      const weight = (this.#idf[place] as number) ** 2;
      const end = this.#starts[place + 1] as number;
      for (let at = this.#starts[place] as number; at < end; at++) {
        const id = postings[at] as number;
        const sum = sums[id] as number;
        if (sum === 0) ids[touched++] = id;
        sums[id] = sum + weight;
      }
    }
    return touched;
  }

  /** Of all words together. */
  weightOf(terms: Int32Array): number {
    let sum = 0;
    for (const term of terms) sum += this.idf(term);
    return sum;
  }
}

/** Of all words of all texts, side by side. Counting loops: the first index is made before the machine has got going. */
function placesIn(table: NumberTable, documents: readonly Int32Array[]): Int32Array {
  const places = new Int32Array(documents.reduce((sum, terms) => sum + terms.length, 0));
  let total = 0;
  for (const terms of documents)
    for (let at = 0; at < terms.length; at++) places[total++] = table.add(terms[at] as number);
  return places;
}

function countsOf(places: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number;
    counts[place] = (counts[place] as number) + 1;
  }
  return counts;
}

/** Where each one's share begins, and at last where all end. */
function startsOf(counts: Int32Array): Int32Array {
  const starts = new Int32Array(counts.length + 1);
  for (const [at, count] of counts.entries()) starts[at + 1] = (starts[at] as number) + count;
  return starts;
}
