import { setImmediate } from 'node:timers/promises';
import type { Database } from '../store/database.ts';
import {
  type CaseFilter,
  type ClosedPlace,
  casesToRead,
  keepCaseText,
  listActive,
  listClosed,
  placeAfter,
  saidInActiveCases,
  saidInCase,
  searchClosed,
} from '../store/queries/case-lists.ts';
import { type CaseStatus, type CaseSummaryRow, findCaseSummary } from '../store/queries/cases.ts';
import { fold, piecesOf } from './folding.ts';

/** More cases than this at once nobody looks through. */
const MOST_ACTIVE = 1000;
const MOST_CLOSED = 100;
const MOST_FOUND = 50;
/** Closed cases read in one go while searching: other work gets its turn in between. */
const STRETCH = 4000;
const READ_AT_ONCE = 200;
const NEWEST: ClosedPlace = { closedAt: Number.MAX_SAFE_INTEGER, id: '' };

export interface CaseQuery extends CaseFilter {
  status?: CaseStatus | undefined;
  /** Words that must all have been said or noted, in any spelling. */
  text?: string | undefined;
  /** Closed cases only: id of the case after which to go on. */
  after?: string | undefined;
}

export interface CaseList {
  cases: CaseSummaryRow[];
  /** Whether there are more than these. */
  more: boolean;
}

/** The cases as lists: what waits, what is open, what is done; and a search over what people said; the bot's own sentences stand in every case. */
export class CaseQueue {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(query: CaseQuery): Promise<CaseList> {
    const pieces = piecesOf(query.text ?? '');
    if (pieces.length > 0) return this.#search(pieces, query);
    if (query.status === 'closed') return this.#closed(query);
    const statuses = query.status === undefined ? (['waiting', 'open'] as const) : ([query.status] as const);
    const lists = statuses.map((status) => listActive(this.#database, status, query, MOST_ACTIVE + 1));
    const cases = (await Promise.all(lists)).flat();
    if (query.status === undefined) cases.push(...(await this.#closed(query)).cases);
    return { cases: cases.slice(0, MOST_ACTIVE), more: cases.length > MOST_ACTIVE };
  }

  /** Makes what was said in cases closed meanwhile searchable. */
  async catchUp(): Promise<void> {
    for (;;) {
      const ids = await casesToRead(this.#database, READ_AT_ONCE);
      if (ids.length === 0) return;
      await this.#database.transaction(async (tx) => {
        for (const id of ids) await keepCaseText(tx, id, textOf(id, await saidInCase(tx, id)));
      });
    }
  }

  async #closed(query: CaseQuery): Promise<CaseList> {
    const last = query.after === undefined ? undefined : await findCaseSummary(this.#database, query.after);
    const place = last?.closed_at ? { closedAt: Number(last.closed_at), id: last.id } : NEWEST;
    const cases = await listClosed(this.#database, place, query, MOST_CLOSED + 1);
    return { cases: cases.slice(0, MOST_CLOSED), more: cases.length > MOST_CLOSED };
  }

  async #search(pieces: readonly string[], query: CaseQuery): Promise<CaseList> {
    const active = query.status === 'closed' ? [] : await this.#searchActive(pieces, query);
    const closed = query.status && query.status !== 'closed' ? [] : await this.#searchClosed(pieces, query);
    const found = [...active, ...closed];
    return { cases: found.slice(0, MOST_FOUND), more: found.length > MOST_FOUND };
  }

  async #searchActive(pieces: readonly string[], query: CaseQuery): Promise<CaseSummaryRow[]> {
    const texts = new Map<string, string[]>();
    for (const { case_id, text } of await saidInActiveCases(this.#database)) {
      const said = texts.get(case_id);
      if (said) said.push(text);
      else texts.set(case_id, [text]);
    }
    const { cases } = await this.list({ ...query, text: undefined, status: query.status ?? undefined });
    return cases.filter((row) => {
      if (row.status === 'closed') return false;
      const text = textOf(row.id, texts.get(row.id) ?? []);
      return pieces.every((piece) => text.includes(piece));
    });
  }

  async #searchClosed(pieces: readonly string[], query: CaseQuery): Promise<CaseSummaryRow[]> {
    await this.catchUp();
    const found: CaseSummaryRow[] = [];
    let from: ClosedPlace | undefined = NEWEST;
    while (from && found.length <= MOST_FOUND) {
      const to = await placeAfter(this.#database, from, STRETCH);
      const left = MOST_FOUND + 1 - found.length;
      found.push(...(await searchClosed(this.#database, { from, to }, pieces, query, left)));
      from = to;
      await setImmediate();
    }
    return found;
  }
}

function textOf(id: string, said: readonly string[]): string {
  return fold([id, ...said].join('\n'));
}
