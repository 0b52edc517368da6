/**
 * Turns a second of the whole service (web, SQLite, every turn on the disk before its answer) beside a bare Bot Framework echo
 * bot with its state in memory, by turns in one run: only the ratio means something, machines differ.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import WebSocket from 'ws';
import { prepare } from './prepare.ts';

const CONVERSATIONS = 40;
const TURNS = 15;
const ROUNDS = 5;
const SENTENCES = [
  'プロミスにログインできません',
  'わからない',
  'パスワードを忘れました',
  '戻る',
  '暗証番号を忘れた',
  'セゾンです',
];

interface Started {
  url: string;
  readySeconds?: number;
  memoryMegabytes?: number;
}

interface Talker {
  /** Resolves when the message is answered. */
  say(text: string): Promise<void>;
  close(): void;
}

function start(script: string): Promise<{ child: ChildProcess; started: Started }> {
  const flags = ['--max-semi-space-size=8', '--disable-warning=ExperimentalWarning', '--disable-warning=DEP0111'];
  const child = fork(join(import.meta.dirname, script), { execArgv: flags });
  return new Promise((resolve) => child.once('message', (started: Started) => resolve({ child, started })));
}

async function post(url: string, body: unknown, token?: string): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const text = await response.text();
  return text ? JSON.parse(text) : {};
}

/** A page: says something, and waits until an answer to it has come over its socket. */
async function openPage(url: string): Promise<Talker> {
  const { token } = await post(`${url}/webchat/token`, {});
  const { conversationId, streamUrl } = await post(`${url}/v3/directline/conversations`, { user: {} }, token);
  const socket = new WebSocket(streamUrl ?? '');
  const answered = new Set<string>();
  const waiting = new Map<string, () => void>();
  socket.on('message', (data) => {
    const text = String(data);
    for (const { replyToId } of text ? (JSON.parse(text).activities as { replyToId?: string }[]) : []) {
      if (!replyToId) continue;
      answered.add(replyToId);
      waiting.get(replyToId)?.();
    }
  });
  await new Promise((resolve) => socket.once('open', resolve));
  const say = async (text: string) => {
    const activity = { type: 'message', from: { id: 'x' }, text };
    const { id = '' } = await post(`${url}/v3/directline/conversations/${conversationId}/activities`, activity, token);
    if (!answered.has(id)) await new Promise<void>((resolve) => waiting.set(id, resolve));
  };
  return { say, close: () => socket.close() };
}

/** A connector that takes the echo bot's answers. */
async function openConnector(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{"id":"1"}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** A Bot Framework channel: the request ends when the bot has answered through the connector. */
function openEcho(url: string, serviceUrl: string, name: string): Talker {
  let turn = 0;
  const say = async (text: string) => {
    turn += 1;
    await post(`${url}/api/messages`, {
      type: 'message',
      id: `${name}-${turn}`,
      channelId: 'bench',
      serviceUrl,
      conversation: { id: name },
      from: { id: 'member' },
      recipient: { id: 'bot' },
      text,
    });
  };
  return { say, close: () => undefined };
}

/** Turns a second and the time of a turn, with every talker saying one thing after another. */
async function measure(talkers: readonly Talker[]): Promise<{ perSecond: number; p99: number }> {
  const times: number[] = [];
  const begin = performance.now();
  await Promise.all(
    talkers.map(async ({ say }) => {
      for (let turn = 0; turn < TURNS; turn += 1) {
        const said = performance.now();
        await say(SENTENCES[turn % SENTENCES.length] ?? '');
        times.push(performance.now() - said);
      }
    }),
  );
  times.sort((a, b) => a - b);
  const perSecond = times.length / ((performance.now() - begin) / 1000);
  return { perSecond, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

async function round(tobira: Started, echo: Started, connector: string, name: string) {
  const pages = await Promise.all(Array.from({ length: CONVERSATIONS }, () => openPage(tobira.url)));
  const ours = await measure(pages);
  for (const page of pages) page.close();
  const echoes = Array.from({ length: CONVERSATIONS }, (_, at) => openEcho(echo.url, connector, `${name}-${at}`));
  return { ours, bare: await measure(echoes) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

await prepare((line) => process.stderr.write(`${line}\n`));
const connector = await openConnector();
const [tobira, echo] = await Promise.all([start('bench-tobira.ts'), start('bench-echo.ts')]);
const rounds = [];
await round(tobira.started, echo.started, connector.url, 'warm-up');
for (let at = 0; at < ROUNDS; at += 1)
  rounds.push(await round(tobira.started, echo.started, connector.url, `round-${at}`));
const line = (name: string, value: number, unit: string) =>
  console.log(`${name.padEnd(44)} ${value.toFixed(2)} ${unit}`);
line('Tobira, durable turns a second (median)', median(rounds.map(({ ours }) => ours.perSecond)), '/s');
line('bare echo bot, turns a second (median)', median(rounds.map(({ bare }) => bare.perSecond)), '/s');
line('ratio, round by round (median)', median(rounds.map(({ ours, bare }) => ours.perSecond / bare.perSecond)), '×');
line(`Tobira, p99 of a turn, ${CONVERSATIONS} people at once`, median(rounds.map(({ ours }) => ours.p99)), 'ms');
line('Tobira, ready after (prepared)', tobira.started.readySeconds ?? 0, 's');
line('Tobira, memory when ready', tobira.started.memoryMegabytes ?? 0, 'MB');
connector.close();
tobira.child.kill();
echo.child.kill();
