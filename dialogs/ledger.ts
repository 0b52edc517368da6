import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Cause, Remedy, Sign } from '../knowledge/schema.ts';
import type { Intent, ServiceId } from '../language/types.ts';
import type { Memory } from './memory.ts';

/** Everything found out about one service's login problem: evidence for the diagnosis, and the story for the desk. */
export interface Ledger {
  /** Causes the person stated, with the calibrated score of the statement. */
  stated: { intent: Intent; score: number }[];
  /** Causes the person ruled out in their own words. */
  denied: Intent[];
  /** Questions put to the person. `answer` is null for 「わからない」, and, `unsaid`, where none came. */
  asked: { question: string; answer: string | null; unsaid?: true }[];
  /** What the page shows that counts here. Looked at anew in every turn; absent in ledgers of before. */
  shown?: Sign['id'][];
  /** Remedies given, and what came of them. */
  tried: { cause: string; remedy: string; result: 'open' | 'solved' | 'not_solved' }[];
  /** Procedures begun. */
  procedures: { procedure: string; finished: boolean }[];
  failedTries: number | 'many' | null;
  /** The warning not to try on has been given. */
  guarded: boolean;
  /** How often the person said 「まだ入れない」 while questions were asked. */
  stillOut: number;
}

export function newLedger(): Ledger {
  return {
    stated: [],
    denied: [],
    asked: [],
    tried: [],
    procedures: [],
    failedTries: null,
    guarded: false,
    stillOut: 0,
  };
}

/** The ledger of the service in hand; made on first use, taking over what was told before the service was known. */
export function ledgerOf(memory: Memory): Ledger {
  const key = memory.service ?? 'unknown';
  const early = key === 'unknown' ? undefined : memory.ledgers.unknown;
  if (early && key !== 'unknown' && !memory.ledgers[key]) {
    memory.ledgers[key] = early;
    memory.ledgers.unknown = undefined;
  }
  memory.ledgers[key] ??= newLedger();
  return memory.ledgers[key];
}

/** Adds a stated cause; the strongest statement of each counts. A later statement overrules an earlier denial. */
export function state(ledger: Ledger, intent: Intent, score: number): void {
  ledger.denied = ledger.denied.filter((denied) => denied !== intent);
  const before = ledger.stated.find((entry) => entry.intent === intent);
  if (before) before.score = Math.max(before.score, score);
  else ledger.stated.push({ intent, score });
}

/** What a person speaks of now counts more than what was said before: the earlier statements fade. */
export function fade(ledger: Ledger, now: readonly Intent[]): void {
  for (const entry of ledger.stated) if (!now.includes(entry.intent)) entry.score *= FADING;
}

const FADING = 0.1;

/** Adds a denied cause; a later denial overrules an earlier statement. */
export function deny(ledger: Ledger, intent: Intent): void {
  ledger.stated = ledger.stated.filter((entry) => entry.intent !== intent);
  if (!ledger.denied.includes(intent)) ledger.denied.push(intent);
}

/** Keeps an answer; a later one takes the place of an earlier one to the same question. */
export function answered(ledger: Ledger, question: string, answer: string | null): void {
  const before = ledger.asked.find((entry) => entry.question === question);
  if (before) Object.assign(before, { answer, unsaid: undefined });
  else ledger.asked.push({ question, answer });
}

/** A question that messages have not answered is left alone. Nobody said that they do not know. */
export function leftUnanswered(ledger: Ledger, question: string): void {
  answered(ledger, question, null);
  Object.assign(ledger.asked.find((entry) => entry.question === question) ?? {}, { unsaid: true });
}

/** From this many reported failures on, one more try could lock the account. */
const GUARD_AFTER = 2;

export function triesAreDangerous({ failedTries }: Ledger): boolean {
  return failedTries === 'many' || (typeof failedTries === 'number' && failedTries >= GUARD_AFTER);
}

/** Remedies that did not help so far. */
export function failures(ledger: Ledger): number {
  return failed(ledger).size;
}

/** Other causes acted on without success so far. */
export function failedCausesBeside(cause: Cause, ledger: Ledger): number {
  const vain = ledger.tried.filter((entry) => entry.result === 'not_solved' && entry.cause !== cause.id);
  return new Set(vain.map((entry) => entry.cause)).size;
}

function failed(ledger: Ledger): Set<string> {
  return new Set(ledger.tried.filter(({ result }) => result === 'not_solved').map(({ remedy }) => remedy));
}

/** The remedies of the cause that have been followed without success. */
export function failedRemedies(cause: Cause, ledger: Ledger): Remedy[] {
  const out = failed(ledger);
  return cause.remedies.filter(({ id }) => out.has(id));
}

/** The first remedy of the cause that has not failed; while tries are dangerous, one that costs none goes first. */
export function nextRemedy(cause: Cause, ledger: Ledger): Remedy {
  const out = failed(ledger);
  const open = cause.remedies.filter(({ id }) => !out.has(id));
  const free = triesAreDangerous(ledger) ? open.find((remedy) => !remedy.costs_login_try) : undefined;
  const remedy = free ?? open[0] ?? cause.remedies[0];
  if (!remedy) throw new Error(`the cause ${cause.id} has no remedy`);
  return remedy;
}

/** Causes that are out: every remedy of theirs has failed. */
export function exhausted(ledger: Ledger, knowledge: Knowledge, service: ServiceId): Set<string> {
  const out = failed(ledger);
  const causes = knowledge.causes(service).filter((cause) => cause.remedies.every((remedy) => out.has(remedy.id)));
  return new Set(causes.map((cause) => cause.id));
}
