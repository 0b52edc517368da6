import { INTENTS, type Intent, type ServiceId } from '../language/types.ts';
import { kindOf, partsOf } from '../reading/reading.ts';
import { aboutLogin, bookOpening, LOGIN_SHARE } from './evidence.ts';
import { takenAs } from './explaining.ts';
import { repeatOr } from './going-on.ts';
import { isSmallTalk, mattersIn } from './matters.ts';
import type { Choice, Matter } from './memory.ts';
import { humanChoice, keptChoices, menuChoices, sayMenu } from './menu.ts';
import { beginMatters, beginNeed, openTopic } from './openings.ts';
import { INTENT_LABELS, SAYINGS } from './sayings.ts';
import { turnToService } from './services.ts';
import { onlyNames } from './services-named.ts';
import { meetStance } from './stances.ts';
import { openThread } from './threads.ts';
import type { Turn } from './turn.ts';

/** Taken at their word even when other meanings are possible: nothing is lost by a kind sentence. */
const HARMLESS: ReadonlySet<Intent> = new Set(['greeting', 'thanks_bye', 'complaint']);
const HARMLESS_SCORE = 0.5;
/** From here on, anger is about a login that fails: it is met with one sentence, and with help. */
const BESIDE_ANGER = 0.2;
/** A further need must be this likely to wait on the agenda. */
const FURTHER_NEED = 0.5;
/** Below this a meaning is not worth asking about; one much less likely than the best is not asked about beside it. */
const LEAST_LIKELY = 0.12;
const CLOSE = 0.4;
/** From here on the best meaning is likely enough to go by; the matter may be none of ours, and is asked about. */
const LIKELY = 0.6;
const DOUBTFUL = 0.25;
/** From here on a message is taken to hold no need yet. */
const PLAINLY_NONE = 0.5;

const STANCE_OF: Partial<Record<Intent, string>> = {
  greeting: 'greeting',
  thanks_bye: 'thanks',
  complaint: 'complaint',
  yes: 'yes',
  no: 'no',
};

/** A message with nothing open: what the person needs, by the classifier of first messages, and further needs by the reader. Returns false when it tells none. */
export function hearOpening(turn: Turn): boolean {
  const { intent, decision, score } = turn.understanding;
  if (
    turn.service &&
    (onlyNames(turn.understanding) || (decision !== 'answer' && turn.has('service') && namesLittleElse(turn)))
  ) {
    turnToService(turn, turn.service, false, false);
    return true;
  }
  if (decision === 'answer' && knownTopic(turn)) return false;
  const need = plainNeed(turn);
  if (need === 'login_failed' && intent === 'out_of_scope' && decision === 'answer') return smallTalk(turn, intent);
  if (
    need &&
    (intent === 'complaint' ||
      isSmallTalk(intent) ||
      (decision === 'answer' && need !== intent && (!OWN_WORD.has(intent) || !isBacked(turn, intent))))
  ) {
    if (intent === 'complaint') turn.say(SAYINGS.calm);
    turn.memory.misunderstood = 0;
    takeService(turn);
    bookOpening(turn);
    beginMatters(turn, withFurther(turn, need));
    return true;
  }
  // 「入れたらいいのに」 is no thanks, and 「できましたか」 no success.
  const wished = turn.understanding.predicates.some(
    ({ conditional, wish, question }) => conditional || wish || question,
  );
  if (intent === 'thanks_bye' && wished) return false;
  if (isSmallTalk(intent) && (decision === 'answer' || (HARMLESS.has(intent) && score >= HARMLESS_SCORE)))
    return smallTalk(turn, intent);
  if (decision === 'answer') {
    turn.memory.misunderstood = 0;
    takeService(turn);
    bookOpening(turn);
    beginMatters(turn, withFurther(turn, intent));
    return true;
  }
  return false;
}

/** A topic that the reader is sure of and that the classifier of first messages has no intent for. */
function knownTopic({ heard, knowledge, memory, understanding }: Turn): boolean {
  const [best] = heard.readings;
  if (!best || kindOf(best.key) !== 'topic' || best.probability < SURE_TOPIC) return false;
  const topic = knowledge.topic(heard.context.service ?? memory.service, best.key.slice('topic:'.length));
  return topic !== undefined && !topic.intents.includes(understanding.intent);
}

const SURE_TOPIC = 0.6;
/** A login that fails, beside a matter that is none of ours. */
const BESIDE_OTHERS = 0.3;

