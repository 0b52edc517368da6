/** Labelled messages: one JSON object a line. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

const exampleSchema = z.object({ text: z.string().min(1), intent: z.string().min(1) });

export interface Example {
  text: string;
  intent: string;
  /** The file that it is from: each of a corpus is written by one person. */
  writer?: string;
}

/** @throws naming file and line when a line is not `{"text", "intent"}` */
export function readExamples(path: string): Example[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, `${path}:${index + 1}`)]));
}

function parseLine(line: string, place: string): Example {
  try {
    return exampleSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`${place}: expected {"text": …, "intent": …}`, { cause });
  }
}

/** All messages of a folder's `.jsonl` files, in the order of the file names. */
export function readCorpus(folder: string): Example[] {
  return corpusFiles(folder).flatMap((path) =>
    readExamples(path).map((example) => ({ ...example, writer: basename(path, '.jsonl') })),
  );
}

export function corpusFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return names.sort().map((name) => join(folder, name));
}
