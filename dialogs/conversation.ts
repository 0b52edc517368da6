import type { Knowledge } from '../knowledge/knowledge.ts';
import type { SecretKind } from '../language/redaction.ts';
import type { Look } from '../language/understander.ts';
import { type Heard, type Reader, unread } from '../reading/reader.ts';
import type { Action } from './action.ts';
import { besideSecrets, withoutBookings } from './beside-secrets.ts';
import { pickChoice } from './choices.ts';
import { compose } from './compose.ts';
import { contextOf } from './context.ts';
import { atGate, closeExplanation, explainWaiting } from './explaining.ts';
import { rememberDanger, rememberNeed } from './first-words.ts';
import { type Choice, FLOW_VERSION, type Memory, newMemory } from './memory.ts';
import type { Page } from './page.ts';
import { takeUp } from './resume.ts';
import { afterCode, route, welcome } from './route.ts';
import { SAYINGS } from './sayings.ts';
import { clausesOf, serviceMeant } from './services-named.ts';
import { saysOtherDevice } from './signs.ts';
import { Turn } from './turn.ts';
import { type Before, hearWaiting } from './waiting.ts';

/** What is kept of a conversation between turns: plain JSON. */
export interface ConversationState {
  memory: Memory;
}

/** A message of the member, redacted already, and what comes with it. */
export interface Given {
  text: string;
  /** Milliseconds since 1970. */
  at: number;
  secrets?: readonly SecretKind[];
  /** A resume code that stands in the message, and what was kept under it. */
  resume?: { code: string; kept: string | undefined };
  /** What the page shows, on channels that have one. */
  page?: Page | null;
}

export function newConversationState(): ConversationState {
  return { memory: newMemory() };
}

/** One turn of the bot's own conversation: a pure function of state, message, page and time. Nothing is stored or sent here. */
export class Conversation {
  readonly #reader: Reader;
  readonly #knowledge: Knowledge;
  /** Sounds of labels: a fixed set, made of knowledge and sayings. */
  readonly #sounds = new Map<string, string>();

  constructor(parts: { reader: Reader; knowledge: Knowledge }) {
    this.#reader = parts.reader;
    this.#knowledge = parts.knowledge;
  }

  /** The conversation begins: one greeting. */
  start(state: ConversationState, at: number, page: Page | null = null): Turn {
    const turn = this.#turn(state, { text: '', at });
    state.memory.page = page;
    if (!state.memory.greeted) welcome(turn);
    state.memory.greeted = true;
    this.#close(turn, true);
    return turn;
  }

  /** `state` is changed in place. */
  answer(state: ConversationState, given: Given): Turn {
    const outdated = state.memory.flowVersion !== FLOW_VERSION;
    if (outdated) Object.assign(state, { memory: { ...newMemory(), greeted: true } });
    state.memory.page = given.page ?? null;
    const turn = this.#turn(state, given);
    if (outdated) turn.say(SAYINGS.changed);
    const resumed = given.resume && takeUp(turn, given.resume.kept, given.resume.code);
    if (!given.resume) rememberNeed(turn);
    if (given.resume) atGate(turn, 'resume_code', () => afterCode(turn, resumed ?? false));
    else route(turn);
    this.#close(
      turn,
      turn.mayRepeat || turn.action !== undefined || turn.heard.taken.some(({ key }) => REPEATS.has(key)),
    );
    return turn;
  }

  /** A message of a person who waits for a human. `state` stays as it is. */
  wait(state: ConversationState, { text, at, secrets = [] }: Given, before: Before | undefined): Turn {
    const memory: Memory = { ...structuredClone(state.memory), threads: [], offered: [], subject: null };
    const { words } = besideSecrets(text);
    const look = this.#reader.look(words);
    const context = { service: memory.service, expect: 'waiting' } as const;
    const heard = words === '' ? unread(words, context, look) : this.#reader.read(words, context, look);
    const turn = new Turn({
      text: words,
      stored: text,
      heard,
      memory,
      knowledge: this.#knowledge,
      secrets,
      action: undefined,
      away: 0,
      at,
    });
    hearWaiting(turn, before);
    explainWaiting(turn, this.#decisive(turn));
    return turn;
  }

  #turn(state: ConversationState, { text, at, secrets = [] }: Given): Turn {
    const { memory } = state;
    const { words, torn } = besideSecrets(text);
    const away = memory.lastAt === 0 ? 0 : at - memory.lastAt;
    memory.lastAt = at;
    const look = this.#reader.look(words);
    const open = contextOf(memory, this.#knowledge);
    // An opening that names its service is read among what that service knows.
    const context =
      open.expect === 'nothing' && open.service === null
        ? { ...open, service: serviceMeant(look.understanding) }
        : open;
    const action =
      pickChoice(words, look.understanding, memory.offered, (said) => this.#soundOf(said, words, look))?.action ??
      otherDevice(words, memory);
    const read: Heard = action || words === '' ? unread(words, context, look) : this.#reader.read(words, context, look);
    const heard = torn ? withoutBookings(read) : read;
    const turn = new Turn({
      text: words,
      stored: text,
      heard,
      memory,
      knowledge: this.#knowledge,
      secrets,
      action,
      away,
      at,
    });
    const clauses = clausesOf(turn.understanding);
    if (clauses.length >= 2)
      turn.clauses = clauses.map(({ service, words: said }) => ({
        service,
        understanding: this.#reader.look(said).understanding,
      }));
    return turn;
  }

  /** How a label sounds, without spaces and marks; worked out once for each label. */
  #soundOf(said: string, words: string, look: Look): string {
    if (said === words) return plainSound(look.analysis.sound);
    const sound = this.#sounds.get(said) ?? plainSound(this.#reader.look(said).analysis.sound);
    this.#sounds.set(said, sound);
    return sound;
  }

  #close(turn: Turn, again: boolean): void {
    compose(turn, { again });
    if (turn.toldSigns && turn.choices.length > 0) turn.offer([...turn.choices, OTHER_DEVICE]);
    turn.memory.offered = [...turn.choices];
    rememberDanger(turn);
    closeExplanation(turn, this.#decisive(turn));
  }

  #decisive({ heard }: Turn): string[] {
    return heard.readings.length > 1 ? this.#reader.explain(heard) : [];
  }
}

function plainSound(sound: string): string {
  return sound.replace(/[^ぁ-んa-z0-9]/gu, '');
}

/** Wishes to hear the same again. */
const REPEATS: ReadonlySet<string> = new Set([
  'control:repeat',
  'control:summary',
  'control:continue',
  'move:again',
  'move:back',
  'move:first',
  'control:restart',
  'control:menu',
  'control:code',
]);

const OTHER_DEVICE: Choice = { label: '別の端末です', action: { kind: 'other_device' } };

/** What was told of the page can be put right at any time, in the person's own words. */
function otherDevice(words: string, { signsTold, page, elsewhere }: Memory): Action | undefined {
  const meant = page !== null && !elsewhere && (signsTold.length > 0 || words.length <= 15) && saysOtherDevice(words);
  return meant ? OTHER_DEVICE.action : undefined;
}
