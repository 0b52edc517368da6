import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import pino from 'pino';
import type { Database } from '../store/database.ts';
import { insertConversation } from '../store/queries/conversations.ts';
import { openSqlite } from '../store/sqlite.ts';
import { type ChannelClient, type Delivery, DeliveryRefused, NotAccepted } from './channel-client.ts';
import { append } from './conversation-log.ts';
import { backOff, Courier } from './courier.ts';
import { Live } from './live.ts';

const CHANNEL = 'pigeon';
const CONVERSATION = 'c1';

/** A channel that notes what it is given and does as it is told. */
class Pigeon implements ChannelClient {
  readonly carried: string[][] = [];
  readonly deliveries: Delivery[] = [];
  most = 5;
  /** What goes wrong at the attempts to come; nothing when it is used up. */
  readonly troubles: (Error | undefined)[] = [];

  together(activities: readonly Partial<Activity>[]): number {
    return Math.min(this.most, activities.length);
  }

  async deliver(_reference: unknown, activities: readonly Partial<Activity>[], delivery: Delivery): Promise<void> {
    this.carried.push(activities.map(({ text }) => text ?? ''));
    this.deliveries.push(delivery);
    const trouble = this.troubles.shift();
    if (trouble) throw trouble;
  }
}

let folder: string;
let database: Database;
let pigeon: Pigeon;
let courier: Courier;
let live: Live;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tobira-courier-'));
  database = await openSqlite(join(folder, 'tobira.db'));
  await insertConversation(database, {
    id: CONVERSATION,
    channel: CHANNEL,
    userId: 'u',
    reference: '{}',
    client: '{}',
    at: 1,
  });
  pigeon = new Pigeon();
  live = new Live();
  courier = newCourier();
});

