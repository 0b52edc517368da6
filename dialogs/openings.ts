import type { Target } from '../knowledge/schema.ts';
import type { Intent, ServiceId } from '../language/types.ts';
import type { Action } from './action.ts';
import { nameOf, putOnAgenda, takeOff } from './agenda.ts';
import { advance, beginDiagnosis } from './diagnosis.ts';
import { bringBack, repeatOr } from './going-on.ts';
import { handOff } from './handoff.ts';
import { ledgerOf, state } from './ledger.ts';
import type { Matter } from './memory.ts';
import { humanFirst, keptChoices, menuChoice, menuChoices, sayMenu } from './menu.ts';
import { beginProcedure, showStep } from './procedure.ts';
import { wasJustSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import { askService } from './service-question.ts';
import {
  clear,
  dropAbove,
  openDiagnosis,
  openProcedure,
  openService,
  openThread,
  procedureBeneath,
  subjectOf,
} from './threads.ts';
import { optionInWords, sayTopic } from './topic.ts';
import type { Turn } from './turn.ts';

/** What comes before every login topic. */
export const DANGER: ReadonlySet<Intent> = new Set(['phishing_suspected', 'fraud_or_lost_card']);

/** Matters that hold whatever the service is. */
const SERVICE_FREE: ReadonlySet<Intent> = new Set(['phishing_suspected', 'fraud_or_lost_card', 'bot_question']);

/** Opens what a choice leads to. `serviceUnknown`: the person was asked for the service and cannot say. */
export function open(turn: Turn, target: Target, serviceUnknown = false): void {
  if (target.human) return openHuman(turn, serviceUnknown);
  if (target.topic) return openTopic(turn, target.topic);
  if (target.procedure) return beginProcedure(turn, target.procedure);
  return openLogin(turn, target.cause, serviceUnknown);
}

/** A human is wished for: at most one question first, on which service. */
export function openHuman(turn: Turn, serviceAsked: boolean): void {
  if (turn.action === undefined && !wantsHuman(turn)) return onlyOfferHuman(turn);
  const alreadyAsked = serviceAsked || openService(turn) !== undefined;
  ledgerOf(turn.memory);
  if (turn.memory.service === null && !alreadyAsked) return askService(turn, { kind: 'human', serviceAsked: true });
  handOff(turn);
}

/** 「相談したほうがいいですか」 asks, 「担当者はいらない」 refuses: neither calls anybody. */
function wantsHuman({ understanding: { predicates } }: Turn): boolean {
  const last = predicates.at(-1);
  if (last === undefined || !CALLS_HUMAN.has(last.base)) return true;
  return !last.duty && (!last.negated || last.question);
}

const CALLS_HUMAN: ReadonlySet<string> = new Set([
  '相談',
  '話す',
  '話',
  'つなぐ',
  '繋ぐ',
  'いる',
  '要る',
  '必要',
  '代わる',
  'かわる',
  '替わる',
  '頼む',
  '呼ぶ',
]);

function onlyOfferHuman(turn: Turn): void {
  const refused = turn.understanding.predicates.at(-1)?.negated === true;
  turn.say(refused ? SAYINGS.heardGoOn : SAYINGS.humanIfWished);
  if (openThread(turn)) bringBack(turn, !refused);
  else turn.offer(refused ? menuChoices() : humanFirst(keptChoices(turn)));
}

/** Speaks of a topic; when the person's words choose one of its ways already, goes it at once. */
export function openTopic(turn: Turn, id: string): void {
  const topic = turn.knowledge.topic(turn.memory.service, id);
  if (!topic) return sayMenu(turn);
  const underway = openThread(turn) !== undefined;
  // One way is gone without asking, not two: topics may name each other.
  const chosen = (turn.action && turn.earlier === '') || turn.ledOn ? undefined : optionInWords(topic, turn);
  turn.ledOn ||= chosen !== undefined;
  // A narrower topic says it all by itself; before anything else the topic is said first.
  if (chosen?.to.topic) return openTopic(turn, chosen.to.topic);
  // What was just said is not said again before the way is gone.
  if (!chosen || (subjectOf(turn)?.id !== topic.id && !wasJustSaid(turn, topic.say)))
    sayTopic(turn, topic, underway, chosen !== undefined);
  if (chosen) return open(turn, chosen.to);
  if (underway && topic.options.length === 0) bringBack(turn);
}

/** Takes up the procedure that was stopped, or that waits beneath, at its step. */
export function continueProcedure(turn: Turn): void {
  if (procedureBeneath(turn)) {
    dropAbove(turn, 'procedure');
    return showStep(turn);
  }
  const { paused } = turn.memory;
  if (!paused) return sayMenu(turn);
  turn.memory.service = paused.service;
  beginProcedure(turn, paused.procedure, paused.at);
}

/** Speaks kind words, and nothing of what was open goes on by itself. A human is one word away, without any question. */
export function openDistress(turn: Turn, again: boolean): void {
  clear(turn);
  turn.memory.distressed = true;
  const topic = turn.knowledge.topic(null, 'distress');
  turn.say(again || !topic ? SAYINGS.stillHere : topic.say);
  for (const place of again ? [] : turn.knowledge.supportPlaces) {
    turn.say([place.name, place.telephone, place.url, place.note].filter(Boolean).join('\n'));
  }
  turn.offer([
    { label: '人と話す', action: { kind: 'human', serviceAsked: true } },
    { label: '手続きの相談に戻る', action: { kind: 'menu' } },
  ]);
}

/** What the page shows is withdrawn; a diagnosis that is open weighs everything again without it. */
export function lookElsewhere(turn: Turn): void {
  turn.memory.elsewhere = true;
  turn.say(SAYINGS.otherDevice);
  if (openDiagnosis(turn)) advance(turn);
  else repeatOr(turn);
}

/** Starts or goes on with the diagnosis of the service in hand; `cause` counts as stated by the person. */
export function openLogin(turn: Turn, cause?: string, serviceUnknown = false): void {
  const { memory, knowledge } = turn;
  if (memory.service === null && serviceUnknown) return unknownService(turn);
  if (memory.service === null)
    return askService(turn, { kind: 'open', target: cause ? { cause } : { diagnosis: true } });
  const ledger = ledgerOf(memory);
  const intent = cause && knowledge.cause(memory.service, cause)?.intents[0];
  if (intent) state(ledger, intent as Intent, 1);
  dropAbove(turn, 'diagnosis');
  beginDiagnosis(turn);
}

/** Without the service no remedy is certain: a human can find out. */
export function unknownService(turn: Turn): void {
  turn.say(`どのサービスか分からなくても大丈夫です。\n${SAYINGS.offerHuman}`);
  turn.offer([{ label: '担当者に相談する', action: { kind: 'human', serviceAsked: true } }, menuChoice()]);
}

/** A person's need finds its way: diagnosis for what keeps them out, a topic for everything else. */
export function beginNeed(
  turn: Turn,
  intent: Intent,
  options: { serviceUnknown?: boolean; topic?: string | undefined } = {},
): void {
  const { memory, knowledge } = turn;
  const { serviceUnknown = false } = options;
  memory.intent = intent;
  memory.distressed = false;
  memory.danger = DANGER.has(intent) ? intent : null;
  if (!memory.danger) Object.assign(memory, { reported: false, gaveAway: false });
  if (intent === 'talk_to_human') return openHuman(turn, serviceUnknown);
  memory.service ??= knowledge.onlyServiceFor(intent) ?? null;
  takeOff(memory, memory.service, intent);
  const named = options.topic
    ? knowledge.topic(memory.service, options.topic)
    : knowledge.topicInWords(memory.service, intent, turn.words);
  const topic = named ?? knowledge.topicFor(memory.service, intent);
  if (SERVICE_FREE.has(intent)) {
    if (intent !== 'bot_question') {
      const open = openProcedure(turn);
      if (open) memory.paused = { service: memory.service, procedure: open.procedure, at: open.at };
      clear(turn);
    }
    return topic ? openTopic(turn, topic.id) : sayMenu(turn);
  }
  ledgerOf(memory);
  if (memory.service === null && !serviceUnknown) return askService(turn, { kind: 'intent', intent });
  if (memory.service === null) return topic ? openTopic(turn, topic.id) : unknownService(turn);
  const isCause = knowledge.causes(memory.service).some((cause) => cause.intents.includes(intent));
  if (named) return openTopic(turn, named.id);
  if (isCause || intent === 'login_failed' || !topic) return openLogin(turn);
  return openTopic(turn, topic.id);
}

/** The first matter is taken up; the others wait, and are named so that the person knows. `stated`: named in the middle of a talk. */
export function beginMatters(turn: Turn, matters: readonly Matter[], stated = false): void {
  const [first, ...others] = matters;
  if (!first) return;
  const waiting = others.filter((matter) => putOnAgenda(turn, matter));
  if (waiting.length > 0) {
    const names = [first, ...waiting].map((matter) => nameOf(turn, matter));
    turn.say(
      `${names.join('と')}の、${names.length}つのご相談ですね。ひとつずつご案内します。まず、${names[0]}のことです。`,
    );
  }
  beginMatter(turn, first, stated);
}

/** @param stated asked for by name: the cause counts as stated; an opening has been weighed already */
function beginMatter(turn: Turn, { service, intent, topic }: Matter, stated: boolean): void {
  if (service) turn.memory.service = service;
  const { knowledge, memory } = turn;
  // What was plainly asked for is stated; without it the diagnosis would ask for it again.
  if (stated && knowledge.isCauseIntent(intent)) state(ledgerOf(memory), intent, 1);
  beginNeed(turn, intent, { topic });
}

/** What waited begins, now that the matter in hand is done. Returns false when nothing waits. */
export function takeUpNext(turn: Turn): boolean {
  const next = turn.memory.agenda.shift();
  if (!next) return false;
  const { memory } = turn;
  const otherService = next.service !== null && next.service !== memory.service;
  clear(turn);
  memory.subject = null;
  if (next.service) memory.service = next.service;
  turn.earlier = '';
  if (next.threads && next.threads.length > 0) {
    turn.say(`${serviceName(turn)}のご相談に戻ります。`);
    memory.threads = next.threads;
    memory.intent = next.intent;
    repeatOr(turn);
    return true;
  }
  turn.say(
    otherService
      ? `つづいて、${serviceName(turn)}のご相談に進みます。`
      : `つづいて、${nameOf(turn, next)}のご相談に進みます。`,
  );
  beginMatter(turn, next, true);
  return true;
}

function serviceName({ memory, knowledge }: Turn): string {
  return memory.service ? knowledge.service(memory.service).name : '';
}

/** While nothing is open, the matter that waits is one touch away. */
export function offerNext(turn: Turn): void {
  const [next] = turn.memory.agenda;
  if (!next || openThread(turn) || turn.isHandedOver) return;
  const other = next.service && next.service !== turn.memory.service;
  const label = other ? `${turn.knowledge.service(next.service as ServiceId).short}のご相談に進む` : '次のご相談に進む';
  turn.offer([...turn.choices, { label, action: { kind: 'next' } }]);
}

/** Does what a choice means that belongs to nothing open. */
export function onwardFrom(turn: Turn, action: Action, serviceUnknown = false): void {
  if (action.kind === 'human') return openHuman(turn, action.serviceAsked ?? serviceUnknown);
  if (action.kind === 'intent') return beginNeed(turn, action.intent, { serviceUnknown });
  if (action.kind === 'open') return open(turn, action.target, serviceUnknown);
  return sayMenu(turn);
}
