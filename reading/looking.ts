/** Looks at all turns that are learnt from: each text once, and no more kept of it than is learnt from. */
import type { Language } from '../language/understander.ts';
import { clausesOf } from './clauses.ts';
import { encode } from './encoding.ts';
import type { Seen } from './matching.ts';
import type { ReadingKey } from './reading.ts';
import type { LabelledTurn } from './turns.ts';

/** Turns with what was seen of each. */
export interface Looked {
  turns: LabelledTurn[];
  seen: Seen[];
}

export function lookAt(text: string, turn: Pick<LabelledTurn, 'after'>, language: Language): Seen {
  const { analysis, intents, understanding } = language.look(text);
  return { encoded: encode(analysis, turn.after, understanding.predicates), intents, text };
}

/** The turns as they are, then the clauses of those that say several things. */
export function lookAtAll(labelled: readonly LabelledTurn[], language: Language): Looked {
  const turns = [...labelled, ...clauseTurns(labelled, language)];
  const seen = new Array<Seen>(turns.length);
  for (const [text, places] of placesOfTexts(turns)) {
    const { analysis, intents, understanding } = language.look(text);
    const kept = compact(intents);
    for (const at of places) {
      const encoded = encode(analysis, (turns[at] as LabelledTurn).after, understanding.predicates);
      seen[at] = { encoded, intents: kept, text };
    }
  }
  return { turns, seen };
}

function placesOfTexts(turns: readonly LabelledTurn[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [at, { text }] of turns.entries()) {
    const list = places.get(text);
    if (list) list.push(at);
    else places.set(text, [at]);
  }
  return places;
}

/** The probabilities as bare numbers: a map for each text would be most of what training keeps. */
function compact(intents: Seen['intents'] & Iterable<[string, number]>): Seen['intents'] {
  const values = Float32Array.from(intents, ([name, value]) => {
    if (!NUMBERS.has(name)) NUMBERS.set(name, NUMBERS.size);
    return value;
  });
  return { get: (name) => values[NUMBERS.get(name) ?? -1] };
}

/** Of the intents, in the order in which the classifier names them. */
const NUMBERS = new Map<string, number>();

/** Where a turn has as many clauses as readings, each is a turn of its own. */
function clauseTurns(turns: readonly LabelledTurn[], language: Language): LabelledTurn[] {
  return turns.flatMap((turn) => {
    if (turn.means.length < 2) return [];
    const pieces = clausesOf(language.look(turn.text).analysis);
    if (pieces.length !== turn.means.length) return [];
    return pieces.map((text, at) => ({ ...turn, text, means: [turn.means[at] as ReadingKey[]] }));
  });
}
