/** Writes the dictionary and the model to the build folder, each whole or not at all; and what every such building needs. */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** 16 hexadecimal digits for what all the files hold. */
export function hashOfFiles(paths: readonly string[], seed = ''): string {
  const hash = createHash('sha256').update(seed);
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

/** Runs one step of the building in another process and waits for it. @param script the step's file */
export async function buildApart(script: string, ...task: string[]): Promise<void> {
  const child = spawn(process.execPath, [script, ...task], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`Building the ${task[0]} failed: exit ${code}`);
}

/** What is this old and unfinished was left by a process that has died. */
const STALE_AFTER_MILLISECONDS = 10 * 60_000;

/**
 * Removes results of earlier sources and leftovers. What is young stays: another process may be at it.
 * @param ours which names are results; leftovers end in what `writeWhole` adds
 */
export function removeStale(buildDir: string, ours: RegExp, kept: readonly string[]): void {
  for (const name of readdirSync(buildDir)) {
    if (!ours.test(name.replace(/\.[0-9a-f-]{36}\.tmp$/, '')) || kept.includes(name)) continue;
    const path = join(buildDir, name);
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - changed > STALE_AFTER_MILLISECONDS) rmSync(path, { recursive: true, force: true });
  }
}
