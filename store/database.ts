export type SqlValue = string | number | bigint | null;

/** Runs SQL. Parameters are written `$1`, `$2`, … and may be used more than once. */
export interface Queryable {
  all<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  get<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<Row | undefined>;
  /** Returns how many rows changed. */
  run(sql: string, parameters?: readonly SqlValue[]): Promise<number>;
}

/** The store as its callers see it. SQLite stands behind it; PostgreSQL takes the same place. */
export interface Database extends Queryable {
  /** Runs `work` in one transaction: all of it is kept, or nothing when it throws. Not to be nested. */
  transaction<Result>(work: (queryable: Queryable) => Promise<Result>): Promise<Result>;
  /** Runs `work` alone for `key`, on whatever node; others with the same key wait their turn in order. */
  exclusively<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
