import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { TobiraError } from '../errors.ts';
import type { Database, Queryable, SqlValue } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { migrate, newestVersion } from './migrate.ts';

/** One connection with its prepared statements. */
class Connection implements Queryable {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async all<Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
    return this.#prepare(sql).all(...parameters) as Row[];
  }

  async get<Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row | undefined> {
    return this.#prepare(sql).get(...parameters) as Row | undefined;
  }

  async run(sql: string, parameters: readonly SqlValue[] = []): Promise<number> {
    return Number(this.#prepare(sql).run(...parameters).changes);
  }

  execute(sql: string): void {
    this.#database.exec(sql);
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      // SQLite numbers its parameters ?1, ?2; PostgreSQL $1, $2: the queries are written in the latter.
      statement = this.#database.prepare(sql.replace(/\$(\d+)/g, '?$1'));
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

class SqliteDatabase implements Database {
  readonly #writer: Connection;
  readonly #reader: Connection;
  readonly #writes: GroupCommit;
  readonly #exclusive = new KeyedQueue();
  #closed = false;

  constructor(writer: Connection, reader: Connection) {
    this.#writer = writer;
    this.#writes = new GroupCommit(writer);
    this.#reader = reader;
  }

  // Reads outside a transaction use their own connection: they never see what is not committed.
  all<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]> {
    return this.#reader.all(sql, parameters);
  }

  get<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<Row | undefined> {
    return this.#reader.get(sql, parameters);
  }

  run(sql: string, parameters?: readonly SqlValue[]): Promise<number> {
    return this.#writes.run((writer) => writer.run(sql, parameters));
  }

  transaction<Result>(work: (queryable: Queryable) => Promise<Result>): Promise<Result> {
    return this.#writes.run(work);
  }

  exclusively<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    return this.#exclusive.run(key, work);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#exclusive.idle();
    await this.#writes.idle();
    this.#reader.close();
    this.#writer.close();
  }
}

/**
 * Opens (or makes) the SQLite database at `path` and brings it to the newest version.
 * @throws TobiraError `store_unreadable` when the file is not a Tobira database, `store_newer` when a newer Tobira made it;
 *   the file is left as it was.
 */
export async function openSqlite(path: string): Promise<Database> {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) refuseForeign(path);
  try {
    const writer = new Connection(new DatabaseSync(path));
    writer.execute(
      'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000',
    );
    await migrate(writer, (sql) => writer.execute(sql));
    const reader = new Connection(new DatabaseSync(path, { readOnly: true }));
    // As in PostgreSQL, `like` tells capitals from small letters; what is searched is folded beforehand.
    reader.execute('pragma busy_timeout = 5000; pragma case_sensitive_like = on; pragma mmap_size = 268435456');
    return new SqliteDatabase(writer, reader);
  } catch (error) {
    if (error instanceof TobiraError) throw error;
    throw new TobiraError('store_unreadable', `The database ${path} cannot be opened. It was left as it is.`, {
      cause: error,
    });
  }
}

/** Looks before anything is written: switching to WAL would already change the file. */
function refuseForeign(path: string): void {
  let tables: { name: string }[];
  let version = 0;
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      tables = database.prepare(`select name from sqlite_schema where type = 'table'`).all() as { name: string }[];
      if (tables.some((table) => table.name === 'schema_migrations')) {
        const row = database.prepare('select max(version) as version from schema_migrations').get();
        version = Number(row?.version ?? 0);
      }
    } finally {
      database.close();
    }
  } catch (error) {
    throw new TobiraError('store_unreadable', `${path} is not a readable database. It was left as it is.`, {
      cause: error,
    });
  }
  if (tables.length > 0 && !tables.some((table) => table.name === 'schema_migrations')) {
    throw new TobiraError('store_unreadable', `${path} is a database, but not Tobira's. It was left as it is.`);
  }
  if (version > newestVersion()) {
    throw new TobiraError(
      'store_newer',
      `${path} has version ${version}; this Tobira knows up to ${newestVersion()}. It was left as it is: start the newer Tobira.`,
    );
  }
}
