/** Builds what the understanding reads: the dictionary (from the word lists) and the model (from the corpus). */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { buildApart, hashOfFiles, removeStale, writeWhole } from './build-files.ts';
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
const OURS = /^(?:(?:dictionary|model)-[0-9a-f]{16}(?:\.bin)?|language\.json)$/;
const APART = join(import.meta.dirname, 'prepare-apart.ts');
const buildSchema = z.object({ dictionary: z.string(), model: z.string() });

/** Builds what is missing or out of date. Two processes may do it at once: each result appears whole or not at all. */
export async function prepareLanguage(options: PrepareOptions): Promise<void> {
  const wanted = wantedBuild(options.knowledgeDir);
  await prepareWords(options);
  if (!existsSync(join(options.buildDir, wanted.model))) {
    options.log?.('Training the model (less than a minute) …');
    const corpus = join(options.knowledgeDir, 'corpus');
    const built = (name: string): string => join(options.buildDir, name);
    await buildApart(APART, 'model', corpus, built(wanted.model), built(wanted.dictionary));
  }
  writeWhole(join(options.buildDir, POINTER), JSON.stringify(wanted));
  removeStale(options.buildDir, OURS, [wanted.dictionary, wanted.model, POINTER]);
}

/** Builds only the dictionary, if it is missing or out of date. @returns its name under the build folder */
export async function prepareWords(options: PrepareOptions): Promise<string> {
  const { dictionary } = wantedBuild(options.knowledgeDir);
  mkdirSync(options.buildDir, { recursive: true });
  if (!existsSync(join(options.buildDir, dictionary))) {
    options.log?.('Building the dictionary (about 10 seconds) …');
    await buildApart(APART, 'dictionary', join(options.knowledgeDir, 'dictionary'), join(options.buildDir, dictionary));
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
