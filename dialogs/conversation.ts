import type { StatePropertyAccessor, TurnContext } from 'botbuilder';
import { type DialogContext, DialogSet, type DialogState } from 'botbuilder-dialogs';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { SecretKind } from '../language/redaction.ts';
import type { Understander, Understanding } from '../language/types.ts';
import type { Action } from './action.ts';
import { pickChoice } from './choices.ts';
import { understandPolitely } from './courtesy.ts';
import { DiagnosisDialog } from './diagnosis.ts';
import { record } from './evidence.ts';
import { type Choice, FLOW_VERSION, type Memory, newMemory } from './memory.ts';
import { procedureBeneath } from './openings.ts';
import type { Page } from './page.ts';
import { ProcedureDialog } from './procedure.ts';
import { toActivities } from './render.ts';
import { takeUp } from './resume.ts';
import { afterCode, route, welcome } from './router.ts';
import { SAYINGS } from './sayings.ts';
import { ServiceQuestion } from './service-question.ts';
import { followService, type Parked, unpark } from './service-switch.ts';
import { clausesOf } from './services-named.ts';
import { saysOtherDevice } from './signs.ts';
import { keepTurn, Turn } from './turn.ts';
import { offerNext, takeUpNext } from './two-services.ts';

/** What is kept of a conversation between turns: plain JSON. */
export interface ConversationState {
  memory: Memory;
  dialogs: DialogState;
  /** Dialogs put aside while another service is in hand. */
  parked: Parked;
}

/** What comes with a message beside its words. */
export interface Given {
  secrets: readonly SecretKind[];
  /** A resume code that stands in the message, and what was kept under it. */
  resume?: { code: string; kept: string | undefined };
  /** What the page shows, on channels that have one. */
  page?: Page | null;
}

/** Placeholders that redaction leaves: no words of the person's. */
const PLACEHOLDER =
  /(?:(?:カード|クレジットカード|暗証|会員)?番号|パスワード|コード|暗証|PIN|ID)?[はが::、]?\s{0,2}［[^［］]{0,40}伏せました］(?:です|でした|になります|だけど)?/giu;

export function newConversationState(): ConversationState {
  return { memory: newMemory(), dialogs: { dialogStack: [] }, parked: {} };
}

/** Runs one turn of the bot's own conversation. State comes in and goes out; nothing is stored or sent here. */
export class Conversation {
  readonly #understander: Understander;
  readonly #knowledge: Knowledge;

  constructor(parts: { understander: Understander; knowledge: Knowledge }) {
    this.#understander = parts.understander;
    this.#knowledge = parts.knowledge;
  }

  /** The conversation begins: one greeting. */
  async start(context: TurnContext, state: ConversationState, page: Page | null = null): Promise<Turn> {
    const turn = this.#turn(context, '', state, []);
    state.memory.page = page;
    if (!state.memory.greeted) welcome(turn);
    state.memory.greeted = true;
    await this.#finish(context, turn);
    return turn;
  }

  /** A message of the member, redacted already. `state` is changed in place. */
  async answer(context: TurnContext, state: ConversationState, given: Given = { secrets: [] }): Promise<Turn> {
    const outdated = state.memory.flowVersion !== FLOW_VERSION;
    if (outdated) Object.assign(state, { ...newConversationState(), memory: { ...newMemory(), greeted: true } });
    state.memory.page = given.page ?? null;
    const turn = this.#turn(context, context.activity.text ?? '', state, given.secrets);
    if (outdated) turn.say(SAYINGS.changed);
    keepTurn(context, turn);
    const resumed = given.resume && takeUp(turn, given.resume.kept, given.resume.code);
    followService(turn, state);
    turn.toldSomething = record(turn, state.dialogs.dialogStack.length > 0);
    const dc = await this.#dialogContext(context, state);
    if (given.resume) await afterCode(dc, turn, resumed ?? false);
    else await route(dc, turn);
    await this.#goOnElsewhere(context, dc, turn, state);
    await this.#finish(context, turn);
    return turn;
  }

  #turn(context: TurnContext, text: string, state: ConversationState, secrets: readonly SecretKind[]): Turn {
    const words = text.replace(PLACEHOLDER, ' ').trim();
    const understanding: Understanding = understandPolitely(this.#understander, words);
    const { memory } = state;
    const at = Date.parse(String(context.activity.timestamp)) || Date.now();
    const away = memory.lastAt === 0 ? 0 : at - memory.lastAt;
    memory.lastAt = at;
    const action = pickChoice(words, understanding, memory.offered)?.action ?? otherDevice(words, memory);
    const clauses = this.#clauses(understanding);
    return new Turn({ text: words, understanding, memory, knowledge: this.#knowledge, secrets, action, away, clauses });
  }

  /** Once a matter is done, what waited at another service begins, or what was put aside there goes on. */
  async #goOnElsewhere(context: TurnContext, dc: DialogContext, turn: Turn, state: ConversationState): Promise<void> {
    if (procedureBeneath(dc) && turn.requests.length === 0)
      turn.offer([...turn.choices, { label: '手順に戻る', action: { kind: 'continue' } }]);
    if (!turn.done) return offerNext(dc, turn);
    if (await takeUpNext(dc, turn)) return;
    if (unpark(turn, state)) await (await this.#dialogContext(context, state)).repromptDialog();
  }

  /** What is said of each of several services. */
  #clauses(understanding: Understanding): Turn['clauses'] {
    const clauses = clausesOf(understanding);
    if (clauses.length < 2) return [];
    return clauses.map(({ service, words }) => ({ service, understanding: this.#understander.understand(words) }));
  }

  async #dialogContext(context: TurnContext, state: ConversationState): Promise<DialogContext> {
    const dialogs = new DialogSet(stackAccessor(state));
    dialogs.add(new ServiceQuestion());
    dialogs.add(new DiagnosisDialog());
    dialogs.add(new ProcedureDialog());
    return dialogs.createContext(context);
  }

  async #finish(context: TurnContext, turn: Turn): Promise<void> {
    if (turn.toldSigns && turn.choices.length > 0) turn.offer([...turn.choices, OTHER_DEVICE]);
    turn.memory.offered = [...turn.choices];
    const activities = toActivities(turn);
    if (activities.length > 0) await context.sendActivities(activities);
  }
}

const OTHER_DEVICE: Choice = { label: '別の端末です', action: { kind: 'other_device' } };

/** What was told of the page can be put right at any time, in the person's own words. */
function otherDevice(words: string, { signsTold, page, elsewhere }: Memory): Action | undefined {
  const meant = page !== null && !elsewhere && (signsTold.length > 0 || words.length <= 15) && saysOtherDevice(words);
  return meant ? OTHER_DEVICE.action : undefined;
}

/** Bot Framework reads and writes its dialog stack through this, straight in the state of the turn. */
function stackAccessor(state: ConversationState): StatePropertyAccessor<DialogState> {
  return {
    get: async () => state.dialogs,
    set: async (_context: TurnContext, dialogs: DialogState) => {
      state.dialogs = dialogs;
    },
    delete: async () => {
      state.dialogs = { dialogStack: [] };
    },
  };
}
