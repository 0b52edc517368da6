import type { DeskRequest } from '../desk/story.ts';
import type { Citation, Knowledge } from '../knowledge/knowledge.ts';
import type { SecretKind } from '../language/redaction.ts';
import type { ServiceId, Understanding } from '../language/types.ts';
import type { Heard } from '../reading/reader.ts';
import type { Action } from './action.ts';
import type { Explanation } from './explanation.ts';
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
  /** Without secrets and their placeholders. */
  readonly text: string;
  /** The same as it is stored: with placeholders in the secrets' places. */
  readonly stored: string;
  readonly heard: Heard;
  readonly understanding: Understanding;
  /** The service that the message is about; null when it names none. */
  readonly service: ServiceId | null;
  readonly memory: Memory;
  readonly knowledge: Knowledge;
  readonly secrets: readonly SecretKind[];
  /** Milliseconds since the person last wrote; 0 for the first message. */
  readonly away: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The offered choice that the message picks, if any. */
  readonly action: Action | undefined;
  readonly messages: Message[] = [];
  readonly requests: TurnRequest[] = [];
  /** True when something was learnt that the diagnosis must weigh. */
  evidence = false;
  /** True when something that the page shows was told for the first time. */
  toldSigns = false;
  /** What was said before a question came between, and still counts for which way is meant. */
  earlier = '';
  /** True when the matter in hand came to its end: what waits for it may begin. */
  done = false;
  /** True once the person's own words have chosen a way of a topic. */
  ledOn = false;
  /** Why it was answered so; filled by `explaining.ts`. */
  explanation: Explanation | undefined;
  /** True when the same words may be said again: asked to, or come back after a long time. */
  mayRepeat = false;
  /** What is said of each service, when the message names several in trouble. */
  clauses: readonly { service: ServiceId; understanding: Understanding }[] = [];
  /** What was open is to be brought back when all is answered; `human`: with a human beside. */
  back: { wanted: boolean; human: boolean } = { wanted: false, human: false };
  #choices: Choice[] = [];

  constructor(parts: {
    text: string;
    stored: string;
    heard: Heard;
    memory: Memory;
    knowledge: Knowledge;
    secrets: readonly SecretKind[];
    action: Action | undefined;
    away: number;
    at: number;
  }) {
    this.text = parts.text;
    this.stored = parts.stored.trim();
    this.heard = parts.heard;
    this.understanding = parts.heard.look.understanding;
    this.service = serviceMeant(this.understanding);
    this.memory = parts.memory;
    this.knowledge = parts.knowledge;
    this.secrets = parts.secrets;
    this.action = parts.action;
    this.away = parts.away;
    this.at = parts.at;
  }

  /** All words that tell which way is meant. */
  get words(): string {
    return this.earlier === '' ? this.text : `${this.earlier} ${this.text}`;
  }

  say(text: string, options: { cites?: readonly string[]; citations?: Citation[]; step?: Message['step'] } = {}): void {
    // Nothing is said twice in one turn.
    if (this.messages.some((message) => message.text === text.trim())) return;
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

  /** The conversation goes over to a human with this turn. */
  get isHandedOver(): boolean {
    return this.requests.some(({ kind }) => kind === 'open_case');
  }

  has(entity: Understanding['entities'][number]['type']): boolean {
    return this.understanding.entities.some((found) => found.type === entity);
  }
}
