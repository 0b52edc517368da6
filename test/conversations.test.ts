import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { toldByPage, witnessOf } from '../channels/web/witness.ts';
import type { ConversationState } from '../dialogs/conversation.ts';
import { CONNECTIONS } from '../dialogs/page.ts';
import { assemble, type Tobira } from '../index.ts';
import { Knowledge } from '../knowledge/knowledge.ts';
import { loadKnowledgeFiles } from '../knowledge/load.ts';
import { environment } from '../knowledge/schema.ts';
import { Member, type Said, testConfig } from './support/tobira.ts';

const words = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value]));

/** One turn: what the person says, and what must and must not be in all that is answered to it. */
const turn = z.strictObject({
  人: z.string(),
  /** Hours that have gone by since the person last wrote. */
  時間をおいて: z.number().positive().optional(),
  /** Tobira has got other dialogs since the person last wrote. */
  案内が新しくなって: z.literal(true).optional(),
  /** Each of these stands in the answer; 「A|B」 is satisfied by either. */
  扉: words.default([]),
  /** None of these stands in the answer. */
  言わない: words.default([]),
  /** Each of these is offered as a choice (part of the label is enough). */
  選択肢: words.default([]),
  /** Whether facts are cited in the answer. */
  出典: z.boolean().optional(),
  /** Whether a case was opened for staff in this turn. */
  引き継ぎ: z.boolean().optional(),
});

/** What the chat page shows of itself: the browser's own words, and what our script tells. Without it there is no page, as on LINE. */
const page = z
  .strictObject({
    ブラウザ: z.string(),
    クッキー: z.boolean().optional(),
    スクリプト: z.boolean().optional(),
    回線: z.enum(CONNECTIONS).optional(),
  })
  .transform(({ ブラウザ: userAgent, クッキー: cookies, スクリプト: script, 回線: connection }) =>
    witnessOf(
      { headers: { 'user-agent': userAgent } } as IncomingMessage,
      toldByPage.parse({ cookies, script, connection }),
    ),
  );

const script = z.array(
  z.strictObject({
    題: z.string(),
    画面: page.optional(),
    /** Tables of supported environments that take the place of those in `knowledge/`, by service. */
    対応環境: z.record(z.string(), environment).default({}),
    会話: z.array(turn).min(1),
  }),
);

const folder = join(import.meta.dirname, 'conversations');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

type Script = z.infer<typeof script>[number];

const { knowledge: known } = loadKnowledgeFiles(join(import.meta.dirname, '..', 'knowledge'));
const shipped = new Map(known.services.map(({ service }) => [service, service?.environment]));
let tobira: Tobira;
/** Causes whose remedy was given in a script, as 「saison: puzzle_failed」. */
const reached = new Set<string>();
/** Whoever says 「SAISONとあります」 is at the other service at once: a script of its own shows it. */
const ENDS_ELSEWHERE = new Set(['amex: other_entrance']);

beforeAll(async () => {
  tobira = await assemble(testConfig(), undefined, new Knowledge(known));
});

afterAll(() => tobira.close());

/** Each talk has the tables that ship, but for those that it brings along. */
function layTables(tables: Script['対応環境']): void {
  for (const [service, table] of shipped) {
    const laid = service && (tables[service.id] ?? table);
    if (service && laid) service.environment = laid;
    else if (service) delete service.environment;
  }
}

describe.each(files)('%s', (file) => {
  const talks = script.parse(parse(readFileSync(join(folder, file), 'utf8')));
  it.each(talks.map((talk) => [talk.題, talk] as const))('%s', async (_title, talk) => {
    layTables(talk.対応環境);
    const member = new Member(tobira, talk.画面);
    await member.open();
    const told: string[] = [];
    for (const expected of talk.会話) {
      await meanwhile(member, expected);
      const said = await member.say(expected.人);
      told.push(`人: ${expected.人}`, ...said.map(({ text, choices }) => `扉: ${text}\n    [${choices.join('] [')}]`));
      expect({ ...shortfalls(expected, said), talk: [] }).toEqual({ missing: [], forbidden: [], talk: [] });
      await checkCase(member, expected.引き継ぎ, told);
    }
    for (const cause of await causesReached(member)) reached.add(cause);
  });
});

describe('all the scripts together', () => {
  it('reach every cause of every service', () => {
    const { knowledge } = tobira;
    const all = knowledge.services().flatMap(({ id }) => knowledge.causes(id).map((cause) => `${id}: ${cause.id}`));
    expect(all.filter((cause) => !reached.has(cause) && !ENDS_ELSEWHERE.has(cause))).toEqual([]);
  });
});

async function stateOf(member: Member): Promise<ConversationState> {
  const row = await tobira.database.get<{ state: string }>('select state from conversations where id = $1', [
    member.conversationId,
  ]);
  return JSON.parse(row?.state ?? '{}') as ConversationState;
}

async function causesReached(member: Member): Promise<string[]> {
  const ledgers = Object.entries((await stateOf(member)).memory?.ledgers ?? {});
  return ledgers.flatMap(([service, ledger]) => (ledger?.tried ?? []).map(({ cause }) => `${service}: ${cause}`));
}

/** What happened before the person wrote. */
async function meanwhile(member: Member, expected: z.infer<typeof turn>): Promise<void> {
  const { 時間をおいて: hours = 0, 案内が新しくなって: changed } = expected;
  if (!hours && !changed) return;
  const state = await stateOf(member);
  state.memory.lastAt -= hours * 3_600_000;
  if (changed) state.memory.flowVersion -= 1;
  const row = [JSON.stringify(state), member.conversationId];
  await tobira.database.run('update conversations set state = $1 where id = $2', row);
}

function shortfalls(expected: z.infer<typeof turn>, said: Said[]) {
  const text = said.map((entry) => entry.text).join('\n');
  const choices = said.flatMap((entry) => entry.choices);
  const cited = said.some((entry) => entry.citations.length > 0);
  const missing = expected.扉.filter((word) => !word.split('|').some((either) => text.includes(either)));
  missing.push(
    ...expected.選択肢.filter((label) => !choices.some((choice) => choice.includes(label))).map((l) => `[${l}]`),
  );
  if (expected.出典 !== undefined && expected.出典 !== cited) missing.push(`出典: ${expected.出典}`);
  if (said.length === 0 && expected.扉.length > 0) missing.push('(no answer)');
  const forbidden = expected.言わない.filter((word) => text.includes(word));
  // What was said stands in the failure message, so that a person can see at once what went wrong.
  const context = missing.length + forbidden.length > 0 ? { said: text.split('\n'), choices } : {};
  return { missing, forbidden, ...context };
}

async function checkCase(member: Member, expected: boolean | undefined, told: string[]): Promise<void> {
  if (expected === undefined) return;
  const row = await tobira.database.get<{ owner: string }>('select owner from conversations where id = $1', [
    member.conversationId,
  ]);
  expect({ handedOver: row?.owner === 'human', told: [] }).toEqual({ handedOver: expected, told: [] });
  expect(told.length).toBeGreaterThan(0);
}
