import { loadKnowledgeFiles } from '../knowledge/load.ts';

const directory = process.argv[2] ?? new URL('../knowledge', import.meta.url).pathname;
const { knowledge, faults } = loadKnowledgeFiles(directory);
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
      `${count('topics')} topics, ${count('procedures')} procedures, ${knowledge.sources.length} sources, ${knowledge.replies.length} replies`,
  );
}
