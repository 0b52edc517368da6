/** Japanese words out of running text: a minimum-cost path through the words of kuromoji's dictionary. */
import type { Dictionary } from './dictionary.ts';
import { Lattice } from './lattice.ts';

export interface Token {
  surface: string;
  /** Dictionary form; the surface for unknown words. */
  base: string;
  /** Katakana; the surface for unknown words. */
  reading: string;
  /** 名詞, 動詞, 助詞, … */
  part: string;
  /** 自立, 非自立, 格助詞, サ変接続, … */
  detail: string;
  /** 未然形, 連用形, … or `*`. */
  form: string;
  known: boolean;
  /** UTF-16 offsets into the text that was given. */
  start: number;
  end: number;
}

export interface Tokeniser {
  tokenise(text: string): Token[];
}

const SENTENCE_END = /[、。]/;
/** A longer stretch without punctuation is cut, which bounds the lattice. */
const LONGEST_STRETCH = 400;
const CACHE_LIMIT = 20000;

type Features = Pick<Token, 'surface' | 'base' | 'reading' | 'part' | 'detail' | 'form'>;

/** A tokeniser over a loaded dictionary. Words come out as kuromoji would give them (a test compares the two). */
export function createTokeniser(dictionary: Dictionary): Tokeniser {
  const lattice = new Lattice(dictionary);
  const cache = new Map<number, Features>();

  function featuresOf(id: number): Features {
    const cached = cache.get(id);
    if (cached) return cached;
    const made = parseFeatures(dictionary.knownFeatures(id));
    if (cache.size < CACHE_LIMIT) cache.set(id, made);
    return made;
  }

  function tokenise(text: string): Token[] {
    const tokens: Token[] = [];
    for (const [start, end] of stretches(text)) {
      lattice.shortestPath(text, start, end, (id, from, to) => {
        tokens.push(id >= 0 ? known(featuresOf(id), from, to) : unknown(text.slice(from, to), ~id, from, to));
      });
    }
    return tokens;
  }

  function unknown(surface: string, id: number, start: number, end: number): Token {
    const { part, detail } = parseFeatures(dictionary.unknownFeatures(id));
    return { surface, base: surface, reading: surface, part, detail, form: '*', known: false, start, end };
  }

  return { tokenise };
}

function known(features: Features, start: number, end: number): Token {
  return { ...features, known: true, start, end };
}

function parseFeatures(line: string): Features {
  const columns = line.split(',');
  const [surface = '', part = '', detail = ''] = columns;
  const base = columns[7];
  return {
    surface,
    part,
    detail,
    form: columns[6] ?? '*',
    base: base && base !== '*' ? base : surface,
    reading: columns[8] ?? surface,
  };
}

function* stretches(text: string): Generator<[number, number]> {
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const full = at + 1 - start >= LONGEST_STRETCH && !isHighSurrogate(text.charCodeAt(at));
    if (full || SENTENCE_END.test(text.charAt(at))) {
      yield [start, at + 1];
      start = at + 1;
    }
  }
  if (start < text.length) yield [start, text.length];
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
