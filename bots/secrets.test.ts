import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../store/database.ts';
import { openSqlite } from '../store/sqlite.ts';
import { Inbox } from './inbox.ts';
import { Live } from './live.ts';
import { withoutSecrets } from './secrets.ts';
import type { TurnRunner } from './turn-runner.ts';

let folder: string;
let database: Database;
let inbox: Inbox;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tobira-secrets-'));
  database = await openSqlite(join(folder, 'tobira.db'));
  inbox = new Inbox({ database, turns: { schedule: () => {} } as unknown as TurnRunner, live: new Live() });
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const redactedAsIdentifier = (text: string) =>
  withoutSecrets({ type: 'message', text }, { expecting: 'identifier' }).text;

/** What is in the store, text and payload, after these messages came one by one. */
async function keptOf(messages: readonly string[]): Promise<string> {
  const conversation = { channel: 'line', userId: 'm', reference: '{"a":1}', client: '{}' };
  for (const [at, text] of messages.entries()) {
    const activity = { type: 'message', text };
    await inbox.accept({ conversationId: 'a', eventId: `${at}`, from: { id: 'm' }, activity, conversation });
  }
  return JSON.stringify(await database.all('select text, payload from activities order by sequence'));
}

describe('a secret that comes one message after its label', () => {
  it.each([
    [['パスワードは', 'momoneko'], 'momoneko'],
    [['セキュリティコードは', '737'], '737'],
    [['生年月日は', '昭和55年3月4日です'], '3月4日'],
    [['認証コードは', '593', '027'], '027'],
    [['パスワードは', 'さくらんぼ'], 'さくらんぼ'],
    [['暗証番号は', 'にいごおはちぜろ'], 'にいごお'],
    [['秘密の質問の答えは', 'ポチ'], 'ポチ'],
    [['口座番号は', '7654321'], '7654321'],
    [['有効期限は', '08/29'], '08/29'],
    [['生年月日は', '昭和23年', '3月17日'], '3月17日'],
    [['前半が4539-1488で', '後半が0343-6467です'], '0343'],
  ])('is not stored: %j', async (messages, piece) => {
    expect(await keptOf(messages)).not.toContain(piece);
  });

  it('does not hide the ID that the bot has asked for', () => {
    expect(redactedAsIdentifier('jiro31123')).toBe('jiro31123');
    expect(redactedAsIdentifier('kuro4417がパスワードです')).not.toContain('kuro4417');
  });

  it.each([
    [['パスワードを忘れました', 'iPhone15です'], 'iPhone15です'],
    [['エラーが出ます', '(N10023)'], '(N10023)'],
    [['パスワードは', 'わかりません'], 'わかりません'],
    [['暗証番号は', '3月17日から使えません'], '3月17日から'],
  ])('is not looked for when the message before was complete, or this one is no value: %j', async (messages, kept) => {
    expect(await keptOf(messages)).toContain(kept);
  });
});
