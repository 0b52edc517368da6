import type { Option, Procedure, Topic } from '../knowledge/schema.ts';
import type { ServiceId } from '../language/types.ts';
import type { Turn } from './turn.ts';

/** What was spoken of last: a follow-up question is about it. */
export interface Subject {
  kind: 'topic' | 'procedure' | 'cause';
  id: string;
  service: ServiceId | null;
  /** How often more was told about it. */
  more?: number;
}

/** Keeps what is spoken of now. */
export function speakOf(turn: Turn, kind: Subject['kind'], id: string): void {
  turn.memory.subject = { kind, id, service: turn.memory.service };
}

/** What was spoken of last, while its service is still the one in hand. */
export function subjectOf({ memory }: Turn): Subject | undefined {
  return memory.subject && memory.subject.service === memory.service ? memory.subject : undefined;
}

/** The ways on from the subject; those of a procedure are the ways of the topics that offer it. */
export function waysOf(turn: Turn, { kind, id }: Subject): Option[] {
  const { knowledge, memory } = turn;
  if (kind === 'topic') return knowledge.topic(memory.service, id)?.options ?? [];
  if (kind === 'cause') return (knowledge.cause(memory.service, id)?.remedies ?? []).flatMap(({ options }) => options);
  return topicsOffering(turn, id)
    .flatMap(({ options }) => options)
    .filter(({ to }) => to.procedure !== id);
}

/** Ids of the facts that were spoken of themselves. */
export function ownFacts({ knowledge, memory }: Turn, { kind, id }: Subject): string[] {
  if (kind === 'topic') return knowledge.topic(memory.service, id)?.cites ?? [];
  if (kind === 'procedure') return citesOf(knowledge.procedure(memory.service, id));
  const cause = knowledge.cause(memory.service, id);
  return [...(cause?.cites ?? []), ...(cause?.remedies ?? []).flatMap(({ cites }) => cites)];
}

/** Ids of the facts of what leads to the subject, or what it leads to. */
export function factsNearby(turn: Turn, { kind, id }: Subject): string[] {
  const { knowledge, memory } = turn;
  if (kind === 'procedure') return topicsOffering(turn, id).flatMap(({ cites }) => cites);
  const options = waysOf(turn, { kind, id, service: memory.service });
  return options.flatMap(({ to }) => (to.procedure ? citesOf(knowledge.procedure(memory.service, to.procedure)) : []));
}

function citesOf(procedure: Procedure | undefined): string[] {
  return procedure ? [...procedure.cites, ...procedure.steps.flatMap((step) => step.cites)] : [];
}

/** The topics that offer a procedure as a way. */
export function topicsOffering({ knowledge, memory }: Turn, procedure: string): Topic[] {
  return knowledge.topics(memory.service).filter(({ options }) => options.some(({ to }) => to.procedure === procedure));
}
