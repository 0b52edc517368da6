import type { Queryable } from '../database.ts';

export interface Membership {
  staff_id: string;
  team: string;
}

/** Every membership of accounts, by team. */
export function listMemberships(queryable: Queryable): Promise<Membership[]> {
  return queryable.all<Membership>('select staff_id, team from staff_teams order by team');
}

/** Puts an account into these teams and no others. */
export async function setTeams(tx: Queryable, staffId: string, teams: readonly string[]): Promise<void> {
  await tx.run('delete from staff_teams where staff_id = $1', [staffId]);
  for (const team of teams) {
    await tx.run('insert into staff_teams (staff_id, team) values ($1, $2) on conflict do nothing', [staffId, team]);
  }
}
