import type { Intent, ServiceId } from '../language/types.ts';
import type { Matter, Memory } from './memory.ts';
import { INTENT_LABELS } from './sayings.ts';
import type { Turn } from './turn.ts';

/** Puts a matter on the list of what waits; one that waits already, or is in hand, is not put there twice. */
export function putOnAgenda({ memory }: Turn, matter: Matter): boolean {
  const same = (other: Matter) =>
    other.intent === matter.intent && other.topic === matter.topic && other.service === matter.service;
  if (memory.agenda.some(same)) return false;
  memory.agenda.push(matter);
  return true;
}

/** A matter in hand waits no longer. */
export function takeOff(memory: Memory, service: ServiceId | null, intent?: Intent): void {
  memory.agenda = memory.agenda.filter(
    (matter) => !(matter.service === service && (intent === undefined || matter.intent === intent)),
  );
}

/** 「暗証番号を忘れた」のこと, as it is named back to the person. */
export function nameOf(turn: Turn, { service, intent, topic }: Matter): string {
  const named = topic ? turn.knowledge.topic(service ?? turn.memory.service, topic)?.name : undefined;
  const name = named ?? INTENT_LABELS[intent];
  const other = service && service !== turn.memory.service ? `${turn.knowledge.service(service).short}の` : '';
  return `${other}「${name}」`;
}
