/** How good predictions are. */

export interface LabelMeasure {
  precision: number;
  recall: number;
  f1: number;
  /** Messages with this label. */
  count: number;
}

export interface Measures {
  accuracy: number;
  /** Mean F1 over the labels that the test messages have. */
  macroF1: number;
  perIntent: Record<string, LabelMeasure>;
}

/** @param predicted in the order of `gold` */
export function measure(gold: readonly string[], predicted: readonly string[]): Measures {
  const right = gold.filter((label, index) => label === predicted[index]).length;
  const perIntent: Record<string, LabelMeasure> = {};
  for (const label of [...new Set(gold)].sort()) perIntent[label] = measureLabel(label, gold, predicted);
  const all = Object.values(perIntent);
  const macroF1 = all.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, all.length);
  return { accuracy: right / Math.max(1, gold.length), macroF1, perIntent };
}

function measureLabel(label: string, gold: readonly string[], predicted: readonly string[]): LabelMeasure {
  let [hits, claimed, count] = [0, 0, 0];
  for (const [index, truth] of gold.entries()) {
    const guess = predicted[index];
    if (truth === label) count++;
    if (guess === label) claimed++;
    if (truth === label && guess === label) hits++;
  }
  const precision = claimed > 0 ? hits / claimed : 0;
  const recall = count > 0 ? hits / count : 0;
  const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
  return { precision, recall, f1, count };
}

/** Expected calibration error over ten bins of the score: how far scores and shares of right answers lie apart. */
export function calibrationError(scores: readonly number[], right: readonly boolean[]): number {
  let error = 0;
  for (let bin = 0; bin < 10; bin++) {
    const inside = scores.flatMap((score, index) => (Math.min(9, Math.floor(score * 10)) === bin ? [index] : []));
    if (inside.length === 0) continue;
    const mean = inside.reduce((sum, index) => sum + (scores[index] ?? 0), 0) / inside.length;
    const share = inside.filter((index) => right[index]).length / inside.length;
    error += (Math.abs(mean - share) * inside.length) / scores.length;
  }
  return error;
}
