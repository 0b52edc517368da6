/** Multinomial logistic regression over sparse vectors, trained by AdaGrad with a fixed seed: the same input gives the same weights. */

import { type LinearModel, linearScores, softmaxInPlace, type TrainingRow } from './linear-model.ts';
import { createRandom, shuffle } from './random.ts';

export interface RegressionOptions {
  classes: number;
  features: number;
  epochs: number;
  learningRate: number;
  /** L2 penalty per row and epoch. */
  penalty: number;
}

export function trainRegression(rows: readonly TrainingRow[], options: RegressionOptions): LinearModel {
  const { classes, features, epochs, learningRate, penalty } = options;
  const weights = new Float32Array(features * classes);
  const squares = new Float32Array(features * classes).fill(1e-6);
  const model = { classes, weights, bias: new Float32Array(classes) };
  const random = createRandom(7);
  const order = rows.map((_, index) => index);
  const scores = new Float64Array(classes);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    const rate = learningRate * (1 - epoch / epochs);
    for (const index of order) {
      const row = rows[index];
      if (row) step(model, squares, row, scores, rate, penalty);
    }
  }
  return model;
}

function step(
  model: LinearModel,
  squares: Float32Array,
  row: TrainingRow,
  scores: Float64Array,
  rate: number,
  penalty: number,
) {
  linearScores(model, row.vector, scores);
  softmaxInPlace(scores);
  scores[row.label] = (scores[row.label] ?? 0) - 1;
  const { classes, weights, bias } = model;
  const { indices, values } = row.vector;
  const moved = movedLabels(scores);
  for (let at = 0; at < indices.length; at++) {
    const place = (indices[at] ?? 0) * classes;
    const value = (values[at] ?? 0) * row.weight;
    for (let each = 0; each < moved.length; each++) {
      const label = moved[each] as number;
      const weight = weights[place + label] as number;
      const gradient = (scores[label] as number) * value + penalty * weight;
      const square = (squares[place + label] as number) + gradient * gradient;
      squares[place + label] = square;
      weights[place + label] = weight - (rate * gradient) / Math.sqrt(square);
    }
  }
  for (let label = 0; label < classes; label++)
    bias[label] = (bias[label] as number) - 0.01 * rate * (scores[label] as number);
}

/** A label that is as good as right or as good as ruled out moves nothing: most of the work is saved. */
const LEAST_MOVE = 0.002;

function movedLabels(gradients: Float64Array): number[] {
  const moved: number[] = [];
  for (let label = 0; label < gradients.length; label++) {
    if (Math.abs(gradients[label] as number) > LEAST_MOVE) moved.push(label);
  }
  return moved;
}
