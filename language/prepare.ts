/** Builds what the understanding reads: the dictionary (from the word lists) and the model (from the corpus). */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from './build-files.ts';
import { corpusFiles } from './corpus.ts';

export interface PrepareOptions {
  /** Where the results go, e.g. `build/`. */
  buildDir: string;
  /** Holds `dictionary/*.csv` and `corpus/*.jsonl`. */
  knowledgeDir: string;
  log?: (line: string) => void;
}

/** File names under the build folder. They carry a hash of their sources; `language.json` names the pair to load. */
export interface LanguageBuild {
  dictionary: string;
  model: string;
}

const POINTER = 'language.json';
const buildSchema = z.object({ dictionary: z.string(), model: z.string() });

/** Builds what is missing or out of date. Two processes may do it at once: each result appears whole or not at all. */
export async function prepareLanguage(options: PrepareOptions): Promise<void> {
  const wanted = wantedBuild(options.knowledgeDir);
  await prepareWords(options);
  if (!existsSync(join(options.buildDir, wanted.model))) {
    options.log?.('Training the model (less than a minute) …');
    const corpus = join(options.knowledgeDir, 'corpus');
    const built = (name: string): string => join(options.buildDir, name);
    await buildApart('model', corpus, built(wanted.model), built(wanted.dictionary));
  }
  writeWhole(join(options.buildDir, POINTER), JSON.stringify(wanted));
  removeStale(options.buildDir, wanted);
}

/** Builds only the dictionary, if it is missing or out of date. @returns its name under the build folder */
export async function prepareWords(options: PrepareOptions): Promise<string> {
  const { dictionary } = wantedBuild(options.knowledgeDir);
  mkdirSync(options.buildDir, { recursive: true });
  if (!existsSync(join(options.buildDir, dictionary))) {
    options.log?.('Building the dictionary (about 10 seconds) …');
    await buildApart('dictionary', join(options.knowledgeDir, 'dictionary'), join(options.buildDir, dictionary));
  }
  return dictionary;
}

/** What was prepared last, or null. */
export function currentBuild(buildDir: string): LanguageBuild | null {
  const path = join(buildDir, POINTER);
  return existsSync(path) ? buildSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

function wantedBuild(knowledgeDir: string): LanguageBuild {
  const words = readdirSync(join(knowledgeDir, 'dictionary')).filter((name) => name.endsWith('.csv'));
  const wordFiles = words.sort().map((name) => join(knowledgeDir, 'dictionary', name));
  const wordsHash = hashOfFiles([...wordFiles, ...codeFiles(WORDS_CODE)]);
  const modelHash = hashOfFiles([...corpusFiles(join(knowledgeDir, 'corpus')), ...codeFiles(MODEL_CODE)], wordsHash);
  return { dictionary: `dictionary-${wordsHash}`, model: `model-${modelHash}.bin` };
}

/** The code that the results depend on: another feature or another trainer makes an old model worthless. */
const WORDS_CODE =
  /^(concepts|dictionary|dictionary-builder|lattice|normalise.*|romaji|sound|text-builder|tokeniser|words)\.ts$/;
const MODEL_CODE =
  /^(analysis|array-file|augmentation|calibration.*|corpus|documents|engine|ensemble|entities.answers|features|linear-model|negation|random|service|softmax-regression|support-vectors|training|vocabulary)\.ts$/;

function codeFiles(pattern: RegExp): string[] {
  const names = readdirSync(import.meta.dirname, { recursive: true }).map(String);
  return names
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(import.meta.dirname, name));
}

function hashOfFiles(paths: string[], seed = ''): string {
  const hash = createHash('sha256').update(seed);
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

/** Runs one step of the building in another process and waits for it. */
async function buildApart(...task: string[]): Promise<void> {
  const script = join(import.meta.dirname, 'prepare-apart.ts');
  const child = spawn(process.execPath, [script, ...task], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`Building the ${task[0]} failed: exit ${code}`);
}

/** What is this old and unfinished was left by a process that has died. */
const STALE_AFTER_MILLISECONDS = 10 * 60_000;

/** Removes results of earlier sources and leftovers. What is young stays: another process may be at it. */
function removeStale(buildDir: string, kept: LanguageBuild): void {
  for (const name of readdirSync(buildDir)) {
    const ours = /^(?:(?:dictionary|model)-[0-9a-f]{16}(?:\.bin)?|language\.json)(\.[0-9a-f-]{36}\.tmp)?$/.test(name);
    if (!ours || [kept.dictionary, kept.model, POINTER].includes(name)) continue;
    const path = join(buildDir, name);
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - changed > STALE_AFTER_MILLISECONDS) rmSync(path, { recursive: true, force: true });
  }
}
