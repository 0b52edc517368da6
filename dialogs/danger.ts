import type { Intent } from '../language/types.ts';
import { saysGaveAway, saysReported } from './assertions.ts';
import type { Choice } from './memory.ts';
import { humanChoice, menuChoice } from './menu.ts';
import { beginNeed, openTopic } from './openings.ts';
import { leastSaid, wasJustSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import type { Turn } from './turn.ts';

const NOT_YET: Choice = { label: 'まだ連絡していません', action: { kind: 'reported', reported: false } };

/** A danger is spoken of: what must be done now comes before everything else. */
export function meetDanger(turn: Turn, danger: Intent, gaveAway: boolean): void {
  const { memory } = turn;
  const known = memory.danger === danger;
  if (known && gaveAway && memory.gaveAway) return answerMore(turn);
  if (known && !gaveAway) return notGivenAway(turn, danger);
  memory.gaveAway = gaveAway;
  if (gaveAway) {
    Object.assign(memory, { danger, intent: danger, threads: [], distressed: false });
    return openTopic(turn, 'phishing-typed');
  }
  beginNeed(turn, danger);
}

/** More of a danger that is known: 「入れていません」 is a denial, 「聞かれています」 is the danger itself. */
function notGivenAway(turn: Turn, danger: Intent): void {
  const denies = turn.understanding.predicates.some(({ negated, question }) => negated && !question);
  if (danger !== 'phishing_suspected') return stayInDanger(turn);
  if (denies) {
    turn.memory.gaveAway = false;
    return onlyOpened(turn);
  }
  if (turn.memory.gaveAway) return stayInDanger(turn);
  if (saysGaveAway(turn.understanding.predicates)) return meetDanger(turn, danger, true);
  turn.mayRepeat = true;
  beginNeed(turn, danger);
}

/** Nothing was typed: the page is closed, and that is all. */
function onlyOpened(turn: Turn): void {
  const topic = turn.knowledge.topic(turn.memory.service, 'phishing-opened');
  if (!topic || wasJustSaid(turn, topic.say)) return stayInDanger(turn);
  openTopic(turn, topic.id);
}

function answerMore(turn: Turn): void {
  turn.say(leastSaid(turn, [SAYINGS.phishingMore, SAYINGS.dangerFirst]));
  turn.offer([humanChoice(), menuChoice()]);
}

/** 「どうしよう」 in danger: what is to be done first stays the same. */
export function stayInDanger(turn: Turn): void {
  const words = turn.memory.reported
    ? [SAYINGS.dangerReported, SAYINGS.dangerReportedAgain]
    : [SAYINGS.dangerFirst, SAYINGS.reportNow, SAYINGS.dangerAgain];
  turn.say(leastSaid(turn, words));
  turn.offer([humanChoice(), menuChoice()]);
}

/** The company was told: taken at its word only when it is plainly said; otherwise it is asked. */
export function hearReported(turn: Turn): void {
  if (!saysReported(turn.understanding.predicates)) {
    turn.say(SAYINGS.askReported);
    turn.offer([{ label: '連絡しました', action: { kind: 'reported', reported: true } }, NOT_YET, humanChoice()]);
    return;
  }
  takeReported(turn, true);
}

export function takeReported(turn: Turn, reported: boolean): void {
  turn.memory.reported = reported;
  if (!reported) return urge(turn);
  turn.say(SAYINGS.alreadyReported);
  turn.offer([NOT_YET, humanChoice(), menuChoice()]);
}

/** Not told yet: now. */
export function urge(turn: Turn): void {
  turn.memory.reported = false;
  turn.say(leastSaid(turn, [SAYINGS.reportNow, SAYINGS.dangerFirst, SAYINGS.dangerAgain]));
  turn.offer([humanChoice(), menuChoice()]);
}

/** Nobody answers the call. */
export function noAnswer(turn: Turn): void {
  turn.memory.reported = false;
  turn.say(leastSaid(turn, [SAYINGS.noAnswer, SAYINGS.dangerAgain]));
  turn.offer([humanChoice(), menuChoice()]);
}

/** What was lost is there again, or the doubtful thing was one's own. */
export function foundAgain(turn: Turn): void {
  turn.memory.danger = null;
  turn.say(SAYINGS.found);
  turn.offer([humanChoice(), menuChoice()]);
}
