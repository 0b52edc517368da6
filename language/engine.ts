/** A trained classifier of texts: any labels, any trade. */
import { analyse, type Analysis } from './analysis.ts';
import { extractFeatures } from './features.ts';
import type { Example } from './corpus.ts';
import { type LinearModel, linearScores, softmaxInPlace, trainRegression } from './softmax-regression.ts';
import type { Tokeniser } from './tokeniser.ts';
import { buildVocabulary, Vocabulary } from './vocabulary.ts';
import type { ArrayFile } from './array-file.ts';

export const BLOCK_WEIGHTS = [1, 1, 1] as const;

export interface Engine {
  labels: string[];
  /** Calibrated probability of each label, in the order of `labels`. The array is reused by the next call. */
  probabilities(analysis: Analysis): Float64Array;
}

export interface EngineMeta {
  labels: string[];
  temperature: number;
}

/** Learns from labelled texts. Deterministic. */
export function trainEngine(examples: readonly Example[], tokeniser: Tokeniser): ArrayFile<EngineMeta> {
  const labels = [...new Set(examples.map((example) => example.intent))].sort();
  const documents = examples.map((example) => extractFeatures(analyse(example.text, tokeniser)));
  const vocabulary = buildVocabulary(documents, 2);
  const rows = examples.map((example, index) => ({
    vector: vocabulary.vectorise(documents[index] ?? [], BLOCK_WEIGHTS),
    label: labels.indexOf(example.intent),
    weight: 1,
  }));
  const options = { classes: labels.length, features: vocabulary.size, epochs: 20, learningRate: 0.05, penalty: 0 };
  const { weights, bias } = trainRegression(rows, options);
  return {
    meta: { labels, temperature: 1 },
    arrays: { keys: vocabulary.keys, places: vocabulary.places, idf: vocabulary.idf, weights, bias },
  };
}

/** The engine that an array file holds. */
export function createEngine({ meta, arrays }: ArrayFile<EngineMeta>): Engine {
  const { labels } = meta;
  const vocabulary = new Vocabulary(
    arrays.keys as Int32Array,
    arrays.places as Int32Array,
    arrays.idf as Float32Array,
  );
  const model: LinearModel = { classes: labels.length, weights: arrays.weights as Float32Array, bias: arrays.bias as Float32Array };
  const scores = new Float64Array(labels.length);
  return {
    labels,
    probabilities(analysis) {
      linearScores(model, vocabulary.vectorise(extractFeatures(analysis), BLOCK_WEIGHTS), scores);
      for (let index = 0; index < scores.length; index++) scores[index] = (scores[index] as number) / meta.temperature;
      softmaxInPlace(scores);
      return scores;
    },
  };
}
