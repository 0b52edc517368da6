import type { ChatHours } from '../knowledge/schema.ts';
import type { Queryable } from '../store/database.ts';
import { waitingBefore } from '../store/queries/case-lists.ts';
import type { CaseRow } from '../store/queries/cases.ts';
import { isOpen, nextOpening, openingInWords } from './hours.ts';
import { TOLD } from './sayings.ts';

/** The hours of the desk that looks after a service; undefined: the company names none. */
export type HoursOf = (service: string | null) => ChatHours | undefined;

/** Where a waiting member stands, and from when on somebody answers, in words for the member. */
export async function waitInWords(tx: Queryable, row: CaseRow, hoursOf: HoursOf, at: number): Promise<string> {
  if (row.hub !== null) return TOLD.connecting;
  const place = TOLD.place(await waitingBefore(tx, row.id));
  const hours = hoursOf(row.service);
  if (isOpen(hours, at)) return place;
  const next = nextOpening(hours, at);
  return [next === undefined ? TOLD.closed : TOLD.closedUntil(openingInWords(next)), place].join('\n');
}
