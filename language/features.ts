/** Hashed features of a message, in blocks that are weighed separately. */
import type { Analysis } from './analysis.ts';
import type { ConceptMatch } from './concepts.ts';
import { findAnswers } from './entities/answers.ts';
import { findPlainNames } from './service.ts';
import { toHiragana } from './sound.ts';
import type { Token } from './tokeniser.ts';

/** Per block a list of 32-bit hashes; one that occurs twice stands twice. */
export type FeatureBlocks = number[][];

const PRIME = 0x01000193;

/** FNV-1a over UTF-16 units, continued from `seed`. */
export function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return finish(hash);
}

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

/** Characters, sounds, words, concepts, last clause. */
export function extractFeatures(analysis: Analysis): FeatureBlocks {
  const names = findPlainNames(analysis.normalised.text);
  const { text, sound, tokens } = names.length === 0 ? asIs(analysis) : withNamesAlike(analysis, names);
  return [
    characterGrams(`^${text}$`, 1, 5, 0x11),
    characterGrams(`^${sound}$`, 2, 5, 0x22),
    wordFeatures(tokens),
    [...conceptFeatures(analysis.concepts), ...stanceFeatures(analysis), ...nameFeatures(analysis, names)],
    focusFeatures(analysis),
  ];
}

interface Readings {
  text: string;
  sound: string;
  tokens: Token[];
}

type Span = { start: number; end: number };

const asIs = ({ normalised: { text }, sound, tokens }: Analysis): Readings => ({ text, sound, tokens });

/** Stands for every service, so that what was learned of one is known of the others. */
const ANY_NAME = '◆';

function withNamesAlike({ normalised: { text }, tokens }: Analysis, names: Span[]): Readings {
  const alike = tokens.flatMap((token) => {
    const name = names.find(({ start, end }) => token.start >= start && token.start < end);
    if (!name) return [token];
    return token.start === name.start ? [{ ...token, surface: ANY_NAME, base: ANY_NAME, reading: ANY_NAME }] : [];
  });
  return {
    text: names.reduceRight((left, { start, end }) => left.slice(0, start) + ANY_NAME + left.slice(end), text),
    sound: alike.map((token) => toHiragana(token.reading)).join(''),
    tokens: alike,
  };
}

/** Which service it is stays known in one place. */
const nameFeatures = ({ normalised: { text } }: Analysis, names: Span[]): number[] =>
  names.map(({ start }) => hashOf(text.slice(start, start + 2), 0x99));

function characterGrams(text: string, shortest: number, longest: number, seed: number): number[] {
  const out: number[] = [];
  for (let start = 0; start < text.length; start++) {
    let hash = Math.imul(seed, 0x9e3779b1);
    const last = Math.min(text.length, start + longest);
    for (let at = start; at < last; at++) {
      hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
      if (at - start + 1 >= shortest) out.push(finish(hash ^ (at - start)));
    }
  }
  return out;
}

const PUNCTUATION = '記号';

function wordFeatures(tokens: Token[]): number[] {
  const words = tokens.filter((token) => token.part !== PUNCTUATION && token.surface.trim() !== '');
  const bases = words.map((token) => hashOf(toHiragana(token.base), 0x33));
  const surfaces = words.map((token) => hashOf(token.surface, 0x44));
  const out = [...bases, ...surfaces];
  for (let at = 0; at + 1 < words.length; at++) {
    out.push(pair(bases[at], bases[at + 1], 1), pair(surfaces[at], surfaces[at + 1], 2));
    if (at + 2 < words.length) out.push(pair(bases[at], bases[at + 2], 3));
    if (at + 2 < words.length) out.push(pair(pair(bases[at], bases[at + 1], 4), bases[at + 2], 5));
  }
  return out;
}

function pair(left = 0, right = 0, kind: number): number {
  return finish(Math.imul(left ^ (kind * 0x9e3779b1), PRIME) ^ right);
}

const MOST_CONCEPTS = 14;

/** Each concept, denied or not, each two together, each two that follow one another, the first and the last. */
function conceptFeatures(matches: ConceptMatch[]): number[] {
  const kinds = matches.slice(-MOST_CONCEPTS).map(({ concept, denied }) => concept * 2 + (denied ? 1 : 0));
  const out = kinds.map((kind) => pair(kind, 0, 11));
  const distinct = [...new Set(kinds)].sort((left, right) => left - right);
  for (const [at, left] of distinct.entries()) {
    for (let other = at + 1; other < distinct.length; other++) out.push(pair(left + 1000, distinct[other], 12));
  }
  for (let at = 0; at + 1 < kinds.length; at++) out.push(pair((kinds[at] ?? 0) + 2000, kinds[at + 1], 13));
  if (kinds.length > 0) out.push(pair(kinds[0], 3000, 14), pair(kinds.at(-1), 4000, 15));
  return out;
}

/** 「暗証やパスワードじゃなくて住所を直すだけ」: what comes after the denial is meant. */
const TURN =
  /(?:じゃ|では)(?:な(?:い|く|くて|いけど|いんだけど|いのですが|いんです|し)|ありません|あらへん)|(?:どうでもよく|後回し|ちゃう|違う|ちがう)(?:て|ねん|けど)|(?:です|ます|ました|る|た|ない)(?:けど|が|けれど|のに)[、 ]|[。!?]/g;

/** Words and concepts of the last part of a message that has several: there the wish stands. */
function focusFeatures({ normalised: { text }, tokens, concepts }: Analysis): number[] {
  let start = 0;
  for (const match of text.matchAll(TURN)) {
    const end = match.index + match[0].length;
    if (text.length - end >= SHORTEST_FOCUS) start = end;
  }
  if (start === 0) return [];
  const words = tokens.filter((token) => token.start >= start && token.part !== PUNCTUATION);
  const bases = words.map((token) => hashOf(toHiragana(token.base), 0x55));
  const pairs = bases.slice(1).map((base, at) => pair(bases[at], base, 21));
  const inside = concepts
    .filter((match) => match.start >= start)
    .map(({ concept, denied }) => pair(concept * 2 + (denied ? 1 : 0), 5000, 22));
  return [...bases, ...pairs, ...inside];
}

const SHORTEST_FOCUS = 4;

/** What is ruled out, how much of it, and whether the message is nothing but an answer. */
function stanceFeatures({ denied, normalised }: Analysis): number[] {
  const causes = denied.map((intent) => hashOf(intent, 0x66));
  const answers = findAnswers(normalised.text).map(({ type }) => hashOf(type, 0x77));
  return [...causes, ...answers, ...(denied.length > 0 ? [pair(Math.min(denied.length, 3), 6000, 23)] : [])];
}
