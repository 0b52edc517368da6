import type { Case, CaseList, CaseSummary, Colleague, DeskSettings } from './types.ts';

export type Tab = 'waiting' | 'mine' | 'open' | 'closed';

/** What the lists are narrowed to; an empty string narrows nothing. */
export interface Filter {
  service: string;
  channel: string;
  cause: string;
  /** Id of the team that a waiting case is meant for; `mine`: any of one's own. */
  team: string;
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

export const EVERYTHING: Filter = { service: '', channel: '', cause: '', team: '' };

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
  const fits = (row: CaseSummary) => fitsFilter(view, row);
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
    ...(view.closed ? { closed: withClosed(view, replace(view.closed), row) } : {}),
    ...(view.found ? { found: replace(view.found) } : {}),
  };
}

/** Ids of the teams one belongs to. */
export function myTeams({ staff, colleagues }: Pick<DeskView, 'staff' | 'colleagues'>): readonly string[] {
  return colleagues.find(({ id }) => typeof staff === 'object' && id === staff.id)?.teams ?? [];
}

/**
 * Whether one wants to be told of a case that has changed: it begins to wait, for everybody or for a team of one's own; it has become urgent
 * while it waits; or a colleague has passed it on to oneself. `view` is as it was before.
 */
export function concernsMe(view: DeskView, row: CaseSummary): boolean {
  const { staff, waiting, open } = view;
  if (typeof staff !== 'object' || row.hub !== null) return false;
  const before = [...waiting, ...open].find(({ id }) => id === row.id);
  if (row.status === 'open') {
    return row.assignee?.id === staff.id && before?.status === 'open' && before.assignee?.id !== staff.id;
  }
  if (row.status !== 'waiting') return false;
  if (row.urgent && before?.status === 'waiting' && !before.urgent) return true;
  // Who had it has put it back, and knows.
  if (before?.assignee?.id === staff.id) return false;
  if (row.team !== null) return before?.team !== row.team && myTeams(view).includes(row.team);
  return before === undefined || before.status === 'open' || before.hub !== null;
}

/** The name of the case's cause; 「原因は未定」 while nobody has an idea. */
export function causeName(view: DeskView, row: CaseSummary): string {
  if (row.cause === null) return '原因は未定';
  if (row.cause === 'other') return 'その他';
  const known = view.settings.causes.filter(({ id }) => id === row.cause);
  return (known.find(({ service }) => service === row.service) ?? known[0])?.name ?? row.cause;
}

function withClosed(view: DeskView, list: CaseList, row: CaseSummary): CaseList {
  const isNew = row.status === 'closed' && fitsFilter(view, row) && !list.cases.some(({ id }) => id === row.id);
  return isNew ? { ...list, cases: [row, ...list.cases] } : list;
}

function fitsFilter(view: DeskView, row: CaseSummary): boolean {
  const { service, channel, cause, team } = view.filter;
  if (team === 'mine' && !myTeams(view).includes(row.team ?? '')) return false;
  if (team !== '' && team !== 'mine' && row.team !== team) return false;
  if (service !== '' && row.service !== service) return false;
  if (channel !== '' && row.channel !== channel) return false;
  return cause === '' || row.cause === cause;
}

/** As the server sorts: danger first, then the longest waiting. */
function byUrgency(one: CaseSummary, other: CaseSummary): number {
  return Number(other.urgent) - Number(one.urgent) || Date.parse(one.openedAt) - Date.parse(other.openedAt);
}
