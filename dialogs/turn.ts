import type { TurnContext } from 'botbuilder';
import type { DeskRequest } from '../desk/story.ts';
import type { Citation, Knowledge } from '../knowledge/knowledge.ts';
import type { SecretKind } from '../language/redaction.ts';
import type { ServiceId, Understanding } from '../language/types.ts';
import type { Action } from './action.ts';
import { feasibleFirst } from './feasible.ts';
import type { Choice, Memory } from './memory.ts';
import { serviceMeant } from './services-named.ts';

/** What is to be done when the turn is committed. */
export type TurnRequest =
  | DeskRequest
  | { kind: 'keep_resume_code'; codeHash: string; memory: string }
  | { kind: 'use_resume_code'; codeHash: string };

export interface Message {
  text: string;
  /** Fact ids, shown as 出典. */
  cites: string[];
  /** Documents that no fact stands for. */
  citations?: Citation[];
  /** Place within a procedure: 「3/7」. */
  step?: { at: number; of: number; procedure: string };
}

/** One turn: what came in, what is remembered, and what will be said. */
export class Turn {
  readonly text: string;
  readonly understanding: Understanding;
  /** The service that the message is about; null when it names none. */
  readonly service: ServiceId | null;
  readonly memory: Memory;
  readonly knowledge: Knowledge;
  readonly secrets: readonly SecretKind[];
  /** What is said of each service, when the message names several in trouble. */
  readonly clauses: readonly { service: ServiceId; understanding: Understanding }[];
  /** Milliseconds since the person last wrote; 0 for the first message. */
  readonly away: number;
  /** The offered choice that the message picks, if any. */
  readonly action: Action | undefined;
  readonly messages: Message[] = [];
  readonly requests: TurnRequest[] = [];
  /** True when the message names another service than the one in hand. */
  serviceChanged = false;
  /** True when the message told something about the login problem, asked or not. */
  toldSomething = false;
  /** True when something that the page shows was told for the first time. */
  toldSigns = false;
  /** What was said before a question came between, and still counts for which way is meant. */
  earlier = '';
  /** True when the matter in hand came to its end: what waits for it may begin. */
  done = false;
  /** True once the person's own words have chosen a way of a topic. */
  ledOn = false;
  #choices: Choice[] = [];

  constructor(parts: {
    text: string;
    understanding: Understanding;
    memory: Memory;
    knowledge: Knowledge;
    secrets: readonly SecretKind[];
    action: Action | undefined;
    away: number;
    clauses?: Turn['clauses'];
  }) {
    this.text = parts.text;
    this.understanding = parts.understanding;
    this.service = serviceMeant(parts.understanding);
    this.memory = parts.memory;
    this.knowledge = parts.knowledge;
    this.secrets = parts.secrets;
    this.action = parts.action;
    this.away = parts.away;
    this.clauses = parts.clauses ?? [];
  }

  /** All words that tell which way is meant. */
  get words(): string {
    return this.earlier === '' ? this.text : `${this.earlier} ${this.text}`;
  }

  say(text: string, options: { cites?: readonly string[]; citations?: Citation[]; step?: Message['step'] } = {}): void {
    this.messages.push({
      text: text.trim(),
      cites: [...(options.cites ?? [])],
      ...(options.citations ? { citations: options.citations } : {}),
      ...(options.step ? { step: options.step } : {}),
    });
  }

  /** Puts choices under the last message of the turn, ways that can be gone first; what was offered before in this turn gives way. */
  offer(choices: readonly Choice[]): void {
    const seen = new Set<string>();
    this.#choices = feasibleFirst(this, choices).filter(({ label }) => !seen.has(label) && seen.add(label));
  }

  get choices(): readonly Choice[] {
    return this.#choices;
  }

  request(request: TurnRequest): void {
    this.requests.push(request);
  }

  has(entity: Understanding['entities'][number]['type']): boolean {
    return this.understanding.entities.some((found) => found.type === entity);
  }

  /** A clear yes or no, by word or by intent; undefined when it is neither or both. */
  get polarity(): 'yes' | 'no' | undefined {
    const { intent, decision } = this.understanding;
    if (decision !== 'abstain' && (intent === 'yes' || intent === 'no')) return intent;
    const yes = this.has('yes');
    const no = this.has('no');
    if (yes === no || this.text.length > 15) return undefined;
    return yes ? 'yes' : 'no';
  }
}

const TURN = Symbol('tobira turn');

export function keepTurn(context: TurnContext, turn: Turn): void {
  context.turnState.set(TURN, turn);
}

/** The turn that a dialog works for. */
export function turnOf(context: TurnContext): Turn {
  return context.turnState.get(TURN) as Turn;
}
