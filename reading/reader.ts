import type { Look } from '../language/understander.ts';
import type { Candidate, Candidates, Seen } from './candidates.ts';
import { clausesOf } from './clauses.ts';
import type { Context } from './context.ts';
import { codeOf, encode } from './encoding.ts';
import type { Examples } from './examples.ts';
import type { Ranker } from './ranker.ts';
import { kindOf, partsOf, type Reading, type ReadingKey } from './reading.ts';

/** What a message was taken for. */
export interface Heard {
  text: string;
  look: Look;
  context: Context;
  /** Every reading worth a thought, the likeliest first. */
  readings: Reading[];
  /** Those taken together: one or several, in the order of the words. */
  taken: Reading[];
  /** How it is said, beside what is said. */
  stances: Reading[];
  /** What decided for the likeliest, for staff and for learning. */
  why: string[];
}

/** Reads a message in its context. Never throws; bounded work for any string. */
export interface Reader {
  read(text: string, context: Context): Heard;
}

/** From here on a further reading of another clause is taken as well. */
const FURTHER = 0.4;
/** A further reading of the same words must be this likely. */
const BESIDE = 0.3;
const STANCE = 0.3;
/** Readings below this are not worth keeping. */
const WORTH_KEEPING = 0.02;

export class ContextReader implements Reader {
  readonly #look: (text: string) => Look;
  readonly #candidates: Candidates;
  readonly #ranker: Ranker;
  readonly #examples: Examples;

  constructor(parts: { look: (text: string) => Look; candidates: Candidates; ranker: Ranker; examples: Examples }) {
    this.#look = parts.look;
    this.#candidates = parts.candidates;
    this.#ranker = parts.ranker;
    this.#examples = parts.examples;
  }

  read(text: string, context: Context): Heard {
    const look = this.#look(text);
    const whole = this.#rank(text, look, context);
    const pieces = clausesOf(look.analysis);
    const parts = pieces.length > 1 ? pieces.map((piece) => this.#rank(piece, this.#look(piece), context)) : [];
    const combined = combine(
      whole.readings,
      parts.map(({ readings }) => readings),
    );
    const acts = combined.filter(({ key }) => !key.startsWith('stance:'));
    const stances = combined.filter(({ key, probability }) => key.startsWith('stance:') && probability >= STANCE);
    const taken = takeTogether(acts.length > 0 ? acts : combined);
    return {
      text,
      look,
      context,
      readings: combined
        .filter(({ probability }) => probability >= WORTH_KEEPING)
        .map(({ key, probability }) => ({ key, probability })),
      taken,
      stances: stances.map(({ key, probability }) => ({ key, probability })),
      why: [],
    };
  }

  #rank(text: string, look: Look, context: Context): { readings: Map<ReadingKey, number>; candidates: Candidate[] } {
    const seen: Seen = { encoded: encode(look.analysis, context), intents: look.intents, text };
    const nearness = this.#examples.near(seen.encoded, codeOf(context));
    const candidates = this.#candidates.propose(seen, context, nearness);
    const probabilities = this.#ranker.probabilities(seen.encoded.features, candidates);
    return {
      readings: new Map(candidates.map(({ entry }, at) => [entry.key, probabilities[at] as number])),
      candidates,
    };
  }
}

interface Combined extends Reading {
  /** The clause that says it best; -1: the whole. */
  clause: number;
}

/** The whole message's probability and the best clause's, together. */
function combine(
  whole: ReadonlyMap<ReadingKey, number>,
  parts: readonly ReadonlyMap<ReadingKey, number>[],
): Combined[] {
  const keys = new Set([...whole.keys(), ...parts.flatMap((part) => [...part.keys()])]);
  const combined = [...keys].map((key): Combined => {
    const all = whole.get(key) ?? 0;
    let clause = -1;
    let best = 0;
    for (const [at, part] of parts.entries()) {
      const probability = part.get(key) ?? 0;
      if (probability > best) {
        best = probability;
        clause = at;
      }
    }
    return { key, probability: parts.length === 0 ? all : (all + best) / 2, clause };
  });
  return combined.sort((a, b) => b.probability - a.probability);
}

/** What can be said of only one thing at a time. */
function slotOf(key: ReadingKey): string {
  const [kind, first] = partsOf(key);
  if (kind === 'book' || kind === 'cause') return `${kind}:${first}`;
  if (kind === 'service') return key.includes('!') ? key : kind;
  return kind === 'result' || kind === 'move' || kind === 'reported' || kind === 'danger' ? kind : key;
}

/** Asking is one thing, whatever is found to answer it: two answers to one question are no two questions. */
const ASKING: ReadonlySet<string> = new Set(['fact', 'step', 'topic', 'term', 'unknown', 'why', 'need']);

function takeTogether(combined: readonly Combined[]): Reading[] {
  const [first, ...others] = combined;
  if (!first) return [];
  const taken = [first];
  for (const other of others.slice(0, 6)) {
    const another = other.clause >= 0 && taken.every(({ clause }) => clause !== other.clause);
    const clash = taken.some(
      ({ key, clause }) =>
        slotOf(key) === slotOf(other.key) ||
        (ASKING.has(kindOf(key)) && ASKING.has(kindOf(other.key)) && (clause === other.clause || clause < 0)),
    );
    if (!clash && other.probability >= (another ? FURTHER : BESIDE) && other.key !== 'none') taken.push(other);
  }
  return taken.sort((a, b) => a.clause - b.clause).map(({ key, probability }) => ({ key, probability }));
}
