import type { Story } from '../desk/story.ts';
import { INTENT_LABELS } from '../knowledge/intent-labels.ts';
import { nameOf } from './agenda.ts';
import { CIRCUMSTANCE_NAMES } from './circumstance-words.ts';
import { weigh } from './differential.ts';
import { type DangerTold, firstWordsOf } from './first-words.ts';
import { type Ledger, newLedger } from './ledger.ts';
import { lacks } from './memory.ts';
import { shownToStaff } from './signs.ts';
import type { Turn } from './turn.ts';

/** What the desk needs to know, in words a member of staff reads at a glance. */
export function storyOf(turn: Turn): Story {
  const { memory, knowledge } = turn;
  const ledger = memory.ledgers[memory.service ?? 'unknown'] ?? memory.ledgers.unknown ?? newLedger();
  const weighed = memory.service && hasEvidence(ledger) ? weigh(knowledge, memory.service, ledger) : [];
  const danger = dangerInWords(memory.dangerTold);
  return {
    ...(danger ? { danger } : {}),
    firstWords: firstWordsOf(memory),
    asked: asked(turn, ledger),
    ruledOut: ruledOut(turn, ledger),
    tried: tried(turn, ledger),
    suspected: weighed
      .slice(0, 3)
      .filter(({ probability }) => probability >= WORTH_TELLING)
      .map(({ cause, probability }) => ({ cause: cause.id, name: cause.name, probability })),
    device: [memory.device, ...circumstancesOf(turn)].filter(Boolean).join(' / '),
    shown: shownToStaff(memory, knowledge),
    failedTries: ledger.failedTries,
  };
}

/** Only what was said of it, or picked. */
function dangerInWords(told: DangerTold | null): string | undefined {
  if (!told) return undefined;
  const words = told.firstWords || INTENT_LABELS[told.intent];
  return told.reported ? `${words}(カード会社には連絡済みと伺いました)` : words;
}

/** What the person has not, wants or cannot do, for staff. */
function circumstancesOf({ memory }: Turn): string[] {
  const { lacks: missing, prefers, refuses, cannot, at } = memory.circumstances;
  const told = (list: readonly string[], words: string) =>
    list.flatMap((what) => (CIRCUMSTANCE_NAMES[what] ? [`${CIRCUMSTANCE_NAMES[what]}${words}`] : []));
  return [
    ...told(cannot, ''),
    ...told(missing, 'なし'),
    ...told(prefers, 'を希望'),
    ...told(refuses, 'は望まない'),
    ...told(at, ''),
  ];
}

/** Below this a cause is no suspicion. */
const WORTH_TELLING = 0.02;

function hasEvidence(ledger: Ledger): boolean {
  return ledger.stated.length + ledger.denied.length + ledger.asked.length + ledger.tried.length > 0;
}

function asked(turn: Turn, ledger: Ledger): Story['asked'] {
  return ledger.asked.flatMap(({ question: id, answer, unsaid }) => {
    const question = turn.knowledge.question(turn.memory.service, id);
    if (!question) return [];
    const label =
      question.answers.find((choice) => choice.id === answer)?.label ?? (unsaid ? 'お答えなし' : 'わからない');
    return [{ question: question.ask, answer: label }];
  });
}

function ruledOut(turn: Turn, ledger: Ledger): Story['ruledOut'] {
  const causes = turn.knowledge.causes(turn.memory.service);
  const denied = causes.filter((cause) => cause.intents.some((intent) => ledger.denied.some((d) => d === intent)));
  const failed = new Set(ledger.tried.filter((entry) => entry.result === 'not_solved').map((entry) => entry.cause));
  return [
    ...denied.map((cause) => ({ cause: cause.id, name: cause.name, reason: 'denied' as const })),
    ...causes
      .filter((cause) => failed.has(cause.id) && !denied.includes(cause))
      .map((cause) => ({ cause: cause.id, name: cause.name, reason: 'remedy_failed' as const })),
  ];
}

function tried(turn: Turn, ledger: Ledger): Story['tried'] {
  const results = { open: 'unknown', solved: 'solved', not_solved: 'not_solved' } as const;
  const remedies = ledger.tried.map((entry) => ({
    id: entry.remedy,
    name: `「${turn.knowledge.cause(turn.memory.service, entry.cause)?.name ?? entry.cause}」への対処`,
    result: results[entry.result],
  }));
  const procedures = ledger.procedures.map((entry) => ({
    id: entry.procedure,
    name: `${turn.knowledge.procedure(turn.memory.service, entry.procedure)?.name ?? entry.procedure}の手順${entry.finished ? '(最後まで)' : '(途中まで)'}`,
    result: 'unknown' as const,
  }));
  return [...remedies, ...procedures];
}

/** The same, as the person may read it: 「ここまでのまとめ」. */
export function summaryFor(turn: Turn): string {
  const story = storyOf(turn);
  const service = turn.memory.service ? turn.knowledge.service(turn.memory.service).name : 'まだ伺っていません';
  const lines = story.danger ? [`・危険: ${shorten(story.danger)}`] : [];
  lines.push(`・サービス: ${service}`);
  const matter = matterInWords(turn, story);
  if (matter) lines.push(`・ご相談: ${shorten(matter)}`);
  for (const { question, answer } of story.asked) lines.push(`・${shorten(question)} → ${answer}`);
  if (story.shown?.length) lines.push(`・この画面から分かったこと: ${story.shown.join('、')}`);
  if (story.ruledOut.length > 0)
    lines.push(`・当てはまらない原因: ${story.ruledOut.map(({ name }) => name).join('、')}`);
  if (lacks(turn.memory, 'smartphone')) lines.push('・スマートフォンを使わない方法をご希望');
  if (turn.memory.agenda.length > 0)
    lines.push(`・このあとのご相談: ${turn.memory.agenda.map((matter) => nameOf(turn, matter)).join('と')}`);
  for (const { name, result } of story.tried) lines.push(`・${name}: ${RESULT_WORDS[result]}`);
  return lines.join('\n');
}

/** The person's own words, else what was picked; empty when the danger says it all. */
function matterInWords({ memory: { intent, dangerTold } }: Turn, { firstWords }: Story): string {
  if (dangerTold && (firstWords === dangerTold.firstWords || (firstWords === '' && intent === dangerTold.intent)))
    return '';
  if (firstWords !== '') return firstWords;
  return intent === null || intent === 'talk_to_human' ? 'まだ伺っていません' : INTENT_LABELS[intent];
}

const RESULT_WORDS = {
  solved: '解決しました',
  not_solved: '解決しませんでした',
  unknown: '結果はまだ伺っていません',
} as const;

function shorten(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : line;
}
