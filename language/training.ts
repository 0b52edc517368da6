/** Learns an engine from labelled texts: any labels, any trade. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Analyser } from './analysis.ts';
import type { ArrayFile } from './array-file.ts';
import type { Example } from './corpus.ts';
import { type Document, readDocuments, trainOn } from './documents.ts';
import type { EngineMeta } from './engine.ts';
import { quantise } from './linear-model.ts';

/** Deterministic: the same examples give the same engine, byte for byte. */
export async function trainEngine(examples: readonly Example[], analyser: Analyser): Promise<ArrayFile<EngineMeta>> {
  const labels = [...new Set(examples.map(({ intent }) => intent))].sort();
  const documents = readDocuments(examples, labels, analyser);
  const calibration = calibrateApart(documents, labels.length);
  const { vocabulary, model } = trainOn(documents, labels.length);
  const { keys, places, idf, block } = vocabulary;
  const { weights, scales, bias } = quantise(model);
  const temperature = await calibration;
  return { meta: { labels, temperature }, arrays: { keys, places, idf, block, weights, scales, bias } };
}

/** In a thread of its own: it trains as long as the engine itself does. */
async function calibrateApart(documents: readonly Document[], classes: number): Promise<number> {
  const worker = new Worker(new URL('./calibration-apart.ts', import.meta.url), { workerData: { documents, classes } });
  const [temperature] = await once(worker, 'message');
  await worker.terminate();
  return temperature;
}
