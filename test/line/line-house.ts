import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Activity, ActivityTypes } from 'botbuilder';
import { pino } from 'pino';
import { Courier } from '../../bots/courier.ts';
import { Inbox } from '../../bots/inbox.ts';
import { Live } from '../../bots/live.ts';
import type { TobiraBot } from '../../bots/tobira-bot.ts';
import { TurnRunner } from '../../bots/turn-runner.ts';
import { ConversationVoice } from '../../bots/voice.ts';
import { health } from '../../channels/health.ts';
import type { Deadlines } from '../../channels/line/api.ts';
import { openLine } from '../../channels/line/channel.ts';
import { Members } from '../../channels/line/members.ts';
import { Metrics } from '../../channels/metrics.ts';
import { createHttpServer } from '../../channels/server.ts';
import { readConfig } from '../../config.ts';
import { Desk } from '../../desk/cases.ts';
import { type Colleague, Sessions } from '../../desk/sessions.ts';
import type { DeskRequest, Story } from '../../desk/story.ts';
import type { Database } from '../../store/database.ts';
import type { ConversationRow } from '../../store/queries/conversations.ts';
import { insertStaff } from '../../store/queries/staff.ts';
import { openSqlite } from '../../store/sqlite.ts';
import { ACCESS_TOKEN, LineStub } from './line-stub.ts';
import { Person, SECRET } from './person.ts';

const STORY: Story = {
  firstWords: '',
  asked: [],
  ruledOut: [],
  tried: [],
  suspected: [],
  device: '',
  failedTries: null,
};

/** Nobody waits for LINE's silence in a test. */
const IMPATIENT: Deadlines = { reply: 150, push: 150, loading: 60, ask: 500, content: 500 };

/** The LINE channel over everything beneath it, with a bot of few words, on a real port, beside a stub of LINE. */
export interface LineHouse {
  url: string;
  /** Where its store is. */
  folder: string;
  stub: LineStub;
  database: Database;
  desk: Desk;
  live: Live;
  courier: Courier;
  /** A person on LINE, and how Tobira names the conversation with them. */
  person(): Person;
  conversationOf(person: Person): string;
  /** A member of staff, and a browser in which they are signed in. */
  hire(name: string): Promise<Colleague & { get(path: string): Promise<Response> }>;
  /** The case of a person who has asked for one. */
  caseOf(person: Person): Promise<string>;
  close(): Promise<void>;
}

/** Says back what it hears; 「担当者」 opens a case, 「三つ」 answers in three messages, 「無言」 is answered with nothing. */
const fewWords = {
  async answer(row: ConversationRow, activity: Partial<Activity>) {
    if (row.owner === 'human') return says([]);
    if (activity.type === ActivityTypes.ConversationUpdate) return says(row.sequence > 1 ? [] : ['いらっしゃいませ。']);
    if (activity.type !== ActivityTypes.Message || activity.text === '無言') return says([]);
    if (activity.text === '三つ') return says(['一つ目です。', '二つ目です。', '三つ目です。']);
    if (activity.text !== '担当者') return says([`「${activity.text}」ですね。`]);
    const story = { ...STORY, firstWords: '担当者' };
    return says(['おつなぎします。'], [{ kind: 'open_case', service: 'saison', intent: null, cause: null, story }]);
  },
};

function says(texts: string[], requests: DeskRequest[] = []) {
  return { replies: texts.map((text) => ({ type: ActivityTypes.Message, text })), requests };
}

export async function openLineHouse(
  options: { folder?: string; stub?: LineStub; deadlines?: Deadlines } = {},
): Promise<LineHouse> {
  const stub = options.stub ?? (await LineStub.open());
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'tobira-line-')));
  const config = readConfig({
    PORT: '0',
    LINE_CHANNEL_SECRET: SECRET,
    LINE_CHANNEL_ACCESS_TOKEN: ACCESS_TOKEN,
    LINE_API_BASE_URL: stub.url,
  });
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const database = await openSqlite(join(folder, 'tobira.db'));
  const live = new Live();
  const courier = new Courier({ database, log, live });
  const voice = new ConversationVoice({ courier, live });
  const desk = new Desk({ database, live, voice, causesOf: () => [], closedText: '対応が終わりました。' });
  const turns = new TurnRunner({ database, bot: fewWords as unknown as TobiraBot, desk, courier, live, log });
  const inbox = new Inbox({ database, turns, live });
  const metrics = new Metrics();
  const parts = {
    config,
    database,
    live,
    courier,
    voice,
    desk,
    turns,
    inbox,
    log,
    metrics,
    deadlines: options.deadlines ?? IMPATIENT,
  };
  const line = await openLine(parts);
  if (!line) throw new Error('the LINE channel did not open');
  const server = createHttpServer({ config, log, mounts: [line.mount, health({ database, live, metrics })] });
  const url = await server.listen(config);
  await turns.recover();
  await courier.recover();
  await line.recover();
  const members = await Members.open(database);
  const conversationOf = (person: Person) => members.named(person.userId).conversationId;
  return {
    url,
    folder,
    stub,
    database,
    desk,
    live,
    courier,
    person: () => new Person(stub, () => url),
    conversationOf,
    hire: (name) => hire(database, url, name),
    async caseOf(person) {
      const cases = await desk.list(undefined);
      const found = cases.find((row) => row.conversation_id === conversationOf(person));
      if (!found) throw new Error('there is no case');
      return found.id;
    },
    async close() {
      await server.close();
      courier.close();
      await database.close();
      if (!options.stub) await stub.close();
      if (!options.folder) await rm(folder, { recursive: true });
    },
  };
}

async function hire(database: Database, url: string, name: string) {
  const id = `staff-${name}`;
  const account = { id, email: `${id}@example.jp`, name, role: 'agent' as const, password_hash: 'none', created_at: 1 };
  await insertStaff(database, account);
  const { token } = await new Sessions(database).begin({ id, name, role: 'agent' });
  const get = (path: string) => fetch(`${url}${path}`, { headers: { cookie: `tobira_staff=${token}` } });
  return { id, name, role: 'agent' as const, get };
}
