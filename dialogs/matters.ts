import { INTENTS, type Intent, type ServiceId } from '../language/types.ts';
import { partsOf, type Reading } from '../reading/reading.ts';
import { putOnAgenda } from './agenda.ts';
import { answerTo } from './answers.ts';
import { answerAsk } from './asking.ts';
import { stayInDanger } from './danger.ts';
import { awaitResult, failed, remedyInHand, stillOut, takeBackSuccess } from './diagnosis.ts';
import { aboutLogin, LOGIN_SHARE, stateCause } from './evidence.ts';
import { ledgerOf } from './ledger.ts';
import type { Matter } from './memory.ts';
import { beginMatters, beginNeed, openTopic } from './openings.ts';
import { leastSaid, wasJustSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import { askService } from './service-question.ts';
import { servicesInTrouble } from './services-named.ts';
import { openDiagnosis, openService } from './threads.ts';
import type { Turn } from './turn.ts';

/** A need or a topic among what was read, as a matter. */
export function mattersIn(turn: Turn, readings: readonly Reading[]): Matter[] {
  const matters = readings.flatMap((reading) => matterOf(turn, reading) ?? []);
  return matters.filter((matter, at) => matters.findIndex((other) => other.intent === matter.intent) === at);
}

function matterOf(turn: Turn, { key }: Reading): Matter | undefined {
  const [kind, id = ''] = partsOf(key);
  const service = turn.memory.service;
  if (kind === 'need') return { service, intent: id as Intent };
  if (kind !== 'topic') return undefined;
  const topic = turn.knowledge.topic(service, id);
  const named = topic?.intents.find((intent) => (INTENTS as readonly string[]).includes(intent)) as Intent | undefined;
  return topic ? { service, intent: named ?? turn.memory.intent ?? 'login_failed', topic: id } : undefined;
}

/** Needs that come up while something else is open: evidence of the same matter, or another matter. */
export function meetMatters(turn: Turn, matters: readonly Matter[], probability: number): void {
  const [first, ...others] = matters;
  if (!first) return;
  if (openService(turn)) return whileServiceAsked(turn, matters);
  const { intent, topic } = first;
  // In danger only whom to call matters, and where the number is.
  if (turn.memory.danger && intent === 'support_contact') return stayInDanger(turn);
  const thread = openDiagnosis(turn);
  if (thread && !topic && intent === 'login_failed') {
    if (turn.evidence) return;
    return thread.phase === 'remedy' ? failed(turn) : stillOut(turn);
  }
  if (thread && !topic && isCauseHere(turn, intent)) return otherCause(turn, intent, probability);
  if (topic && others.length === 0) return spokenTopic(turn, first);
  if (!thread && intent === 'login_failed' && takeBackSuccess(turn)) return beginNeed(turn, intent);
  beginMatters(turn, matters, true);
}

/** A topic: asked about, or wanted. One that was just said is not said again. */
function spokenTopic(turn: Turn, { intent, topic = '' }: Matter): void {
  const known = turn.knowledge.topic(turn.memory.service, topic);
  if (known && wasJustSaid(turn, known.say)) return answerAsk(turn, `topic:${topic}`);
  if (known?.intents.includes(intent)) {
    turn.memory.intent = intent;
    turn.memory.danger = null;
  }
  openTopic(turn, topic);
}

function isCauseHere({ knowledge, memory }: Turn, intent: Intent): boolean {
  return knowledge.causes(memory.service).some((cause) => cause.intents.includes(intent));
}

/** A cause named while the login's cause is looked for: it is weighed, and goes first where it is plain. */
function otherCause(turn: Turn, intent: Intent, probability: number): void {
  const thread = openDiagnosis(turn);
  const inHand = thread?.cause ? turn.knowledge.cause(turn.memory.service, thread.cause) : undefined;
  const remedy = remedyInHand(turn);
  if (thread?.phase === 'remedy' && inHand?.intents.includes(intent) && remedy) {
    if (turn.heard.readings.some(({ key, probability }) => key === 'result:failed' && probability >= STILL_SO))
      return failed(turn);
    const [procedure] = remedy.options;
    return awaitResult(turn, procedure ? leastSaid(turn, [SAYINGS.chooseWay, SAYINGS.thenDoThat]) : SAYINGS.thenDoThat);
  }
  if (thread?.phase === 'remedy' && inHand) withdrawAnswers(turn, inHand.intents);
  stateCause(turn, intent, probability);
}

/** Answers that spoke for what was advised give way to what the person is stopped by now. */
function withdrawAnswers(turn: Turn, intents: readonly string[]): void {
  const { memory, knowledge } = turn;
  const ledger = ledgerOf(memory);
  for (const entry of ledger.asked) {
    const choice = answerTo(knowledge, memory.service, entry.question, entry.answer);
    // It stays asked: nobody is asked twice for what changed meanwhile.
    if (choice?.intents.some((intent) => intents.includes(intent))) entry.answer = null;
  }
}

/** 「まだ届きません」 after the advice for exactly that: so likely, it has not helped. */
const STILL_SO = 0.2;

/** A wish spoken while the service is asked for is kept, and what it was asked for waits. */
function whileServiceAsked(turn: Turn, matters: readonly Matter[]): void {
  const [first, ...others] = matters;
  const { onward } = openService(turn) ?? {};
  if (!first || !onward) return;
  if (
    onward.kind === 'intent' &&
    onward.intent !== first.intent &&
    onward.intent !== 'login_failed' &&
    !others.some(({ intent }) => intent === onward.intent)
  )
    putOnAgenda(turn, { service: null, intent: onward.intent });
  for (const other of others) putOnAgenda(turn, other);
  askService(turn, { kind: 'intent', intent: first.intent });
}

const TWO = 2;

/** What is wrong at each of two services named in trouble; empty when the message is about one. */
export function mattersOfServices(turn: Turn): Matter[] {
  const services = servicesInTrouble(turn.understanding);
  const general = generalMatter(turn);
  if (services.length !== TWO || turn.heard.taken.some(({ key }) => key.startsWith('service:!'))) return [];
  const each = services.map((service) => ({
    service: service as ServiceId,
    intent: matterAt(turn, service) ?? general,
  }));
  return each.every(({ intent }) => intent !== undefined) ? (each as Matter[]) : [];
}

/** What is said of one of the services alone. */
function matterAt(turn: Turn, service: ServiceId): Intent | undefined {
  const said = turn.clauses.find((clause) => clause.service === service)?.understanding;
  return said && said.decision !== 'abstain' && said.score >= CLEAR && !isSmallTalk(said.intent)
    ? said.intent
    : undefined;
}

/** From this score on a part of the message is clear by itself. */
const CLEAR = 0.6;

function generalMatter(turn: Turn): Intent | undefined {
  const { intent, decision } = turn.understanding;
  if (decision === 'answer') return isSmallTalk(intent) ? undefined : intent;
  return aboutLogin(turn) >= LOGIN_SHARE ? 'login_failed' : undefined;
}

const SMALL_TALK: ReadonlySet<Intent> = new Set([
  'greeting',
  'thanks_bye',
  'yes',
  'no',
  'restart_or_back',
  'complaint',
  'out_of_scope',
]);

/** Whether the classifier of first messages is sure of a need, and of no mere courtesy. */
export function statesNeed({ decision, intent }: Turn['understanding']): boolean {
  return decision === 'answer' && !isSmallTalk(intent);
}

export function isSmallTalk(intent: Intent): boolean {
  return SMALL_TALK.has(intent);
}
