import type { DialogContext } from 'botbuilder-dialogs';
import type { Intent, ServiceId } from '../language/types.ts';
import type { Action } from './action.ts';
import { aboutLogin, LOGIN_SHARE } from './evidence.ts';
import { beginIntent, isSmallTalk } from './intents.ts';
import { ledgerOf, state } from './ledger.ts';
import type { Memory } from './memory.ts';
import { SERVICE_QUESTION } from './service-question.ts';
import { servicesInTrouble } from './services-named.ts';
import type { Turn } from './turn.ts';

/** A matter that waits until the one in hand is done. */
export interface Later {
  service: ServiceId;
  intent: Intent;
}

const TWO = 2;
/** 「間違えました、アメックスではなくセゾンです」 is about one. */
const CORRECTION = /間違え|まちがえ|間違い|じゃなくて|ではなく|じゃなかった|の違い|どっちが|どちらが/u;

/** 「セゾンもアメックスも入れない」 */
export function isAboutTwo(turn: Turn): boolean {
  if (turn.action || CORRECTION.test(turn.text)) return false;
  return matterOf(turn) !== undefined && servicesInTrouble(turn.understanding).length === TWO;
}

/** One after the other: which first? When one is in hand already, it goes on, and the other waits. */
export async function askWhichFirst(dc: DialogContext, turn: Turn): Promise<void> {
  const { memory } = turn;
  const intent = matterOf(turn) ?? 'login_failed';
  const services = servicesInTrouble(turn.understanding);
  memory.later = services.map((service) => ({ service, intent: matterAt(turn, service) ?? intent }));
  const inHand = dc.activeDialog ? services.find((service) => service === memory.service) : undefined;
  if (inHand) {
    begun(memory, inHand);
    turn.say(
      `${namesOf(
        turn,
        services.filter((service) => service !== inHand),
      )}のことは、このあとでご案内します。`,
    );
    return dc.repromptDialog();
  }
  if (dc.activeDialog) await dc.cancelAllDialogs();
  if (!memory.service) keepApart(turn);
  const onward: Action = { kind: 'intent', intent };
  await dc.beginDialog(SERVICE_QUESTION, { onward, among: services });
}

/** What is said of one of the services alone; undefined when it is said of both. */
function matterAt({ clauses }: Turn, service: ServiceId): Intent | undefined {
  const said = clauses.find((clause) => clause.service === service)?.understanding;
  return said && said.decision !== 'abstain' && said.score >= CLEAR && !isSmallTalk(said.intent)
    ? said.intent
    : undefined;
}

/** From this score on a part of the message is clear by itself. */
const CLEAR = 0.6;

/** What is true of one service is no evidence for the other. */
function keepApart(turn: Turn): void {
  const ledger = ledgerOf(turn.memory, turn.text);
  const intents = new Set(turn.memory.later.map(({ intent }) => intent));
  if (intents.size > 1) ledger.stated = [];
}

/** The service is in hand now, and waits no longer. */
export function begun(memory: Memory, service: ServiceId): void {
  memory.later = memory.later.filter((entry) => entry.service !== service);
}

/** What waited begins, now that the matter in hand is done. Returns false when nothing waits. */
export async function takeUpNext(dc: DialogContext, turn: Turn): Promise<boolean> {
  const [next] = turn.memory.later;
  if (!next) return false;
  await dc.cancelAllDialogs();
  turn.memory.service = next.service;
  begun(turn.memory, next.service);
  turn.say(`つづいて、${turn.knowledge.service(next.service).name}のご相談に進みます。`);
  turn.earlier = '';
  if (turn.knowledge.isCauseIntent(next.intent)) state(ledgerOf(turn.memory, turn.text), next.intent, 1);
  await beginIntent(dc, turn, next.intent);
  return true;
}

/** While nothing is open, the matter that waits is one touch away. */
export function offerNext(dc: DialogContext, turn: Turn): void {
  const [next] = turn.memory.later;
  if (!next || dc.activeDialog || turn.requests.length > 0) return;
  const label = `${turn.knowledge.service(next.service).short}のご相談に進む`;
  turn.offer([...turn.choices, { label, action: { kind: 'next' } }]);
}

/** 「セゾンとアメックス」 */
export function namesOf(turn: Turn, services: readonly ServiceId[]): string {
  return services.map((service) => turn.knowledge.service(service).short).join('と');
}

/** What is wanted of both; undefined when the message only speaks of them. */
function matterOf(turn: Turn): Intent | undefined {
  const { intent, decision } = turn.understanding;
  if (decision === 'answer') return isSmallTalk(intent) ? undefined : intent;
  if (aboutLogin(turn) >= LOGIN_SHARE) return 'login_failed';
  // Two matters in one message: neither is likely by itself, but each part of the message is clear.
  const each = servicesInTrouble(turn.understanding).map((service) => matterAt(turn, service));
  return each.includes(undefined) ? undefined : each[0];
}
