import type { Knowledge } from '../knowledge/knowledge.ts';
import { createRandom } from '../language/random.ts';
import type { Language } from '../language/understander.ts';
import { Numbering } from './array-rows.ts';
import { Candidates, type Seen } from './candidates.ts';
import { centroidsOf } from './centroids.ts';
import { encode } from './encoding.ts';
import { type Example, Examples, exampleOf } from './examples.ts';
import { fitWeights } from './fitting.ts';
import type { Looked } from './looking.ts';
import type { RankerWeights } from './ranker.ts';
import type { ReadingKey } from './reading.ts';
import { type Row, rowOf } from './rows.ts';
import type { Vectors } from './shelf.ts';
import type { LabelledTurn } from './turns.ts';

/** Everything a reader is made of. */
export interface ReaderParts {
  weights: RankerWeights;
  examples: Example[];
  centroids: Map<ReadingKey, Float32Array>;
}

export interface Seed {
  knowledge: Knowledge;
  language: Language;
  labels: Readonly<Record<string, string>>;
  vectors: Vectors | null;
}

/** Features that fewer turns have are left out. */
const LEAST_TURNS = 3;
/** In so many of the turns the writer's other turns do not count as examples: a new person's words are nobody's neighbours. */
const STRANGERS = 0.5;

/** What the weights are fitted to. */
interface Material {
  rows: Row[];
  hashes: Int32Array;
  classes: string[];
  examples: Example[];
  centroids: Map<ReadingKey, Float32Array>;
}

/** Deterministic for the same turns. @param log what is said of the progress */
export function trainReader(looked: Looked, seed: Seed, log: (line: string) => void = () => {}): ReaderParts {
  const { rows, hashes, classes, examples, centroids } = materialOf(looked, seed, log);
  const weights = fitWeights(rows, hashes, classes, log);
  return { weights, examples, centroids };
}

/** What was seen of each turn is let go of as soon as its row is made. */
function materialOf({ turns, seen }: Looked, seed: Seed, log: (line: string) => void): Material {
  const examples = turns.map((turn, at) => exampleOf(turn, (seen[at] as Seen).encoded));
  const centroids = centroidsOf(turns, seen, seed.vectors);
  const candidates = candidatesOf(seed, centroids.means, turns);
  const hashes = frequent(seen.map(({ encoded }) => encoded.features));
  log(`${turns.length} turns, ${hashes.length} features`);
  const store = new Examples(examples);
  const without = withoutOf(turns, examples);
  const random = createRandom(11);
  const classes = new Numbering();
  const places = new Map(Array.from(hashes, (hash, place) => [hash, place] as const));
  let count = 0;
  const rows = turns.map((turn, at): Row => {
    const one = seen[at] as Seen;
    const stranger = random() < STRANGERS;
    const nearness = store.near(one.encoded, turn.after, without(at, stranger));
    const centroidOf = centroids.without(at, stranger);
    const proposal = candidates.propose(one, turn.after, nearness, turn.means.flat(), centroidOf);
    count += proposal.candidates.length;
    delete seen[at];
    return rowOf(turn, one.encoded, places, proposal, ({ classKey }) => classes.of(classKey));
  });
  log(`${classes.names.length} classes, ${Math.round(count / rows.length)} candidates a turn`);
  return { rows, hashes, classes: classes.names, examples, centroids: centroids.means };
}

/** Which examples a turn must not find: itself, those of its own line, the same words in its place, and as a stranger its writer's. */
function withoutOf(turns: readonly LabelledTurn[], examples: readonly Example[]) {
  const writers = numbersOf(examples, ({ writer }) => writer);
  const lines = numbersOf(turns, ({ place }) => String(place));
  const words = numbersOf(examples, ({ code, terms }) => `${code} ${terms.join(' ')}`);
  return (at: number, stranger: boolean) => {
    const writer = stranger ? writers[at] : -1;
    const line = lines[at];
    const word = words[at];
    return (id: number): boolean => writers[id] === writer || lines[id] === line || words[id] === word || id === at;
  };
}

/** The same number for the same name. */
function numbersOf<One>(all: readonly One[], nameOf: (one: One) => string): Int32Array {
  const names = new Numbering();
  return Int32Array.from(all, (one) => names.of(nameOf(one)));
}

function candidatesOf(
  seed: Seed,
  centroids: ReadonlyMap<ReadingKey, Float32Array>,
  turns: readonly { means: ReadingKey[][] }[],
): Candidates {
  const counts = new Map<ReadingKey, number>();
  for (const { means } of turns) for (const key of new Set(means.flat())) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Candidates({
    knowledge: seed.knowledge,
    labels: seed.labels,
    encode: (text) => encode(seed.language.analyser.analyse(text)),
    vectors: seed.vectors,
    centroids,
    counts,
  });
}

function frequent(all: readonly Int32Array[]): Int32Array {
  const counts = new Map<number, number>();
  for (const features of all) for (const hash of features) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return Int32Array.from([...counts].filter(([, count]) => count >= LEAST_TURNS).map(([hash]) => hash));
}
