import { dayName } from '../shared/clock.ts';
import { causeName, type DeskView } from './desk-view.ts';
import type { EarlierCase } from './types.ts';
import { statusName } from './words.ts';

/** What the same conversation brought to the desk before. */
export function EarlierCases({ view, cases }: { view: DeskView; cases: readonly EarlierCase[] }) {
  if (cases.length === 0) return null;
  return (
    <section class="earlier">
      <h3>この会話のほかの相談</h3>
      <ul class="plain-list">
        {cases.map((row) => (
          <li key={row.id}>
            <a href={`#${encodeURIComponent(row.id)}`}>
              {dayName(Date.parse(row.openedAt))} {row.id}
            </a>{' '}
            {statusName(row.status)}・{causeName(view, row)}
            {row.resolution && row.resolution !== 'left' && <p class="said">{row.resolution}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
