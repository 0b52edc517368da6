/** One weight for each feature and class. */
import type { SparseVector } from './vocabulary.ts';

export interface LinearModel {
  classes: number;
  /** `weights[feature * classes + class]`. */
  weights: Float32Array;
  bias: Float32Array;
}

export interface TrainingRow {
  vector: SparseVector;
  label: number;
  /** How much the row counts. */
  weight: number;
}

/** Fills `out` with the score of each class. */
export function linearScores(model: LinearModel, vector: SparseVector, out: Float64Array): void {
  const { classes, weights, bias } = model;
  for (let label = 0; label < classes; label++) out[label] = bias[label] as number;
  const { indices, values } = vector;
  for (let at = 0; at < indices.length; at++) {
    const place = (indices[at] as number) * classes;
    const value = values[at] as number;
    for (let label = 0; label < classes; label++) {
      out[label] = (out[label] as number) + value * (weights[place + label] as number);
    }
  }
}

/** A linear model in a quarter of the space: one scale for each feature, one byte for each weight. */
export interface QuantisedModel {
  classes: number;
  weights: Int8Array;
  /** Per feature: what one step of its weights is worth. */
  scales: Float32Array;
  bias: Float32Array;
}

export function quantise({ classes, weights, bias }: LinearModel): QuantisedModel {
  const features = weights.length / classes;
  const small = new Int8Array(weights.length);
  const scales = new Float32Array(features);
  for (let feature = 0; feature < features; feature++) {
    const row = weights.subarray(feature * classes, (feature + 1) * classes);
    const scale = row.reduce((highest, weight) => Math.max(highest, Math.abs(weight)), 0) / 127;
    scales[feature] = scale;
    if (scale > 0)
      small.set(
        Int8Array.from(row, (weight) => Math.round(weight / scale)),
        feature * classes,
      );
  }
  return { classes, weights: small, scales, bias };
}

/** As `linearScores`, for the small form. */
export function quantisedScores(model: QuantisedModel, vector: SparseVector, out: Float64Array): void {
  const { classes, weights, scales, bias } = model;
  for (let label = 0; label < classes; label++) out[label] = bias[label] as number;
  const { indices, values } = vector;
  for (let at = 0; at < indices.length; at++) {
    const index = indices[at] as number;
    const place = index * classes;
    const value = (values[at] as number) * (scales[index] as number);
    for (let label = 0; label < classes; label++) {
      out[label] = (out[label] as number) + value * (weights[place + label] as number);
    }
  }
}

/** Scores to probabilities, in place. */
export function softmaxInPlace(scores: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) highest = Math.max(highest, score);
  let sum = 0;
  for (let index = 0; index < scores.length; index++) {
    const value = Math.exp((scores[index] as number) - highest);
    scores[index] = value;
    sum += value;
  }
  for (let index = 0; index < scores.length; index++) scores[index] = (scores[index] as number) / sum;
}
