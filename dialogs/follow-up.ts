import type { DialogContext } from 'botbuilder-dialogs';
import { fold, foldWord } from '../knowledge/fold.ts';
import type { Fact, FollowUp, Option } from '../knowledge/schema.ts';
import { isForOpenDialog, openDialog, openState } from './current.ts';
import { isSmallTalk } from './intents.ts';
import { humanChoice, keptChoices } from './menu.ts';
import { open, openTopic } from './openings.ts';
import { PROCEDURE } from './procedure.ts';
import { factsNearby, ownFacts, type Subject, subjectOf, waysOf } from './subject.ts';
import type { Turn } from './turn.ts';

/** Longer messages tell a matter of their own. */
const LONGEST = 25;
/** Longer messages tell more than a way to go. */
const LONGEST_WAY = 40;
const QUESTION = /[?？]$|(?:か|の|は|って|でも|かな|かね)[。]*$|どの|どれ|どん|どこ|いつ(?!も)|いくら|何|なん/u;
/** Words that name no matter of their own. */
const LITTLE =
  /それ|これ|あれ|その|この|そっち|こっち|そちら|こちら|場合|とき|時|方法|同じ|大体|だいたい|普通|実際|全部|教えて|ください|知りたい|カード|使え|届く|届き|届|送って|出来|出せ|見られ|見れ|入れ|必要|大丈夫|無料|日数|電話|本人|自分|解除|復旧|簡単|返事|手続き?/gu;
/** Words that stand in facts of every kind. */
const GENERAL = /方法|場合|教えて/gu;
const CONTENT = /[\p{Script=Han}]{2,}|[\p{Script=Katakana}ー]{2,}|[a-z]{2,}/u;
const CONTENT_WORDS = /[\p{Script=Han}]{2,}|[\p{Script=Katakana}ー]{2,}/gu;

/** What a follow-up question asks: one of the known kinds, or facts that have its very words. */
type Asked = { about: Subject | undefined; followUp: FollowUp } | { about: Subject; facts: Fact[] };

/** The way of the topic spoken of last that the words choose: 「どうして?」, 「パソコンで」. A clear matter of its own is none. */
export function wayFromSubject(dc: DialogContext, turn: Turn): Option | undefined {
  const about = subjectOf(turn);
  if (about?.kind !== 'topic' || turn.action || turn.text.length > LONGEST_WAY) return undefined;
  const topic = turn.knowledge.topic(turn.memory.service, about.id);
  const { intent, decision } = turn.understanding;
  if (!topic || isForOpenDialog(dc, turn)) return undefined;
  if (decision === 'answer' && !isSmallTalk(intent) && !topic.intents.includes(intent)) return undefined;
  const said = fold(turn.text);
  const chosen = topic.options.filter(({ words }) => words.some((word) => said.includes(foldWord(word))));
  return chosen.length === 1 ? chosen[0] : undefined;
}

/** A short question that has no matter of its own is about what was spoken of last. */
export function askedNext(dc: DialogContext, turn: Turn): Asked | undefined {
  const about = subjectOf(turn);
  if (turn.action || (!about && !dc.activeDialog) || turn.text.length > LONGEST || !QUESTION.test(turn.text.trim()))
    return undefined;
  const followUp = knownQuestion(turn);
  // In danger only whom to call matters.
  if (followUp) return turn.memory.danger && !followUp.else_intent ? undefined : { about, followUp };
  if (!about || turn.understanding.decision === 'answer' || isForOpenDialog(dc, turn)) return undefined;
  if (openDialog(dc)?.way(turn, openState(dc))) return undefined;
  const facts = factsInWords(turn, about);
  return facts.length > 0 ? { about, facts } : undefined;
}

/** Answers a follow-up question from the subject's own ways and facts; what they do not tell is not made up. */
export async function answerNext(dc: DialogContext, turn: Turn): Promise<void> {
  const asked = askedNext(dc, turn);
  if (!asked) return;
  turn.memory.misunderstood = 0;
  if ('facts' in asked) {
    sayFacts(turn, asked.facts);
    return goBack(dc, turn);
  }
  const { about, followUp } = asked;
  const said = fold(turn.text);
  const way = about && waysOf(turn, about).find(({ words }) => words.some((word) => said.includes(foldWord(word))));
  const onward = way ?? openDialog(dc)?.way(turn, openState(dc));
  if (onward) return open(dc, turn, onward.to);
  const facts = !about ? [] : factsThat(turn, about, ({ tells }) => tells.includes(followUp.id));
  if (facts.length > 0) {
    sayFacts(turn, facts, followUp.also);
    return goBack(dc, turn);
  }
  const { else_intent: intent } = followUp;
  const topic = intent && turn.knowledge.topicFor(turn.memory.service, intent);
  if (topic) return openTopic(dc, turn, topic.id);
  turn.say(followUp.unknown);
  await goBack(dc, turn);
  turn.offer([...turn.choices, humanChoice()]);
}

function knownQuestion(turn: Turn): FollowUp | undefined {
  const said = fold(turn.text);
  const found = turn.knowledge.followUps
    .flatMap((followUp) => followUp.words.map((word) => ({ followUp, word: foldWord(word) })))
    .filter(({ word }) => said.includes(word))
    .sort((a, b) => b.word.length - a.word.length)
    .find(({ word }) => !CONTENT.test(said.replace(word, ' ').replace(LITTLE, ' ')));
  return found?.followUp;
}

/** The facts that answer: those that were spoken of themselves, and only without one those nearby. */
function factsThat(turn: Turn, about: Subject, answers: (fact: Fact) => boolean): Fact[] {
  const known = new Map(turn.knowledge.facts(turn.memory.service).map((fact) => [fact.id, fact]));
  const facts = (ids: readonly string[]) => [...new Set(ids)].flatMap((id) => known.get(id) ?? []).filter(answers);
  const own = facts(ownFacts(turn, about));
  return own.length > 0 ? own : facts(factsNearby(turn, about));
}

/** Facts of the subject that have every word of the question. */
function factsInWords(turn: Turn, about: Subject): Fact[] {
  const words = turn.text.normalize('NFKC').replace(GENERAL, ' ').match(CONTENT_WORDS) ?? [];
  if (words.length === 0) return [];
  return factsThat(turn, about, ({ text }) => words.every((word) => text.includes(word)));
}

/** The nearest fact answers the question; more would be a lecture. */
function sayFacts(turn: Turn, facts: readonly Fact[], also?: string): void {
  const [nearest] = facts;
  if (nearest) turn.say([nearest.text, also].filter(Boolean).join('\n'), { cites: [nearest.id] });
}

/** A step is shown again; anything else is still on the screen, and its ways on are enough. */
async function goBack(dc: DialogContext, turn: Turn): Promise<void> {
  const { subject } = turn.memory;
  const onShow = subject === null || (dc.activeDialog?.id === PROCEDURE && subject.kind === 'procedure');
  if (dc.activeDialog && onShow) await dc.repromptDialog();
  else turn.offer(keptChoices(turn));
}
