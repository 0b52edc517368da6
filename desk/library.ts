import type { Knowledge } from '../knowledge/knowledge.ts';
import type { ServiceId } from '../language/types.ts';

/** A text that staff may put into an answer, with the document it rests on. */
export interface Insert {
  id: string;
  title: string;
  text: string;
  /** Shown as 出典; empty when it rests on no document. */
  source: string;
}

export interface Procedure extends Insert {
  /** How many steps the bot would walk. */
  steps: number;
}

export interface ServiceLevels {
  firstAnswerMinutes: number;
  nextAnswerMinutes: number;
}

/** What Tobira knows, as far as staff use it. */
export interface DeskLibrary {
  serviceLevels: ServiceLevels;
  teams: readonly { id: string; name: string }[];
  /** The causes of every service, and the general ones under null. */
  causes: readonly { service: string | null; id: string; name: string }[];
  /** What staff may say, ready made. */
  replies(service: string | null): Insert[];
  facts(service: string | null): Insert[];
  procedures(service: string | null): Procedure[];
}

export function libraryOf(knowledge: Knowledge): DeskLibrary {
  const services = [null, ...knowledge.services().map(({ id }) => id)];
  return {
    serviceLevels: knowledge.serviceLevels,
    teams: knowledge.teams,
    causes: services.flatMap((service) => knowledge.causes(service).map(({ id, name }) => ({ service, id, name }))),
    replies: (service) =>
      knowledge.replies(service as ServiceId | null).map(({ id, title, text }) => ({ id, title, text, source: '' })),
    facts: (service) =>
      knowledge.facts(service as ServiceId | null).map(({ id, text }) => ({
        id,
        title: text,
        text,
        source: sourceOf(knowledge, service, [id]),
      })),
    procedures: (service) =>
      knowledge.procedures(service as ServiceId | null).map(({ id, name, steps, cites }) => ({
        id,
        title: name,
        text: steps.map((step, index) => `${index + 1}. ${step.say}`).join('\n'),
        source: sourceOf(knowledge, service, cites),
        steps: steps.length,
      })),
  };
}

function sourceOf(knowledge: Knowledge, service: string | null, facts: readonly string[]): string {
  const names = knowledge.citations(service as ServiceId | null, facts).map(({ name }) => name);
  return [...new Set(names)].join('、');
}
