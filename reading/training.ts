import type { Knowledge } from '../knowledge/knowledge.ts';
import { createRandom, shuffle } from '../language/random.ts';
import type { Language } from '../language/understander.ts';
import { type Candidate, Candidates, MATCH_SIZE, type Seen, type Vectors } from './candidates.ts';
import { codeOf, type Encoded, encode } from './encoding.ts';
import { type Example, Examples, exampleOf } from './examples.ts';
import { MATCH_WEIGHTS, Ranker, type RankerWeights } from './ranker.ts';
import type { ReadingKey } from './reading.ts';
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

const EPOCHS = 12;
const RATE = 0.35;
const MATCH_RATE = 0.05;
/** Weights shrink by so much of themselves in an epoch. */
const DECAY = 1e-4;
/** Features that fewer turns have are left out. */
const LEAST_TURNS = 2;
/** In so many of the turns the writer's other turns do not count as examples: a new person's words are nobody's neighbours. */
const STRANGERS = 0.5;
/** Below this the gradient of a candidate is left out. */
const LEAST_GRADIENT = 0.002;

interface Row {
  places: Int32Array;
  classes: Int16Array;
  families: Int8Array;
  /** The matches, side by side, in hundredths. */
  match: Int8Array;
  targets: Float32Array;
}

/** Deterministic for the same turns. @param log what is said of the progress */
export function trainReader(
  turns: readonly LabelledTurn[],
  seed: Seed,
  log: (line: string) => void = () => {},
): ReaderParts {
  const looked = turns.map((turn) => lookAt(turn.text, turn, seed.language));
  const examples = turns.map((turn, at) => exampleOf(turn, (looked[at] as Seen).encoded));
  const centroids = centroidsOf(turns, looked, seed.vectors);
  const candidates = candidatesOf(seed, centroids.means, turns);
  const hashes = frequent(looked.map(({ encoded }) => encoded.features));
  log(`${turns.length} turns, ${hashes.length} features`);
  const store = new Examples(examples);
  const random = createRandom(11);
  const classes: string[] = [];
  const classAt = new Map<string, number>();
  const places = new Map(Array.from(hashes, (hash, place) => [hash, place] as const));
  const rows = turns.map((turn, at) => {
    const seen = looked[at] as Seen;
    const stranger = random() < STRANGERS;
    const nearness = store.near(
      seen.encoded,
      codeOf(turn.after),
      (example) =>
        example === examples[at] ||
        (stranger && example.writer === turn.writer) ||
        (example.code === codeOf(turn.after) && sameTerms(example, seen.encoded)),
    );
    const proposed = candidates.propose(seen, turn.after, nearness, turn.means.flat(), (key) =>
      centroids.without(key, at),
    );
    for (const { classKey } of proposed) if (!classAt.has(classKey)) classAt.set(classKey, classes.push(classKey) - 1);
    return rowOf(turn, seen, proposed, classAt, places);
  });
  log(
    `${classes.length} classes, ${Math.round(rows.reduce((sum, row) => sum + row.classes.length, 0) / rows.length)} candidates a turn`,
  );
  const weights = fit(rows, hashes, classes, random, log);
  return { weights, examples, centroids: centroids.means };
}

export function lookAt(text: string, turn: Pick<LabelledTurn, 'after'>, language: Language): Seen {
  const { analysis, intents } = language.look(text);
  return { encoded: encode(analysis, turn.after), intents, text };
}

export function candidatesOf(
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

function sameTerms(example: Example, { terms }: Encoded): boolean {
  return example.terms.length === terms.length && example.terms.every((term, at) => term === terms[at]);
}

function rowOf(
  turn: LabelledTurn,
  seen: Seen,
  proposed: readonly Candidate[],
  classAt: ReadonlyMap<string, number>,
  places: ReadonlyMap<number, number>,
): Row {
  const targets = targetsOf(turn, proposed);
  const match = new Int8Array(proposed.length * MATCH_SIZE);
  for (const [at, candidate] of proposed.entries())
    for (let number = 0; number < MATCH_SIZE; number++)
      match[at * MATCH_SIZE + number] = Math.round(
        100 * Math.max(-1.2, Math.min(1.2, candidate.match[number] as number)),
      );
  return {
    places: Int32Array.from(
      Array.from(seen.encoded.features, (hash) => places.get(hash) ?? -1).filter((place) => place >= 0),
    ),
    classes: Int16Array.from(proposed, ({ classKey }) => classAt.get(classKey) as number),
    families: Int8Array.from(proposed, ({ family }) => family),
    match,
    targets,
  };
}

/** Each reading of a turn has the same share; how a thing is said has one only where nothing else is said. */
function targetsOf({ means }: LabelledTurn, proposed: readonly Candidate[]): Float32Array {
  const acts = means.filter(([key]) => !key?.startsWith('stance:'));
  const counted = acts.length > 0 ? acts : means;
  const targets = new Float32Array(proposed.length);
  const at = new Map(proposed.map(({ entry }, index) => [entry.key, index]));
  let total = 0;
  for (const keys of counted) {
    const found = keys.flatMap((key) => at.get(key) ?? []);
    for (const index of found) targets[index] = (targets[index] as number) + 1 / found.length;
    if (found.length > 0) total++;
  }
  if (total > 0)
    for (let index = 0; index < targets.length; index++) targets[index] = (targets[index] as number) / total;
  return targets;
}

function frequent(all: readonly Int32Array[]): Int32Array {
  const counts = new Map<number, number>();
  for (const features of all) for (const hash of features) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return Int32Array.from([...counts].filter(([, count]) => count >= LEAST_TURNS).map(([hash]) => hash));
}

/** AdaGrad on the likelihood of the right readings. */
function fit(
  rows: readonly Row[],
  hashes: Int32Array,
  classes: string[],
  random: () => number,
  log: (line: string) => void,
): RankerWeights {
  const width = classes.length;
  const weights = new Float32Array(hashes.length * width);
  const squares = new Float32Array(hashes.length * width).fill(0.01);
  const match = new Float32Array(MATCH_WEIGHTS);
  const matchSquares = new Float32Array(MATCH_WEIGHTS).fill(0.01);
  const order = rows.map((_row, at) => at).filter((at) => (rows[at] as Row).targets.some((target) => target > 0));
  const scores = new Float64Array(width);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    let loss = 0;
    for (const at of order) loss += step(rows[at] as Row, { width, weights, squares, match, matchSquares, scores });
    log(`epoch ${epoch + 1}: ${(loss / order.length).toFixed(4)}`);
  }
  return { classes, hashes, weights, match, temperature: 1 };
}

