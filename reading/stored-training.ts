/** From labelled turns to a stored reader. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Analyser } from '../language/analysis.ts';
import { SERVICE_IDS } from '../language/types.ts';
import { catalogueOf } from './catalogue.ts';
import { encode } from './encoding.ts';
import { lookAtAll } from './looking.ts';
import { packReader, type StoredReader, type TextTerms } from './model-file.ts';
import { underGlossaryNames } from './terms.ts';
import { type Seed, trainReader } from './training.ts';
import type { LabelledTurn } from './turns.ts';
import { learnVectors, vectorsOf } from './vectors.ts';

/** Trains a reader, ready to be written. Deterministic for the same turns. @param log what is said of the progress */
export function trainStored(
  labelled: readonly LabelledTurn[],
  sources: Omit<Seed, 'vectors'>,
  log?: (line: string) => void,
): StoredReader {
  const { knowledge, language, labels } = sources;
  const turns = underGlossaryNames(labelled, knowledge.terms);
  const texts = encodedTexts(knowledge, labels, language.analyser);
  const looked = lookAtAll(turns, language);
  const vectors = learnVectors(
    looked.seen.slice(0, turns.length).map(({ encoded }) => encoded),
    [...texts.values()].map(({ content }) => content),
  );
  const parts = trainReader(looked, { ...sources, vectors: vectorsOf(vectors) }, log);
  return packReader(parts, { vectors, texts });
}

/** All texts that candidates are compared by, of every service. */
function encodedTexts(
  knowledge: Knowledge,
  labels: Seed['labels'],
  analyser: Analyser,
): ReadonlyMap<string, TextTerms> {
  const catalogues = [null, ...SERVICE_IDS].map((service) => catalogueOf(knowledge, service, labels));
  const all = catalogues.flatMap((catalogue) => [...catalogue.values()].flatMap(({ texts }) => texts));
  return new Map(
    [...new Set(all)].map((text) => {
      const { terms, core, content, mood } = encode(analyser.analyse(text));
      return [text, { terms, core, content, mood }];
    }),
  );
}
