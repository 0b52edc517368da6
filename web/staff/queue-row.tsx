import { clockTime, dayName, sameDay } from '../shared/clock.ts';
import type { DeskView } from './desk-view.ts';
import { clockInWords, clockOf } from './service-clock.ts';
import type { CaseSummary } from './types.ts';
import { channelName, duration, serviceName } from './words.ts';

/** One case in the list: what it is about, since when it waits, and what it waits for. */
export function QueueRow({ view, row, now, cause }: { view: DeskView; row: CaseSummary; now: number; cause: string }) {
  const clock = clockOf(row, view.settings.serviceLevels, now);
  return (
    <>
      <span class="row-head">
        <b>{serviceName(row.service)}</b>
        <span class="row-time">{timeOf(row, now)}</span>
      </span>
      <span class="row-tags">
        {row.urgent && <b class="tag urgent">至急</b>}
        {clock && <span class={`tag clock ${clock.level}`}>{clockInWords(clock)}</span>}
        {row.pausedAt && <span class="tag">保留中</span>}
        {row.lentProcedure && <span class="tag">自動案内が手順を案内中</span>}
        {row.hub !== null && row.status !== 'closed' && <span class="tag">外部の窓口が対応</span>}
        {row.team && <span class="tag">{teamName(view, row.team)}あて</span>}
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

function teamName(view: DeskView, team: string): string {
  return view.settings.teams.find(({ id }) => id === team)?.name ?? team;
}
