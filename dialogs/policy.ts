import type { Intent, ServiceId } from '../language/types.ts';
import type { Expectation } from '../reading/context.ts';
import { kindOf, type Move, partsOf, type Reading, type Result } from '../reading/reading.ts';
import { answerTo } from './answers.ts';
import { answerAsk } from './asking.ts';
import { cannotFollow, goAnotherWay, meetInability, meetPlace, optionInWords, remember } from './circumstances.ts';
import { obey, sayLikely, stopHere } from './control.ts';
import { hearReported, meetDanger, stayInDanger, urge } from './danger.ts';
import { awaitResult } from './diagnosis.ts';
import { bookAnswer, bookCause, bookDenial, bookTries, onlyReason } from './evidence.ts';
import { repeatOr } from './going-on.ts';
import { mattersIn, meetMatters } from './matters.ts';
import { keptChoices } from './menu.ts';
import { continueProcedure, open, openDistress, openHuman } from './openings.ts';
import { moveIn } from './procedure.ts';
import { hearResult } from './results.ts';
import { leastSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import { cardKind, notThisService, serviceNotTold, turnToService } from './services.ts';
import { meetStance } from './stances.ts';
import { openDiagnosis, openProcedure, openService, procedureBeneath } from './threads.ts';
import type { Turn } from './turn.ts';

/** What is done for a reading. `alone`: nothing else was read in the message. */
type Act = (turn: Turn, reading: Reading, alone: boolean) => void;

interface Row {
  kind: string;
  /** Which of its values; all when not given. */
  values?: readonly string[];
  /** Where it holds; everywhere when not given. */
  expect?: readonly Expectation[];
  /** From this probability on it is done; below, it is asked about. Talking is cheap, booking is not. */
  least: number;
  /** Done in this order: dangers, what is learnt of the situation, what is asked, how it is said. */
  phase: 1 | 2 | 3 | 4;
  name: string;
  act: Act;
}

const second = ({ key }: Reading): string => partsOf(key)[1] ?? '';

/** What Tobira can be told, and what it does then: the first row that fits. `docs/reading.md` shows it. */
export const POLICY: readonly Row[] = [
  { kind: 'crisis', least: 0.9, phase: 1, name: 'kind words, a human', act: (turn) => openDistress(turn, false) },
  { kind: 'human', least: 0.45, phase: 3, name: 'a human', act: (turn) => openHuman(turn, false) },
  { kind: 'danger', least: 0.35, phase: 1, name: 'danger first', act: danger },
  { kind: 'reported', expect: ['danger'], least: 0.3, phase: 1, name: 'taken at their word, or asked', act: reported },
  { kind: 'reported', least: 0.5, phase: 2, name: 'heard; the result is waited for', act: called },
  { kind: 'result', expect: ['danger'], least: 0.4, phase: 2, name: 'found, no answer, not yet', act: result },
  {
    kind: 'result',
    values: ['not_yet', 'partly', 'found_it'],
    least: 0.35,
    phase: 2,
    name: 'heard; the result is waited for',
    act: result,
  },
  { kind: 'result', least: 0.5, phase: 2, name: 'worked, failed, cannot', act: result },
  {
    kind: 'move',
    expect: ['step'],
    least: 0.4,
    phase: 2,
    name: 'the step asked for',
    act: (turn, reading) => moveIn(turn, second(reading) as Move),
  },
  { kind: 'move', least: 0.4, phase: 2, name: 'stop, or what is open again', act: moveElsewhere },
  { kind: 'book', least: 0.55, phase: 2, name: 'the answer is booked, the causes weighed anew', act: book },
  { kind: 'cause', least: 0.5, phase: 2, name: 'the cause is booked or ruled out', act: cause },
  { kind: 'tries', least: 0.4, phase: 2, name: 'tries are counted', act: (turn) => bookTries(turn) },
  { kind: 'service', least: 0.45, phase: 2, name: 'the service is taken, changed or asked', act: service },
  { kind: 'has', least: 0.4, phase: 2, name: 'remembered', act: has },
  { kind: 'lacks', least: 0.4, phase: 2, name: 'remembered; a way without it', act: lacking },
  { kind: 'prefers', least: 0.45, phase: 2, name: 'that way', act: prefers },
  { kind: 'refuses', least: 0.45, phase: 2, name: 'another way', act: refuses },
  {
    kind: 'cannot',
    least: 0.45,
    phase: 2,
    name: 'a way that does without, a human in writing',
    act: (turn, reading) => meetInability(turn, second(reading)),
  },
  { kind: 'at', least: 0.5, phase: 2, name: 'remembered', act: (turn, reading) => meetPlace(turn, second(reading)) },
  { kind: 'fact', least: 0.35, phase: 3, name: 'the fact, with its source', act: ask },
  { kind: 'step', least: 0.3, phase: 3, name: 'the step, or its help', act: ask },
  { kind: 'term', least: 0.35, phase: 3, name: 'the word explained', act: ask },
  { kind: 'why', least: 0.35, phase: 3, name: 'the reason', act: ask },
  { kind: 'unknown', least: 0.3, phase: 3, name: 'named, honestly not known, where to ask', act: unknown },
  {
    kind: 'control',
    least: 0.35,
    phase: 3,
    name: 'the talk itself',
    act: (turn, reading) => obey(turn, second(reading)),
  },
  { kind: 'stance', least: 0.4, phase: 4, name: 'a kind sentence, and on', act: stance },
  { kind: 'none', least: 0.35, phase: 4, name: 'heard; what is open goes on', act: (turn) => heardOnly(turn) },
];

/** The row that a reading falls under. */
export function rowFor(reading: Reading, expect: Expectation): Row | undefined {
  const kind = kindOf(reading.key);
  const [, value = ''] = partsOf(reading.key);
  return POLICY.find(
    (row) =>
      row.kind === kind &&
      (row.values === undefined || row.values.includes(value)) &&
      (row.expect === undefined || row.expect.includes(expect)),
  );
}

function danger(turn: Turn, { key }: Reading): void {
  const [, kind, typed] = partsOf(key);
  meetDanger(turn, kind as Intent, typed === '+');
}

function reported(turn: Turn, reading: Reading): void {
  if (second(reading) === '+') hearReported(turn);
  else urge(turn);
}

/** Outside of danger: a call to the desk is a remedy that is under way. */
function called(turn: Turn, reading: Reading): void {
  if (second(reading) === '+' && openDiagnosis(turn)?.phase === 'remedy') hearResult(turn, 'partly', 1);
  else if (second(reading) === '-') hearResult(turn, 'not_yet', 1);
  else heardOnly(turn);
}

function result(turn: Turn, reading: Reading): void {
  hearResult(turn, second(reading) as Result, reading.probability);
}

/** 「戻って」「やめます」 where nothing is walked. */
function moveElsewhere(turn: Turn, reading: Reading): void {
  const move = second(reading);
  if (openProcedure(turn)) return moveIn(turn, move as Move);
  if (move === 'stop') return stopHere(turn);
  if (move === 'first') return obey(turn, 'restart');
  if (move === 'next' && procedureBeneath(turn)) return continueProcedure(turn);
  if (move === 'next' && openDiagnosis(turn)?.phase === 'remedy') return obey(turn, 'simpler');
  if (move === 'next') return meetStance(turn, 'yes');
  if (move === 'stuck') return hearResult(turn, 'failed', reading.probability);
  repeatOr(turn, keptChoices(turn));
}

function book(turn: Turn, { key }: Reading): void {
  const [, question = '', answer = '?'] = partsOf(key);
  const thread = openDiagnosis(turn);
  const asked = thread?.phase === 'question' && thread.question === question;
  if (answer === '?' && !asked) return;
  if (thread?.phase === 'remedy') return bookAfterAdvice(turn, question, answer);
  bookAnswer(turn, question, answer === '?' ? null : answer, asked);
}

/** After advice an answer chooses one of its ways, names another cause, or is evidence. */
function bookAfterAdvice(turn: Turn, question: string, answer: string): void {
  const way = optionInWords(turn);
  if (way) return open(turn, way.to);
  const intents = answerTo(turn.knowledge, turn.memory.service, question, answer)?.intents ?? [];
  const [intent] = intents;
  const inHand = turn.knowledge.cause(turn.memory.service, openDiagnosis(turn)?.cause ?? '');
  if (intent && inHand?.intents.includes(intent))
    return awaitResult(turn, leastSaid(turn, [SAYINGS.thenDoThat, SAYINGS.chooseWay]));
  if (intents.length === 1 && intent)
    return meetMatters(turn, mattersIn(turn, [{ key: `need:${intent}`, probability: STATED_AFTER }]), STATED_AFTER);
  bookAnswer(turn, question, answer, false);
}

const STATED_AFTER = 0.8;

/** A cause is ruled out only when nothing says the opposite: two witnesses who differ rule out nothing. */
function cause(turn: Turn, reading: Reading): void {
  const [, id = '', holds] = partsOf(reading.key);
  const { decision, intent, denied } = turn.understanding;
  const states =
    decision === 'answer' &&
    !denied.includes(intent) &&
    turn.knowledge.cause(turn.memory.service, id)?.intents.includes(intent);
  if (holds === '-' && states && turn.understanding.score >= 0.9) return bookCause(turn, id, turn.understanding.score);
  if (holds === '-' && onlyReason(turn, id)) return heardOnly(turn);
  const thread = openDiagnosis(turn);
  if (holds === '+' && thread?.phase === 'remedy' && thread.cause === id)
    return awaitResult(turn, leastSaid(turn, [SAYINGS.thenDoThat, SAYINGS.noted]));
  if (holds === '+') bookCause(turn, id, reading.probability);
  else bookDenial(turn, id);
}

function service(turn: Turn, reading: Reading, alone: boolean): void {
  const what = second(reading);
  if (what === '?') return openService(turn) ? serviceNotTold(turn) : repeatOr(turn);
  if (what.startsWith('!')) return notThisService(turn, what.slice(1) as ServiceId);
  turnToService(
    turn,
    what as ServiceId,
    turn.heard.taken.some(({ key }) => key.startsWith('service:!')),
    !alone,
  );
}

/** 「持っていません」 is never taken for having, whatever the words are like. */
function has(turn: Turn, reading: Reading, alone: boolean): void {
  const verb = turn.understanding.predicates.at(-1);
  if (verb?.negated || verb?.base === 'ない') return lacking(turn, reading, alone);
  remember(turn, 'has', second(reading));
  if (!alone) return;
  const way = optionInWords(turn);
  if (way) open(turn, way.to);
  else heardOnly(turn);
}

function lacking(turn: Turn, reading: Reading, alone: boolean): void {
  if (turn.memory.danger) return stayInDanger(turn);
  const what = second(reading);
  remember(turn, 'lacks', what);
  if (!alone) return;
  // What is lacking is not gone by: a way that needs the very thing is none.
  const way = optionInWords(turn);
  const needed = way?.to.procedure ? turn.knowledge.procedure(turn.memory.service, way.to.procedure)?.way : undefined;
  if (way && !(what === 'phone' && needed === 'telephone')) return open(turn, way.to);
  if (what === 'smartphone' || what === 'app') return goAnotherWay(turn, SAYINGS.withoutSmartphone);
  if (turn.heard.context.expect === 'step') return moveIn(turn, 'stuck');
  cannotFollow(turn, SAYINGS.lacksThat);
}

function prefers(turn: Turn, reading: Reading): void {
  const way = second(reading);
  if (way === 'human' || way === 'chat') return openHuman(turn, false);
  remember(turn, 'prefers', way);
  const option = optionInWords(turn);
  if (option) return open(turn, option.to);
  goAnotherWay(turn, SAYINGS.thatWay);
}

function refuses(turn: Turn, reading: Reading): void {
  const way = second(reading);
  remember(turn, 'refuses', way);
  goAnotherWay(turn, way === 'telephone' ? SAYINGS.talkHere : SAYINGS.otherWay);
}

function ask(turn: Turn, { key }: Reading): void {
  if (key === 'why' && asksForCause(turn)) return sayLikely(turn);
  if (key === 'why') {
    const way = optionInWords(turn);
    if (way) return open(turn, way.to);
  }
  answerAsk(turn, key);
}

function unknown(turn: Turn, { key }: Reading): void {
  if (turn.memory.danger) return stayInDanger(turn);
  if (asksForCause(turn)) return sayLikely(turn);
  answerAsk(turn, key);
}

/** 「だから何が原因なの」: not why something is asked, but what is the matter. */
function asksForCause(turn: Turn): boolean {
  const { expect } = turn.heard.context;
  return (
    (expect === 'question' || expect === 'result') && turn.text.includes('原因') && openDiagnosis(turn) !== undefined
  );
}

function stance(turn: Turn, reading: Reading, alone: boolean): void {
  if (openService(turn)?.among.length && alone) return serviceNotTold(turn);
  if (alone) meetStance(turn, second(reading));
}

/** Told and heard, and nothing follows from it. */
export function heardOnly(turn: Turn): void {
  const { expect } = turn.heard.context;
  if (expect === 'service') return serviceNotTold(turn, cardKind(turn));
  const way = optionInWords(turn);
  if (way) return open(turn, way.to);
  if (expect === 'question') {
    turn.say(SAYINGS.heardStory);
    return repeatOr(turn);
  }
  if (expect === 'nothing') turn.say(SAYINGS.listening);
  else turn.say(SAYINGS.heardGoOn);
  if (turn.choices.length === 0) turn.offer(keptChoices(turn));
}
