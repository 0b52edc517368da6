import { useEffect, useState } from 'preact/hooks';
import { clockTime, dayName, sameDay } from '../shared/clock.ts';
import { casesOf, causeKey, type DeskView, type Tab } from './desk-store.ts';
import type { DeskProps } from './staff-page.tsx';
import type { CaseSummary } from './types.ts';
import { channelName, duration, serviceName } from './words.ts';

const TABS: readonly { tab: Tab; name: string; none: string }[] = [
  { tab: 'waiting', name: '待機中', none: 'お待ちの方はいません。' },
  { tab: 'mine', name: '対応中（自分）', none: '対応中の相談はありません。' },
  { tab: 'open', name: '対応中（全体）', none: '対応中の相談はありません。' },
  { tab: 'closed', name: '完了', none: '完了した相談はありません。' },
];

const CLOCK_TICKS_MILLISECONDS = 10_000;

/** The cases of the chosen tab, longest waiting first. */
export function Queue({ store, view }: DeskProps) {
  const now = useNow();
  const cases = casesOf(view, view.tab);
  return (
    <nav class="queue" aria-label="相談の一覧">
      <fieldset class="tabs" aria-label="一覧の種類">
        {TABS.map(({ tab, name }) => (
          <button type="button" key={tab} aria-pressed={view.tab === tab} onClick={() => store.showTab(tab)}>
            <span>{name}</span> <Count view={view} tab={tab} />
          </button>
        ))}
      </fieldset>
      {cases.length === 0 && <p class="none">{TABS.find(({ tab }) => tab === view.tab)?.none}</p>}
      <ul>
        {cases.map((row) => (
          <li key={row.id}>
            <a href={`#${encodeURIComponent(row.id)}`} aria-current={row.id === view.selected ? 'true' : undefined}>
              <Row row={row} now={now} cause={causeName(view, row)} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Count({ view, tab }: { view: DeskView; tab: Tab }) {
  if (tab === 'closed' && view.closed === undefined) return null;
  return <b class="count">{casesOf(view, tab).length}</b>;
}

function Row({ row, now, cause }: { row: CaseSummary; now: number; cause: string }) {
  return (
    <>
      <span class="row-head">
        <b>{serviceName(row.service)}</b>
        <span class="row-time">{timeOf(row, now)}</span>
      </span>
      <span class="row-cause">{cause}</span>
      <span class="row-foot">
        <span>{channelName(row.channel)}</span>
        <span>{row.id}</span>
        {row.assignee && <span>担当 {row.assignee.name}</span>}
      </span>
    </>
  );
}

function timeOf(row: CaseSummary, now: number): string {
  if (row.status === 'waiting') return `待ち ${duration(now - Date.parse(row.openedAt))}`;
  if (row.status === 'open') return `対応 ${duration(now - Date.parse(row.claimedAt ?? row.openedAt))}`;
  const closedAt = Date.parse(row.closedAt ?? row.openedAt);
  return sameDay(closedAt, now) ? clockTime(closedAt) : dayName(closedAt);
}

/** 「原因は未定」 while the bot has no idea. */
export function causeName(view: DeskView, row: CaseSummary): string {
  if (row.cause === null) return '原因は未定';
  return view.causeNames[causeKey(row.service, row.cause)] ?? row.cause;
}

function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), CLOCK_TICKS_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
