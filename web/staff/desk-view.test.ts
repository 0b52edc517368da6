import { casesOf, causeName, concernsMe, EMPTY, EVERYTHING, withCase } from './desk-view.ts';
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
    hub: null,
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

describe('a team', () => {
  const colleagues = [
    { ...YAMADA, teams: ['cards'] },
    { id: 's2', name: '佐藤', role: 'agent' as const, teams: [] },
  ];
  const view = { ...EMPTY, staff: YAMADA, colleagues };
  const sato = { ...view, staff: { id: 's2', name: '佐藤', role: 'agent' as const } };

  it('narrows the list to what is meant for it, and 「自分のチームあて」 to all of one’s own', () => {
    const waiting = [row('A'), row('C', { team: 'cards' }), row('P', { team: 'points' })];
    const ids = (team: string, who = view) =>
      casesOf({ ...who, waiting, filter: { ...EVERYTHING, team } }, 'waiting').map(({ id }) => id);
    expect(ids('')).toEqual(['A', 'C', 'P']);
    expect(ids('points')).toEqual(['P']);
    expect(ids('mine')).toEqual(['C']);
    expect(ids('mine', sato)).toEqual([]);
  });

  it('is told of a case that is passed to it, and nobody else is', () => {
    const held = { ...view, open: [row('C', { status: 'open', assignee: { id: 's3', name: '鈴木' } })] };
    const passed = row('C', { team: 'cards' });
    expect(concernsMe(held, passed)).toBe(true);
    expect(concernsMe({ ...held, staff: sato.staff }, passed)).toBe(false);
    expect(concernsMe({ ...view, waiting: [passed] }, passed)).toBe(false);
  });

  it('is not needed to be told of a case that comes back into the queue: all are, but who put it back', () => {
    const back = row('C');
    const held = (id: string) => ({ ...view, open: [row('C', { status: 'open', assignee: { id, name: '' } })] });
    expect(concernsMe(held('s3'), back)).toBe(true);
    expect(concernsMe(held('s1'), back)).toBe(false);
    expect(concernsMe(held('s1'), row('C', { team: 'cards' }))).toBe(false);
    expect(concernsMe({ ...view, waiting: [row('C', { hub: 'requested' })] }, back)).toBe(true);
  });

  it('is not needed to be told of a waiting case that has become urgent: everybody is, once', () => {
    const waiting = { ...sato, waiting: [row('C', { team: 'cards' })] };
    const urgent = row('C', { team: 'cards', urgent: true });
    expect(concernsMe(waiting, urgent)).toBe(true);
    expect(concernsMe({ ...waiting, waiting: [urgent] }, urgent)).toBe(false);
  });

  it('is not needed to be told of a new case, or of one that a colleague has passed on to oneself', () => {
    const held = { ...view, open: [row('C', { status: 'open', assignee: { id: 's3', name: '鈴木' } })] };
    const mine = row('C', { status: 'open', assignee: { id: 's1', name: '山田' } });
    expect(concernsMe(view, row('N'))).toBe(true);
    expect(concernsMe(held, mine)).toBe(true);
    expect(concernsMe({ ...view, waiting: [row('C')] }, mine)).toBe(false);
    expect(concernsMe(view, row('H', { hub: 'requested' }))).toBe(false);
  });
});