/** The need that the reader is fairly sure of. */
function plainNeed({ heard }: Turn): Intent | undefined {
  const [best] = heard.readings;
  return best && kindOf(best.key) === 'need' && best.key !== 'need:out_of_scope' && best.probability >= FAIRLY_SURE
    ? (best.key.slice('need:'.length) as Intent)
    : undefined;
}

/** Whether the reader, too, holds a meaning of the classifier of first messages possible. */
function isBacked({ heard, knowledge, memory }: Turn, intent: Intent): boolean {
  const service = heard.context.service ?? memory.service;
  return heard.readings.some(({ key, probability }) => {
    const [kind, id = '', holds] = partsOf(key);
    if (probability < Math.max(POSSIBLE, (heard.readings[0]?.probability ?? 0) / 10)) return false;
    if (kind === 'need') return id === intent;
    if (kind === 'topic') return knowledge.topic(service, id)?.intents.includes(intent) ?? false;
    return kind === 'cause' && holds === '+' && (knowledge.cause(service, id)?.intents.includes(intent) ?? false);
  });
}

const POSSIBLE = 0.02;
const FAIRLY_SURE = 0.4;
const SURE_OF_SERVICE = 0.65;
/** What is only ever said of itself: here the classifier of first messages has read far more than the reader. */
const OWN_WORD: ReadonlySet<Intent> = new Set(INTENTS.filter((intent) => intent !== 'app_usage'));

/** A name with its politeness, and nothing that may be a need of its own. */
function namesLittleElse({ text, heard }: Turn): boolean {
  const matter = heard.readings.find(({ key }) => kindOf(key) !== 'service' && kindOf(key) !== 'none');
  return text.length <= NAME_ONLY && (matter?.probability ?? 0) < A_MATTER;
}

const NAME_ONLY = 15;
const A_MATTER = 0.2;
const LOGIN_LIKELIEST = 0.25;

/** The likeliest reading is a login that fails, for whatever cause, and all such readings together are worth a question. */
function mostlyLogin({ heard, knowledge }: Turn): boolean {
  const isLogin = (key: string) =>
    key === 'need:login_failed' || (kindOf(key) === 'need' && knowledge.isCauseIntent(key.slice('need:'.length)));
  const together = heard.readings
    .filter(({ key }) => isLogin(key))
    .reduce((sum, { probability }) => sum + probability, 0);
  return isLogin(heard.readings[0]?.key ?? '') && together >= LOGIN_LIKELIEST;
}

/** The service that an opening names is the one in hand. */
export function takeService(turn: Turn): void {
  if (turn.memory.service !== null) return;
  turn.memory.service = turn.service ?? serviceKnowing(turn);
}

/** The only service whose knowledge has what the message is most likely about: 「安全性メーター」. */
function serviceKnowing({ heard, knowledge }: Turn): ServiceId | null {
  const [best] = heard.readings;
  const [kind, id = ''] = partsOf(best?.key ?? '');
  if (!best || best.probability < SURE_OF_SERVICE || !(kind === 'topic' || kind === 'fact' || kind === 'step'))
    return null;
  const [procedure = ''] = id.split('/');
  const knowing = knowledge.services().filter(({ id: service }) => {
    if (kind === 'topic') return knowledge.topic(service, id) !== undefined;
    return kind === 'fact'
      ? knowledge.facts(service).some((fact) => fact.id === id)
      : knowledge.procedure(service, procedure) !== undefined;
  });
  return knowing.length === 1 ? (knowing[0]?.id ?? null) : null;
}

function withFurther(turn: Turn, intent: Intent): Matter[] {
  takenAs(turn, intent);
  const first: Matter = { service: turn.memory.service, intent };
  const needs = turn.heard.taken.filter(
    ({ key, probability }) => kindOf(key) === 'need' && probability >= FURTHER_NEED,
  );
  const others = mattersIn(turn, needs).filter(
    (matter) => matter.intent !== intent && matter.intent !== 'login_failed' && matter.intent !== 'out_of_scope',
  );
  // Several causes of one failed login are one matter.
  const cause = (one: Intent) => turn.knowledge.isCauseIntent(one) || one === 'login_failed';
  return [first, ...others.filter((matter) => !(cause(intent) && cause(matter.intent)))];
}

