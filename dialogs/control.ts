import { questionInHand, remedyInHand } from './diagnosis.ts';
import { weigh } from './differential.ts';
import { bringBack, repeatOr, sayAgain } from './going-on.ts';
import { ledgerOf } from './ledger.ts';
import { humanChoice, keptChoices, menuChoice, sayMenu } from './menu.ts';
import { continueProcedure } from './openings.ts';
import { moveIn, stepInHand } from './procedure.ts';
import { giveResumeCode } from './resume.ts';
import { leastSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import { summaryFor } from './story.ts';
import { clear, openProcedure, openThread, procedureBeneath, subjectOf } from './threads.ts';
import { sayTopic } from './topic.ts';
import type { Turn } from './turn.ts';

/** Wishes about the talk itself. */
export function obey(turn: Turn, wish: string): void {
  switch (wish) {
    case 'repeat':
      return repeat(turn);
    case 'summary':
      turn.say(`ここまでのまとめです。\n${summaryFor(turn)}`);
      return bringBack(turn);
    case 'restart':
      return sayMenu(turn, SAYINGS.startOver);
    case 'menu':
      return sayMenu(turn, SAYINGS.menu);
    case 'simpler':
      return simpler(turn);
    case 'shorter':
      return shorter(turn);
    case 'code':
      giveResumeCode(turn);
      if (openThread(turn)) turn.offer([{ label: 'さきほどの続きに戻る', action: { kind: 'resume' } }]);
      return;
    case 'continue':
      return goOn(turn);
    default:
      return stopHere(turn);
  }
}

function goOn(turn: Turn): void {
  if (procedureBeneath(turn) || (turn.memory.paused && !openProcedure(turn))) return continueProcedure(turn);
  repeatOr(turn, keptChoices(turn));
}

/** What was said last, in full. */
function repeat(turn: Turn): void {
  const about = subjectOf(turn);
  const topic = about?.kind === 'topic' ? turn.knowledge.topic(turn.memory.service, about.id) : undefined;
  if (topic) return sayTopic(turn, topic, openThread(turn) !== undefined);
  sayAgain(turn);
}

/** The step itself, in its plainest words: the first thing to do, and only that. */
function simpler(turn: Turn): void {
  const found = stepInHand(turn);
  if (found) return moveIn(turn, 'stuck');
  const question = questionInHand(turn);
  if (question) {
    turn.say(`${SAYINGS.plainly}\n${question.why}`);
    return repeatOr(turn);
  }
  const remedy = remedyInHand(turn);
  const procedure = remedy?.options.find(({ to }) => to.procedure);
  if (procedure && turn.heard.context.expect === 'result') {
    turn.say(SAYINGS.stepByStep);
    return turn.offer([
      { label: procedure.label, action: { kind: 'open', target: procedure.to } },
      humanChoice(),
      ...keptChoices(turn),
    ]);
  }
  shorter(turn, SAYINGS.explainByHuman);
}

/** The first sentence of what was said last. */
function shorter(turn: Turn, beside = ''): void {
  const remedy = turn.heard.context.expect === 'result' ? remedyInHand(turn) : undefined;
  const about = subjectOf(turn);
  const topic = about?.kind === 'topic' ? turn.knowledge.topic(turn.memory.service, about.id) : undefined;
  const said = stepInHand(turn)?.step.say ?? remedy?.say ?? topic?.say;
  const cites = stepInHand(turn)?.step.cites ?? remedy?.cites ?? topic?.cites ?? [];
  const short = said ? firstToDo(said) : undefined;
  if (!short) return repeatOr(turn, keptChoices(turn));
  turn.say([`ひとことで言うと、こうです。\n${short}`, beside].filter(Boolean).join('\n'), { cites });
  turn.offer(keptChoices(turn));
}

/** The sentence that says what to do; the first when none does. */
function firstToDo(text: string): string | undefined {
  const sentences = text
    .split(/(?<=。)|\n/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
  return sentences.find((sentence) => /(?:ください|ましょう|します|できます)。$/u.test(sentence)) ?? sentences[0];
}

/** Wished for no more: what was found out stays, and nobody is thanked for having been in need. */
export function stopHere(turn: Turn): void {
  clear(turn);
  turn.memory.subject = null;
  turn.say(leastSaid(turn, [SAYINGS.stopHere, SAYINGS.stopHereAgain]));
  turn.offer([humanChoice(), menuChoice()]);
}

/** 「だから何が原因なの」: what is likeliest so far, without a certainty that is not there. */
export function sayLikely(turn: Turn): void {
  const { service } = turn.memory;
  const weighed = service ? weigh(turn.knowledge, service, ledgerOf(turn.memory)).slice(0, 3) : [];
  turn.say(`${SAYINGS.likelySoFar}\n${weighed.map(({ cause }) => `・${cause.name}`).join('\n')}`);
  bringBack(turn, true);
}
