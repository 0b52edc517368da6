/** Turns scores into probabilities that can be believed: a 0.8 is right 8 times in 10. */
import { softmaxInPlace } from './linear-model.ts';

export interface ScoredRow {
  scores: Float64Array;
  label: number;
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
