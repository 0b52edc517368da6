/**
 * How well messages are read in their context: trains on `knowledge/turns/` and measures what was kept apart.
 * Usage: npm run bench:reading; with `-- --out a,c,d` the files of `knowledge/turns/` that begin with a-, c-, d- are left out and measured
 * too. Prints one Markdown table, a column for each set of turns.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { INTENT_LABELS } from '../knowledge/intent-labels.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { prepareLanguage } from '../language/prepare.ts';
import { loadLanguage } from '../language/understander.ts';
import { assemble, warmUp } from '../reading/create.ts';
import { encodeReader, readReader, type StoredReader } from '../reading/model-file.ts';
import { ContextReader } from '../reading/reader.ts';
import { trainStored } from '../reading/stored-training.ts';
import { type LabelledTurn, readTurnCorpus, readTurns, turnFiles } from '../reading/turns.ts';
import { agreementOf, type Figures, figuresOf } from './bench-reading-figures.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const log = (line: string) => process.stderr.write(`${line}\n`);
const options = { buildDir: folder('build'), knowledgeDir: folder('knowledge'), log };
const { values } = parseArgs({ options: { out: { type: 'string', default: '' } } });
const out = values.out.split(',').filter((name) => name !== '');

await prepareLanguage(options);
const knowledge = loadKnowledge(options.knowledgeDir);
const language = loadLanguage(options);
const corpus = readTurnCorpus(folder('knowledge/turns'));
const isOut = ({ writer }: LabelledTurn, names = out) => names.some((name) => writer.startsWith(`${name}-`));

const started = performance.now();
const trained = trainStored(
  corpus.filter((turn) => !isOut(turn)),
  { knowledge, language, labels: INTENT_LABELS },
  log,
);
const seconds = (performance.now() - started) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;

const parts = assemble(asShipped(trained), knowledge, language);
const reader = new ContextReader({ look: language.look, ...parts });
warmUp(reader);

const tests = turnFiles(folder('test/turns')).filter((path) => basename(path).startsWith('ordinary-'));
const ordinary = tests.map((path) => ({ name: basename(path, '.jsonl'), turns: readTurns(path) }));
const sets = [
  ...ordinary,
  { name: 'ordinary, all', turns: ordinary.flatMap(({ turns }) => turns) },
  ...out.map((name) => ({ name: `${name}, left out`, turns: corpus.filter((turn) => isOut(turn, [name])) })),
];
const columns = sets.map(({ name, turns }) => ({
  name,
  figures: figuresOf(turns, { reader, language, knowledge, ...parts }),
}));
printTable(columns);

const second = readTurns(folder('test/turns/second-labels.jsonl'));
const { share, compared } = agreementOf(second, [...corpus, ...ordinary.flatMap(({ turns }) => turns)]);
print(`\nTwo writers on the same turn share a reading: ${(share * 100).toFixed(1)} % of ${compared} turns.`);
print(`Training: ${seconds.toFixed(0)} s, at most ${megabytes.toFixed(0)} MB.`);

/** Written and read again, so that what is measured is what members get. */
function asShipped(stored: StoredReader): StoredReader {
  const place = mkdtempSync(join(tmpdir(), 'tobira-bench-'));
  const path = join(place, 'reader.bin');
  try {
    writeFileSync(path, encodeReader(stored));
    return readReader(path);
  } finally {
    rmSync(place, { recursive: true });
  }
}

function printTable(sides: { name: string; figures: Figures }[]): void {
  print(`| | ${sides.map(({ name }) => name).join(' | ')} |`);
  print(`|---|${sides.map(() => '---').join('|')}|`);
  const rows = new Set(sides.flatMap(({ figures }) => Object.keys(figures)));
  for (const row of rows) print(`| ${row} | ${sides.map(({ figures }) => figures[row] ?? '–').join(' | ')} |`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
