import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { ZodType } from 'zod';
import { crossCheck } from './cross-check.ts';
import type {
  Cause,
  DesksFile,
  Fact,
  FollowUp,
  Notice,
  Procedure,
  Question,
  Reply,
  Service,
  Sign,
  Source,
  Term,
  Topic,
} from './schema.ts';
import { files } from './schema.ts';

export interface Fault {
  file: string;
  /** 1-based; 1 when the place is unknown. */
  line: number;
  message: string;
}

/** One room of knowledge: a service's own, or what is general. */
export interface Section {
  service: Service | null;
  facts: Fact[];
  causes: Cause[];
  questions: Question[];
  topics: Topic[];
  procedures: Procedure[];
}

export interface KnowledgeFiles {
  sources: Source[];
  desks: DesksFile;
  notices: Notice[];
  /** What staff may say, ready made. */
  replies: Reply[];
  /** What the chat page can show of itself, and what it means. */
  signs: Sign[];
  followUps: FollowUp[];
  terms: Term[];
  general: Section;
  services: Section[];
}

/** Where a thing stands in its file, so that a later check can name file and line. */
export type Locate = (file: string, path: readonly PropertyKey[]) => Fault;

interface Reader {
  faults: Fault[];
  read<T>(file: string, schema: ZodType<T>, empty: T): T;
  locate: Locate;
}

const SERVICE_FOLDERS = ['saison', 'amex', 'promise'];

/**
 * Reads and checks every YAML file under `directory`.
 * Returns what could be read together with all faults; never throws for bad content.
 */
export function loadKnowledgeFiles(directory: string): { knowledge: KnowledgeFiles; faults: Fault[] } {
  const reader = createReader(directory);
  const knowledge: KnowledgeFiles = {
    sources: reader.read('sources.yaml', files.sources, { sources: [] }).sources,
    desks: reader.read('desks.yaml', files.desks, files.desks.parse({})),
    notices: reader.read('notices.yaml', files.notices, { notices: [] }).notices,
    replies: readReplies(reader, directory),
    signs: reader.read(join('general', 'signs.yaml'), files.signs, { signs: [] }).signs,
    followUps: reader.read(join('general', 'follow-ups.yaml'), files.followUps, { follow_ups: [] }).follow_ups,
    terms: reader.read(join('general', 'glossary.yaml'), files.glossary, { terms: [] }).terms,
    general: readSection(reader, 'general', null),
    services: SERVICE_FOLDERS.map((name) => {
      const folder = join('services', name);
      const service = reader.read<Service | null>(join(folder, 'service.yaml'), files.service, null);
      return readSection(reader, folder, service);
    }),
  };
  if (reader.faults.length === 0) reader.faults.push(...crossCheck(knowledge, reader.locate));
  return { knowledge, faults: reader.faults };
}

/** Every file in `replies/`: the company sorts them as it likes. */
function readReplies(reader: Reader, directory: string): Reply[] {
  const folder = join(directory, 'replies');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().flatMap((name) => reader.read(join('replies', name), files.replies, { replies: [] }).replies);
}

function readSection(reader: Reader, folder: string, service: Service | null): Section {
  return {
    service,
    facts: reader.read(join(folder, 'facts.yaml'), files.facts, { facts: [] }).facts,
    causes: reader.read(join(folder, 'causes.yaml'), files.causes, { causes: [] }).causes,
    questions: reader.read(join(folder, 'questions.yaml'), files.questions, { questions: [] }).questions,
    topics: reader.read(join(folder, 'topics.yaml'), files.topics, { topics: [] }).topics,
    procedures: reader.read(join(folder, 'procedures.yaml'), files.procedures, { procedures: [] }).procedures,
  };
}

function createReader(directory: string): Reader {
  const faults: Fault[] = [];
  const documents = new Map<string, { document: ReturnType<typeof parseDocument>; lines: LineCounter }>();

  const locate: Locate = (file, path) => {
    const known = documents.get(file);
    return { file, line: known ? lineOf(known.document, known.lines, path) : 1, message: '' };
  };

  function read<T>(file: string, schema: ZodType<T>, empty: T): T {
    const path = join(directory, file);
    if (!existsSync(path)) {
      faults.push({ file, line: 1, message: `The file is missing: ${relative(process.cwd(), path)}` });
      return empty;
    }
    const lines = new LineCounter();
    const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
    documents.set(file, { document, lines });
    for (const error of document.errors) {
      faults.push({ file, line: error.linePos?.[0].line ?? 1, message: `Not valid YAML: ${firstLine(error.message)}` });
    }
    if (document.errors.length > 0) return empty;
    const parsed = schema.safeParse(document.toJS());
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const where = issue.path.map(String).join(' › ');
      faults.push({ ...locate(file, issue.path), message: `${where || 'The file'}: ${issue.message}` });
    }
    return empty;
  }

  return { faults, read, locate };
}

function lineOf(document: ReturnType<typeof parseDocument>, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length) as (string | number)[], true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
