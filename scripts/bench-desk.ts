/** How fast the desk answers with 500 cases at work and 20,000 closed ones: `npm run bench:desk`. Nothing is kept. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { Live } from '../bots/live.ts';
import { createHttpServer } from '../channels/server.ts';
import { readConfig } from '../config.ts';
import { Desk } from '../desk/cases.ts';
import { DeskFeed } from '../desk/feed.ts';
import { Learning } from '../desk/learning.ts';
import { libraryOf } from '../desk/library.ts';
import { mountDesk } from '../desk/routes.ts';
import { Sessions } from '../desk/sessions.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import type { Database, Queryable } from '../store/database.ts';
import { insertStaff } from '../store/queries/staff.ts';
import { openSqlite } from '../store/sqlite.ts';

const AT_WORK = 500;
const CLOSED = 20_000;
const MESSAGES = 20;
const TIMES = 20;
const BUDGET = { queue: 300, search: 500 };

const WORDS = [
  'ログインできません。パスワードは合っているはずです。',
  'どのサービスのことでしょうか。ご案内する手順がサービスごとに違うため、お聞きしています。',
  'セゾンのほうです。アプリではなくパソコンで開いています。',
  '確認させてください。画面に出ている言葉を、そのまま書いていただけますか。',
  '「ログインできませんでした」と出ます。三回くらい試しました。',
  'これまで何度か試されているとのことですので、いまはログインのボタンを押さないでください。',
  '暗証番号は分かりますが、IDを控えた紙が見つかりません。',
  'お調べしていますので、このまま少しお待ちください。',
];
const STORY = JSON.stringify({
  firstWords: 'ログインできません',
  asked: [{ question: 'エラーは出ますか', answer: 'はい' }],
  ruledOut: [],
  tried: [],
  suspected: [{ cause: 'typo', name: '打ち間違い', probability: 0.6 }],
  device: 'Windows・Chrome',
  failedTries: 3,
});

async function fill(database: Database, staffId: string): Promise<void> {
  await database.transaction(async (tx) => {
    for (let index = 0; index < AT_WORK + CLOSED; index++) await insertOne(tx, index, staffId);
  });
}

async function insertOne(tx: Queryable, index: number, staffId: string): Promise<void> {
  const conversation = randomUUID();
  const at = 1_700_000_000_000 + index * 60_000;
  await tx.run(
    `insert into conversations (id, channel, user_id, reference, sequence, updated_at)
     values ($1, $2, $1, '{}', $3, $4)`,
    [conversation, index % 3 === 0 ? 'line' : 'directline', MESSAGES, at],
  );
  for (let sequence = 1; sequence <= MESSAGES; sequence++) {
    const id = `${conversation}|${String(sequence).padStart(7, '0')}`;
    const text = `${WORDS[(index + sequence) % WORDS.length]}${index}番${sequence}`;
    const payload = JSON.stringify({
      type: 'message',
      text,
      id,
      conversation: { id: conversation },
      from: { id: 'x' },
    });
    await tx.run(
      `insert into activities (conversation_id, sequence, id, speaker, type, text, payload, at)
       values ($1, $2, $3, $4, 'message', $5, $6, $7)`,
      [conversation, sequence, id, sequence % 2 ? 'member' : 'bot', text, payload, at],
    );
  }
  const status = index < AT_WORK / 2 ? 'waiting' : index < AT_WORK ? 'open' : 'closed';
  await tx.run(
    `insert into cases (id, conversation_id, status, service, channel, intent, cause, story, assignee, opened_at,
       closed_at, updated_at, waits_since, urgency)
     values ($1, $2, $3, $4, $5, 'login_failed', 'typo', $6, $7, $8, $9, $8, $8, $10)`,
    [
      `C${index}`,
      conversation,
      status,
      ['saison', 'amex', 'promise'][index % 3] ?? null,
      index % 3 === 0 ? 'line' : 'directline',
      STORY,
      status === 'waiting' ? null : staffId,
      at,
      status === 'closed' ? at + 600_000 : null,
      index % 50 === 0 ? 1 : 0,
    ],
  );
}

/** The slowest and the middle of several calls, in milliseconds. */
async function measure(name: string, call: () => Promise<Response>, budget: number): Promise<boolean> {
  const times: number[] = [];
  let bytes = 0;
  for (let time = 0; time < TIMES; time++) {
    const begun = performance.now();
    const response = await call();
    bytes = (await response.arrayBuffer()).byteLength;
    times.push(performance.now() - begun);
    if (response.status !== 200) throw new Error(`${name} answered ${response.status}`);
  }
  times.sort((one, other) => one - other);
  const [middle = 0, slowest = 0] = [times[TIMES / 2], times.at(-1)];
  const fits = slowest <= budget;
  const figures = `p50 ${middle.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms, ${(bytes / 1024).toFixed(0)} KiB`;
  console.log(`${name.padEnd(42)} ${figures} (budget ${budget} ms: ${fits ? 'kept' : 'MISSED'})`);
  return fits;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tobira-bench-desk-'));
  const database = await openSqlite(join(folder, 'tobira.db'));
  const staff = { id: randomUUID(), name: '山田', role: 'agent' as const };
  await insertStaff(database, { ...staff, email: 'y@example.jp', password_hash: 'none', created_at: 0 });
  await fill(database, staff.id);
  const log = pino({ level: 'silent' });
  const live = new Live();
  const desk = new Desk({
    database,
    live,
    voice: { say: async () => undefined, committed: () => undefined },
    causesOf: () => [],
    closedText: '',
  });
  const begun = performance.now();
  await desk.queue.catchUp();
  console.log(`closed cases made searchable once in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  const feed = new DeskFeed({ database, live, log });
  const library = libraryOf(loadKnowledge(new URL('../knowledge', import.meta.url).pathname));
  const learning = new Learning({ database, intents: [], intentOfCause: () => undefined });
  const config = readConfig({ PORT: '0' });
  const parts = { database, desk, feed, library, learning, log, trustProxy: false, limitSignIn: () => undefined };
  const server = createHttpServer({ config, log, mounts: [(on) => mountDesk(on, parts)] });
  const url = await server.listen(config);
  const { token } = await new Sessions(database).begin(staff);
  const get = (path: string) => fetch(`${url}/staff/api/${path}`, { headers: { cookie: `tobira_staff=${token}` } });
  const search = (words: string) => get(`cases?q=${encodeURIComponent(words)}`);
  const kept = [
    await measure('queue: waiting', () => get('cases?status=waiting'), BUDGET.queue),
    await measure('queue: open', () => get('cases?status=open'), BUDGET.queue),
    await measure('queue: closed, first page', () => get('cases?status=closed'), BUDGET.queue),
    await measure('queue: closed, one cause of a service', () => get('cases?status=closed&service=amex'), BUDGET.queue),
    await measure('search: words that many have', () => search('パスワード'), BUDGET.search),
    await measure('search: one case among all', () => search('777番7'), BUDGET.search),
    await measure('search: words that nobody said', () => search('きりん'), BUDGET.search),
    await measure('search: two words, one of them rare', () => search('暗証番号 20333番3'), BUDGET.search),
  ];
  feed.close();
  await server.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
  if (kept.includes(false)) process.exitCode = 1;
}

await main();
