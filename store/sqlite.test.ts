import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Database } from './database.ts';
import { newestVersion } from './migrate.ts';
import { settingOrCreate } from './queries/settings.ts';
import { openSqlite } from './sqlite.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tobira-store-'));
  path = join(folder, 'tobira.db');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openSqlite(path);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

describe('the SQLite store', () => {
  it('keeps what was committed over a restart', async () => {
    const first = await withDatabase((database) => settingOrCreate(database, 'key', () => 'made first'));
    const second = await withDatabase((database) => settingOrCreate(database, 'key', () => 'made second'));
    expect([first, second]).toEqual(['made first', 'made first']);
  });

  it('writes ahead and waits for the disk', async () => {
    await withDatabase(async (database) => {
      expect(await database.get('pragma journal_mode')).toEqual({ journal_mode: 'wal' });
      await database.transaction(async (tx) => {
        expect(await tx.get('pragma synchronous')).toEqual({ synchronous: 2 });
      });
    });
  });

  it('keeps nothing of a transaction that throws', async () => {
    await withDatabase(async (database) => {
      const failing = database.transaction(async (tx) => {
        await tx.run(`insert into settings (key, value) values ('a', '1')`);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await database.all('select * from settings')).toEqual([]);
    });
  });

  it('shows readers nothing that is not committed', async () => {
    await withDatabase(async (database) => {
      await database.transaction(async (tx) => {
        await tx.run(`insert into settings (key, value) values ('a', '1')`);
        expect(await database.get('select * from settings')).toBeUndefined();
      });
      expect(await database.get('select value from settings')).toEqual({ value: '1' });
    });
  });

  it('runs work for one key alone and in order', async () => {
    await withDatabase(async (database) => {
      const seen: string[] = [];
      const work = (name: string) => async () => {
        seen.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        seen.push(`${name} ends`);
      };
      await Promise.all([database.exclusively('k', work('first')), database.exclusively('k', work('second'))]);
      expect(seen).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
    });
  });

  it('refuses a file that is no database, and leaves it as it is', async () => {
    writeFileSync(path, 'this is a letter to my mother');
    await expect(openSqlite(path)).rejects.toMatchObject({ code: 'store_unreadable' });
    expect(readFileSync(path, 'utf8')).toBe('this is a letter to my mother');
  });

  it("refuses somebody else's database, and leaves it as it is", async () => {
    const other = new DatabaseSync(path);
    other.exec('create table recipes (name text)');
    other.close();
    const before = readFileSync(path);
    await expect(openSqlite(path)).rejects.toMatchObject({ code: 'store_unreadable' });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a database of a newer Tobira, and leaves it as it is', async () => {
    await withDatabase((database) =>
      database.run('insert into schema_migrations (version, name, applied_at) values ($1, $2, $3)', [
        newestVersion() + 1,
        'from-the-future.sql',
        0,
      ]),
    );
    const before = readFileSync(path);
    await expect(openSqlite(path)).rejects.toMatchObject({ code: 'store_newer' });
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('transactions that wait together', () => {
  it('share a commit, and one that throws is undone alone', async () => {
    await withDatabase(async (database) => {
      const put = (key: string, fails = false) =>
        database.transaction(async (tx) => {
          await tx.run('insert into settings (key, value) values ($1, $2)', [key, '']);
          if (fails) throw new Error(`${key} fails`);
        });
      const outcomes = await Promise.allSettled([put('a'), put('b', true), put('c')]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await database.all('select key from settings order by key')).toEqual([{ key: 'a' }, { key: 'c' }]);
    });
  });

  it('tell of success only when everybody can read it', async () => {
    await withDatabase(async (database) => {
      await Promise.all(
        Array.from({ length: 100 }, async (_, at) => {
          await database.run('insert into settings (key, value) values ($1, $2)', [`k${at}`, '']);
          expect(await database.get('select 1 as there from settings where key = $1', [`k${at}`])).toEqual({
            there: 1,
          });
        }),
      );
    });
  });

  it('go on after one could not even begin', async () => {
    await withDatabase(async (database) => {
      const refused = database.transaction(async (tx) => {
        await tx.run('insert into nowhere values (1)');
      });
      await expect(refused).rejects.toThrow('nowhere');
      await database.run(`insert into settings (key, value) values ('after', '')`);
      expect(await database.all('select key from settings')).toHaveLength(1);
    });
  });
});
