/** What the later steps need of a message: one spelling, words, and how it sounds. */
import { type NormalisedText, normalise } from './normalise.ts';
import type { Token, Tokeniser } from './tokeniser.ts';

export interface Analysis {
  /** As typed; the middle of a very long message left out. */
  original: string;
  normalised: NormalisedText;
  tokens: Token[];
  /** Hiragana, without long vowels and with づ, ぢ, を folded to ず, じ, お: how it sounds. */
  reading: string;
}

/** Longer messages are read at their beginning and their end only: the problem stands at one of the two. */
export const LONGEST_READ = 800;
const HALF = LONGEST_READ / 2;

/** Bounded work for any string. */
export function analyse(text: string, tokeniser: Tokeniser): Analysis {
  const original = shorten(text);
  const normalised = normalise(original);
  const tokens = tokeniser.tokenise(normalised.text);
  return { original, normalised, tokens, reading: soundOf(tokens) };
}

function shorten(text: string): string {
  return text.length <= LONGEST_READ ? text : `${text.slice(0, HALF)}\n${text.slice(-HALF)}`;
}

const FOLDED: Record<string, string> = { づ: 'ず', ぢ: 'じ', を: 'お', ゔ: 'ぶ', ー: '' };

function soundOf(tokens: Token[]): string {
  return tokens.map((token) => toHiragana(token.reading)).join('');
}

/** Katakana to hiragana, sounds folded. */
export function toHiragana(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 0x60) : text.charAt(at);
    out += FOLDED[letter] ?? letter;
  }
  return out;
}
