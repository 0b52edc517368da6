/** Hashed features of a message, in blocks that are weighed separately. */
import type { Analysis } from './analysis.ts';
import { toHiragana } from './analysis.ts';
import type { Token } from './tokeniser.ts';

/** Per block a list of 32-bit hashes; one that occurs twice stands twice. */
export type FeatureBlocks = number[][];

export const BLOCK_COUNT = 3;

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

/** Characters, sounds, words. */
export function extractFeatures(analysis: Analysis): FeatureBlocks {
  return [
    characterGrams(`^${analysis.normalised.text}$`, 1, 5, 0x11),
    characterGrams(`^${analysis.reading}$`, 2, 5, 0x22),
    wordFeatures(analysis.tokens),
  ];
}

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
