/** Writes the dictionary and the model to the build folder, each whole or not at all. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { encodeArrays } from './array-file.ts';
import { readCorpus } from './corpus.ts';
import { trainEngine } from './training.ts';
import { buildWords, loadAnalyser } from './words.ts';

/** @param target the folder to make */
export async function writeDictionary(wordsFolder: string, target: string): Promise<void> {
  const temporary = `${target}.${randomUUID()}.tmp`;
  mkdirSync(temporary, { recursive: true });
  await buildWords(wordsFolder, temporary);
  moveIntoPlace(temporary, target);
}

/** @param dictionary the folder that `writeDictionary` made */
export async function writeModel(corpusFolder: string, target: string, dictionary: string): Promise<void> {
  writeWhole(target, encodeArrays(await trainEngine(readCorpus(corpusFolder), loadAnalyser(dictionary))));
}

export function writeWhole(target: string, content: string | Uint8Array): void {
  const temporary = `${target}.${randomUUID()}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, target);
}

/** A folder cannot be renamed over one that another process has put there first; then theirs is as good. */
function moveIntoPlace(temporary: string, target: string): void {
  try {
    renameSync(temporary, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    rmSync(temporary, { recursive: true, force: true });
  }
}
