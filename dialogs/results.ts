import type { Result } from '../reading/reading.ts';
import { saysLoginWorks } from './assertions.ts';
import { cannotFollow } from './circumstances.ts';
import { foundAgain, noAnswer, stayInDanger, urge } from './danger.ts';
import { awaitResult, failed, solved, stillOut, takeBackSuccess } from './diagnosis.ts';
import { bringBack } from './going-on.ts';
import { ledgerOf } from './ledger.ts';
import { humanFirst, keptChoices } from './menu.ts';
import { beginNeed, openLogin } from './openings.ts';
import { moveIn, reachAim, stepInHand, stop } from './procedure.ts';
import { leastSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import { openThread } from './threads.ts';
import type { Turn } from './turn.ts';

/** What came of what was advised. The same word means another thing after advice, in a step, after a topic, in danger. */
export function hearResult(turn: Turn, result: Result, probability: number): void {
  if (turn.memory.danger) return inDanger(turn, result);
  const thread = openThread(turn);
  if (turn.heard.context.expect === 'topic' && thread?.kind !== 'procedure') return afterTopic(turn, result);
  if (thread?.kind === 'procedure') return inStep(turn, result);
  if (thread?.kind === 'diagnosis')
    return thread.phase === 'remedy' ? afterAdvice(turn, result, probability) : atQuestion(turn, result);
  afterTopic(turn, result);
}

/** Sure enough to end the matter without asking whether the login works. */
const SURE = 0.85;

/** Nothing in it is asked, wished, supposed or only thought of. */
function isPlain({ understanding, text }: Turn): boolean {
  const held = understanding.predicates.some(
    ({ question, wish, conditional, doubtful, request, negated }) =>
      question || wish || conditional || doubtful || request || negated,
  );
  return !held && !/[?？]/u.test(text);
}

const ON_THE_WAY: ReadonlySet<Result> = new Set(['partly', 'found_it', 'not_yet']);

function afterAdvice(turn: Turn, result: Result, probability: number): void {
  // 「メールが見つかって、ログインできました」: what was found on the way is not the end of it.
  if (ON_THE_WAY.has(result) && saysLoginWorks(turn.understanding.predicates)) return solved(turn);
  switch (result) {
    case 'worked':
      if (saysLoginWorks(turn.understanding.predicates) || (probability >= SURE && isPlain(turn))) return solved(turn);
      return awaitResult(turn, SAYINGS.askLoginWorks);
    case 'partly':
      return awaitResult(turn, leastSaid(turn, [SAYINGS.partlyHeard, SAYINGS.askLoginWorks]));
    case 'found_it':
      return awaitResult(turn, leastSaid(turn, [SAYINGS.foundIt, SAYINGS.askLoginWorks]));
    case 'not_yet':
      return awaitResult(turn, leastSaid(turn, [SAYINGS.goAhead, SAYINGS.goAheadAgain]));
    case 'cannot':
      return cannotFollow(turn, SAYINGS.cannotThat);
    default:
      return failed(turn);
  }
}

function atQuestion(turn: Turn, result: Result): void {
  if (result === 'worked') {
    if (saysLoginWorks(turn.understanding.predicates)) return solved(turn);
    turn.say(SAYINGS.askLoginWorks);
    turn.offer([{ label: 'ログインできました', action: { kind: 'result', solved: true } }, ...turn.memory.offered]);
    return;
  }
  if (result === 'failed') return stillOut(turn);
  if (result === 'not_yet') {
    turn.say(SAYINGS.takeYourTime);
    return turn.offer(keptChoices(turn));
  }
  turn.evidence = true;
}

function inStep(turn: Turn, result: Result): void {
  const found = stepInHand(turn);
  if (!found) return;
  if (result === 'worked') {
    const isLast = found.thread.at === found.procedure.steps.length - 1;
    if (saysLoginWorks(turn.understanding.predicates) && openDiagnosisBeneath(turn)) {
      reachAim(turn);
      return solved(turn);
    }
    if (isLast || !saysWhole(turn)) return moveIn(turn, 'next');
    reachAim(turn);
    turn.say(SAYINGS.matterDone);
    turn.done = openThread(turn) === undefined;
    if (openThread(turn)) bringBack(turn);
    return;
  }
  if (result === 'not_yet') return stop(turn, found.thread, SAYINGS.stepLater);
  if (result === 'partly' || result === 'found_it') return moveIn(turn, 'next');
  moveIn(turn, 'stuck');
}

/** 「登録できました」「ログインできました」: the whole is done, not a step of it. */
function saysWhole({ understanding }: Turn): boolean {
  return (
    understanding.predicates.some(
      ({ base, past, negated }) => past && !negated && /^(?:登録|ログイン|完了|解決|入れる|確認)$/u.test(base),
    ) || saysLoginWorks(understanding.predicates)
  );
}

function openDiagnosisBeneath({ memory }: Turn): boolean {
  return memory.threads.some(({ kind }) => kind === 'diagnosis');
}

/** After a topic, or with nothing open: this matter is done, fails, waits. */
function afterTopic(turn: Turn, result: Result): void {
  const failedBefore = turn.memory.service !== null && takeBackOf(turn, result);
  if (failedBefore) return openLogin(turn);
  switch (result) {
    case 'worked':
      turn.say(saysLoginWorks(turn.understanding.predicates) && hasAdvice(turn) ? SAYINGS.solved : SAYINGS.matterDone);
      if (hasAdvice(turn) && saysLoginWorks(turn.understanding.predicates)) markSolved(turn);
      turn.done = true;
      return;
    case 'not_yet':
      turn.say(leastSaid(turn, [SAYINGS.laterHeard, SAYINGS.goAheadAgain]));
      return turn.offer(keptChoices(turn));
    case 'partly':
    case 'found_it':
      turn.say(SAYINGS.heardGoOn);
      return turn.offer(keptChoices(turn));
    default:
      if (turn.understanding.intent === 'login_failed' && turn.understanding.score >= 0.5)
        return beginNeed(turn, 'login_failed');
      turn.say(leastSaid(turn, [SAYINGS.notThatWay, SAYINGS.offerHuman]));
      return turn.offer(humanFirst(turn.memory.offered));
  }
}

function takeBackOf(turn: Turn, result: Result): boolean {
  return result === 'failed' && turn.heard.context.expect !== 'topic' && hasAdvice(turn) && takeBackSuccess(turn);
}

function hasAdvice(turn: Turn): boolean {
  const { service, ledgers } = turn.memory;
  return service !== null && (ledgers[service]?.tried.length ?? 0) > 0;
}

function markSolved(turn: Turn): void {
  const last = ledgerOf(turn.memory).tried.at(-1);
  if (last) last.result = 'solved';
  turn.memory.threads = turn.memory.threads.filter(({ kind }) => kind !== 'diagnosis');
}

function inDanger(turn: Turn, result: Result): void {
  if (result === 'found_it') return foundAgain(turn);
  if (result === 'failed' || result === 'cannot') return noAnswer(turn);
  if (result === 'not_yet') return urge(turn);
  stayInDanger(turn);
}
