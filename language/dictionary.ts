/** kuromoji's dictionary as flat arrays: read in milliseconds, a fifth of the memory that kuromoji's own loader takes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CharacterClass {
  /** Unknown words of this class are tried even where the dictionary has words. */
  invoke: boolean;
  /** Neighbours of the same class make one unknown word. */
  group: boolean;
}

export interface Dictionary {
  /** Double array over UTF-8 bytes. */
  base: Int32Array;
  check: Int32Array;
  /** Token ids of a trie id: `entries[entryStart[id] … entryStart[id + 1] - 1]`. */
  entryStart: Int32Array;
  entries: Int32Array;
  /** Left id, right id and cost of a token id: three numbers each, at `id / 10 * 3`. */
  known: Int16Array;
  unknown: Int16Array;
  /** Token ids of a character class. */
  unknownEntries: number[][];
  classes: CharacterClass[];
  classOf: Uint8Array;
  /** `costs[2 + right * width + left]`. */
  costs: Int16Array;
  costWidth: number;
  knownFeatures(id: number): string;
  unknownFeatures(id: number): string;
}

/** Bytes of one token in kuromoji's token files: left, right, cost (16 bits each) and the place of its features. */
export const TOKEN_BYTES = 10;

/** @throws when a file is missing: the dictionary has not been built */
export function loadDictionary(folder: string): Dictionary {
  const read = (name: string) => alignedBytes(readFileSync(join(folder, name)));
  const known = read('tid.dat');
  const unknown = read('unk.dat');
  const costs = new Int16Array(read('cc.dat').buffer);
  const { entryStart, entries } = readMap(read('tid_map.dat'));
  return {
    base: new Int32Array(read('base.dat').buffer),
    check: new Int32Array(read('check.dat').buffer),
    entryStart,
    entries,
    known: connections(known),
    unknown: connections(unknown),
    unknownEntries: classEntries(read('unk_map.dat')),
    classes: readClasses(read('unk_invoke.dat')),
    classOf: read('unk_char.dat'),
    costs,
    costWidth: costs[1] ?? 0,
    knownFeatures: featureReader(known, read('tid_pos.dat')),
    unknownFeatures: featureReader(unknown, read('unk_pos.dat')),
  };
}

/** A copy at offset 0 of its own buffer, so that wider views can be laid over it. */
function alignedBytes(bytes: Buffer): Uint8Array<ArrayBuffer> {
  if (bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer) {
    return new Uint8Array(bytes.buffer);
  }
  return Uint8Array.from(bytes);
}

function connections(tokens: Uint8Array): Int16Array {
  const view = new DataView(tokens.buffer);
  const count = Math.floor(tokens.length / TOKEN_BYTES);
  const out = new Int16Array(count * 3);
  for (let index = 0; index < count; index++) {
    for (let part = 0; part < 3; part++) out[index * 3 + part] = view.getInt16(index * TOKEN_BYTES + part * 2, true);
  }
  return out;
}

function featureReader(tokens: Uint8Array, features: Uint8Array): (id: number) => string {
  const view = new DataView(tokens.buffer);
  const decoder = new TextDecoder();
  return (id) => {
    const start = view.getInt32(id + 6, true);
    return decoder.decode(features.subarray(start, features.indexOf(0, start)));
  };
}

/** `tid_map.dat`: a count, then for each trie id (ascending) the id, how many tokens, and the tokens. */
function readMap(bytes: Uint8Array<ArrayBuffer>): { entryStart: Int32Array; entries: Int32Array } {
  const source = new Int32Array(bytes.buffer);
  const pairs: [number, number][] = [];
  let highest = 0;
  for (let at = 1; at + 1 < source.length; at += 2 + (source[at + 1] ?? 0)) {
    pairs.push([source[at] ?? 0, at + 1]);
    highest = Math.max(highest, source[at] ?? 0);
  }
  const entryStart = new Int32Array(highest + 2);
  const entries = new Int32Array(source.length);
  let length = 0;
  let id = 0;
  for (const [key, at] of pairs) {
    while (id <= key) entryStart[id++] = length;
    const count = source[at] ?? 0;
    entries.set(source.subarray(at + 1, at + 1 + count), length);
    length += count;
  }
  entryStart.fill(length, id);
  return { entryStart, entries: entries.slice(0, length) };
}

function classEntries(bytes: Uint8Array<ArrayBuffer>): number[][] {
  const { entryStart, entries } = readMap(bytes);
  return Array.from({ length: entryStart.length - 1 }, (_, id) =>
    Array.from(entries.subarray(entryStart[id], entryStart[id + 1])),
  );
}

/** `unk_invoke.dat`: for each class invoke and group (a byte each), the longest length (32 bits) and a name ended by 0. */
function readClasses(bytes: Uint8Array): CharacterClass[] {
  const classes: CharacterClass[] = [];
  for (let at = 0; at + 1 < bytes.length; at = bytes.indexOf(0, at + 6) + 1) {
    classes.push({ invoke: bytes[at] === 1, group: bytes[at + 1] === 1 });
  }
  return classes;
}
