import type { Story } from '../desk/story.ts';
import type { Means } from '../knowledge/schema.ts';
import { weigh } from './differential.ts';
import { type Ledger, newLedger } from './ledger.ts';
import { shownToStaff } from './signs.ts';
import type { Turn } from './turn.ts';
import { namesOf } from './two-services.ts';

/** What the desk needs to know, in words a member of staff reads at a glance. */
export function storyOf(turn: Turn): Story {
  const { memory, knowledge } = turn;
  const ledger = memory.ledgers[memory.service ?? 'unknown'] ?? memory.ledgers.unknown ?? newLedger(turn.text);
  const weighed = memory.service && hasEvidence(ledger) ? weigh(knowledge, memory.service, ledger) : [];
  return {
    firstWords: ledger.firstWords,
    asked: asked(turn, ledger),
    ruledOut: ruledOut(turn, ledger),
    tried: tried(turn, ledger),
    suspected: weighed
      .slice(0, 3)
      .filter(({ probability }) => probability >= WORTH_TELLING)
      .map(({ cause, probability }) => ({ cause: cause.id, name: cause.name, probability })),
    device: [memory.device, ...memory.without.map((means) => MISSING[means])].filter(Boolean).join(' / '),
    shown: shownToStaff(memory, knowledge),
    failedTries: ledger.failedTries,
  };
}

/** What the person has not at hand, for staff. */
const MISSING: Readonly<Record<Means, string>> = { smartphone: 'スマートフォンなし' };

/** Below this a cause is no suspicion. */
const WORTH_TELLING = 0.02;

function hasEvidence(ledger: Ledger): boolean {
  return ledger.stated.length + ledger.denied.length + ledger.asked.length + ledger.tried.length > 0;
}

function asked(turn: Turn, ledger: Ledger): Story['asked'] {
  return ledger.asked.flatMap(({ question: id, answer }) => {
    const question = turn.knowledge.question(turn.memory.service, id);
    if (!question) return [];
    const label = question.answers.find((choice) => choice.id === answer)?.label ?? 'わからない';
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
  const begun = turn.memory.ledgers[turn.memory.service ?? 'unknown'] !== undefined;
  const service = turn.memory.service ? turn.knowledge.service(turn.memory.service).name : 'まだ伺っていません';
  const lines = [`・サービス: ${service}`, `・ご相談: ${begun ? shorten(story.firstWords) : 'まだ伺っていません'}`];
  for (const { question, answer } of story.asked) lines.push(`・${shorten(question)} → ${answer}`);
  if (story.shown?.length) lines.push(`・この画面から分かったこと: ${story.shown.join('、')}`);
  if (story.ruledOut.length > 0)
    lines.push(`・当てはまらない原因: ${story.ruledOut.map(({ name }) => name).join('、')}`);
  if (turn.memory.without.includes('smartphone')) lines.push('・スマートフォンを使わない方法をご希望');
  if (turn.memory.later.length > 0)
    lines.push(
      `・このあとのご相談: ${namesOf(
        turn,
        turn.memory.later.map((entry) => entry.service),
      )}`,
    );
  for (const { name, result } of story.tried) lines.push(`・${name}: ${RESULT_WORDS[result]}`);
  return lines.join('\n');
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
