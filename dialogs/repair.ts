import type { DialogContext } from 'botbuilder-dialogs';
import type { Intent } from '../language/types.ts';
import { perform } from './actions.ts';
import { intentsToldAgainst } from './answers.ts';
import { aboutLogin, LOGIN_SHARE, SPEAKS_OF_LOGIN } from './evidence.ts';
import { beginIntent, handleSmallTalk, isSmallTalk } from './intents.ts';
import type { Choice } from './memory.ts';
import { humanChoice, menuChoice, menuChoices, repeatOr } from './menu.ts';
import { openTopic } from './openings.ts';
import { resultInWords } from './remedy.ts';
import { INTENT_LABELS, SAYINGS } from './sayings.ts';
import { subjectOf } from './subject.ts';
import type { Turn } from './turn.ts';

const LONG_MESSAGE = 1000;
/** From here on a message is taken to hold no need yet. */
const PLAINLY_NONE = 0.5;
/** From here on a message tells a story rather than gives an answer. */
const STORY = 25;
/** Which card is the better one is nothing to be judged here. */
const COMPARES = /(?:どっち|どちら|どれ)(?:の(?:ほう|方|カード))?が(?:いい|良い|よい|おすすめ|お得|得)/u;
/** Below this a meaning is not worth asking about. */
const LEAST_LIKELY = 0.12;
/** A meaning this much less likely than the best is not asked about beside it. */
const CLOSE = 0.4;
/** From here on the matter may be none of ours, and is asked about. */
const DOUBTFUL = 0.25;
/** From here on the best meaning is likely enough to go by. */
const LIKELY = 0.6;
/** The same while something else is open, which goes on afterwards. */
const LIKELY_BESIDE = 0.5;

/** Not clear, or not understood: which is meant, other words, then a human. Never the same sentence thrice. */
export async function repair(dc: DialogContext, turn: Turn): Promise<void> {
  if (!dc.activeDialog && wantsOtherWay(turn)) return offerOtherWay(turn);
  if (!dc.activeDialog && (isAboutLogin(turn) || takesBack(turn))) return beginIntent(dc, turn, 'login_failed');
  if (turn.secrets.length > 0) return afterSecret(dc, turn);
  if (!dc.activeDialog && COMPARES.test(turn.text)) return handleSmallTalk(dc, turn, 'out_of_scope');
  turn.memory.misunderstood += 1;
  const named = topicNamed(turn);
  if (named) return openTopic(dc, turn, named);
  if (turn.memory.danger) return stayInDanger(turn);
  return guess(dc, turn);
}

/** The likeliest meaning is taken, two or three are asked about; when there is none, Tobira says so. */
async function guess(dc: DialogContext, turn: Turn): Promise<void> {
  const likely = turn.understanding.decision === 'confirm' ? likelyMatters(turn) : [];
  const [only] = likely;
  const sure = !maybeOutOfScope(turn) && (!dc.activeDialog || turn.understanding.score >= LIKELY_BESIDE);
  if (only && sure && (likely.length === 1 || sameDoor(likely))) {
    turn.say(`「${INTENT_LABELS[only]}」のご相談として、お答えします。違うときは、お知らせください。`);
    return perform(dc, turn, { kind: 'intent', intent: only, chosen: true });
  }
  const login = likely.every((intent) => intent === 'login_failed' || turn.knowledge.isCauseIntent(intent));
  if (only && login && !dc.activeDialog) return beginIntent(dc, turn, 'login_failed');
  if (only && turn.memory.misunderstood < 2 && (likely.length > 1 || !dc.activeDialog))
    return whichMeant(dc, turn, likely);
  return notUnderstood(dc, turn);
}

/** Says so, and what is waited for or was offered is offered again; after that the human goes first. */
async function notUnderstood(dc: DialogContext, turn: Turn): Promise<void> {
  if (!dc.activeDialog && turn.understanding.noNeed >= PLAINLY_NONE) return listenOn(turn);
  turn.say(turn.text.length > LONG_MESSAGE ? SAYINGS.tooLong : apology(dc, turn));
  if (dc.activeDialog) {
    await dc.repromptDialog();
    turn.offer([...turn.choices, humanChoice()]);
    return;
  }
  const { offered, misunderstood } = turn.memory;
  const kept = subjectOf(turn) && offered.length > 0 ? [...offered, humanChoice()] : menuChoices();
  turn.offer(misunderstood >= 2 ? [humanChoice(), ...menuChoices()] : kept);
}

/** 「機械が苦手なものですから」: a beginning, and no fault of anybody's. */
function listenOn(turn: Turn): void {
  turn.memory.misunderstood = Math.max(0, turn.memory.misunderstood - 1);
  turn.say(SAYINGS.listening);
  turn.offer(menuChoices());
}

/** 「どうしよう」 in danger: what is to be done first stays the same. */
export function stayInDanger(turn: Turn): void {
  turn.say(turn.memory.reported ? SAYINGS.dangerReported : SAYINGS.dangerFirst);
  turn.offer([humanChoice(), menuChoice()]);
}

/** 「虫眼鏡でも無理です」 to what was just said. */
function cannotGoThatWay(turn: Turn): boolean {
  return subjectOf(turn)?.kind === 'topic' && resultInWords(turn.text) === false;
}

