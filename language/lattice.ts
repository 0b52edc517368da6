/** Viterbi over the words that fit the text: cheapest sum of word costs and connection costs. */
import { type Dictionary, TOKEN_BYTES } from './dictionary.ts';

const UNREACHED = 0x3fffffff;
/** An unknown word is never longer than this; it bounds the work on "aaaa…". */
const LONGEST_UNKNOWN = 64;
const NO_NODE = -1;

/** Reused between calls: node storage grows to the longest stretch seen and stays. Not re-entrant. */
export class Lattice {
  readonly #dictionary: Dictionary;
  #size = 0;
  #capacity = 0;
  #token = new Int32Array(0);
  #end = new Int32Array(0);
  #start = new Int32Array(0);
  #right = new Int32Array(0);
  #cost = new Int32Array(0);
  #previous = new Int32Array(0);
  #sibling = new Int32Array(0);
  #endingAt = new Int32Array(0);

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
    this.#grow(4096);
  }

  /** Calls `take` for each word of the cheapest path, in order; `~id` for an unknown word, offsets into `text`. */
  shortestPath(text: string, from: number, to: number, take: (id: number, start: number, end: number) => void): void {
    this.#reset(to - from);
    for (let at = from; at < to; at++) {
      if (this.#endingAt[at - from] === NO_NODE) continue;
      const found = this.#addKnown(text, from, at, to);
      this.#addUnknown(text, from, at, to, found);
    }
    const path: number[] = [];
    for (let node = this.#cheapestEnd(to - from); node > 0; node = this.#previous[node] ?? 0) path.push(node);
    for (const node of path.reverse()) {
      take(this.#token[node] ?? 0, (this.#start[node] ?? 0) + from, (this.#end[node] ?? 0) + from);
    }
  }

  #reset(length: number): void {
    if (this.#endingAt.length < length + 1) this.#endingAt = new Int32Array(length * 2 + 1);
    this.#endingAt.fill(NO_NODE, 0, length + 1);
    this.#size = 1;
    this.#right[0] = 0;
    this.#cost[0] = 0;
    this.#sibling[0] = NO_NODE;
    this.#endingAt[0] = 0;
  }

  #grow(capacity: number): void {
    const wider = (old: Int32Array) => {
      const array = new Int32Array(capacity);
      array.set(old);
      return array;
    };
    this.#capacity = capacity;
    this.#token = wider(this.#token);
    this.#end = wider(this.#end);
    this.#start = wider(this.#start);
    this.#right = wider(this.#right);
    this.#cost = wider(this.#cost);
    this.#previous = wider(this.#previous);
    this.#sibling = wider(this.#sibling);
  }

  /** Walks the double array along the UTF-8 bytes of the text; every word that ends on the way becomes nodes. */
  #addKnown(text: string, from: number, at: number, to: number): boolean {
    const { base, check } = this.#dictionary;
    let node = 0;
    let found = false;
    for (let index = at; index < to; ) {
      const code = text.codePointAt(index) ?? 0;
      if (code >= 0xd800) {
        if (code < 0xe000 || code > 0xffff) break;
      }
      node = this.#step(node, code);
      if (node < 0) break;
      index++;
      const leaf = base[node] ?? 0;
      if (leaf >= 0 && check[leaf] === node) {
        const value = base[leaf] ?? 0;
        if (value <= 0) this.#addEntries(-value - 1, at - from, index - from);
        found = true;
      }
    }
    return found;
  }

  #step(node: number, code: number): number {
    if (code < 0x80) return this.#traverse(node, code);
    if (code < 0x800) return this.#traverse(this.#traverse(node, (code >> 6) | 0xc0), (code & 0x3f) | 0x80);
    const first = this.#traverse(node, (code >> 12) | 0xe0);
    return this.#traverse(this.#traverse(first, ((code >> 6) & 0x3f) | 0x80), (code & 0x3f) | 0x80);
  }

  #traverse(node: number, byte: number): number {
    if (node < 0 || byte === 0) return -1;
    const child = (this.#dictionary.base[node] ?? 0) + byte;
    return this.#dictionary.check[child] === node ? child : -1;
  }

  #addEntries(trieId: number, start: number, end: number): void {
    const { entryStart, entries, known } = this.#dictionary;
    const last = entryStart[trieId + 1] ?? 0;
    for (let index = entryStart[trieId] ?? 0; index < last; index++) {
      const id = entries[index] ?? 0;
      this.#append(id, known, (id / TOKEN_BYTES) * 3, start, end);
    }
  }

  #addUnknown(text: string, from: number, at: number, to: number, found: boolean): void {
    const { classes, unknownEntries, unknown } = this.#dictionary;
    const classId = this.#classAt(text, at);
    const group = classes[classId];
    if (found && !group?.invoke) return;
    let end = at + width(text, at);
    while (group?.group && end < to && end - at < LONGEST_UNKNOWN && this.#classAt(text, end) === classId) {
      end += width(text, end);
    }
    for (const id of unknownEntries[classId] ?? []) {
      this.#append(~id, unknown, (id / TOKEN_BYTES) * 3, at - from, Math.min(end, to) - from);
    }
  }

  #classAt(text: string, at: number): number {
    const code = text.codePointAt(at) ?? 0;
    return code > 0xffff ? 0 : (this.#dictionary.classOf[code] ?? 0);
  }

  #append(token: number, connections: Int16Array, place: number, start: number, end: number): void {
    if (this.#size === this.#capacity) this.#grow(this.#capacity * 2);
    const left = connections[place] ?? 0;
    const node = this.#size++;
    this.#token[node] = token;
    this.#start[node] = start;
    this.#end[node] = end;
    this.#right[node] = connections[place + 1] ?? 0;
    this.#connect(node, left, connections[place + 2] ?? 0, start);
    this.#sibling[node] = this.#endingAt[end] ?? NO_NODE;
    this.#endingAt[end] = node;
  }

  #connect(node: number, left: number, wordCost: number, start: number): void {
    const { costs, costWidth } = this.#dictionary;
    let best = UNREACHED;
    for (let before = this.#endingAt[start] ?? NO_NODE; before !== NO_NODE; before = this.#sibling[before] ?? NO_NODE) {
      const cost = (this.#cost[before] ?? 0) + (costs[2 + (this.#right[before] ?? 0) * costWidth + left] ?? 0);
      // Siblings come newest first; of equal costs kuromoji keeps the oldest.
      if (cost <= best) {
        best = cost;
        this.#previous[node] = before;
      }
    }
    this.#cost[node] = best + wordCost;
  }

  #cheapestEnd(length: number): number {
    const { costs, costWidth } = this.#dictionary;
    let best = UNREACHED;
    let cheapest = 0;
    for (let node = this.#endingAt[length] ?? NO_NODE; node !== NO_NODE; node = this.#sibling[node] ?? NO_NODE) {
      const cost = (this.#cost[node] ?? 0) + (costs[2 + (this.#right[node] ?? 0) * costWidth] ?? 0);
      if (cost <= best) [best, cheapest] = [cost, node];
    }
    return cheapest;
  }
}

function width(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