interface Learning {
  width: number;
  weights: Float32Array;
  squares: Float32Array;
  match: Float32Array;
  matchSquares: Float32Array;
  scores: Float64Array;
}

function step(row: Row, { width, weights, squares, match, matchSquares, scores }: Learning): number {
  const { places, classes, families, targets } = row;
  const scale = 1 / Math.sqrt(Math.max(1, places.length));
  scores.fill(0);
  for (const place of places) {
    const from = place * width;
    for (let at = 0; at < width; at++) scores[at] = (scores[at] as number) + (weights[from + at] as number);
  }
  const count = classes.length;
  const probabilities = new Float64Array(count);
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    let sum = (scores[classes[at] as number] as number) * scale;
    const from = (families[at] as number) * MATCH_SIZE;
    const own = at * MATCH_SIZE;
    for (let number = 0; number < MATCH_SIZE; number++)
      sum += ((match[from + number] as number) * (row.match[own + number] as number)) / 100;
    probabilities[at] = sum;
    if (sum > most) most = sum;
  }
  let total = 0;
  for (let at = 0; at < count; at++) total += probabilities[at] = Math.exp((probabilities[at] as number) - most);
  let loss = 0;
  const gradients = new Map<number, number>();
  for (let at = 0; at < count; at++) {
    const probability = (probabilities[at] as number) / total;
    const target = targets[at] as number;
    if (target > 0) loss -= target * Math.log(probability + 1e-9);
    const gradient = probability - target;
    if (Math.abs(gradient) < LEAST_GRADIENT) continue;
    const kind = classes[at] as number;
    gradients.set(kind, (gradients.get(kind) ?? 0) + gradient);
    const from = (families[at] as number) * MATCH_SIZE;
    const own = at * MATCH_SIZE;
    for (let number = 0; number < MATCH_SIZE; number++) {
      const value = row.match[own + number] as number;
      if (value === 0) continue;
      const slope = (gradient * value) / 100;
      const place = from + number;
      matchSquares[place] = (matchSquares[place] as number) + slope * slope;
      match[place] = (match[place] as number) - (MATCH_RATE * slope) / Math.sqrt(matchSquares[place] as number);
    }
  }
  for (const [kind, gradient] of gradients) {
    const slope = gradient * scale;
    const square = slope * slope;
    for (const place of places) {
      const index = place * width + kind;
      squares[index] = (squares[index] as number) + square;
      const value = weights[index] as number;
      weights[index] = value - RATE * ((slope + DECAY * value) / Math.sqrt(squares[index] as number));
    }
  }
  return loss;
}

interface Centroids {
  means: Map<ReadingKey, Float32Array>;
  /** The same without the turn itself. */
  without(key: ReadingKey, at: number): Float32Array | undefined;
}

function centroidsOf(turns: readonly LabelledTurn[], looked: readonly Seen[], vectors: Vectors | null): Centroids {
  const sums = new Map<ReadingKey, { sum: Float32Array; count: number }>();
  const own = looked.map(({ encoded }) => vectors?.of(encoded.content) ?? null);
  for (const [at, { means }] of turns.entries()) {
    const vector = own[at];
    if (!vector) continue;
    for (const key of new Set(means.flat())) {
      const entry = sums.get(key) ?? { sum: new Float32Array(vector.length), count: 0 };
      for (let index = 0; index < vector.length; index++)
        entry.sum[index] = (entry.sum[index] as number) + (vector[index] as number);
      entry.count++;
      sums.set(key, entry);
    }
  }
  const means = new Map([...sums].map(([key, { sum }]) => [key, normalised(sum)]));
  return {
    means,
    without(key, at) {
      const entry = sums.get(key);
      const vector = own[at];
      if (!entry || !vector || !turns[at]?.means.flat().includes(key)) return means.get(key);
      return entry.count === 1
        ? undefined
        : normalised(entry.sum.map((value, index) => value - (vector[index] as number)));
    },
  };
}

function normalised(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares) || 1;
  return vector.map((value) => value / length);
}

export { Ranker };
