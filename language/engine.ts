/** A trained classifier of texts: any labels, any trade. */
import type { Analyser, Analysis } from './analysis.ts';
import type { ArrayFile } from './array-file.ts';
import { fitTemperature, type ScoredRow } from './calibration.ts';
import type { Example } from './corpus.ts';
import { trainEnsemble } from './ensemble.ts';
import { extractFeatures, type FeatureBlocks } from './features.ts';
import {
  type LinearModel,
  linearScores,
  type QuantisedModel,
  quantise,
  quantisedScores,
  softmaxInPlace,
} from './linear-model.ts';
import { createRandom, shuffle } from './random.ts';
import { buildVocabulary, Vocabulary, weighByLabels } from './vocabulary.ts';

export interface Engine {
  labels: string[];
  /** Calibrated probability of each label, in the order of `labels`. The array is reused by the next call. */
  probabilities(analysis: Analysis): Float64Array;
}

export interface EngineMeta {
  labels: string[];
  temperature: number;
}

/** Features that only one message has say nothing about the next. */
const LEAST_DOCUMENTS = 2;
/** One part in so many is kept out of a first training, to calibrate on. */
const CALIBRATION_SHARE = 4;

interface Document {
  blocks: FeatureBlocks;
  label: number;
  writer: string | undefined;
}

interface Trained {
  vocabulary: Vocabulary;
  model: LinearModel;
}

/** Learns from labelled texts. Deterministic. */
export function trainEngine(examples: readonly Example[], analyser: Analyser): ArrayFile<EngineMeta> {
  const labels = [...new Set(examples.map((example) => example.intent))].sort();
  const documents = examples.map(({ text, intent, writer }) => ({
    blocks: extractFeatures(analyser.analyse(text)),
    label: labels.indexOf(intent),
    writer,
  }));
  const temperature = calibrate(documents, labels.length);
  const { vocabulary, model } = train(documents, labels.length);
  const { keys, places, idf, block } = vocabulary;
  const { weights, scales, bias } = quantise(model);
  return { meta: { labels, temperature }, arrays: { keys, places, idf, block, weights, scales, bias } };
}

function train(documents: readonly Document[], classes: number): Trained {
  const vocabulary = buildVocabulary(
    documents.map((document) => document.blocks),
    LEAST_DOCUMENTS,
  );
  const vectorise = () => documents.map((document) => vocabulary.vectorise(document.blocks));
  const labels = documents.map((document) => document.label);
  weighByLabels(vocabulary, vectorise(), labels, classes);
  const model = trainEnsemble(vectorise(), labels, classes, vocabulary);
  return { vocabulary, model };
}

/** Trains on a part and asks how sure the model may be on the rest. */
function calibrate(documents: readonly Document[], classes: number): number {
  const apart = setApart(documents);
  const kept = documents.filter((document) => apart.has(document));
  const others = documents.filter((document) => !apart.has(document));
  if (kept.length === 0 || others.length === 0) return 1;
  const trained = train(others, classes);
  return fitTemperature(kept.map((document) => scoreRow(trained, document, classes)));
}

/** Whole writers where they are known, since the next message is by another one; the smaller ones first. Else by lot. */
function setApart(documents: readonly Document[]): Set<Document> {
  const most = documents.length / CALIBRATION_SHARE;
  const writers = Map.groupBy(documents, ({ writer }) => writer);
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
