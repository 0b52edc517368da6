import type { Term } from '../knowledge/schema.ts';
import type { ReadingKey } from './reading.ts';
import type { LabelledTurn } from './turns.ts';

/** The turns with every word that is asked for under the glossary's own name for it; a word that the glossary lacks is not known. */
export function underGlossaryNames(turns: readonly LabelledTurn[], terms: readonly Term[]): LabelledTurn[] {
  const names = new Map(terms.flatMap(({ words }) => words.map((word) => [word, words[0] as string] as const)));
  const named = (key: ReadingKey): ReadingKey => {
    if (!key.startsWith('term:')) return key;
    const name = names.get(key.slice('term:'.length));
    return name === undefined ? 'unknown' : `term:${name}`;
  };
  return turns.map((turn) => ({ ...turn, means: turn.means.map((keys) => keys.map(named)) }));
}
