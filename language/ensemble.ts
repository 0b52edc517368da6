/**
 * Several linear models that see the blocks of features with different weights, folded into one.
 * A linear score is a sum over features, so a block's weight can be multiplied into the model, and models can be added.
 */
import type { LinearModel, TrainingRow } from './linear-model.ts';
import { trainRegression } from './softmax-regression.ts';
import { trainMachines } from './support-vectors.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Weight of characters, sounds, words and concepts in each machine. Chosen by leaving one writer out. */
const VIEWS: readonly (readonly number[])[] = [
  [1.4, 1.8, 1, 0.6, 0.6],
  [2, 0, 0, 0.5, 0],
  [0, 2, 0, 0.5, 0],
  [0, 0, 2, 0.7, 0.7],
];
const REGRESSION_VIEW = [1.4, 1.8, 1, 0.6, 0.6];
/** How much a machine's score counts beside the logarithm of a probability. */
const MACHINE_SHARE = 1.5;

/** Labels with more rows than this count less per row, so that a broad label does not swallow what is merely unknown. */
const FULL_WEIGHT_ROWS = 1200;

export function trainEnsemble(examples: readonly TrainingRow[], classes: number, vocabulary: Vocabulary): LinearModel {
  const counts = new Array<number>(classes).fill(0);
  for (const { label } of examples) counts[label] = (counts[label] ?? 0) + 1;
  const rows = examples.map((row) => {
    return { ...row, weight: row.weight * Math.min(1, FULL_WEIGHT_ROWS / (counts[row.label] ?? 1)) };
  });
  const size = { classes, features: vocabulary.size };
  const regression = trainRegression(seenAs(rows, REGRESSION_VIEW, vocabulary), {
    ...size,
    epochs: 5,
    learningRate: 0.2,
    penalty: 0,
  });
  const sum: LinearModel = {
    classes,
    weights: new Float32Array(size.features * classes),
    bias: new Float32Array(classes),
  };
  addModel(sum, regression, REGRESSION_VIEW, vocabulary, 1);
  for (const view of VIEWS) {
    const machines = trainMachines(seenAs(rows, view, vocabulary), { ...size, cost: 1, epochs: 5 });
    addModel(sum, machines, view, vocabulary, MACHINE_SHARE);
  }
  return sum;
}

/** The rows with each feature multiplied by the weight of its block; features of weight 0 left out. */
function seenAs(rows: readonly TrainingRow[], view: readonly number[], vocabulary: Vocabulary): TrainingRow[] {
  return rows.map((row) => {
    const indices: number[] = [];
    const values: number[] = [];
    for (const [at, index] of row.vector.indices.entries()) {
      const weight = view[vocabulary.block[index] ?? 0] ?? 0;
      if (weight === 0) continue;
      indices.push(index);
      values.push((row.vector.values[at] ?? 0) * weight);
    }
    return { ...row, vector: { indices: Int32Array.from(indices), values: Float32Array.from(values) } };
  });
}

function addModel(
  sum: LinearModel,
  model: LinearModel,
  view: readonly number[],
  vocabulary: Vocabulary,
  share: number,
): void {
  const { classes } = sum;
  for (let feature = 0; feature < vocabulary.size; feature++) {
    const weight = (view[vocabulary.block[feature] ?? 0] ?? 0) * share;
    for (let place = feature * classes; place < (feature + 1) * classes; place++) {
      sum.weights[place] = (sum.weights[place] as number) + (model.weights[place] as number) * weight;
    }
  }
  for (let label = 0; label < classes; label++) {
    sum.bias[label] = (sum.bias[label] as number) + (model.bias[label] as number) * share;
  }
}
