import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Queryable } from './database.ts';

const folder = join(import.meta.dirname, 'migrations');

interface Migration {
  version: number;
  name: string;
}

function migrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort()
    .map((name) => ({ version: Number(name.slice(0, 4)), name }));
}

/** The version this Tobira brings a database to. */
export function newestVersion(): number {
  return migrations().at(-1)?.version ?? 0;
}

/** Applies what is missing, each file in one transaction of its own. `execute` runs several statements at once. */
export async function migrate(queryable: Queryable, execute: (sql: string) => void | Promise<void>): Promise<void> {
  await execute(
    'create table if not exists schema_migrations (version integer primary key, name text not null, applied_at bigint not null)',
  );
  const applied = new Set(
    (await queryable.all<{ version: number }>('select version from schema_migrations')).map((row) => row.version),
  );
  for (const { version, name } of migrations()) {
    if (applied.has(version)) continue;
    await execute('begin');
    try {
      await execute(readFileSync(join(folder, name), 'utf8'));
      await queryable.run('insert into schema_migrations (version, name, applied_at) values ($1, $2, $3)', [
        version,
        name,
        Date.now(),
      ]);
      await execute('commit');
    } catch (error) {
      await execute('rollback');
      throw error;
    }
  }
}
