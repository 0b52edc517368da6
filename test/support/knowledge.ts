import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KNOWLEDGE = join(import.meta.dirname, '..', '..', 'knowledge');

/**
 * The knowledge as shipped, with what a company fills in about its desk. Returns the folder; the caller removes it.
 * @param filled what takes the place of a line of `desks.yaml`: `{ 'teams: []': 'teams: …' }`
 */
export function knowledgeWith(filled: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tobira-knowledge-'));
  const read = (path: string) => !/corpus|dictionary/u.test(path.slice(KNOWLEDGE.length));
  cpSync(KNOWLEDGE, folder, { recursive: true, filter: read });
  const file = join(folder, 'desks.yaml');
  let text = readFileSync(file, 'utf8');
  for (const [line, lines] of Object.entries(filled)) {
    if (!text.includes(`\n${line}\n`)) throw new Error(`desks.yaml has no line ${line}`);
    text = text.replace(`\n${line}\n`, `\n${lines}\n`);
  }
  writeFileSync(file, text);
  return folder;
}
