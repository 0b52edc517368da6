import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Knowledge } from '../knowledge/knowledge.ts';
import { loadKnowledgeFiles } from '../knowledge/load.ts';
import { checkTurns, unexplainedTerms } from '../reading/check-turns.ts';
import { turnFiles } from '../reading/turns.ts';

const directory = process.argv[2] ?? new URL('../knowledge', import.meta.url).pathname;
const { knowledge, faults } = loadKnowledgeFiles(directory);
// Labelled turns name ids: while the files that define them are faulty, they cannot be judged.
const folders = [join(directory, 'turns'), join(directory, '..', 'test', 'turns')].filter((folder) =>
  existsSync(folder),
);
const turns = folders.flatMap(turnFiles);
const sound = new Knowledge(knowledge);
if (faults.length === 0) faults.push(...checkTurns(turns, sound));
for (const fault of faults) console.log(`${fault.file}:${fault.line}  ${fault.message}`);
if (faults.length > 0) {
  console.log(`${faults.length} fault(s).`);
  process.exitCode = 1;
} else {
  const sections = [knowledge.general, ...knowledge.services];
  const count = (kind: 'facts' | 'causes' | 'questions' | 'topics' | 'procedures') =>
    sections.reduce((sum, section) => sum + section[kind].length, 0);
  console.log(
    `knowledge is sound: ${count('facts')} facts, ${count('causes')} causes, ${count('questions')} questions, ` +
      `${count('topics')} topics, ${count('procedures')} procedures, ${knowledge.sources.length} sources, ` +
      `${knowledge.replies.length} replies, ${turns.length} files of turns`,
  );
  const terms = unexplainedTerms(turns, sound);
  if (terms.length > 0) console.log(`turns ask for words that begin no entry of the glossary: ${terms.join(', ')}`);
}
