/** Trains the reader (from the turns and the knowledge) when it is missing or out of date, and loads it. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { buildApart, hashOfFiles, removeStale, writeWhole } from '../language/build-files.ts';
import { currentBuild, type PrepareOptions } from '../language/prepare.ts';
import type { Language } from '../language/understander.ts';
import { createReader, warmUp } from './create.ts';
import { readReader } from './model-file.ts';
import type { ContextReader } from './reader.ts';
import { turnFiles } from './turns.ts';

const POINTER = 'reader.json';
const OURS = /^(?:reader-[0-9a-f]{16}\.bin|reader\.json)$/;
const pointerSchema = z.object({ reader: z.string() });

/**
 * Trains what is missing or out of date. Two processes may do it at once: the file appears whole or not at all.
 * @throws when there is no language model: run `prepareLanguage` first
 */
export async function prepareReader({ buildDir, knowledgeDir, log }: PrepareOptions): Promise<void> {
  const wanted = wantedReader({ buildDir, knowledgeDir });
  mkdirSync(buildDir, { recursive: true });
  if (!existsSync(join(buildDir, wanted))) {
    log?.('Training the reader (about two minutes) …');
    await buildApart(APART, 'reader', buildDir, knowledgeDir, join(buildDir, wanted));
  }
  writeWhole(join(buildDir, POINTER), JSON.stringify({ reader: wanted }));
  removeStale(buildDir, OURS, [wanted, POINTER]);
}

const APART = join(import.meta.dirname, 'prepare-apart.ts');

/**
 * Loads what was prepared last; never trains. Knowledge that has changed since is read by its new words, without examples.
 * @throws when there is none: run `prepareReader` first
 */
export function loadReader(options: { buildDir: string; knowledge: Knowledge; language: Language }): ContextReader {
  const path = join(options.buildDir, POINTER);
  if (!existsSync(path)) throw new Error(`No reader in ${options.buildDir}: run prepareReader first`);
  const { reader: name } = pointerSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const reader = createReader(readReader(join(options.buildDir, name)), options);
  warmUp(reader);
  return reader;
}

/** The name of the reader's file for the sources as they stand; it carries their hash. */
export function wantedReader({ buildDir, knowledgeDir }: Omit<PrepareOptions, 'log'>): string {
  const build = currentBuild(buildDir);
  if (!build) throw new Error(`No language model in ${buildDir}: run prepareLanguage first`);
  const turns = turnFiles(join(knowledgeDir, 'turns'));
  const hash = hashOfFiles([...turns, ...knowledgeFiles(knowledgeDir), ...codeFiles()], build.model);
  return `reader-${hash}.bin`;
}

/** What the running company fills in teaches nobody to read. */
const NOT_READ = /^(?:desks\.yaml|notices\.yaml|replies[/\\])/;

function knowledgeFiles(knowledgeDir: string): string[] {
  const names = readdirSync(knowledgeDir, { recursive: true }).map(String);
  return names
    .filter((name) => name.endsWith('.yaml') && !NOT_READ.test(name))
    .sort()
    .map((name) => join(knowledgeDir, name));
}

/** Code of this room that a trained reader does not depend on. */
const UNTRAINED = /(?:^(?:check-.*|clauses|create|decision|describe|prepare|reader)|\.test)\.ts$/;
/** Code of other rooms that it depends on and that the language model's name does not tell. */
const OTHER_CODE = [
  'knowledge/fold.ts',
  'knowledge/intent-labels.ts',
  'language/array-file.ts',
  'language/predicates.ts',
  'language/random.ts',
  'language/types.ts',
];

function codeFiles(): string[] {
  const here = import.meta.dirname;
  const own = readdirSync(here).filter((name) => name.endsWith('.ts') && !UNTRAINED.test(name));
  return [...own.sort().map((name) => join(here, name)), ...OTHER_CODE.map((name) => join(here, '..', name))];
}
