/** Turns scores into probabilities that can be believed: a 0.8 is right 8 times in 10. */
import { type Document, type Trained, trainOn } from './documents.ts';
import { linearScores, softmaxInPlace } from './linear-model.ts';
import { createRandom, shuffle } from './random.ts';

export interface ScoredRow {
  scores: Float64Array;
  label: number;
}

/** One part in so many is kept out of a training, to calibrate on. */
const CALIBRATION_SHARE = 4;

/** Trains on a part and asks how sure the model may be on the rest. */
export function calibrate(documents: readonly Document[], classes: number): number {
  const apart = setApart(documents);
  const kept = documents.filter((document) => apart.has(document) && !document.copy);
  const others = documents.filter((document) => !apart.has(document));
  if (kept.length === 0 || others.length === 0) return 1;
  const trained = trainOn(others, classes);
  return fitTemperature(kept.map((document) => scoreRow(trained, document, classes)));
}

/** Whole writers where they are known, since the next message is by another one; the smaller ones first. Else by lot. */
function setApart(documents: readonly Document[]): Set<Document> {
  const most = documents.length / CALIBRATION_SHARE;
  const writers = Map.groupBy(documents, ({ writer }) => writer);
  // Without the only writer of a label there would be nobody to learn it from.
  for (const byOne of Map.groupBy(documents, ({ label }) => label).values()) {
    if (new Set(byOne.map(({ writer }) => writer)).size === 1) writers.delete(byOne[0]?.writer);
  }
  if (writers.size > CALIBRATION_SHARE) {
    const apart: Document[] = [];
    for (const rows of [...writers.values()].sort((left, right) => left.length - right.length)) {
      if (apart.length > 0 && apart.length + rows.length > most) break;
      apart.push(...rows);
    }
    return new Set(apart);
  }
  const order = [...documents];
  shuffle(order, createRandom(3));
  return new Set(order.slice(0, Math.ceil(most)));
}

function scoreRow({ vocabulary, model }: Trained, { blocks, label }: Document, classes: number): ScoredRow {
  const scores = new Float64Array(classes);
  linearScores(model, vocabulary.vectorise(blocks), scores);
  return { scores, label };
}

/** The temperature that makes messages the model has not seen most likely (least negative log likelihood). */
export function fitTemperature(rows: readonly ScoredRow[]): number {
  let [low, high] = [Math.log(0.05), Math.log(20)];
  for (let round = 0; round < 40; round++) {
    const left = low + (high - low) / 3;
    const right = high - (high - low) / 3;
    if (negativeLogLikelihood(rows, Math.exp(left)) < negativeLogLikelihood(rows, Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

function negativeLogLikelihood(rows: readonly ScoredRow[], temperature: number): number {
  let sum = 0;
  for (const { scores, label } of rows) {
    const probabilities = scores.map((score) => score / temperature);
    softmaxInPlace(probabilities);
    sum -= Math.log(Math.max(1e-12, probabilities[label] ?? 0));
  }
  return sum;
}
