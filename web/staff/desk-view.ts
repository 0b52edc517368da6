import type { Case, CaseList, CaseSummary, Colleague, DeskSettings } from './types.ts';

export type Tab = 'waiting' | 'mine' | 'open' | 'closed';

/** What the lists are narrowed to; an empty string narrows nothing. */
export interface Filter {
  service: string;
  channel: string;
  cause: string;
}

/** Everything the console shows. Replaced as a whole with every change. */
export interface DeskView {
  /** `unknown` until the server has said whether somebody is signed in. */
  staff: Colleague | 'unknown' | 'nobody';
  tab: Tab;
  filter: Filter;
  waiting: readonly CaseSummary[];
  open: readonly CaseSummary[];
  /** Read only once the tab is looked at; narrowed by the server. */
  closed: CaseList | undefined;
  /** What a search found; undefined while nobody searches. */
  found: (CaseList & { words: string }) | undefined;
  colleagues: readonly Colleague[];
  settings: DeskSettings;
  selected: string | undefined;
  current: Case | undefined;
  /** Case in which the member is writing at the moment. */
  memberWrites: string | undefined;
  problem: string | undefined;
  /** Whether changes arrive by themselves at the moment. */
  live: boolean;
}

export const EVERYTHING: Filter = { service: '', channel: '', cause: '' };

export const EMPTY: DeskView = {
  staff: 'unknown',
  tab: 'waiting',
  filter: EVERYTHING,
  waiting: [],
  open: [],
  closed: undefined,
  found: undefined,
  colleagues: [],
  settings: { serviceLevels: { firstAnswerMinutes: 5, nextAnswerMinutes: 10 }, teams: [], causes: [] },
  selected: undefined,
  current: undefined,
  memberWrites: undefined,
  problem: undefined,
  live: false,
};

/** The cases of the tab, in the order in which they want to be seen. */
export function casesOf(view: DeskView, tab: Tab): readonly CaseSummary[] {
  if (tab === 'closed') return view.closed?.cases ?? [];
  const { staff } = view;
  const fits = (row: CaseSummary) => fitsFilter(row, view.filter);
  if (tab === 'waiting') return view.waiting.filter(fits);
  if (tab === 'open') return view.open.filter(fits);
  return typeof staff === 'object' ? view.open.filter((row) => fits(row) && row.assignee?.id === staff.id) : [];
}

/** The lists after one case has changed. */
export function withCase(view: DeskView, row: CaseSummary): Partial<DeskView> {
  const without = (rows: readonly CaseSummary[]) => rows.filter(({ id }) => id !== row.id);
  const place = (rows: readonly CaseSummary[], status: CaseSummary['status']) =>
    row.status === status ? [...without(rows), row].sort(byUrgency) : without(rows);
  const replace = <List extends CaseList>(list: List): List => ({
    ...list,
    cases: list.cases.map((one) => (one.id === row.id ? row : one)),
  });
  return {
    waiting: place(view.waiting, 'waiting'),
    open: place(view.open, 'open'),
    ...(view.closed ? { closed: withClosed(replace(view.closed), row, view.filter) } : {}),
    ...(view.found ? { found: replace(view.found) } : {}),
  };
}

/** The name of the case's cause; 「原因は未定」 while nobody has an idea. */
export function causeName(view: DeskView, row: CaseSummary): string {
  if (row.cause === null) return '原因は未定';
  if (row.cause === 'other') return 'その他';
  const known = view.settings.causes.filter(({ id }) => id === row.cause);
  return (known.find(({ service }) => service === row.service) ?? known[0])?.name ?? row.cause;
}

function withClosed(list: CaseList, row: CaseSummary, filter: Filter): CaseList {
  const isNew = row.status === 'closed' && fitsFilter(row, filter) && !list.cases.some(({ id }) => id === row.id);
  return isNew ? { ...list, cases: [row, ...list.cases] } : list;
}

function fitsFilter(row: CaseSummary, { service, channel, cause }: Filter): boolean {
  if (service !== '' && row.service !== service) return false;
  if (channel !== '' && row.channel !== channel) return false;
  return cause === '' || row.cause === cause;
}

/** As the server sorts: danger first, then the longest waiting. */
function byUrgency(one: CaseSummary, other: CaseSummary): number {
  return Number(other.urgent) - Number(one.urgent) || Date.parse(one.openedAt) - Date.parse(other.openedAt);
}
