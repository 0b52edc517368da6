import type { ServiceId } from '../language/types.ts';
import type { Action } from './action.ts';
import type { Choice, ServiceThread } from './memory.ts';
import { SAYINGS } from './sayings.ts';
import { openService, pop, push } from './threads.ts';
import type { Turn } from './turn.ts';

const HINTS = [SAYINGS.serviceHint, SAYINGS.serviceHintAgain];

/** Asks which service is meant, or which of two first. What the question was open for before gives way: it is asked once, for what is wanted now. */
export function askService(turn: Turn, onward: Action, among: readonly ServiceId[] = []): void {
  const before = openService(turn);
  if (before) pop(turn);
  const said = [before?.said, turn.action ? '' : turn.words].filter(Boolean).join(' ');
  const thread: ServiceThread = { kind: 'service', onward, among: [...among], hints: 0, said };
  push(turn, thread);
  repeatService(turn, thread);
}

export function repeatService(turn: Turn, thread: ServiceThread): void {
  turn.say(thread.among.length > 0 ? whichFirst(turn, thread.among) : SAYINGS.whichService);
  turn.offer(serviceChoices(turn, thread));
}

/** The next hint how to tell the service. Returns false when there is none left. */
export function hintAtService(turn: Turn, thread: ServiceThread, heard = ''): boolean {
  const hint = HINTS[thread.hints];
  if (!hint) return false;
  thread.hints += 1;
  turn.say(heard ? `${heard}\n${hint}` : hint);
  turn.offer(serviceChoices(turn, thread));
  return true;
}

function whichFirst(turn: Turn, among: readonly ServiceId[]): string {
  const names = among.map((service) => turn.knowledge.service(service).short);
  return `${names.join('と')}の、2つのご相談ですね。ひとつずつご案内します。\nどちらから始めましょうか。`;
}

export function serviceChoices(turn: Turn, { among }: ServiceThread): Choice[] {
  const all = turn.knowledge.services();
  const asked = among.length > 0 ? among.map((id) => turn.knowledge.service(id)) : all;
  const services = asked.map(
    (service): Choice => ({ label: service.short, action: { kind: 'service', service: service.id } }),
  );
  const unknown = among.length > 0 ? 'どちらでもよい' : 'わからない';
  return [...services, { label: unknown, action: { kind: 'service', service: null } }];
}
