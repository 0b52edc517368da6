/** What the later steps need of a message: one spelling, words, how it sounds, which ideas it names. */
import type { ConceptFinder, ConceptMatch } from './concepts.ts';
import { findDenied } from './negation.ts';
import { type NormalisedText, normalise } from './normalise.ts';
import { toHiragana } from './sound.ts';
import type { Token, Tokeniser } from './tokeniser.ts';
import type { Intent } from './types.ts';

export interface Analysis {
  /** As typed; the middle of a very long message left out. */
  original: string;
  normalised: NormalisedText;
  tokens: Token[];
  /** Hiragana, folded: how it sounds. */
  sound: string;
  /** Concepts in the order of the text; those that only the sound shows come after. */
  concepts: ConceptMatch[];
  /** Causes named in order to rule them out. */
  denied: Intent[];
}

export interface Analyser {
  /** Bounded work for any string; never throws. */
  analyse(text: string): Analysis;
  conceptNames: string[];
}

/** Longer messages are read at their beginning and their end only: the problem stands at one of the two. */
export const LONGEST_READ = 800;
const HALF = LONGEST_READ / 2;

export function createAnalyser(tokeniser: Tokeniser, concepts: ConceptFinder): Analyser {
  return {
    conceptNames: concepts.names,
    analyse(text) {
      const original = shorten(text);
      const normalised = normalise(original);
      const tokens = tokeniser.tokenise(normalised.text);
      const sound = tokens.map((token) => toHiragana(token.reading)).join('');
      return {
        original,
        normalised,
        tokens,
        sound,
        concepts: findConcepts(concepts, normalised.text, sound),
        denied: findDenied(normalised.text),
      };
    },
  };
}

function shorten(text: string): string {
  return text.length <= LONGEST_READ ? text : `${text.slice(0, HALF)}\n${text.slice(-HALF)}`;
}

function findConcepts(finder: ConceptFinder, text: string, sound: string): ConceptMatch[] {
  const spelled = finder.inSpelling(text);
  const seen = new Set(spelled.map((match) => match.concept));
  return [...spelled, ...finder.inSound(sound).filter((match) => !seen.has(match.concept))];
}
