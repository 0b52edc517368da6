import type { CaseView } from '../../desk/cases.ts';
import type { Story } from '../../desk/story.ts';
import { type AdaptiveCard, adaptiveCard, buttons, type CardElement, execute, faint, title, words } from './card.ts';

/** What the card must know of the company. */
export interface CaseNames {
  service(id: string): string;
  /** Minutes in which a person is to be answered. */
  levels: { firstAnswerMinutes: number; nextAnswerMinutes: number };
}

const CHANNEL_NAMES: Record<string, string> = {
  directline: 'ウェブ',
  line: 'LINE',
  msteams: 'Teams',
  emulator: 'Emulator',
};
const STATUS_NAMES = { waiting: '対応待ち', open: '対応中', closed: '終了' } as const;
const MINUTE = 60_000;
const MOST_LINES = 6;
const LONGEST_LINE = 200;

/** A case in the staff channel: the story, how long somebody has been waiting, and what can be done. Pure. */
export function caseCard(view: CaseView, names: CaseNames, now: number): AdaptiveCard {
  const { row } = view;
  const story = JSON.parse(row.story) as Story;
  const clock = clockOf(row, names.levels, now);
  const head = `${Number(row.urgency) > 0 ? '【至急】' : ''}受付番号 ${row.id}(${STATUS_NAMES[row.status]})`;
  const body = [
    title(head),
    facts(factsOf(view, names)),
    ...(clock ? [{ ...words(clock.text, { weight: 'Bolder', color: clock.color }), spacing: 'Medium' }] : []),
    ...storyOf(story),
    ...actionsOf(view),
  ];
  return adaptiveCard(
    body,
    [head, clock?.text, story.danger && `危険: ${story.danger}`, story.firstWords].filter(Boolean).join('\n'),
  );
}

interface Clock {
  text: string;
  /** Only repeats what the words say. */
  color: 'Default' | 'Good' | 'Warning' | 'Attention';
}

/** The service-level clock: whose turn it is, since when, and how that stands against the target. */
function clockOf(row: CaseView['row'], levels: CaseNames['levels'], now: number): Clock | undefined {
  if (row.status === 'closed') return undefined;
  if (row.lent_procedure !== null) return { text: '自動案内が手順をご案内しています', color: 'Good' };
  if (row.paused_at !== null) return { text: '保留中です', color: 'Good' };
  if (row.waits_since === null) return { text: 'お客さまのお返事待ちです', color: 'Good' };
  const waited = Math.max(0, now - Number(row.waits_since));
  const first = row.first_answer_at === null;
  const target = first ? levels.firstAnswerMinutes : levels.nextAnswerMinutes;
  const late = waited > target * MINUTE;
  const against = late ? `目標の${target}分を過ぎています` : `目標 ${target}分以内`;
  const text = `⏱ ${first ? '最初のお返事' : '次のお返事'}をお待ちです: ${spell(waited)}(${against})`;
  return { text, color: late ? 'Attention' : 'Default' };
}

/** Milliseconds after which the clock on a card moves on: often at first, then less and less. */
function clockStep(waited: number): number {
  const minutes = waited / MINUTE;
  if (minutes < 10) return MINUTE;
  if (minutes < 30) return 5 * MINUTE;
  return minutes < 120 ? 15 * MINUTE : 60 * MINUTE;
}

/** Rounded down to the step of the clock, so that the card changes no more often than that. */
function spell(waited: number): string {
  const step = clockStep(waited);
  const minutes = (Math.floor(waited / step) * step) / MINUTE;
  if (minutes < 1) return '1分未満';
  if (minutes < 60) return `${minutes}分`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}時間${rest > 0 ? `${rest}分` : ''}`;
}

function factsOf({ row, causes }: CaseView, names: CaseNames): [string, string][] {
  const nameOf = (id: string) => causes.find((cause) => cause.id === id)?.name ?? id;
  const all: [string, string | undefined][] = [
    ['サービス', row.service ? names.service(row.service) : '不明'],
    ['窓口', CHANNEL_NAMES[row.channel] ?? row.channel],
    ['受付', japanTime(Number(row.opened_at))],
    ['推定の原因', row.resolved_cause === null && row.cause ? nameOf(row.cause) : undefined],
    ['担当', row.assignee_name ?? undefined],
    ['実際の原因', row.resolved_cause ? nameOf(row.resolved_cause) : undefined],
  ];
  return all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]));
}

function facts(all: readonly [string, string][]): CardElement {
  return { type: 'FactSet', facts: all.map(([name, value]) => ({ title: name, value })) };
}

function storyOf(story: Story): CardElement[] {
  const parts: [string, string[]][] = [
    ['危険', [story.danger ?? '']],
    ['最初のことば', [story.danger?.startsWith(story.firstWords) ? '' : story.firstWords]],
    ['お聞きしたこと', story.asked.map(({ question, answer }) => `${question} → ${answer}`)],
    ['当てはまらない原因', story.ruledOut.map(({ name }) => name)],
    ['試したこと', story.tried.map(({ name, result }) => `${name}(${RESULTS[result]})`)],
    ['お使いの機器', [story.device]],
    ['画面から分かったこと', story.shown ?? []],
    [
      '失敗した回数',
      story.failedTries === null ? [] : [story.failedTries === 'many' ? '何度も' : `${story.failedTries}回`],
    ],
  ];
  return parts.flatMap(([name, lines]) => {
    const written = lines.map((line) => line.trim()).filter(Boolean);
    if (written.length === 0) return [];
    const shown = written.slice(0, MOST_LINES).map(shorten);
    if (written.length > MOST_LINES) shown.push(`ほか${written.length - MOST_LINES}件`);
    return [faint(name), { ...words(shown.join('\n')), spacing: 'None' }];
  });
}

const RESULTS = { solved: '解決', not_solved: '解決せず', unknown: '結果は不明' } as const;

function actionsOf({ row, causes }: CaseView): CardElement[] {
  if (row.status === 'waiting') return buttons([{ label: '対応する', data: { tobira: 'claim', case: row.id } }]);
  if (row.status === 'closed') return [];
  const choices = causes.map(({ id, name }) => ({ title: name, value: id }));
  const cause = {
    type: 'Input.ChoiceSet',
    id: 'cause',
    label: '実際の原因',
    style: 'compact',
    value: 'other',
    choices,
  };
  const note = {
    type: 'Input.Text',
    id: 'note',
    label: 'メモ(お客さまには見えません)',
    isMultiline: true,
    maxLength: 5000,
  };
  const close = execute('終了する', { tobira: 'resolve', case: row.id }, { associatedInputs: 'auto' });
  const form = { type: 'AdaptiveCard', version: '1.5', body: [cause, note], actions: [close] };
  return [
    faint(
      'このスレッドへの返信は、担当者のものだけがお客さまに届きます。「メモ:」で始めると、届かずに記録に残ります。',
    ),
    { type: 'ActionSet', actions: [{ type: 'Action.ShowCard', title: '対応を終える', card: form }] },
  ];
}

function shorten(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

const clockFace = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

function japanTime(milliseconds: number): string {
  return clockFace.format(new Date(milliseconds));
}
