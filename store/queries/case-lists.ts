import type { Queryable, SqlValue } from '../database.ts';
import { type CaseStatus, type CaseSummaryRow, summaryColumns } from './case-rows.ts';

/** What a list is narrowed to; a field left out narrows nothing. */
export interface CaseFilter {
  service?: string | undefined;
  channel?: string | undefined;
  cause?: string | undefined;
  /** Waiting for this team. */
  team?: string | undefined;
  /** Waiting for any team of this account. */
  teamsOf?: string | undefined;
}

/** A place in the closed cases, newest first: those before it were closed earlier. */
export interface ClosedPlace {
  closedAt: number;
  id: string;
}

/** Parameters as they are needed, with the text that stands for them in the SQL. */
class Parameters {
  readonly values: SqlValue[] = [];

  add(value: SqlValue): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  filter({ service, channel, cause, team, teamsOf }: CaseFilter): string {
    const parts = [
      service !== undefined && `c.service = ${this.add(service)}`,
      channel !== undefined && `c.channel = ${this.add(channel)}`,
      cause !== undefined && `coalesce(c.resolved_cause, c.cause) = ${this.add(cause)}`,
      team !== undefined && `c.team = ${this.add(team)}`,
      teamsOf !== undefined && `c.team in (select t.team from staff_teams t where t.staff_id = ${this.add(teamsOf)})`,
    ];
    return parts.map((part) => (part ? ` and ${part}` : '')).join('');
  }

  before(place: ClosedPlace): string {
    return `(c.closed_at, c.id) < (${this.add(place.closedAt)}, ${this.add(place.id)})`;
  }
}

/** Waiting or open cases: danger first, then the longest waiting. */
export function listActive(
  queryable: Queryable,
  status: Exclude<CaseStatus, 'closed'>,
  filter: CaseFilter,
  limit: number,
): Promise<CaseSummaryRow[]> {
  const given = new Parameters();
  return queryable.all<CaseSummaryRow>(
    `select ${summaryColumns} where c.status = ${given.add(status)}${given.filter(filter)}
     order by c.urgency desc, c.opened_at limit ${given.add(limit)}`,
    given.values,
  );
}

/** Closed cases before the place, newest first. */
export function listClosed(
  queryable: Queryable,
  place: ClosedPlace,
  filter: CaseFilter,
  limit: number,
): Promise<CaseSummaryRow[]> {
  const given = new Parameters();
  return queryable.all<CaseSummaryRow>(
    `select ${summaryColumns} where c.status = 'closed' and ${given.before(place)}${given.filter(filter)}
     order by c.closed_at desc, c.id desc limit ${given.add(limit)}`,
    given.values,
  );
}

/** Where a stretch of `count` closed cases that begins at the place ends; undefined when fewer are left. */
export async function placeAfter(
  queryable: Queryable,
  place: ClosedPlace,
  count: number,
): Promise<ClosedPlace | undefined> {
  const given = new Parameters();
  const row = await queryable.get<{ closed_at: number; id: string }>(
    `select c.closed_at, c.id from cases c where c.status = 'closed' and ${given.before(place)}
     order by c.closed_at desc, c.id desc limit 1 offset ${given.add(count - 1)}`,
    given.values,
  );
  return row && { closedAt: Number(row.closed_at), id: row.id };
}

/** Closed cases between two places whose text has every piece, newest first. Pieces are folded like the text. */
export function searchClosed(
  queryable: Queryable,
  stretch: { from: ClosedPlace; to: ClosedPlace | undefined },
  pieces: readonly string[],
  filter: CaseFilter,
  limit: number,
): Promise<CaseSummaryRow[]> {
  const given = new Parameters();
  const { from, to } = stretch;
  const end = to ? ` and (c.closed_at, c.id) >= (${given.add(to.closedAt)}, ${given.add(to.id)})` : '';
  const having = pieces.map((piece) => ` and t.text like ${given.add(`%${escaped(piece)}%`)} escape '\\'`).join('');
  return queryable.all<CaseSummaryRow>(
    `select ${summaryColumns} join case_texts t on t.case_id = c.id
     where c.status = 'closed' and ${given.before(from)}${end}${having}${given.filter(filter)}
     order by c.closed_at desc, c.id desc limit ${given.add(limit)}`,
    given.values,
  );
}

function escaped(piece: string): string {
  return piece.replace(/[\\%_]/g, (character) => `\\${character}`);
}

export interface SaidRow {
  case_id: string;
  text: string;
}

/** What people said in the conversations of cases that are not closed, and noted on them. */
export function saidInActiveCases(queryable: Queryable): Promise<SaidRow[]> {
  return queryable.all<SaidRow>(
    `select c.id as case_id, a.text from cases c join activities a on a.conversation_id = c.conversation_id
     where c.status in ('waiting', 'open') and a.type = 'message' and a.speaker <> 'bot'
     union all
     select c.id, n.text from cases c join case_notes n on n.case_id = c.id where c.status in ('waiting', 'open')`,
  );
}

/** What people said up to the end of a case, and noted on it. */
export async function saidInCase(queryable: Queryable, id: string): Promise<string[]> {
  const rows = await queryable.all<{ text: string }>(
    `select a.text from cases c join activities a on a.conversation_id = c.conversation_id
     where c.id = $1 and a.type = 'message' and a.speaker <> 'bot' and (c.closed_after is null or a.sequence <= c.closed_after)
     union all
     select n.text from case_notes n where n.case_id = $1
     union all
     select c.resolution from cases c where c.id = $1 and c.resolution is not null`,
    [id],
  );
  return rows.map((row) => row.text);
}

/** Closed cases that cannot be searched yet, oldest first. */
export async function casesToRead(queryable: Queryable, limit: number): Promise<string[]> {
  const rows = await queryable.all<{ id: string }>(
    `select id from cases where status = 'closed' and searchable = 0 order by closed_at limit $1`,
    [limit],
  );
  return rows.map((row) => row.id);
}

export async function keepCaseText(tx: Queryable, id: string, text: string): Promise<void> {
  await tx.run(
    `insert into case_texts (case_id, text) values ($1, $2)
     on conflict (case_id) do update set text = excluded.text`,
    [id, text],
  );
  await tx.run('update cases set searchable = 1 where id = $1', [id]);
}

/** How many waiting cases are looked after before this one. */
export async function waitingBefore(queryable: Queryable, id: string): Promise<number> {
  const row = await queryable.get<{ count: number }>(
    `select count(*) as count from cases c join cases mine on mine.id = $1
     where c.status = 'waiting' and c.hub is null and c.id <> mine.id
       and (c.urgency > mine.urgency or (c.urgency = mine.urgency and c.opened_at < mine.opened_at))`,
    [id],
  );
  return Number(row?.count ?? 0);
}
