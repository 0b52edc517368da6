import type { ServiceId } from '../language/types.ts';

/** What was said or asked last, and is waited for: everything a message is read against. Ids of `knowledge/`, so that wordings may change. */
export interface Context {
  service: ServiceId | null;
  expect: Expectation;
  question?: string;
  /** With `result`: the cause and the remedy that was given. */
  cause?: string;
  remedy?: string;
  procedure?: string;
  step?: string;
  topic?: string;
  /** With `service`: what the service was asked for. */
  intent?: string;
  danger?: Danger;
  /** With `danger`: something was given away already. */
  typed?: boolean;
  /** Open beneath what was said last: a question that still waits while a topic is spoken of. */
  beneath?: { question?: string; cause?: string; remedy?: string; procedure?: string; step?: string };
  /** Questions that were answered before, the latest last: what a correction may be about. */
  answered?: readonly string[];
  /** Labels of the choices on offer. */
  offered?: readonly string[];
}

export const EXPECTATIONS = ['question', 'result', 'step', 'topic', 'service', 'danger', 'waiting', 'nothing'] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

export type Danger = 'fraud_or_lost_card' | 'phishing_suspected';