function smallTalk(turn: Turn, intent: Intent): boolean {
  turn.memory.misunderstood = intent === 'out_of_scope' ? turn.memory.misunderstood + 1 : 0;
  takeService(turn);
  if (intent === 'out_of_scope') {
    if (
      turn.heard.readings.some(({ key, probability }) => key === 'need:login_failed' && probability >= BESIDE_OTHERS)
    ) {
      turn.say(SAYINGS.outOfScopeBeside);
      beginNeed(turn, 'login_failed');
      return true;
    }
    turn.say(SAYINGS.outOfScope);
    repeatOr(turn, menuChoices());
    return true;
  }
  if (intent === 'restart_or_back') {
    sayMenu(turn, SAYINGS.startOver);
    return true;
  }
  if (intent === 'complaint' && !openThread(turn) && aboutLogin(turn) >= BESIDE_ANGER) {
    turn.say(SAYINGS.calm);
    bookOpening(turn);
    beginNeed(turn, 'login_failed');
    return true;
  }
  meetStance(turn, STANCE_OF[intent] ?? 'yes');
  return true;
}

/** Not clear: the likeliest meaning is taken, two or three are asked about; when there is none, Tobira says so. */
export function guess(turn: Turn): void {
  takeService(turn);
  const { understanding, memory, knowledge } = turn;
  // Why a login fails is found out by asking, better than by naming what else it might be.
  if ((understanding.decision !== 'answer' && aboutLogin(turn) >= LOGIN_SHARE) || mostlyLogin(turn)) {
    bookOpening(turn);
    return beginNeed(turn, 'login_failed');
  }
  memory.misunderstood += 1;
  const likely = understanding.decision === 'confirm' ? likelyMatters(turn) : [];
  const [only] = likely;
  const named = likely.map((intent) => knowledge.topicInWords(memory.service, intent, turn.text)).find(Boolean);
  if (named) return openTopic(turn, named.id);
  if (only && !maybeOutOfScope(turn) && (likely.length === 1 || sameDoor(likely))) {
    turn.say(`「${INTENT_LABELS[only]}」のご相談として、お答えします。違うときは、お知らせください。`);
    takenAs(turn, only);
    return beginNeed(turn, only);
  }
  if (only && likely.every((intent) => intent === 'login_failed' || knowledge.isCauseIntent(intent))) {
    bookOpening(turn);
    return beginNeed(turn, 'login_failed');
  }
  if (only && memory.misunderstood < 2) return whichMeant(turn, likely);
  notUnderstood(turn);
}

/** Matters worth asking about: a greeting or a bare yes is none. */
function likelyMatters(turn: Turn): Intent[] {
  const { understanding } = turn;
  const { intent, score, alternatives } = understanding;
  const all = [{ intent, score }, ...alternatives].filter(
    (entry) => entry.score >= LEAST_LIKELY && !isSmallTalk(entry.intent) && isBacked(turn, entry.intent),
  );
  return all
    .filter((entry) => entry.score >= (all[0]?.score ?? 0) * CLOSE)
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

function whichMeant(turn: Turn, likely: readonly Intent[]): void {
  turn.say(SAYINGS.whichMeant);
  const choices = likely.map(
    (intent): Choice => ({ label: INTENT_LABELS[intent], action: { kind: 'intent', intent, chosen: true } }),
  );
  turn.offer([...choices, { label: 'どれでもない', action: { kind: 'menu' } }]);
}

/** Says so, and what is waited for or was offered is offered again; after that the human goes first. */
export function notUnderstood(turn: Turn): void {
  const { memory, understanding } = turn;
  if (!openThread(turn) && understanding.noNeed >= PLAINLY_NONE) {
    memory.misunderstood = Math.max(0, memory.misunderstood - 1);
    turn.say(SAYINGS.listening);
    return turn.offer(menuChoices());
  }
  turn.say(
    turn.text.length > LONG_MESSAGE
      ? SAYINGS.tooLong
      : memory.misunderstood >= 2
        ? SAYINGS.notUnderstoodAgain
        : SAYINGS.notUnderstood,
  );
  if (openThread(turn)) {
    repeatOr(turn);
    return turn.offer([...turn.choices, humanChoice()]);
  }
  turn.offer(
    memory.misunderstood >= 2
      ? [humanChoice(), ...menuChoices()]
      : memory.subject
        ? [...keptChoices(turn), humanChoice()]
        : menuChoices(),
  );
}

const LONG_MESSAGE = 1000;

/** 「わからない」 with nothing open: no more questions, a human. */
export function offerHumanInstead(turn: Turn): void {
  turn.memory.misunderstood += 1;
  turn.say([SAYINGS.unknownAlone, SAYINGS.unknownTwice][turn.memory.misunderstood - 1] ?? SAYINGS.unknownOften);
  turn.offer([
    humanChoice(),
    ...menuChoices().filter(({ action }) => action.kind !== 'intent' || action.intent !== 'talk_to_human'),
  ]);
}
