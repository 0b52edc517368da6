/** Builds what the understanding reads: the dictionary (from the word lists) and the model (from the corpus). */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { encodeArrays } from './array-file.ts';
import { corpusFiles, readCorpus } from './corpus.ts';
import { trainEngine } from './engine.ts';
import { buildWords, loadAnalyser } from './words.ts';

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
  const previous = currentBuild(options.buildDir);
  await prepareWords(options);
  if (!existsSync(join(options.buildDir, wanted.model))) {
    options.log?.('Training the model (less than a minute) …');
    trainModel(options, wanted);
  }
  writeWhole(join(options.buildDir, POINTER), JSON.stringify(wanted));
  removeStale(options.buildDir, [wanted, previous ?? wanted]);
}

/** Builds only the dictionary, if it is missing or out of date. @returns its name under the build folder */
export async function prepareWords(options: PrepareOptions): Promise<string> {
  const { dictionary } = wantedBuild(options.knowledgeDir);
  mkdirSync(options.buildDir, { recursive: true });
  if (!existsSync(join(options.buildDir, dictionary))) {
    options.log?.('Building the dictionary (about 10 seconds) …');
    await writeDictionary(join(options.knowledgeDir, 'dictionary'), join(options.buildDir, dictionary));
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
  /^(analysis|array-file|calibration|corpus|engine|ensemble|entities.answers|features|linear-model|negation|random|softmax-regression|support-vectors|vocabulary)\.ts$/;

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

async function writeDictionary(wordsFolder: string, target: string): Promise<void> {
  const temporary = `${target}.${randomUUID()}.tmp`;
  mkdirSync(temporary, { recursive: true });
  await buildWords(wordsFolder, temporary);
  moveIntoPlace(temporary, target);
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

function trainModel({ buildDir, knowledgeDir }: PrepareOptions, build: LanguageBuild): void {
  const analyser = loadAnalyser(join(buildDir, build.dictionary));
  writeWhole(
    join(buildDir, build.model),
    encodeArrays(trainEngine(readCorpus(join(knowledgeDir, 'corpus')), analyser)),
  );
}

function writeWhole(target: string, content: string | Uint8Array): void {
  const temporary = `${target}.${randomUUID()}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, target);
}

/** Removes results of earlier sources. What another process is just writing (`.tmp`) stays. */
function removeStale(buildDir: string, kept: LanguageBuild[]): void {
  const names = new Set(kept.flatMap((build) => [build.dictionary, build.model]));
  for (const name of readdirSync(buildDir)) {
    const ours = /^(dictionary|model)-[0-9a-f]{16}(\.bin)?$/.test(name);
    if (ours && !names.has(name)) rmSync(join(buildDir, name), { recursive: true, force: true });
  }
}
