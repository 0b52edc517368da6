import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { ServiceId } from '../language/types.ts';
import { type Context, EXPECTATIONS } from './context.ts';
import type { ReadingKey } from './reading.ts';

/** What people write in the middle of a talk, labelled: `knowledge/turns/*.jsonl`, one writer a file (form: `knowledge/turns/README.md`). */
export interface LabelledTurn {
  after: Context;
  text: string;
  /** In the order of the words; each a list of keys that would all be right. */
  means: ReadingKey[][];
  writer: string;
  /** `file:line`, for messages about faults. */
  place: string;
}

const reading = z.looseObject({ kind: z.string() });
const after = z.looseObject({ expect: z.enum(EXPECTATIONS), service: z.string().nullish() });
const turn = z.object({ after, text: z.string().min(1), means: z.array(reading).min(1), voice: z.string() });

type Raw = z.infer<typeof reading>;

/** @throws naming file and line when a line is not of the form */
export function readTurns(path: string): LabelledTurn[] {
  const writer = basename(path, '.jsonl');
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseTurn(line, `${path}:${index + 1}`, writer)]));
}

/** Every file of the folder, in the order of the names. */
export function readTurnCorpus(folder: string): LabelledTurn[] {
  return turnFiles(folder).flatMap(readTurns);
}

export function turnFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return names.sort().map((name) => join(folder, name));
}

function parseTurn(line: string, place: string, writer: string): LabelledTurn {
  try {
    const { after: raw, text, means } = turn.parse(JSON.parse(line));
    const context = { ...raw, service: (raw.service ?? null) as ServiceId | null } as Context;
    return { after: context, text, means: means.map((entry) => keysOf(entry, context)), writer, place };
  } catch (cause) {
    throw new Error(`${place}: no labelled turn`, { cause });
  }
}

/** The keys that would be right for a label. */
function keysOf(label: Raw, context: Context): ReadingKey[] {
  const text = (name: string) => String(label[name]);
  switch (label.kind) {
    case 'answer':
    case 'correct':
      return [label.answer === null ? `book:${text('question')}:?` : `book:${text('question')}:${text('answer')}`];
    case 'result':
      return [`result:${text('value')}`];
    case 'move':
      return [`move:${text('move')}`];
    case 'ask':
      return [askKey(label)];
    case 'need':
      return label.topic ? [`topic:${text('topic')}`, `need:${text('intent')}`] : [`need:${text('intent')}`];
    case 'service':
      return [label.service ? `service:${text('service')}` : label.not ? `service:!${text('not')}` : 'service:?'];
    case 'tell':
      return [tellKey(label)];
    case 'control':
      return [`control:${text('what')}`];
    case 'danger':
      return [dangerKey(label, context)];
    case 'stance':
      return [`stance:${text('stance')}`];
    default:
      return [label.kind];
  }
}

function askKey(label: Raw): ReadingKey {
  for (const kind of ['fact', 'step', 'topic', 'term']) if (label[kind]) return `${kind}:${String(label[kind])}`;
  return label.why ? 'why' : 'unknown';
}

function tellKey(label: Raw): ReadingKey {
  if (label.question) return `book:${String(label.question)}:${String(label.answer)}`;
  if (label.cause) return `cause:${String(label.cause)}:${label.holds ? '+' : '-'}`;
  if ('reported' in label) return label.reported ? 'reported:+' : 'reported:-';
  if ('tries' in label) return 'tries';
  const [name, value] = Object.entries(label).find(([key]) => key !== 'kind') ?? ['none', ''];
  return `${name}:${String(value)}`;
}

/** A lost card gives nothing away by typing. */
function dangerKey(label: Raw, context: Context): ReadingKey {
  const danger = String(label.danger);
  const typed =
    danger === 'phishing_suspected' && (label.typed === true || (label.typed === undefined && context.typed === true));
  return `danger:${danger}:${typed ? '+' : '-'}`;
}
