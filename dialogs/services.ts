import type { Intent, ServiceId } from '../language/types.ts';
import { putOnAgenda, takeOff } from './agenda.ts';
import { bookTold } from './evidence.ts';
import { takeWordsAlong } from './first-words.ts';
import { repeatOr } from './going-on.ts';
import { ledgerOf, newLedger } from './ledger.ts';
import type { Matter } from './memory.ts';
import { humanChoice, menuChoice, sayMenu } from './menu.ts';
import { beginMatters, beginNeed, onwardFrom } from './openings.ts';
import { SAYINGS } from './sayings.ts';
import { askService, hintAtService } from './service-question.ts';
import { openService, openThread, pop } from './threads.ts';
import type { Turn } from './turn.ts';

/** The service that was asked for is known, or cannot be told: what waited for it goes on. */
export function answerService(turn: Turn, service: ServiceId | null): void {
  const thread = openService(turn);
  if (!thread) return;
  pop(turn);
  const matter = turn.memory.agenda.find((entry) => entry.service === service);
  turn.earlier = thread.said;
  if (service) {
    turn.memory.service = service;
    takeOff(turn.memory, service);
    bookTold(turn, thread.said);
  }
  if (matter && thread.among.length > 0) return beginMatters(turn, [matter], true);
  onwardFrom(turn, thread.onward, service === null);
}

/** 「分からない」, or what tells of the card and not of the service: a hint, and after that the way on without it. */
export function serviceNotTold(turn: Turn, told = ''): void {
  const thread = openService(turn);
  if (!thread) return;
  const [first] = thread.among;
  if (first) return answerService(turn, first);
  if (told) thread.said = `${thread.said} ${turn.text}`.trim();
  const hint = thread.onward.kind !== 'human' && (told || thread.hints === 0) && hintAtService(turn, thread, told);
  if (!hint) answerService(turn, null);
}

/** 「家族カードなのですね」, when the message names a kind of card; empty otherwise. */
export function cardKind({ understanding }: Turn): string {
  const kind = understanding.entities.find(({ type }) => type === 'card_kind');
  return kind ? `${kind.text}なのですね。${SAYINGS.whoseCard}` : '';
}

/**
 * Another service is the one in hand from now on: what is open is put aside, what was put aside for it is taken up.
 * @param corrects it was the other one all along: what was told goes along
 * @param further another matter follows in the same message
 */
export function turnToService(turn: Turn, now: ServiceId, corrects: boolean, further: boolean): void {
  const { memory, knowledge } = turn;
  const before = memory.service;
  if (openService(turn)) return answerService(turn, now);
  if (now === before) return further ? undefined : sameService(turn);
  const waiting = memory.agenda.find((matter) => matter.service === now);
  memory.service = now;
  takeOff(memory, now);
  if (before === null) return further ? undefined : withoutMatter(turn);
  turn.say(`承知しました。${knowledge.service(now).name}のことですね。`);
  if (corrects) takeAlong(turn, before, now);
  else if (memory.threads.length > 0 && memory.intent)
    putOnAgenda(turn, { service: before, intent: memory.intent, threads: memory.threads });
  memory.threads = waiting?.threads ?? [];
  memory.subject = null;
  memory.intent = waiting?.intent ?? memory.intent;
  if (further) return;
  if (openThread(turn)) return repeatOr(turn);
  if (memory.danger) return inDanger(turn);
  return memory.intent ? beginMatters(turn, [{ service: now, intent: memory.intent }], true) : sayMenu(turn);
}

/** 「セゾンです」, though that is known: what is open is asked again. */
function sameService(turn: Turn): void {
  if (turn.memory.danger) return inDanger(turn);
  if (openThread(turn)) return repeatOr(turn);
  if (turn.memory.intent) return beginNeed(turn, turn.memory.intent);
  sayMenu(turn);
}

function withoutMatter(turn: Turn): void {
  if (turn.memory.danger) return inDanger(turn);
  sayMenu(turn);
}

/** The service of a danger spoken of: what is to be done stays the same. */
function inDanger(turn: Turn): void {
  turn.say(SAYINGS.reportNow);
  turn.offer([humanChoice(), menuChoice()]);
}

/** 「プロミスではありません」 */
export function notThisService(turn: Turn, service: ServiceId): void {
  const { memory } = turn;
  if (openService(turn) || memory.service !== service) return;
  memory.service = null;
  const onward = memory.intent ? ({ kind: 'intent', intent: memory.intent } as const) : ({ kind: 'menu' } as const);
  memory.threads = [];
  askService(turn, onward);
}

/** Several services in trouble: which first? When one is in hand already, it goes on, and the other waits. */
export function severalServices(turn: Turn, matters: readonly Matter[]): void {
  const { memory } = turn;
  const inHand = matters.find(({ service }) => service === memory.service && openThread(turn) !== undefined);
  memory.agenda = [];
  for (const matter of matters) if (matter !== inHand) putOnAgenda(turn, matter);
  const services = matters.flatMap(({ service }) => service ?? []);
  if (inHand) {
    const others = services
      .filter((service) => service !== inHand.service)
      .map((service) => turn.knowledge.service(service).short);
    turn.say(`${others.join('と')}のことは、このあとでご案内します。`);
    return repeatOr(turn);
  }
  memory.threads = [];
  memory.subject = null;
  if (memory.service === null && new Set(matters.map(({ intent }) => intent)).size > 1) ledgerOf(memory).stated = [];
  askService(turn, { kind: 'intent', intent: matters[0]?.intent as Intent }, services);
}

/** Questions and remedies belong to a service; the person's own words do not. */
function takeAlong({ memory }: Turn, before: ServiceId, now: ServiceId): void {
  takeWordsAlong(memory, before, now);
  const told = memory.ledgers[before];
  if (!told || memory.ledgers[now]) return;
  const { stated, denied, failedTries } = told;
  memory.ledgers[now] = { ...newLedger(), stated, denied, failedTries };
}
