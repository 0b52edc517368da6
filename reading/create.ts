/** From a stored reader to one that reads. */
import { INTENT_LABELS } from '../knowledge/intent-labels.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { SERVICE_IDS } from '../language/types.ts';
import type { Language } from '../language/understander.ts';
import { Candidates } from './candidates.ts';
import type { Context } from './context.ts';
import { encode } from './encoding.ts';
import { Examples } from './examples.ts';
import type { StoredReader } from './model-file.ts';
import { PackedRanker } from './packed-ranker.ts';
import { ContextReader, type Reader } from './reader.ts';
import type { ReadingKey } from './reading.ts';
import { vectorsOf } from './vectors.ts';

/** The parts of a stored reader, put together. */
export interface Assembled {
  candidates: Candidates;
  ranker: PackedRanker;
  examples: Examples;
}

/** Texts of the knowledge that the file does not hold are analysed now; a reading that no turn had simply has no examples. */
export function assemble(stored: StoredReader, knowledge: Knowledge, { analyser }: Language): Assembled {
  const { weights, examples, centroids, texts } = stored;
  const counts = new Map<ReadingKey, number>();
  for (const { keys } of examples) for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const candidates = new Candidates({
    knowledge,
    labels: INTENT_LABELS,
    encode: (text) => {
      const known = texts.get(text);
      return known ? { ...known, features: NO_FEATURES, code: 0 } : encode(analyser.analyse(text));
    },
    vectors: stored.vectors && vectorsOf(stored.vectors),
    centroids,
    counts,
  });
  return { candidates, ranker: new PackedRanker(weights), examples: new Examples(examples) };
}

const NO_FEATURES = new Int32Array(0);

export function createReader(
  stored: StoredReader,
  { knowledge, language }: { knowledge: Knowledge; language: Language },
): ContextReader {
  return new ContextReader({ look: language.look, ...assemble(stored, knowledge, language) });
}

/** Read at the start, so that the first people are not the ones who wait for the machine to get going. */
const WARM_UP = [
  'ログインできません。何度やってもエラーと出ます',
  'はい、そうです',
  '暗証番号を忘れたみたいなんですけど、どうすればいいですか',
  'まだできません。あと、手数料はかかりますか？',
];
const WARM_UP_ROUNDS = 2;

/** Reads a few messages at every service: what is made once for each service is made now. */
export function warmUp(reader: Reader): void {
  const contexts: Context[] = [null, ...SERVICE_IDS].map((service) => ({ service, expect: 'nothing' }));
  for (let round = 0; round < WARM_UP_ROUNDS; round++)
    for (const context of contexts) for (const message of WARM_UP) reader.read(message, context);
}
