import type { Remedy } from '../knowledge/schema.ts';
import { CLEAR_ENOUGH, type WeighedCause } from './differential.ts';
import { failures, type Ledger, triesAreDangerous } from './ledger.ts';
import { type Choice, lacks } from './memory.ts';
import { humanChoice } from './menu.ts';
import { isOwnPage } from './page.ts';
import { SAYINGS } from './sayings.ts';
import { procedureBeneath, speakOf } from './threads.ts';
import type { Turn } from './turn.ts';

/** From this many failed remedies on, a human is the better way. */
export const HUMAN_AFTER = 2;

/** Speaks of the cause and what to do about it, with its ways on. */
export function sayRemedy(turn: Turn, ledger: Ledger, { cause, probability }: WeighedCause, remedy: Remedy): void {
  const guarded = remedy.costs_login_try && triesAreDangerous(ledger);
  // Never a wrong certainty: below the line it is called the likeliest, not the cause.
  const opening =
    probability >= CLEAR_ENOUGH
      ? cause.explain
      : `はっきりとは言い切れませんが、いちばん考えられるのは「${cause.name}」です。\n${cause.explain}`;
  const onPage = isOwnPage(turn.memory.page) ? remedy.on_page : undefined;
  const words = lacks(turn.memory, 'smartphone') ? (remedy.without_smartphone ?? remedy) : remedy;
  const advice = [words.say, onPage, guarded ? SAYINGS.afterGuard : remedy.then_try].filter(Boolean).join('\n');
  // Whoever is locked out already needs no warning of the lock.
  const warn = triesAreDangerous(ledger) && !cause.lock && !ledger.guarded;
  const warning = warn ? SAYINGS.guardTries : '';
  ledger.guarded ||= warn;
  turn.say([warning, opening, advice].filter(Boolean).join('\n\n'), { cites: [...cause.cites, ...words.cites] });
  speakOf(turn, 'cause', cause.id);
  const choices = remedyChoices(remedy, ledger);
  turn.offer(procedureBeneath(turn) ? [...choices, BACK_TO_STEP] : choices);
}

const BACK_TO_STEP: Choice = { label: '手順に戻る', action: { kind: 'continue' } };

/** The ways on from a remedy: its own, the result, a human. The human stands first once remedies have failed. */
export function remedyChoices(remedy: Remedy | undefined, ledger: Ledger): Choice[] {
  const own = (remedy?.options ?? []).map(
    (option): Choice => ({ label: option.label, action: { kind: 'open', target: option.to } }),
  );
  const results: Choice[] = [
    { label: 'ログインできました', action: { kind: 'result', solved: true } },
    { label: 'まだログインできません', action: { kind: 'result', solved: false } },
  ];
  const humanFirst = (remedy?.needs_human ?? false) || failures(ledger) >= HUMAN_AFTER;
  return humanFirst ? [humanChoice(), ...own, ...results] : [...own, ...results, humanChoice()];
}
