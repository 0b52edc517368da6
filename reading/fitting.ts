import { createRandom, shuffle } from '../language/random.ts';
import { MATCH_SIZE } from './match.ts';
import { MATCH_WEIGHTS, matchStart, type RankerWeights, softmax } from './ranker.ts';
import { type Row, unpackMatches } from './rows.ts';

const EPOCHS = 4;
const RATE = 0.35;
const MATCH_RATE = 0.05;
/** Weights shrink by so much of themselves at each touch. */
const DECAY = 1e-4;
/** Below this the gradient of a candidate is left out. */
const LEAST_GRADIENT = 0.002;

interface Learning {
  width: number;
  weights: Float32Array;
  squares: Float32Array;
  match: Float32Array;
  matchSquares: Float32Array;
  scores: Float64Array;
  byClass: Float64Array;
  /** Of the row in hand. */
  matches: Int8Array;
  /** Falls from epoch to epoch. */
  pace: number;
}

/** AdaGrad on the likelihood of the right readings. Deterministic for the same rows. */
export function fitWeights(
  rows: readonly Row[],
  hashes: Int32Array,
  classes: string[],
  log: (line: string) => void,
): RankerWeights {
  const width = classes.length;
  const learning: Learning = {
    width,
    weights: new Float32Array(hashes.length * width),
    squares: new Float32Array(hashes.length * width).fill(0.01),
    match: new Float32Array(MATCH_WEIGHTS),
    matchSquares: new Float32Array(MATCH_WEIGHTS).fill(0.01),
    scores: new Float64Array(width),
    byClass: new Float64Array(width),
    matches: new Int8Array(0),
    pace: 1,
  };
  const random = createRandom(17);
  const order = rows.filter(({ targets }) => targets.length > 0);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    learning.pace = 1 - epoch / EPOCHS;
    let loss = 0;
    for (const row of order) loss += step(row, learning);
    log(`epoch ${epoch + 1}: ${(loss / order.length).toFixed(4)}`);
  }
  const { weights, match } = learning;
  return { classes, hashes, weights, match, temperature: 1 };
}

/** The loss of a turn before it is learnt from. */
function step(row: Row, learning: Learning): number {
  const scale = 1 / Math.sqrt(Math.max(1, row.places.length));
  learning.matches = unpackMatches(row.match, learning.matches);
  const gradients = matchScores(row, learning);
  addWords(row, scale, gradients, learning);
  const loss = againstTargets(row, gradients);
  learnMatch(row, gradients, learning);
  learnClasses(row, gradients, scale, learning);
  return loss;
}

function addWords(row: Row, scale: number, out: Float64Array, learning: Learning): void {
  const { width, weights, scores } = learning;
  scores.fill(0);
  for (const place of row.places) {
    const from = place * width;
    for (let at = 0; at < width; at++) scores[at] = (scores[at] as number) + (weights[from + at] as number);
  }
  for (let at = 0; at < out.length; at++)
    out[at] = (out[at] as number) + (scores[row.classes[at] as number] as number) * scale;
}

function matchScores(row: Row, { match, matches }: Learning): Float64Array {
  const { classes, families, code } = row;
  const out = new Float64Array(classes.length);
  for (let at = 0; at < out.length; at++) {
    const family = families[at] as number;
    const shared = matchStart(family);
    const here = matchStart(family, code);
    const own = at * MATCH_SIZE;
    let sum = 0;
    for (let number = 0; number < MATCH_SIZE; number++)
      sum +=
        ((match[shared + number] as number) + (match[here + number] as number)) * (matches[own + number] as number);
    sum /= 100;
    out[at] = sum;
  }
  return out;
}

/** Turns scores into gradients; the loss. */
function againstTargets({ targets }: Row, scores: Float64Array): number {
  softmax(scores, 1);
  let loss = 0;
  for (const [at, share] of targets) {
    loss -= share * Math.log((scores[at] as number) + 1e-9);
    scores[at] = (scores[at] as number) - share;
  }
  return loss;
}

function learnMatch(row: Row, gradients: Float64Array, learning: Learning): void {
  const { match, matches, matchSquares, pace } = learning;
  for (let at = 0; at < gradients.length; at++) {
    const gradient = gradients[at] as number;
    if (Math.abs(gradient) < LEAST_GRADIENT) continue;
    const own = at * MATCH_SIZE;
    const family = row.families[at] as number;
    for (const from of [matchStart(family), matchStart(family, row.code)])
      for (let number = 0; number < MATCH_SIZE; number++) {
        const value = matches[own + number] as number;
        if (value === 0) continue;
        const place = from + number;
        const slope = (gradient * value) / 100;
        matchSquares[place] = (matchSquares[place] as number) + slope * slope;
        match[place] =
          (match[place] as number) - (pace * MATCH_RATE * slope) / Math.sqrt(matchSquares[place] as number);
      }
  }
}

function learnClasses(row: Row, gradients: Float64Array, scale: number, learning: Learning): void {
  const { width, weights, squares, byClass, pace } = learning;
  byClass.fill(0);
  for (let at = 0; at < gradients.length; at++) {
    const kind = row.classes[at] as number;
    byClass[kind] = (byClass[kind] as number) + (gradients[at] as number);
  }
  const touched = touchedOf(byClass);
  const rate = pace * RATE;
  for (let feature = 0; feature < row.places.length; feature++) {
    const from = (row.places[feature] as number) * width;
    for (let at = 0; at < touched.length; at++) {
      const kind = touched[at] as number;
      const slope = (byClass[kind] as number) * scale;
      const index = from + kind;
      squares[index] = (squares[index] as number) + slope * slope;
      const value = weights[index] as number;
      weights[index] = value - (rate * (slope + DECAY * value)) / Math.sqrt(squares[index] as number);
    }
  }
}

/** Classes that have anything to learn. */
function touchedOf(byClass: Float64Array): Int32Array {
  const touched = new Int32Array(byClass.length);
  let count = 0;
  for (let kind = 0; kind < byClass.length; kind++)
    if (Math.abs(byClass[kind] as number) >= LEAST_GRADIENT) touched[count++] = kind;
  return touched.subarray(0, count);
}
