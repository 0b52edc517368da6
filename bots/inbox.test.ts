import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../store/database.ts';
import { openSqlite } from '../store/sqlite.ts';
import { Inbox, type Incoming } from './inbox.ts';
import { Live } from './live.ts';
import type { TurnRunner } from './turn-runner.ts';

let folder: string;
let database: Database;
let inbox: Inbox;
let scheduled: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tobira-inbox-'));
  database = await openSqlite(join(folder, 'tobira.db'));
  scheduled = [];
  const turns = { schedule: (id: string) => void scheduled.push(id) } as unknown as TurnRunner;
  inbox = new Inbox({ database, turns, live: new Live() });
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

function message(conversationId: string, eventId: string, more: Partial<Incoming> = {}): Incoming {
  return { conversationId, eventId, from: { id: 'm' }, activity: { type: 'message', text: eventId }, ...more };
}

const begins = { conversation: { channel: 'line', userId: 'm', reference: '{"a":1}', client: '{}' } };

async function kept(): Promise<string[]> {
  const rows = await database.all<{ text: string }>('select text from activities order by conversation_id, sequence');
  return rows.map(({ text }) => text);
}

describe('several events at once', () => {
  it('are kept in their order, and each conversation is seen to once', async () => {
    const all = [message('a', '1', begins), message('b', '2', begins), message('a', '3', begins)];
    expect((await inbox.acceptAll(all)).map(({ id }) => id)).toEqual(['a|0000001', 'b|0000001', 'a|0000002']);
    expect([await kept(), scheduled]).toEqual([
      ['1', '3', '2'],
      ['a', 'b'],
    ]);
  });

  it('are all kept or none', async () => {
    const all = [message('a', '1', begins), message('nowhere', '2')];
    await expect(inbox.acceptAll(all)).rejects.toMatchObject({ code: 'not_found' });
    expect([await kept(), scheduled]).toEqual([[], []]);
  });

  it('that are the same are one', async () => {
    const accepted = await inbox.acceptAll([message('a', '1', begins), message('a', '1', begins)]);
    expect(accepted.map(({ duplicate }) => duplicate)).toEqual([false, true]);
    expect(await kept()).toEqual(['1']);
  });
});

describe('what a channel keeps beside an event', () => {
  it('is kept with it, once, and lost with it', async () => {
    const keep: Incoming['keep'] = async (tx, { sequence }) => {
      await tx.run('insert into settings (key, value) values ($1, $2)', [`kept ${sequence}`, 'yes']);
    };
    await inbox.acceptAll([message('a', '1', { ...begins, keep }), message('a', '1', { ...begins, keep })]);
    const failing = [message('a', '2', { ...begins, keep }), message('nowhere', '3')];
    await expect(inbox.acceptAll(failing)).rejects.toThrow();
    expect(await database.all('select key from settings')).toEqual([{ key: 'kept 1' }]);
  });
});
