import type { Look } from '../language/understander.ts';
import type { Candidates } from './candidates.ts';
import { clausesOf } from './clauses.ts';
import type { Context } from './context.ts';
import { encode } from './encoding.ts';
import type { Examples } from './examples.ts';
import { contrast, type Gains, gainsOf } from './explaining.ts';
import type { Proposal } from './proposal.ts';
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
}

/** Reads a message in its context. Never throws; bounded work for any string. */
export interface Reader {
  /** @param look the message as `look` saw it, when that was asked for already */
  read(text: string, context: Context, look?: Look): Heard;
  look(text: string): Look;
  /** What decided for the likeliest reading against the next, for staff and for learning. */
  explain(heard: Heard): string[];
}

/** A message that needs no reading: a button, or nothing but marks. */
export function unread(text: string, context: Context, look: Look): Heard {
  return { text, look, context, readings: [], taken: [], stances: [] };
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
  readonly #gains = new WeakMap<Heard, Gained | null>();

  constructor(parts: { look: (text: string) => Look; candidates: Candidates; ranker: Ranker; examples: Examples }) {
    this.#look = parts.look;
    this.#candidates = parts.candidates;
    this.#ranker = parts.ranker;
    this.#examples = parts.examples;
  }

  look(text: string): Look {
    return this.#look(text);
  }

  read(text: string, context: Context, look: Look = this.#look(text)): Heard {
    const pieces = clausesOf(look.analysis);
    const parts = pieces.length > 1 ? pieces.map((piece) => this.#rank(piece, this.#look(piece), context)) : [];
    const whole = this.#rank(text, look, context);
    const combined = combine(
      whole.readings,
      parts.map(({ readings }) => readings),
    );
    const acts = combined.filter(({ key }) => !key.startsWith('stance:'));
    const stances = combined.filter(({ key, probability }) => key.startsWith('stance:') && probability >= STANCE);
    const taken = takeTogether(acts.length > 0 ? acts : combined);
    const heard = {
      text,
      look,
      context,
      readings: combined
        .filter(({ probability }) => probability >= WORTH_KEEPING)
        .map(({ key, probability }) => ({ key, probability })),
      taken,
      stances: stances.map(({ key, probability }) => ({ key, probability })),
    };
    this.#gains.set(heard, this.#gainsOf(heard, whole));
    return heard;
  }

  explain(heard: Heard): string[] {
    const kept = this.#gains.get(heard);
    const gains = kept === undefined ? this.#gainsOf(heard, this.#rank(heard.text, heard.look, heard.context)) : kept;
    return gains ? contrast(gains.best, gains.behind) : [];
  }

  /** What spoke for the two likeliest, kept while the proposal still stands. */
  #gainsOf({ readings }: Heard, { byClass, code, proposal }: Ranked): Gained | null {
    const [best, behind] = readings.slice(0, 2).map(({ key }) => gainsOf(this.#ranker, byClass, code, proposal, key));
    return best && behind ? { best, behind } : null;
  }

  #rank(text: string, look: Look, context: Context): Ranked {
    const encoded = encode(look.analysis, context, look.understanding.predicates);
    const nearness = this.#examples.near(encoded, context);
    const proposal = this.#candidates.propose({ encoded, intents: look.intents, text }, context, nearness);
    const byClass = this.#ranker.classScores(this.#ranker.placesOf(encoded.features));
    const probabilities = this.#ranker.rank(byClass, encoded.code, proposal);
    const readings = new Map<ReadingKey, number>();
    for (const [at, { entry }] of proposal.candidates.entries()) readings.set(entry.key, probabilities[at] as number);
    return { readings, byClass, code: encoded.code, proposal };
  }
}

interface Ranked {
  readings: ReadonlyMap<ReadingKey, number>;
  byClass: Float64Array;
  code: number;
  /** Stands until the next is asked for. */
  proposal: Proposal;
}

interface Gained {
  best: Gains;
  behind: Gains;
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
