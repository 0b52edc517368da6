import type { Means } from '../knowledge/schema.ts';
import type { Intent, ServiceId } from '../language/types.ts';
import type { Action } from './action.ts';
import type { DangerTold, Told } from './first-words.ts';
import type { Ledger } from './ledger.ts';
import type { Page } from './page.ts';

/** Raised when dialogs change so that a stored state no longer fits: such conversations start anew, politely. */
export const FLOW_VERSION = 2;

export interface Choice {
  /** At most 20 characters. */
  label: string;
  action: Action;
}

/** What is under way and waits for the person. The last one waits now; those before it go on afterwards. */
export type Thread = DiagnosisThread | ProcedureThread | ServiceThread;

export interface DiagnosisThread {
  kind: 'diagnosis';
  phase: 'question' | 'remedy';
  question?: string;
  cause?: string;
  remedy?: string;
  /** How often the question was asked again. */
  again?: number;
  /** Notices already told. */
  told: string[];
}

export interface ProcedureThread {
  kind: 'procedure';
  procedure: string;
  /** Index of the step on show. */
  at: number;
  /** How often the person said that this step does not work. */
  stuck: number;
}

export interface ServiceThread {
  kind: 'service';
  /** What goes on when the service is known. */
  onward: Action;
  /** The services in question; empty: all. */
  among: ServiceId[];
  /** Hints given how to tell the service. */
  hints: number;
  /** What the person said before the service was known: it still counts. */
  said: string;
}

/** What was spoken of last: a follow-up question is about it. */
export interface Subject {
  kind: 'topic' | 'procedure' | 'cause';
  id: string;
  service: ServiceId | null;
  /** How often more was told about it. */
  more?: number;
}

/** A matter that waits until the one in hand is done. */
export interface Matter {
  service: ServiceId | null;
  intent: Intent;
  topic?: string;
  /** What was open when it was put aside. */
  threads?: Thread[];
}

/** What the person is able to use, wants and is able to do, in the terms of readings. */
export interface Circumstances {
  has: string[];
  lacks: string[];
  prefers: string[];
  refuses: string[];
  cannot: string[];
  at: string[];
}

/** What the conversation remembers between turns. Plain JSON; no secret ever enters it. */
export interface Memory {
  flowVersion: number;
  greeted: boolean;
  service: ServiceId | null;
  threads: Thread[];
  /** What was found out, per service; `unknown` until the service is known. */
  ledgers: Partial<Record<ServiceId | 'unknown', Ledger>>;
  /** What was said first, per service, in the person's own words; `unknown` until the service is known. See `first-words.ts`. */
  told: Partial<Record<ServiceId | 'unknown', Told>>;
  /** What was said of a danger; it stays when the person turns to something else. */
  dangerTold: DangerTold | null;
  /** The choices under the last message: a label or a number picks one. */
  offered: Choice[];
  /** Messages not understood in a row. */
  misunderstood: number;
  /** What was asked for last, for the story of a case. */
  intent: Intent | null;
  /** The danger spoken of: it stays in mind until the person turns to something else. */
  danger: Intent | null;
  /** Something was given away already. */
  gaveAway: boolean;
  /** The card's company was told of the danger already. */
  reported: boolean;
  /** What was spoken of last: a follow-up question is about it. */
  subject: Subject | null;
  /** Matters that wait until the one in hand is done, the next first. */
  agenda: Matter[];
  /** A procedure that was stopped before its end, so that it can go on. */
  paused: { service: ServiceId | null; procedure: string; at: number } | null;
  /** Wrong resume codes tried here. */
  resumeTries: number;
  /** When the person last wrote, milliseconds since 1970; 0 before the first message. */
  lastAt: number;
  /** The person sounded distressed: no calming formula, no flow by itself. */
  distressed: boolean;
  circumstances: Circumstances;
  /** Device, system and browser in the person's own words. */
  device: string;
  /** What the chat page shows of the device it is open on; null where there is no page. */
  page: Page | null;
  /** The login fails on another device than the one that shows the page: what it shows is no evidence. */
  elsewhere: boolean;
  /** Signs of the page that have been told. */
  signsTold: string[];
  /** How often each text was said, by its hash. */
  said: Record<string, number>;
  /** Hashes of what was said in the last turn. */
  lastSaid: string[];
}

export function newMemory(): Memory {
  return {
    flowVersion: FLOW_VERSION,
    greeted: false,
    service: null,
    threads: [],
    ledgers: {},
    told: {},
    dangerTold: null,
    offered: [],
    misunderstood: 0,
    intent: null,
    danger: null,
    gaveAway: false,
    reported: false,
    subject: null,
    agenda: [],
    paused: null,
    resumeTries: 0,
    lastAt: 0,
    distressed: false,
    circumstances: { has: [], lacks: [], prefers: [], refuses: [], cannot: [], at: [] },
    device: '',
    page: null,
    elsewhere: false,
    signsTold: [],
    said: {},
    lastSaid: [],
  };
}

/** Whether the person lacks what a way needs. */
export function lacks({ circumstances }: Memory, means: Means): boolean {
  return circumstances.lacks.includes(means);
}
