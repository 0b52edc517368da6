/** How a text sounds, in hiragana. */

const FOLDED: Record<string, string> = { づ: 'ず', ぢ: 'じ', を: 'お', ゔ: 'ぶ', ー: '' };

/** Katakana to hiragana, with letters of the same sound folded together and long vowels left out. */
export function toHiragana(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 0x60) : text.charAt(at);
    out += FOLDED[letter] ?? letter;
  }
  return out;
}