/** The same, and neither a login nor a success taken back is spoken of. */
function wantsOtherWay(turn: Turn): boolean {
  return cannotGoThatWay(turn) && !takesBack(turn) && !SPEAKS_OF_LOGIN.test(turn.text);
}

/** The same, in words that mean the topic just spoken of: it is not said again. */
export function leadsBackInVain(turn: Turn): boolean {
  const { memory, knowledge, understanding, text } = turn;
  if (!cannotGoThatWay(turn)) return false;
  const topics = [
    knowledge.topicInWords(memory.service, understanding.intent, text),
    knowledge.topicFor(memory.service, understanding.intent),
  ];
  return topics.some((topic) => topic?.id === memory.subject?.id);
}

export function offerOtherWay(turn: Turn): void {
  turn.say(SAYINGS.notThatWay);
  turn.offer([humanChoice(), ...turn.memory.offered]);
}

/** Getting in is the matter, by the likely meanings together or by the very words. */
function isAboutLogin(turn: Turn): boolean {
  const { decision } = turn.understanding;
  if (decision === 'confirm' && aboutLogin(turn) >= LOGIN_SHARE) return true;
  return decision !== 'answer' && SPEAKS_OF_LOGIN.test(turn.text);
}

/** 「やっぱり入れなかった」 after a success, or what is told of the login by itself. */
function takesBack(turn: Turn): boolean {
  if (turn.toldSomething) return true;
  const { memory } = turn;
  const tried = memory.service ? (memory.ledgers[memory.service]?.tried ?? []) : [];
  return tried.length > 0 && resultInWords(turn.text) === false;
}

/** What was wrong with the message, as far as it can be told. */
function apology(dc: DialogContext, turn: Turn): string {
  const { offered, misunderstood } = turn.memory;
  if (turn.has('choice') && offered.length > 0) return `番号は、1から${offered.length}までの中からお選びください。`;
  if (misunderstood >= 2) return SAYINGS.notUnderstoodAgain;
  const told = turn.text.length > STORY || turn.understanding.noNeed >= PLAINLY_NONE;
  return dc.activeDialog && told ? SAYINGS.heardStory : SAYINGS.notUnderstood;
}

/** The warning is said already: only what is waited for is said again. */
async function afterSecret(dc: DialogContext, turn: Turn): Promise<void> {
  if (!dc.activeDialog) turn.say(SAYINGS.menu);
  await repeatOr(dc, turn);
}

/** In the midst of a login that fails, a cause of it is so much likelier to be meant than before. */
const IN_THE_MIDST = 3;

/** Matters worth asking about: a greeting or a bare yes is none. */
function likelyMatters(turn: Turn): Intent[] {
  const { understanding, memory, knowledge } = turn;
  const { intent, score, alternatives } = understanding;
  // 「ATMはちゃんと使えてます」: what is told speaks against a stopped card, however likely its name is.
  const against = new Set(intentsToldAgainst(turn));
  const inTheMidst = memory.intent !== null && knowledge.isCauseIntent(memory.intent);
  const weigh = (entry: { intent: Intent; score: number }) =>
    inTheMidst && knowledge.isCauseIntent(entry.intent) ? { ...entry, score: entry.score * IN_THE_MIDST } : entry;
  return [{ intent, score }, ...alternatives]
    .filter((entry) => !against.has(entry.intent))
    .map(weigh)
    .sort((left, right) => right.score - left.score)
    .filter((entry) => entry.score >= LEAST_LIKELY && !isSmallTalk(entry.intent))
    .filter((entry, _index, all) => entry.score >= (all[0]?.score ?? 0) * CLOSE)
    .slice(0, 3)
    .map((entry) => entry.intent);
}

/** Whether the matter may well be none of ours. */
function maybeOutOfScope({ understanding }: Turn): boolean {
  const beside = understanding.alternatives.find(({ intent }) => intent === 'out_of_scope')?.score ?? 0;
  return understanding.score < LIKELY && beside >= DOUBTFUL;
}

/** Two needs that lead to the same door: the likelier is taken, and nobody is asked. */
const SAME_DOOR: readonly (readonly Intent[])[] = [['register_new', 'not_registered']];

function sameDoor(likely: readonly Intent[]): boolean {
  return SAME_DOOR.some((door) => likely.every((intent) => door.includes(intent)));
}

/** A topic whose own words stand in the message, among those of the likely meanings. */
function topicNamed(turn: Turn): string | undefined {
  const { intent, alternatives, decision } = turn.understanding;
  if (decision !== 'confirm') return undefined;
  for (const candidate of [intent, ...alternatives.slice(0, 2).map((entry) => entry.intent)]) {
    const topic = turn.knowledge.topicInWords(turn.memory.service, candidate, turn.text);
    if (topic) return topic.id;
  }
  return undefined;
}

function whichMeant(dc: DialogContext, turn: Turn, likely: readonly Intent[]): void {
  turn.say(SAYINGS.whichMeant);
  const choices = likely.map(
    (intent): Choice => ({ label: INTENT_LABELS[intent], action: { kind: 'intent', intent, chosen: true } }),
  );
  const neither: Choice = dc.activeDialog
    ? { label: 'さきほどの続きに戻る', action: { kind: 'resume' } }
    : { label: 'どれでもない', action: { kind: 'menu' } };
  turn.offer([...choices, neither]);
}
