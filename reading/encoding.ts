import type { Analysis } from '../language/analysis.ts';
import { type Predicate, predicatesOf } from '../language/predicates.ts';
import { toHiragana } from '../language/sound.ts';
import type { Context } from './context.ts';

/** A message as numbers: hashed features for the class part, and weighted words for what it is compared with. */
export interface Encoded {
  /** Features of the message alone, and of the message together with what is expected. */
  features: Int32Array;
  /** Hashes of what it is compared by: words, pairs of words, sounds, concepts. */
  terms: Int32Array;
  /** Base forms of its content words, in hiragana. */
  content: string[];
  /** Bits of `MOOD`. */
  mood: number;
}

export const MOOD = { question: 1, negated: 2, wish: 4, past: 8 } as const;

const PRIME = 0x01000193;

export function hashText(text: string, seed: number): number {
  let hash = Math.imul(seed ^ 0x811c9dc5, 0x9e3779b1);
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** Longer texts are compared by their beginning and end alone; the analysis has cut them already. */
export function encode(analysis: Analysis, context?: Context): Encoded {
  const { tokens, normalised, sound, concepts } = analysis;
  const text = normalised.text;
  const predicates = predicatesOf(tokens, text);
  const words = tokens.filter((token) => token.part !== '記号' && token.surface.trim() !== '');
  const bases = words.map((token) =>
    toHiragana(token.base === '*' ? token.surface : token.known ? token.base : token.surface),
  );
  const surfaces = words.map((token) => token.surface);
  const mood = moodOf(predicates, text);
  const moods = moodFeatures(predicates, mood);
  const wordy = wordFeatures(bases, surfaces);
  const features = [
    ...grams(text.length > 120 ? `${text.slice(0, 60)}${text.slice(-60)}` : text, 1, 4, 11),
    ...grams(sound.length > 120 ? `${sound.slice(0, 60)}${sound.slice(-60)}` : sound, 2, 4, 12),
    ...wordy,
    ...concepts.map(({ concept, denied }) => hashText(`${concept}${denied ? '-' : ''}`, 13)),
    ...moods,
    hashText(String(Math.min(8, Math.floor(text.length / 5))), 14),
  ];
  if (context) features.push(...together(context, bases, surfaces, sound, moods, concepts, text.length));
  const terms = [
    ...bases.map((base) => hashText(base, 21)),
    ...surfaces.slice(1).map((surface, at) => hashText(`${surfaces[at]} ${surface}`, 22)),
    ...grams(sound, 3, 3, 23),
    ...concepts.map(({ concept, denied }) => hashText(`${concept}${denied ? '-' : ''}`, 24)),
  ];
  const content = words.flatMap((token, at) => (isContent(token.part, token.detail) ? [bases[at] as string] : []));
  return { features: unique(features), terms: unique(terms), content: [...new Set(content)], mood };
}

function isContent(part: string, detail: string): boolean {
  if (part === '名詞') return detail !== '非自立' && detail !== '代名詞';
  return (part === '動詞' || part === '形容詞') && detail === '自立';
}

/** Bits of the whole message: of its last predicate, a question anywhere. */
function moodOf(predicates: readonly Predicate[], text: string): number {
  const last = predicates.at(-1);
  const asks =
    /[?？]/u.test(text) ||
    predicates.some(({ question }) => question) ||
    /(?:の|か|かな|かね|でしょう)[。]?$/u.test(text);
  return (
    (asks ? MOOD.question : 0) |
    (last?.negated ? MOOD.negated : 0) |
    (last && (last.wish || last.request || last.intended) ? MOOD.wish : 0) |
    (last?.past ? MOOD.past : 0)
  );
}

const FLAGS = [
  'negated',
  'past',
  'wish',
  'request',
  'question',
  'conditional',
  'intended',
  'duty',
  'quoted',
  'received',
  'doubtful',
] as const;

function moodFeatures(predicates: readonly Predicate[], mood: number): number[] {
  const out = [hashText(`mood ${mood}`, 31)];
  for (const [at, predicate] of predicates.entries()) {
    const flags = FLAGS.filter((flag) => predicate[flag]).join(' ');
    const last = at === predicates.length - 1 ? 'last' : '';
    out.push(hashText(`${predicate.base} ${flags}`, 32), hashText(`${flags} ${last}`, 33));
    for (const noun of new Set([...predicate.objects, ...predicate.subjects])) {
      out.push(hashText(`${noun} ${predicate.base}`, 34), hashText(`${noun} ${predicate.base} ${flags}`, 35));
    }
  }
  return out;
}

function wordFeatures(bases: readonly string[], surfaces: readonly string[]): number[] {
  const out: number[] = [];
  for (let at = 0; at < bases.length; at++) {
    out.push(hashText(bases[at] as string, 41), hashText(surfaces[at] as string, 42));
    if (at + 1 < bases.length)
      out.push(hashText(`${bases[at]} ${bases[at + 1]}`, 43), hashText(`${surfaces[at]} ${surfaces[at + 1]}`, 44));
    if (at + 2 < bases.length)
      out.push(
        hashText(`${bases[at]} * ${bases[at + 2]}`, 45),
        hashText(`${surfaces[at]} ${surfaces[at + 1]} ${surfaces[at + 2]}`, 46),
      );
  }
  out.push(
    hashText(surfaces[0] ?? '', 47),
    hashText(surfaces.at(-1) ?? '', 48),
    hashText(surfaces.slice(-2).join(' '), 49),
  );
  return out;
}

/** The same words mean another thing where another thing is waited for. */
function together(
  context: Context,
  bases: readonly string[],
  surfaces: readonly string[],
  sound: string,
  moods: readonly number[],
  concepts: Analysis['concepts'],
  length: number,
): number[] {
  const seed = 100 + expectationCode(context);
  const out = [
    hashText('', seed),
    hashText(length < 4 ? 'tiny' : length < 9 ? 'short' : length < 20 ? 'some' : 'long', seed + 20),
  ];
  if (sound.length <= 14) out.push(hashText(sound, seed + 40));
  for (let at = 0; at < bases.length; at++) {
    out.push(hashText(bases[at] as string, seed + 60));
    if (at + 1 < bases.length) out.push(hashText(`${surfaces[at]} ${surfaces[at + 1]}`, seed + 80));
  }
  for (const mood of moods) out.push(hashText(String(mood), seed + 120));
  for (const { concept, denied } of concepts) out.push(hashText(`${concept}${denied}`, seed + 140));
  return out;
}

const CODES = { question: 0, result: 1, step: 2, topic: 3, service: 4, danger: 5, waiting: 6, nothing: 7 } as const;

/** What is waited for; the two dangers apart. */
function expectationCode({ expect, danger }: Context): number {
  return expect === 'danger' && danger === 'phishing_suspected' ? 8 : CODES[expect];
}

export function codeOf(context: Context): number {
  return expectationCode(context);
}

function grams(text: string, shortest: number, longest: number, seed: number): number[] {
  const padded = `^${text}$`;
  const out: number[] = [];
  for (let start = 0; start < padded.length; start++) {
    for (let length = shortest; length <= longest && start + length <= padded.length; length++) {
      out.push(hashText(padded.slice(start, start + length), seed * 7 + length));
    }
  }
  return out;
}

function unique(hashes: readonly number[]): Int32Array {
  return Int32Array.from(new Set(hashes));
}
