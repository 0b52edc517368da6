/** The classifiers that the benchmark sets beside ours, each in its usual form. */
import type { Analyser } from '../language/analysis.ts';
import type { Example } from '../language/corpus.ts';
import { hashOf } from '../language/features.ts';
import { linearScores, softmaxInPlace } from '../language/linear-model.ts';
import { trainRegression } from '../language/softmax-regression.ts';
import { buildVocabulary } from '../language/vocabulary.ts';

export type Classifier = (
  text: string,
) => { label: string; score: number }[] | Promise<{ label: string; score: number }[]>;

const labelsOf = (examples: Example[]): string[] => [...new Set(examples.map(({ intent }) => intent))].sort();
const wordsOf = (text: string, analyser: Analyser): string[] =>
  analyser.analyse(text).tokens.map((token) => token.surface);

/** tf-idf of character 1- to 3-grams and words, softmax: no normalised sounds, no concepts. */
export function trainPlainRegression(examples: Example[], analyser: Analyser): Classifier {
  const labels = labelsOf(examples);
  const features = (text: string) => [characterHashes(text), wordsOf(text, analyser).map((word) => hashOf(word, 7))];
  const documents = examples.map(({ text }) => features(text));
  const vocabulary = buildVocabulary(documents, 2);
  const rows = examples.map(({ intent }, index) => ({
    vector: vocabulary.vectorise(documents[index] ?? []),
    label: labels.indexOf(intent),
    weight: 1,
  }));
  const model = trainRegression(rows, {
    classes: labels.length,
    features: vocabulary.size,
    epochs: 15,
    learningRate: 0.1,
    penalty: 0,
  });
  const scores = new Float64Array(labels.length);
  return (text) => {
    linearScores(model, vocabulary.vectorise(features(text)), scores);
    softmaxInPlace(scores);
    return labels.map((label, index) => ({ label, score: scores[index] ?? 0 }));
  };
}

function characterHashes(text: string): number[] {
  const letters = Array.from(text.normalize('NFKC').toLowerCase());
  return [1, 2, 3].flatMap((size) => letters.map((_, at) => hashOf(letters.slice(at, at + size).join(''), size)));
}

/** Word counts with add-one smoothing. */
export function trainNaiveBayes(examples: Example[], analyser: Analyser): Classifier {
  const labels = labelsOf(examples);
  const counts = labels.map(() => new Map<string, number>());
  const totals = labels.map(() => 0);
  const priors = labels.map(() => 0);
  const known = new Set<string>();
  for (const { text, intent } of examples) {
    const label = labels.indexOf(intent);
    priors[label] = (priors[label] ?? 0) + 1;
    for (const word of wordsOf(text, analyser)) {
      known.add(word);
      counts[label]?.set(word, (counts[label]?.get(word) ?? 0) + 1);
      totals[label] = (totals[label] ?? 0) + 1;
    }
  }
  return (text) => {
    const words = wordsOf(text, analyser);
    const scores = Float64Array.from(labels, (_, label) => {
      const start = Math.log((priors[label] ?? 0) / examples.length);
      return words.reduce(
        (sum, word) => sum + Math.log(((counts[label]?.get(word) ?? 0) + 1) / ((totals[label] ?? 0) + known.size)),
        start,
      );
    });
    softmaxInPlace(scores);
    return labels.map((label, index) => ({ label, score: scores[index] ?? 0 }));
  };
}

interface NlpClassification {
  intent: string;
  score: number;
}

/** nlp.js with its own Japanese tokeniser and stemmer and its neural network, as its guide sets it up. */
export async function trainNlpJs(examples: Example[]): Promise<Classifier> {
  const { containerBootstrap } = await import('@nlpjs/core');
  const { NluNeural } = await import('@nlpjs/nlu');
  const { LangJa } = await import('@nlpjs/lang-ja');
  const container = await containerBootstrap();
  container.use(LangJa);
  const nlu = new NluNeural({ locale: 'ja', container, log: false });
  await nlu.train(examples.map(({ text, intent }) => ({ utterance: text, intent })));
  return async (text) => {
    const { classifications } = (await nlu.process(text)) as { classifications: NlpClassification[] };
    return classifications.map(({ intent, score }) => ({ label: intent, score }));
  };
}
