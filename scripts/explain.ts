/** Why each turn of a conversation was answered so: `npm run -s explain -- ID`, the id of a conversation or a case. Works while the server is running. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import type { Why } from '../desk/why.ts';
import { explained } from '../dialogs/explained.ts';
import { TobiraError } from '../errors.ts';
import { type Knowledge, loadKnowledge } from '../knowledge/knowledge.ts';
import type { Database } from '../store/database.ts';
import { type ActivityRow, transcript } from '../store/queries/activities.ts';
import { findCase } from '../store/queries/cases.ts';
import { findConversation } from '../store/queries/conversations.ts';
import { explanationsOf } from '../store/queries/explanations.ts';
import { openSqlite } from '../store/sqlite.ts';

const USAGE =
  'npm run -s explain -- ID   the id of a conversation or of a case: what was said, and why it was answered so\n';
const SPEAKERS = { member: '会員', bot: '扉', staff: '担当者' } as const;
const MOST_OTHERS = 3;

/** There is nothing to explain; said in one sentence. */
class NothingThere extends Error {}

const clock = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'medium' });

async function main(): Promise<string> {
  const { DATA_DIR } = readConfig(process.env);
  const path = join(DATA_DIR, 'tobira.db');
  if (!existsSync(path)) throw new NothingThere(`There is no database ${path}. DATA_DIR says where it lies.`);
  const database = await openSqlite(path);
  try {
    const conversationId = await conversationOf(database, id);
    const rows = await transcript(database, conversationId);
    const whys = await whysOf(database, conversationId);
    return [`会話 ${conversationId}`, ...turnsOf(rows).map((turn) => inLines(turn, whys))].join('\n\n');
  } finally {
    await database.close();
  }
}

async function conversationOf(database: Database, named: string): Promise<string> {
  const found = await findConversation(database, named);
  const conversation = found?.id ?? (await findCase(database, named.toUpperCase()))?.conversation_id;
  if (conversation === undefined) throw new NothingThere(`There is no conversation and no case ${named}.`);
  return conversation;
}

async function whysOf(database: Database, conversationId: string): Promise<Map<number, Why>> {
  const knowledge: Knowledge = loadKnowledge(join(import.meta.dirname, '..', 'knowledge'));
  const kept = await explanationsOf(database, conversationId);
  return new Map(kept.map(({ sequence, explanation }) => [Number(sequence), explained(knowledge, explanation)]));
}

/** A message, and what was answered to it. */
interface Turn {
  said: ActivityRow;
  answers: ActivityRow[];
}

/** An answer names the message it answers: several that came at once are told apart. */
function turnsOf(rows: readonly ActivityRow[]): Turn[] {
  const turns: Turn[] = [];
  for (const row of rows) {
    const { replyToId } = JSON.parse(row.payload) as { replyToId?: string };
    const asked = row.speaker === 'bot' ? turns.find(({ said }) => said.id === replyToId) : undefined;
    if (asked) asked.answers.push(row);
    else turns.push({ said: row, answers: [] });
  }
  return turns;
}

function inLines({ said, answers }: Turn, whys: ReadonlyMap<number, Why>): string {
  const why = whys.get(Number(said.sequence));
  const lines = [said, ...answers].map(({ speaker, text }) => labelled(SPEAKERS[speaker], text));
  return [clock.format(Number(said.at)), ...lines, ...(why ? reasons(why) : [])].join('\n');
}

function reasons({ expect, decision, taken, readings, acts, why }: Why): string[] {
  const probabilities = new Map(readings.map(({ label, probability }) => [label, ` ${percent(probability)}`]));
  const withProbability = (label: string) => `${label}${probabilities.get(label) ?? ''}`;
  const others = readings.map(({ label }) => label).filter((label) => !taken.includes(label));
  const parts: [string, readonly string[]][] = [
    ['待っていたもの', [expect]],
    ['判断', [decision]],
    ['受け取った意味', taken.map(withProbability)],
    ['ほかの読み', others.slice(0, MOST_OTHERS).map(withProbability)],
    ['したこと', acts],
    ['手がかり', why],
  ];
  return parts.filter(([, all]) => all.length > 0).map(([name, all]) => labelled(`  ${name}`, all.join('\n')));
}

function percent(probability: number): string {
  return `${(probability * 100).toFixed(1)} %`;
}

/** The further lines of a text stand beneath its first. */
function labelled(name: string, text: string): string {
  return `${name}: ${text.trim().replaceAll('\n', '\n      ')}`;
}

const [id = '', ...more] = process.argv.slice(2);
if (id === '' || id.startsWith('-') || more.length > 0) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  try {
    process.stdout.write(`${await main()}\n`);
  } catch (error) {
    if (!(error instanceof NothingThere || error instanceof TobiraError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