afterEach(async () => {
  courier.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

function newCourier(): Courier {
  const made = new Courier({ database, log: pino({ level: 'silent' }), live });
  made.register(CHANNEL, pigeon);
  return made;
}

async function say(...texts: string[]): Promise<void> {
  const conversation = { id: CONVERSATION, channel: CHANNEL, pushes: true };
  const utterances = texts.map((text) => ({ speaker: 'bot' as const, from: { id: 'bot' }, activity: { text } }));
  await database.transaction((tx) => append(tx, conversation, utterances, Date.now()));
}

/** As if the back-off were over. */
async function deliverNow(): Promise<void> {
  await database.run('update outbox set next_attempt_at = 0');
  await courier.deliver(CONVERSATION);
}

async function statuses(): Promise<string[]> {
  const rows = await database.all<{ status: string }>('select status from outbox order by sequence');
  return rows.map((row) => row.status);
}

describe('the courier', () => {
  it('carries what waits in one call, in order, as far as the channel takes it', async () => {
    pigeon.most = 2;
    await say('a', 'b', 'c');
    await courier.deliver(CONVERSATION);
    expect(pigeon.carried).toEqual([['a', 'b'], ['c']]);
    expect(await statuses()).toEqual(['delivered', 'delivered', 'delivered']);
  });

  it('carries one at a time to a channel that does not say how many it takes', async () => {
    courier.register(CHANNEL, { deliver: pigeon.deliver.bind(pigeon) });
    await say('a', 'b');
    await courier.deliver(CONVERSATION);
    expect(pigeon.carried).toEqual([['a'], ['b']]);
  });

  it('after an unknown outcome sends exactly the same again under the same key, and says that it is unsure', async () => {
    pigeon.troubles.push(new Error('no answer'));
    await say('a', 'b');
    await courier.deliver(CONVERSATION);
    await say('c');
    await deliverNow();
    expect(pigeon.carried).toEqual([['a', 'b'], ['a', 'b'], ['c']]);
    const [first, again, last] = pigeon.deliveries;
    expect(again?.key).toBe(first?.key);
    expect(last?.key).not.toBe(first?.key);
    expect(pigeon.deliveries.map(({ unsure }) => unsure)).toEqual([false, true, false]);
  });

  it('stays unsure when a later attempt is plainly not accepted', async () => {
    pigeon.troubles.push(new Error('no answer'), new NotAccepted('too many'));
    await say('a');
    await courier.deliver(CONVERSATION);
    await deliverNow();
    await say('b');
    await deliverNow();
    expect(pigeon.carried).toEqual([['a'], ['a'], ['a'], ['b']]);
    expect(pigeon.deliveries.map(({ unsure }) => unsure)).toEqual([false, true, true, false]);
  });

  it('puts what was surely not accepted together with what came since', async () => {
    pigeon.troubles.push(new NotAccepted('not now'));
    await say('a');
    await courier.deliver(CONVERSATION);
    await say('b');
    await deliverNow();
    expect(pigeon.carried).toEqual([['a'], ['a', 'b']]);
    expect(pigeon.deliveries.map(({ unsure }) => unsure)).toEqual([false, false]);
  });

  it('lets nothing overtake a message that waits', async () => {
    pigeon.troubles.push(new Error('no answer'));
    await say('a');
    await courier.deliver(CONVERSATION);
    await say('b');
    await courier.deliver(CONVERSATION);
    expect(pigeon.carried).toEqual([['a']]);
    expect(await statuses()).toEqual(['waiting', 'waiting']);
  });

  it('waits as long as the channel says', async () => {
    pigeon.troubles.push(new NotAccepted('in an hour', { wait: 3_600_000 }));
    await say('a');
    await courier.deliver(CONVERSATION);
    const row = await database.get<{ next_attempt_at: number }>('select next_attempt_at from outbox');
    expect(Number(row?.next_attempt_at) - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('sends neighbours alone when a call is refused: only the message at fault is given up', async () => {
    pigeon.troubles.push(new DeliveryRefused('bad'), undefined, new DeliveryRefused('bad'));
    await say('a', 'b', 'c');
    await courier.deliver(CONVERSATION);
    expect(pigeon.carried).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
    expect(await statuses()).toEqual(['delivered', 'failed', 'delivered']);
  });

  it('after a crash in the middle of a call repeats just that call, as an unsure one', async () => {
    let crash: (error: Error) => void = () => undefined;
    const hanging = new Promise<void>((_resolve, reject) => {
      crash = reject;
    });
    courier.register(CHANNEL, { together: () => 5, deliver: () => hanging });
    await say('a', 'b');
    const cut = courier.deliver(CONVERSATION);
    await new Promise((resolve) => setTimeout(resolve, 20));
    // What is on the disk now is what the next process finds.
    const rows = await database.all('select status, unsure, batch from outbox');
    expect(rows).toEqual([
      { status: 'waiting', unsure: 1, batch: 1 },
      { status: 'waiting', unsure: 1, batch: 1 },
    ]);
    crash(new Error('killed'));
    await cut;
    courier.close();
    courier = newCourier();
    await say('c');
    await deliverNow();
    expect(pigeon.carried).toEqual([['a', 'b'], ['c']]);
    expect(pigeon.deliveries[0]?.unsure).toBe(true);
  });

  it('gives up after a day, when keys are forgotten, and not before', async () => {
    const trouble = () => new Error('no answer');
    pigeon.troubles.push(trouble(), trouble());
    await say('a');
    await courier.deliver(CONVERSATION);
    expect(await statuses()).toEqual(['waiting']);
    await database.run('update activities set at = $1', [Date.now() - 24 * 3_600_000]);
    await deliverNow();
    expect(await statuses()).toEqual(['failed']);
  });

  it('tells open pages that something did not arrive', async () => {
    const told: string[] = [];
    live.on('activity', (id) => told.push(id));
    pigeon.troubles.push(new NotAccepted('not now'));
    await say('a');
    await courier.deliver(CONVERSATION);
    expect(told).toEqual([CONVERSATION]);
  });

  it('waits longer from try to try, and never longer than half a minute', () => {
    expect([0, 1, 2, 3].map(backOff)).toEqual([500, 1000, 2000, 4000]);
    expect(backOff(500)).toBe(30_000);
  });
});
