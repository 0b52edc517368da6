import { casesOf, causeName, EMPTY, EVERYTHING, withCase } from './desk-view.ts';
import type { CaseSummary } from './types.ts';

const YAMADA = { id: 's1', name: '山田', role: 'agent' as const };

function row(id: string, change: Partial<CaseSummary> = {}): CaseSummary {
  const at = '2026-11-22T00:00:00.000Z';
  return {
    id,
    status: 'waiting',
    service: 'saison',
    channel: 'directline',
    intent: null,
    cause: null,
    urgent: false,
    openedAt: at,
    claimedAt: null,
    closedAt: null,
    assignee: null,
    team: null,
    waitsSince: at,
    answered: false,
    pausedAt: null,
    lentProcedure: null,
    solved: null,
    ...change,
  };
}

describe('a change of a case', () => {
  const later = row('B', { openedAt: '2026-11-22T01:00:00.000Z' });
  const view = { ...EMPTY, staff: YAMADA, waiting: [row('A'), later] };

  it('puts a new case where it belongs: danger first, then the longest waiting', () => {
    const middle = row('M', { openedAt: '2026-11-22T00:30:00.000Z' });
    const danger = row('D', { urgent: true, openedAt: '2026-11-22T02:00:00.000Z' });
    const ids = (one: CaseSummary) => withCase(view, one).waiting?.map(({ id }) => id);
    expect(ids(middle)).toEqual(['A', 'M', 'B']);
    expect(ids(danger)).toEqual(['D', 'A', 'B']);
  });

  it('moves a taken case to those at work, and nowhere twice', () => {
    const taken = row('A', { status: 'open', assignee: { id: 's1', name: '山田' } });
    const next = { ...view, ...withCase(view, taken) };
    expect(casesOf(next, 'waiting').map(({ id }) => id)).toEqual(['B']);
    expect(casesOf(next, 'mine').map(({ id }) => id)).toEqual(['A']);
    expect(casesOf({ ...next, ...withCase(next, taken) }, 'open')).toHaveLength(1);
  });

  it('keeps a case of a colleague out of one’s own', () => {
    const taken = row('A', { status: 'open', assignee: { id: 's2', name: '佐藤' } });
    expect(casesOf({ ...view, ...withCase(view, taken) }, 'mine')).toEqual([]);
  });

  it('shows a closed one on top of those read before', () => {
    const looked = { ...view, closed: { cases: [row('Z', { status: 'closed' })], more: false } };
    expect(withCase(looked, row('A', { status: 'closed' })).closed?.cases.map(({ id }) => id)).toEqual(['A', 'Z']);
  });
});

describe('narrowing', () => {
  it.each([
    [{ service: 'amex' }, ['B']],
    [{ channel: 'line' }, ['C']],
    [{ cause: 'typo' }, ['C']],
    [{}, ['A', 'B', 'C']],
  ])('by %o leaves %o', (filter, ids) => {
    const rows = [row('A'), row('B', { service: 'amex' }), row('C', { channel: 'line', cause: 'typo' })];
    const view = { ...EMPTY, waiting: rows, filter: { ...EVERYTHING, ...filter } };
    expect(casesOf(view, 'waiting').map(({ id }) => id)).toEqual(ids);
  });
});

describe('the name of a cause', () => {
  it('is the service’s own before another’s', () => {
    const causes = [
      { service: null, id: 'typo', name: '打ち間違い' },
      { service: 'amex', id: 'typo', name: 'アメックスの打ち間違い' },
    ];
    const view = { ...EMPTY, settings: { ...EMPTY.settings, causes } };
    expect(causeName(view, row('A', { service: 'amex', cause: 'typo' }))).toBe('アメックスの打ち間違い');
    expect(causeName(view, row('A', { cause: 'typo' }))).toBe('打ち間違い');
    expect(causeName(view, row('A'))).toBe('原因は未定');
    expect(causeName(view, row('A', { cause: 'other' }))).toBe('その他');
  });
});
