/** A trained classifier of texts, ready to be asked. */
import type { Analysis } from './analysis.ts';
import type { ArrayFile } from './array-file.ts';
import { extractFeatures } from './features.ts';
import { type QuantisedModel, quantisedScores, softmaxInPlace } from './linear-model.ts';
import { Vocabulary } from './vocabulary.ts';

export interface Engine {
  labels: string[];
  /** Calibrated probability of each label, in the order of `labels`. The array is reused by the next call. */
  probabilities(analysis: Analysis): Float64Array;
}

export interface EngineMeta {
  labels: string[];
  temperature: number;
}

/** The engine that an array file holds. */
export function createEngine({ meta, arrays }: ArrayFile<EngineMeta>): Engine {
  const { keys, places, idf, block, weights, scales, bias } = arrays as EngineArrays;
  const vocabulary = new Vocabulary(keys, places, idf, block);
  const model: QuantisedModel = { classes: meta.labels.length, weights, scales, bias };
  const scores = new Float64Array(meta.labels.length);
  return {
    labels: meta.labels,
    probabilities(analysis) {
      quantisedScores(model, vocabulary.vectorise(extractFeatures(analysis)), scores);
      for (let index = 0; index < scores.length; index++) scores[index] = (scores[index] as number) / meta.temperature;
      softmaxInPlace(scores);
      return scores;
    },
  };
}

interface EngineArrays extends Record<string, Float32Array | Int32Array | Int8Array> {
  keys: Int32Array;
  places: Int32Array;
  idf: Float32Array;
  block: Int8Array;
  weights: Int8Array;
  scales: Float32Array;
  bias: Float32Array;
}
