/** What is built from the word lists: tokeniser and concepts, together an analyser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Analyser, createAnalyser } from './analysis.ts';
import { ConceptFinder, type ConceptTable, compileConcepts } from './concepts.ts';
import { loadDictionary } from './dictionary.ts';
import { buildDictionary, CONCEPTS_FILE } from './dictionary-builder.ts';
import { createTokeniser } from './tokeniser.ts';

const CONCEPTS = 'concepts.json';

/** Builds into an existing empty folder. Takes about 10 seconds. */
export async function buildWords(wordsFolder: string, target: string): Promise<void> {
  for (const [name, bytes] of await buildDictionary(wordsFolder)) writeFileSync(join(target, name), bytes);
  const tokeniser = createTokeniser(loadDictionary(target));
  writeFileSync(join(target, CONCEPTS), JSON.stringify(compileConcepts(join(wordsFolder, CONCEPTS_FILE), tokeniser)));
}

/** @throws when the folder was not built */
export function loadAnalyser(folder: string): Analyser {
  const table = JSON.parse(readFileSync(join(folder, CONCEPTS), 'utf8')) as ConceptTable;
  return createAnalyser(createTokeniser(loadDictionary(folder)), new ConceptFinder(table));
}
