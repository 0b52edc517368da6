/** Ideas of our field behind many wordings: 「四つの数字」 and 「暗証番号」 are one. Found in the spelling and in the sound of a message. */
import { readFileSync } from 'node:fs';
import { normalise } from './normalise.ts';
import { toHiragana } from './sound.ts';
import type { Tokeniser } from './tokeniser.ts';

export interface ConceptMatch {
  concept: number;
  start: number;
  end: number;
  /** What follows denies it: 「ロックはされてない」. */
  denied: boolean;
}

export interface ConceptTable {
  names: string[];
  /** Word as normalised → concepts. */
  spelled: [string, number[]][];
  /** Word in hiragana → concepts; only words long enough not to be found by accident. */
  sounded: [string, number[]][];
}

const SHORTEST_SOUND = 4;

/** @param path a CSV file with the columns concept and words (separated by `|`) */
export function compileConcepts(path: string, tokeniser: Tokeniser): ConceptTable {
  const names: string[] = [];
  const spelled = new Map<string, Set<number>>();
  const sounded = new Map<string, Set<number>>();
  for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
    const [name, words] = line.trim().split(',');
    if (!name || !words) continue;
    const concept = names.push(name) - 1;
    for (const word of words.split('|')) {
      const text = normalise(word).text;
      add(spelled, text, concept);
      const sound = soundOfWord(text, tokeniser);
      if (sound.length >= SHORTEST_SOUND && /^[ぁ-ん]+$/.test(sound)) add(sounded, sound, concept);
    }
  }
  return { names, spelled: entries(spelled), sounded: entries(sounded) };
}

function add(words: Map<string, Set<number>>, word: string, concept: number): void {
  if (word === '') return;
  words.set(word, (words.get(word) ?? new Set()).add(concept));
}

const entries = (words: Map<string, Set<number>>): [string, number[]][] =>
  Array.from(words, ([word, concepts]) => [word, [...concepts]]);

function soundOfWord(text: string, tokeniser: Tokeniser): string {
  return toHiragana(
    tokeniser
      .tokenise(text)
      .map((token) => token.reading)
      .join(''),
  );
}

interface Node {
  next: Map<number, Node>;
  concepts: number[] | null;
}

/** Finds concepts in a text and its sound. */
export class ConceptFinder {
  readonly names: string[];
  readonly #spelled: Node;
  readonly #sounded: Node;

  constructor(table: ConceptTable) {
    this.names = table.names;
    this.#spelled = trieOf(table.spelled);
    this.#sounded = trieOf(table.sounded);
  }

  inSpelling(text: string): ConceptMatch[] {
    return findAll(this.#spelled, text);
  }

  inSound(sound: string): ConceptMatch[] {
    return findAll(this.#sounded, sound);
  }
}

function trieOf(words: [string, number[]][]): Node {
  const root: Node = { next: new Map(), concepts: null };
  for (const [word, concepts] of words) {
    let node = root;
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      let next = node.next.get(unit);
      if (!next) {
        next = { next: new Map(), concepts: null };
        node.next.set(unit, next);
      }
      node = next;
    }
    node.concepts = concepts;
  }
  return root;
}

const DENIAL =
  /^(?:じゃ|では|でも|って|とか|は|も|が|に|を|の|し|て|され|さ|かけ|かか|やっ|おり|おら|い|と|ら|っ|ん|せい|とる|こと|わけ|はず|ミス|間違い){0,6}(?:な[いくかけさ]|無[いくか]|ませ|へん|ねえ|ねぇ|ちゃう|違[いうっ]|ちがう|なし|しとらん|とらん|あらへん)/;

/** The longest word at each place; words inside a longer one do not count. */
function findAll(root: Node, text: string): ConceptMatch[] {
  const out: ConceptMatch[] = [];
  let covered = 0;
  for (let start = 0; start < text.length; start++) {
    const [end, concepts] = longestAt(root, text, start);
    if (
      !concepts ||
      end <= covered ||
      (isLatin(text, start - 1) && isLatin(text, start)) ||
      (isLatin(text, end - 1) && isLatin(text, end))
    )
      continue;
    const denied = DENIAL.test(text.slice(end, end + 16));
    for (const concept of concepts) out.push({ concept, start, end, denied });
    covered = end;
  }
  return out;
}

/** A word in Latin letters must not be a part of a longer one. */
function isLatin(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x61 && unit <= 0x7a;
}

function longestAt(root: Node, text: string, start: number): [number, number[] | null] {
  let node: Node | undefined = root;
  let found: [number, number[] | null] = [start, null];
  for (let at = start; at < text.length && node; at++) {
    node = node.next.get(text.charCodeAt(at));
    if (node?.concepts) found = [at + 1, node.concepts];
  }
  return found;
}
