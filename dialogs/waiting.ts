import { kindOf, type Reading } from '../reading/reading.ts';
import { answerAsk } from './asking.ts';
import { saysStop } from './assertions.ts';
import type { Choice } from './memory.ts';
import { SAYINGS } from './sayings.ts';
import type { Turn } from './turn.ts';

/** What was said just before the message of a person who waits. */
export interface Before {
  text: string;
  /** Labels of the choices under it. */
  choices: readonly string[];
  byBot: boolean;
}

const STOP: Choice = { label: '待つのをやめる', action: { kind: 'leave_queue' } };
const STAY: Choice = { label: 'このまま待つ', action: { kind: 'resume' } };
/** From here on the wish to stop waiting is plain; below it is asked. */
const PLAIN_STOP = 0.9;
const LEAST = 0.5;
const MAYBE_STOP = 0.25;

/**
 * A person who waits for a human: words about the waiting and questions that the knowledge answers are answered, all of it reaches staff.
 * The first of what is for staff is acknowledged, so that nobody writes into silence.
 */
export function hearWaiting(turn: Turn, before: Before | undefined): void {
  if (turn.secrets.length > 0) return turn.say(SAYINGS.waitingSecret);
  const picked = pickedOf(turn, before);
  if (picked === STOP.label) return leave(turn);
  if (picked === STAY.label) return turn.say(SAYINGS.waitOn);
  const asked = before?.text === SAYINGS.stopWaiting;
  const [best] = turn.heard.readings;
  if (best) return hear(turn, best, asked, before);
  acknowledge(turn, before);
}

function hear(turn: Turn, best: Reading, asked: boolean, before: Before | undefined): void {
  const sure = best.probability >= LEAST;
  const stops = probabilityOf(turn, 'control:stop_waiting');
  if (asked && (turn.has('yes') || stops >= MAYBE_STOP)) return leave(turn);
  if (
    asked &&
    (turn.has('no') || probabilityOf(turn, 'stance:yes') >= LEAST || probabilityOf(turn, 'stance:no') >= LEAST)
  )
    return turn.say(SAYINGS.waitOn);
  if (
    stops >= PLAIN_STOP &&
    saysStop(turn.understanding.predicates, nounsOf(turn)) &&
    turn.heard.taken.every(({ key }) => key === 'control:stop_waiting')
  )
    return leave(turn);
  if (stops >= MAYBE_STOP || (sure && best.key === 'result:worked')) return ask(turn);
  if (!sure) return acknowledge(turn, before);
  if (best.key === 'unknown') return turn.request({ kind: 'tell_place' });
  if (kindOf(best.key) === 'danger') return danger(turn, best);
  if (ANSWERED.has(kindOf(best.key))) return answer(turn, best);
  if (best.key === 'stance:yes') return turn.say(SAYINGS.waitOn);
  acknowledge(turn, before);
}

const ANSWERED: ReadonlySet<string> = new Set(['fact', 'step', 'topic', 'term']);

function probabilityOf({ heard }: Turn, key: string): number {
  return Math.max(
    0,
    ...[...heard.readings, ...heard.stances]
      .filter((reading) => reading.key === key)
      .map(({ probability }) => probability),
  );
}

function leave(turn: Turn): void {
  turn.say(SAYINGS.leftQueue);
  turn.request({ kind: 'leave_queue' });
}

function ask(turn: Turn): void {
  turn.say(SAYINGS.stopWaiting);
  turn.offer([STOP, STAY]);
}

function nounsOf({ heard }: Turn): string[] {
  return heard.look.analysis.tokens.flatMap(({ part, surface }) => (part === '名詞' ? [surface] : []));
}

/** What the knowledge tells is said at once; staff may say more. */
function answer(turn: Turn, { key }: Reading): void {
  answerAsk(turn, key);
  turn.say(SAYINGS.staffToo);
  turn.offer([STOP]);
}

/** A danger cannot wait for its turn: the person hears what to do now, and the case goes before others. */
function danger(turn: Turn, { key }: Reading): void {
  turn.say(SAYINGS.dangerFirst);
  turn.request({ kind: 'raise', intent: key.split(':')[1] ?? 'fraud_or_lost_card' });
}

/** Whether Tobira spoke last, and of something else: one acknowledgement is enough. */
function acknowledge(turn: Turn, before: Before | undefined): void {
  if (!before?.byBot || before.text === SAYINGS.waitingHeard) return;
  turn.say(SAYINGS.waitingHeard);
  turn.offer([STOP]);
}

/** The choice of the message before that a number or its label picks. */
function pickedOf(turn: Turn, before: Before | undefined): string | undefined {
  const said = turn.text.normalize('NFKC').trim();
  const label = before?.choices.find((choice) => choice === said);
  const number = turn.understanding.entities.find(
    ({ type, text }) => type === 'choice' && text.length >= said.length - 3,
  );
  return label ?? (number ? before?.choices[Number(number.value) - 1] : undefined);
}
