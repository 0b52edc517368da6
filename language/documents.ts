/** The messages that an engine learns from, as features, and the learning from a set of them. */
import type { Analyser } from './analysis.ts';
import { spoilSome } from './augmentation.ts';
import type { Example } from './corpus.ts';
import { trainEnsemble } from './ensemble.ts';
import { extractFeatures, type FeatureBlocks } from './features.ts';
import type { LinearModel, TrainingRow } from './linear-model.ts';
import { buildVocabulary, type Vocabulary, weighByLabels } from './vocabulary.ts';

export interface Document {
  blocks: FeatureBlocks;
  /** Index of its label. */
  label: number;
  writer: string | undefined;
  /** Made by code from another document. */
  copy: boolean;
}

export interface Trained {
  vocabulary: Vocabulary;
  model: LinearModel;
}

/** Features that only one message has say nothing about the next. */
const LEAST_DOCUMENTS = 2;
const COPIES_SEED = 5;

/** @returns a document for each example, then worse copies of some of them */
export function readDocuments(examples: readonly Example[], labels: readonly string[], analyser: Analyser): Document[] {
  const blocksOf = (text: string): FeatureBlocks => extractFeatures(analyser.analyse(text));
  const originals = examples.map(({ text, intent, writer }) => {
    return { blocks: blocksOf(text), label: labels.indexOf(intent), writer, copy: false };
  });
  const texts = examples.map(({ text }) => text);
  const copies = spoilSome(texts, analyser, COPIES_SEED).map(({ text, of }) => {
    return { ...(originals[of] as Document), blocks: blocksOf(text), copy: true };
  });
  return [...originals, ...copies];
}

/** What is known and how telling it is comes from people's own messages; the weights come from the copies too. */
export function trainOn(documents: readonly Document[], classes: number): Trained {
  const originals = documents.filter(({ copy }) => !copy);
  const vocabulary = buildVocabulary(
    originals.map(({ blocks }) => blocks),
    LEAST_DOCUMENTS,
  );
  const rowsOf = (some: readonly Document[]): TrainingRow[] =>
    some.map(({ blocks, label }) => ({ vector: vocabulary.vectorise(blocks), label, weight: 1 }));
  weighByLabels(vocabulary, rowsOf(originals), classes);
  return { vocabulary, model: trainEnsemble(rowsOf(documents), classes, vocabulary) };
}
