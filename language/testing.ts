/** For tests: the real words and the real model, built once under build/ and shared by all suites. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Analyser } from './analysis.ts';
import { type PrepareOptions, prepareWords } from './prepare.ts';
import type { Understander } from './types.ts';
import { loadUnderstander } from './understander.ts';
import { loadAnalyser } from './words.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

export const TEST_OPTIONS: PrepareOptions = { buildDir: folder('build'), knowledgeDir: folder('knowledge') };

export async function testAnalyser(): Promise<Analyser> {
  return loadAnalyser(join(TEST_OPTIONS.buildDir, await prepareWords(TEST_OPTIONS)));
}

export async function testUnderstander(): Promise<Understander> {
  // In a process of its own: in jest's sandbox the training would take minutes.
  execFileSync(process.execPath, [folder('scripts/understand.ts')], {
    input: '',
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  return loadUnderstander(TEST_OPTIONS);
}
