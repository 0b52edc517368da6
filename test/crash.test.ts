import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { assemble } from '../index.ts';
import { transcript } from '../store/queries/activities.ts';

const CONVERSATIONS = 12;
const MESSAGES = 12;
/** In the middle of it all. */
const KILL_AFTER = 50;
const FLAGS = ['--disable-warning=ExperimentalWarning', '--disable-warning=DEP0111'];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tobira-crash-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function startServer(): Promise<{ child: ChildProcess; url: string }> {
  const env = { ...process.env, DATA_DIR: folder, PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'silent', NODE_OPTIONS: '' };
  const child = fork(join(import.meta.dirname, 'support', 'server.ts'), { env, execArgv: FLAGS });
  const url = await new Promise<string>((resolve) => child.once('message', (message) => resolve(String(message))));
  return { child, url };
}

async function post(url: string, body: unknown, token?: string): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as Record<string, string>;
}

/** Sends until the server is gone; returns the ids it has acknowledged. */
async function talkUntilTheEnd(
  url: string,
  onAcknowledged: () => void,
): Promise<{ conversationId: string; acknowledged: string[] }> {
  const { token } = await post(`${url}/webchat/token`, {});
  const { conversationId = '' } = await post(`${url}/v3/directline/conversations`, { user: {} }, token);
  const acknowledged: string[] = [];
  try {
    for (let at = 0; at < MESSAGES; at += 1) {
      const activity = {
        type: 'message',
        text: `プロミスにログインできません ${at}`,
        channelData: { clientActivityID: `m${at}` },
      };
      const { id = '' } = await post(
        `${url}/v3/directline/conversations/${conversationId}/activities`,
        activity,
        token,
      );
      acknowledged.push(id);
      onAcknowledged();
    }
  } catch {
    // The server was killed: what it has acknowledged until then is what counts.
  }
  return { conversationId, acknowledged };
}

describe('killed without warning under load', () => {
  it('loses nothing that was acknowledged, and answers everything once', async () => {
    const { child, url } = await startServer();
    let received = 0;
    const kill = () => {
      received += 1;
      if (received === KILL_AFTER) child.kill('SIGKILL');
    };
    const talks = Array.from({ length: CONVERSATIONS }, () => talkUntilTheEnd(url, kill));
    const told = await Promise.all(talks.map((talk) => talk.catch(() => undefined)));

    const tobira = await assemble(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }));
    await tobira.turns.recover();
    let acknowledged = 0;
    for (const talk of told) {
      if (!talk) continue;
      await tobira.turns.run(talk.conversationId);
      const said = await transcript(tobira.database, talk.conversationId);
      const kept = said.filter((row) => row.speaker === 'member').map((row) => row.id);
      const answers = answeredIn(said);
      expect(kept).toEqual(expect.arrayContaining(talk.acknowledged));
      // Each is answered, and the answers of one message stand together: none was given a second time later.
      expect([...new Set(answers)]).toEqual(kept);
      expect(answers).toEqual([...answers].sort());
      acknowledged += talk.acknowledged.length;
    }
    await tobira.close();
    expect(acknowledged).toBeGreaterThanOrEqual(KILL_AFTER);
  }, 60_000);
});

/** Long enough for what is posted to be kept, and shorter than a piece waits for its rest. */
const WHILE_IT_WAITS = 300;

/** What three people had said when the server died, and what they said after its next start. */
const PIECES = [
  { before: ['ロック'], after: [] },
  { before: ['ロック', 'はされてないけど'], after: [] },
  { before: ['ロック', 'はされてないけど'], after: ['ログインできません'] },
];

describe('killed while pieces wait for their rest', () => {
  it('answers them after the next start, together and once', async () => {
    const { child, url } = await startServer();
    const talks = await Promise.all(
      PIECES.map(async ({ before, after }) => {
        const { token, userId = '' } = await post(`${url}/webchat/token`, {});
        const { conversationId = '' } = await post(`${url}/v3/directline/conversations`, { user: {} }, token);
        const path = `${url}/v3/directline/conversations/${conversationId}/activities`;
        const ids: string[] = [];
        for (const text of before) ids.push((await post(path, { type: 'message', text }, token)).id ?? '');
        return { conversationId, userId, ids, after };
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, WHILE_IT_WAITS));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;

    const tobira = await assemble(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }));
    for (const { conversationId, userId, ids, after } of talks) {
      expect(answeredIn(await transcript(tobira.database, conversationId))).toEqual([]);
      const from = { id: userId };
      for (const text of after) {
        const activity = { type: 'message', text };
        ids.push((await tobira.inbox.accept({ conversationId, eventId: text, from, activity })).id);
      }
    }
    await tobira.turns.recover();
    for (const { conversationId, ids } of talks) {
      await tobira.turns.run(conversationId);
      const said = await transcript(tobira.database, conversationId);
      expect(said.filter((row) => row.speaker === 'member').map((row) => row.id)).toEqual(ids);
      expect([...new Set(answeredIn(said))]).toEqual(ids.slice(-1));
    }
    await tobira.close();
  }, 60_000);
});

function answeredIn(said: readonly { payload: string }[]): string[] {
  return said.flatMap((row): string[] => JSON.parse(row.payload).replyToId ?? []);
}
