import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCESS_TOKEN, LineStub } from './line-stub.ts';
import { Person, SECRET, settled, until } from './person.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'tobira-killed-'));

let stub: LineStub;
let url = '';
let running: ChildProcess | undefined;

beforeAll(async () => {
  stub = await LineStub.open();
});

afterAll(async () => {
  await kill();
  await stub.close();
  rmSync(folder, { recursive: true, force: true });
  expect(stub.faults).toEqual([]);
});

/** Starts the whole service as a process of its own. */
async function start(): Promise<void> {
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
    LINE_CHANNEL_SECRET: SECRET,
    LINE_CHANNEL_ACCESS_TOKEN: ACCESS_TOKEN,
    LINE_API_BASE_URL: stub.url,
  };
  running = spawn(process.execPath, ['index.ts'], { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  running.stderr?.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  await until(() => /Tobira is open: (\S+)\//.test(told), 60_000).catch(() => Promise.reject(new Error(told)));
  url = /Tobira is open: (\S+)\//.exec(told)?.[1] ?? '';
}

async function kill(): Promise<void> {
  const child = running;
  running = undefined;
  if (!child || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

const REPLY = '/v2/bot/message/reply';
const quiet = () => settled(() => stub.calls.length, 700);

describe('a process that is killed', () => {
  it('right after LINE was told that a message was received answers it once after the restart', async () => {
    await start();
    const person = new Person(stub, () => url);
    await person.bring(person.follow());
    await until(() => person.got.length === 1);

    // The answer is on its way: the sign that the bot is at work has not been acknowledged yet.
    stub.behave = ({ path }) => (path.includes('/chat/loading') ? 'hang' : 'take');
    expect(await person.say('セゾンの暗証番号を忘れました')).toBe(200);
    await kill();
    expect(person.got).toHaveLength(1);

    stub.behave = () => 'take';
    await start();
    await until(() => person.got.length > 1);
    await quiet();
    const answers = stub.delivered.filter(({ userId }) => userId === person.userId).slice(1);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.how).toBe('reply');
    expect(new Set(person.got).size).toBe(person.got.length);
  }, 120_000);

  it('in the middle of a reply that LINE never took sends it once as a push', async () => {
    const person = new Person(stub, () => url);
    stub.behave = ({ path }) => (path.endsWith('/reply') ? 'hang' : 'take');
    const before = stub.callsTo(REPLY).length;
    await person.say('プロミスにログインできません');
    await until(() => stub.callsTo(REPLY).length > before);
    await kill();
    stub.behave = () => 'take';
    await start();
    await until(() => person.got.length > 0);
    await quiet();
    const answers = stub.delivered.filter(({ userId }) => userId === person.userId);
    expect(answers.map(({ how }) => how)).toEqual(['push']);
  }, 120_000);
});
