import type { Analysis } from '../language/analysis.ts';
import { type Predicate, predicatesOf } from '../language/predicates.ts';
import { toHiragana } from '../language/sound.ts';
import type { Context } from './context.ts';
import { NumberSet } from './number-set.ts';

/** A message as numbers: hashed features for the class part, and weighted words for what it is compared with. */
export interface Encoded {
  /** Features of the message alone, and of the message together with what is expected. */
  features: Int32Array;
  /** Hashes of what it is compared by: words, pairs of words, sounds, concepts. */
  terms: Int32Array;
  /** Hashes of its content words and concepts alone. */
  core: Int32Array;
  /** Base forms of its content words, in hiragana. */
  content: string[];
  /** What is waited for; 0 where nobody asked. */
  code: number;
  /** Bits of `MOOD`. */
  mood: number;
}

export const MOOD = { question: 1, negated: 2, wish: 4, past: 8 } as const;

const PRIME = 0x01000193;

export function hashText(text: string, seed: number): number {
  let hash = startOf(seed);
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return finish(hash);
}

function startOf(seed: number): number {
  return Math.imul(seed ^ 0x811c9dc5, 0x9e3779b1);
}

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

/**
 * Longer texts are compared by their beginning and end alone; the analysis has cut them already.
 * @param known its predicates, when they were found already
 */
export function encode(analysis: Analysis, context?: Context, known?: readonly Predicate[]): Encoded {
  const { tokens, normalised, sound, concepts } = analysis;
  const text = normalised.text;
  const predicates = known ?? predicatesOf(tokens, text);
  const words = tokens.filter((token) => token.part !== '記号' && token.surface.trim() !== '');
  const bases = words.map((token) =>
    toHiragana(token.base === '*' ? token.surface : token.known ? token.base : token.surface),
  );
  const surfaces = words.map((token) => token.surface);
  const mood = moodOf(predicates, text);
  const moods = moodFeatures(predicates, mood);
  SET.clear();
  addGrams(SET, endsOf(text), 1, 4, 11);
  addGrams(SET, endsOf(sound), 2, 4, 12);
  SET.addAll(wordFeatures(bases, surfaces));
  for (const { concept, denied } of concepts) SET.add(hashText(`${concept}${denied ? '-' : ''}`, 13));
  SET.addAll(moods);
  SET.add(hashText(String(Math.min(8, Math.floor(text.length / 5))), 14));
  if (context) SET.addAll(together(context, bases, surfaces, sound, moods, concepts, text.length));
  const features = SET.numbers();
  const content = words.flatMap((token, at) => (isContent(token.part, token.detail) ? [bases[at] as string] : []));
  return {
    features,
    terms: termsOf(bases, surfaces, sound, concepts),
    core: coreOf(content, concepts),
    content: [...new Set(content)],
    code: context ? expectationCode(context) : 0,
    mood,
  };
}

/** Of one message at a time. */
const SET = new NumberSet();

function endsOf(text: string): string {
  return text.length > 120 ? `${text.slice(0, 60)}${text.slice(-60)}` : text;
}

function termsOf(
  bases: readonly string[],
  surfaces: readonly string[],
  sound: string,
  concepts: Analysis['concepts'],
): Int32Array {
  SET.clear();
  for (const base of bases) SET.add(hashText(base, 21));
  for (let at = 1; at < surfaces.length; at++) SET.add(hashText(`${surfaces[at - 1]} ${surfaces[at]}`, 22));
  addGrams(SET, sound, 3, 3, 23);
  for (const { concept, denied } of concepts) SET.add(hashText(`${concept}${denied ? '-' : ''}`, 24));
  return SET.numbers();
}

function coreOf(content: readonly string[], concepts: Analysis['concepts']): Int32Array {
  SET.clear();
  for (const base of content) SET.add(hashText(base, 21));
  for (const { concept, denied } of concepts) SET.add(hashText(`${concept}${denied ? '-' : ''}`, 24));
  return SET.numbers();
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
  for (const place of [placeOf(context), widerPlaceOf(context)]) {
    out.push(place);
    for (const base of bases) out.push(hashText(base, place));
    for (const mood of moods) out.push(hashText(String(mood), place + 1));
    for (const { concept, denied } of concepts) out.push(hashText(`${concept}${denied}`, place + 2));
    out.push(hashText(surfaces.slice(-2).join(' '), place + 3));
  }
  for (const { concept, denied } of concepts) out.push(hashText(`${concept}${denied}`, seed + 140));
  return out;
}

const CODES = { question: 0, result: 1, step: 2, topic: 3, service: 4, danger: 5, waiting: 6, nothing: 7 } as const;

/** So many things can be waited for. */
export const CODE_COUNT = 9;

/** What is waited for; the two dangers apart. */
function expectationCode({ expect, danger }: Context): number {
  return expect === 'danger' && danger === 'phishing_suspected' ? 8 : CODES[expect];
}

/** The same for the same question, remedy, step or topic, at any service. */
export function placeOf({ expect, question, remedy, cause, procedure, step, topic, intent, danger }: Context): number {
  return hashText([expect, question ?? remedy ?? cause ?? topic ?? intent ?? danger, procedure, step].join(' '), 51);
}

/** The cause or the procedure that it belongs to; else the service. */
function widerPlaceOf({ expect, service, cause, procedure }: Context): number {
  return hashText([expect, cause ?? procedure ?? service].join(' '), 52);
}

export function codeOf(context: Context): number {
  return expectationCode(context);
}

/** Of each piece of the text between two lengths, as `hashText` would hash it; no piece is cut out. */
function addGrams(into: NumberSet, text: string, shortest: number, longest: number, seed: number): void {
  const padded = `^${text}$`;
  for (let length = shortest; length <= longest; length++) {
    const start = startOf(seed * 7 + length);
    for (let from = 0; from + length <= padded.length; from++) {
      let hash = start;
      for (let at = from; at < from + length; at++) hash = Math.imul(hash ^ padded.charCodeAt(at), PRIME);
      into.add(finish(hash));
    }
  }
}
