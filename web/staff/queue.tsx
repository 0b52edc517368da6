import { useEffect, useState } from 'preact/hooks';
import { casesOf, causeName, type DeskView, type Tab } from './desk-view.ts';
import { QueueFilters } from './queue-filters.tsx';
import { QueueRow } from './queue-row.tsx';
import type { DeskProps } from './staff-page.tsx';

const TABS: readonly { tab: Tab; name: string; none: string }[] = [
  { tab: 'waiting', name: '待機中', none: 'お待ちの方はいません。' },
  { tab: 'mine', name: '対応中（自分）', none: '対応中の相談はありません。' },
  { tab: 'open', name: '対応中（全体）', none: '対応中の相談はありません。' },
  { tab: 'closed', name: '完了', none: '完了した相談はありません。' },
];

const CLOCK_TICKS_MILLISECONDS = 10_000;

/** The cases of the chosen tab, danger first, then the longest waiting; or what a search found. */
export function Queue({ store, view }: DeskProps) {
  const now = useNow();
  const { found } = view;
  const cases = found ? found.cases : casesOf(view, view.tab);
  const more = !found && view.tab === 'closed' && view.closed?.more;
  return (
    <nav class="queue" aria-label="相談の一覧">
      <fieldset class="tabs" aria-label="一覧の種類">
        {TABS.map(({ tab, name }) => (
          <button type="button" key={tab} aria-pressed={!found && view.tab === tab} onClick={() => store.showTab(tab)}>
            <span>{name}</span> <Count view={view} tab={tab} />
          </button>
        ))}
      </fieldset>
      <QueueFilters store={store} view={view} />
      <p class="none" role="status">
        {found ? foundInWords(found) : cases.length === 0 && TABS.find(({ tab }) => tab === view.tab)?.none}
      </p>
      <ul>
        {cases.map((row) => (
          <li key={row.id}>
            <a href={`#${encodeURIComponent(row.id)}`} aria-current={row.id === view.selected ? 'true' : undefined}>
              <QueueRow view={view} row={row} now={now} cause={causeName(view, row)} />
            </a>
          </li>
        ))}
        {more && (
          <li>
            <button type="button" class="button more" onClick={() => void store.moreClosed()}>
              続きを表示
            </button>
          </li>
        )}
      </ul>
    </nav>
  );
}

function foundInWords({ cases, more, words }: NonNullable<DeskView['found']>): string {
  if (cases.length === 0) return `「${words}」を含む相談は見つかりませんでした。`;
  return `「${words}」を含む相談 ${cases.length}件${more ? '（ほかにもあります）' : ''}`;
}

function Count({ view, tab }: { view: DeskView; tab: Tab }) {
  if (tab === 'closed') return null;
  return <b class="count">{casesOf(view, tab).length}</b>;
}

function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), CLOCK_TICKS_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
