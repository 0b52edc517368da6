/** One-against-the-rest linear support vector machines (squared hinge loss), trained by dual coordinate descent. */
import type { LinearModel, TrainingRow } from './linear-model.ts';
import { createRandom, shuffle } from './random.ts';

export interface MachineOptions {
  classes: number;
  features: number;
  /** The higher, the closer to the training rows. */
  cost: number;
  epochs: number;
}

/** Rows whose dual variable has reached zero seldom move again: most of the visits to them are saved. */
const SKIP_SETTLED = 0.85;

/** Deterministic. After Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM" (2008). */
export function trainMachines(rows: readonly TrainingRow[], options: MachineOptions): LinearModel {
  const { classes, features } = options;
  const weights = new Float32Array(features * classes);
  const bias = new Float32Array(classes);
  const norms = rows.map(({ vector }) => vector.values.reduce((sum, value) => sum + value * value, 1));
  const random = createRandom(11);
  const plane = new Float32Array(features);
  for (let label = 0; label < classes; label++) {
    plane.fill(0);
    bias[label] = trainOne(rows, norms, label, plane, options, random);
    for (let feature = 0; feature < features; feature++) weights[feature * classes + label] = plane[feature] as number;
  }
  return { classes, weights, bias };
}

function trainOne(
  rows: readonly TrainingRow[],
  norms: number[],
  label: number,
  plane: Float32Array,
  { cost, epochs }: MachineOptions,
  random: () => number,
): number {
  const dual = new Float64Array(rows.length);
  const order = rows.map((_, index) => index);
  let bias = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const row = rows[index] as TrainingRow;
      const before = dual[index] as number;
      if (epoch > 1 && before === 0 && random() < SKIP_SETTLED) continue;
      const sign = row.label === label ? 1 : -1;
      const softness = 0.5 / (cost * row.weight);
      const gradient = sign * (bias + dot(plane, row)) - 1 + softness * before;
      if (before === 0 && gradient >= 0) continue;
      const after = Math.max(0, before - gradient / ((norms[index] as number) + softness));
      dual[index] = after;
      const change = (after - before) * sign;
      bias += change;
      addScaled(plane, row, change);
    }
  }
  return bias;
}

function dot(plane: Float32Array, { vector: { indices, values } }: TrainingRow): number {
  let sum = 0;
  for (let at = 0; at < indices.length; at++) sum += (plane[indices[at] as number] as number) * (values[at] as number);
  return sum;
}

function addScaled(plane: Float32Array, { vector: { indices, values } }: TrainingRow, scale: number): void {
  for (let at = 0; at < indices.length; at++) {
    const index = indices[at] as number;
    plane[index] = (plane[index] as number) + scale * (values[at] as number);
  }
}
