import type { Database } from '../database.ts';

/** The value under `key`; made by `create` and kept when there is none yet. Two nodes starting at once agree on one value. */
export async function settingOrCreate(database: Database, key: string, create: () => string): Promise<string> {
  return database.transaction(async (tx) => {
    await tx.run('insert into settings (key, value) values ($1, $2) on conflict (key) do nothing', [key, create()]);
    const row = await tx.get<{ value: string }>('select value from settings where key = $1', [key]);
    if (!row) throw new Error(`the setting ${key} could not be kept`);
    return row.value;
  });
}
