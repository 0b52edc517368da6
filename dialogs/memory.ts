import type { Means } from '../knowledge/schema.ts';
import type { Intent, ServiceId } from '../language/types.ts';
import type { Action } from './action.ts';
import type { Ledger } from './ledger.ts';
import type { Page } from './page.ts';
import type { Subject } from './subject.ts';
import type { Later } from './two-services.ts';

/** Raised when dialogs change so that a stored stack no longer fits: such conversations start anew, politely. */
export const FLOW_VERSION = 1;

export interface Choice {
  /** At most 20 characters. */
  label: string;
  action: Action;
}

/** What the conversation remembers between turns. Plain JSON; no secret ever enters it. */
export interface Memory {
  flowVersion: number;
  greeted: boolean;
  service: ServiceId | null;
  /** What was found out, per service; `unknown` until the service is known. */
  ledgers: Partial<Record<ServiceId | 'unknown', Ledger>>;
  /** The choices under the last message: a label or a number picks one. */
  offered: Choice[];
  /** Messages not understood in a row. */
  misunderstood: number;
  /** What was asked for last, for the story of a case. */
  intent: Intent | null;
  /** The danger spoken of: it stays in mind until the person turns to something else. */
  danger: Intent | null;
  /** The card's company was told of the danger already. */
  reported?: boolean;
  /** What was spoken of last: a follow-up question is about it. */
  subject: Subject | null;
  /** Matters at other services that wait until the one in hand is done. */
  later: Later[];
  /** A procedure that was stopped before its end, so that it can go on. */
  paused: { service: ServiceId | null; procedure: string; at: number } | null;
  /** Wrong resume codes tried here. */
  resumeTries: number;
  /** When the person last wrote, milliseconds since 1970; 0 before the first message. */
  lastAt: number;
  /** The person sounded distressed: no calming formula, no flow by itself. */
  distressed: boolean;
  /** What the person says not to have at hand. */
  without: Means[];
  /** Device, system and browser in the person's own words. */
  device: string;
  /** What the chat page shows of the device it is open on; null where there is no page. */
  page: Page | null;
  /** The login fails on another device than the one that shows the page: what it shows is no evidence. */
  elsewhere: boolean;
  /** Signs of the page that have been told. */
  signsTold: string[];
}

export function newMemory(): Memory {
  return {
    flowVersion: FLOW_VERSION,
    greeted: false,
    service: null,
    ledgers: {},
    offered: [],
    misunderstood: 0,
    intent: null,
    danger: null,
    subject: null,
    later: [],
    paused: null,
    resumeTries: 0,
    lastAt: 0,
    distressed: false,
    without: [],
    device: '',
    page: null,
    elsewhere: false,
    signsTold: [],
  };
}
