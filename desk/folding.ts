const KATAKANA_TO_HIRAGANA = 0x60;

/** One form for what is written in several: width, case, kana and gaps no longer matter to a search. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_TO_HIRAGANA))
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The pieces of a search, folded; all of them must be found. */
export function piecesOf(query: string): string[] {
  return [...new Set(fold(query).split(' '))].filter(Boolean).slice(0, 5);
}
