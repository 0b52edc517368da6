const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** Ends of sentences, with closing marks that belong to them. */
const SENTENCE_END = /[。．！？!?\n]+[」』）)】]*/gu;
/** Where a sentence without end may be parted. */
const PAUSE = /[、，,\s]+/gu;

/** Characters as people count them: an emoji family is one. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** At most `most` characters as people count them; `…` stands for what was left out. */
export function cutGraphemes(text: string, most: number): string {
  const all = graphemes(text);
  return all.length <= most ? text : `${all.slice(0, most - 1).join('')}…`;
}

/** At most `most` UTF-16 units, never part of a character; `…` stands for what was left out. */
export function cutUnits(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, edgeBefore(text, most - 1))}…`;
}

/**
 * Parts of at most `most` UTF-16 units each. They end where a sentence ends, failing that at a pause, and never inside a character.
 * Blanks at the edges are dropped, nothing else.
 */
export function splitText(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const edge = lastEdge(rest, SENTENCE_END, most) ?? lastEdge(rest, PAUSE, most) ?? edgeBefore(rest, most);
    parts.push(rest.slice(0, edge).trim());
    rest = rest.slice(edge).trim();
  }
  return [...parts, rest].filter((part) => part !== '');
}

/** The end of the last match that lies within the first `most` units and between two characters. */
function lastEdge(text: string, pattern: RegExp, most: number): number | undefined {
  const edges = Array.from(text.slice(0, most + 1).matchAll(pattern), (match) => match.index + match[0].length);
  return edges.findLast((edge) => edge > 0 && edge <= most && edgeBefore(text, edge) === edge);
}

/** The nearest place between two characters at or before `index`. */
function edgeBefore(text: string, index: number): number {
  const start = segmenter.segment(text).containing(index)?.index ?? text.length;
  if (start > 0) return start;
  // One character longer than the limit (marks heaped on a letter): a surrogate pair is all that is kept whole.
  const insidePair = /^[\uDC00-\uDFFF]/.test(text.slice(index)) && /[\uD800-\uDBFF]$/.test(text.slice(0, index));
  return insidePair ? index - 1 : index;
}
