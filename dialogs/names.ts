import { INTENT_LABELS } from '../knowledge/intent-labels.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Intent, ServiceId } from '../language/types.ts';

/** Names of what the knowledge holds, as the service has it; the other services' where it has none of that id. */
export class Names {
  readonly #knowledge: Knowledge;
  readonly #services: readonly (ServiceId | null)[];

  constructor(knowledge: Knowledge, service: ServiceId | null) {
    this.#knowledge = knowledge;
    this.#services = [service, ...knowledge.services().map(({ id }) => id)];
  }

  question(id: string): string {
    return this.#first(id, (service) => this.#knowledge.question(service, id)?.ask);
  }

  answer(question: string, id: string): string {
    const answers = (service: ServiceId | null) => this.#knowledge.question(service, question)?.answers;
    return this.#first(id, (service) => answers(service)?.find((answer) => answer.id === id)?.label);
  }

  cause(id: string): string {
    return this.#first(id, (service) => this.#knowledge.cause(service, id)?.name);
  }

  topic(id: string): string {
    return this.#first(id, (service) => this.#knowledge.topic(service, id)?.name);
  }

  procedure(id: string): string {
    return this.#first(id, (service) => this.#knowledge.procedure(service, id)?.name);
  }

  /** @param place `procedure/step` */
  step(place: string): string {
    const [procedure = '', step] = place.split('/');
    const steps = (service: ServiceId | null) => this.#knowledge.procedure(service, procedure)?.steps;
    return this.#first(step ?? place, (service) => steps(service)?.find(({ id }) => id === step)?.say);
  }

  fact(id: string): string {
    return this.#first(id, (service) => this.#knowledge.facts(service).find((fact) => fact.id === id)?.text);
  }

  service(id: string): string {
    return this.#knowledge.services().find((service) => service.id === id)?.short ?? id;
  }

  intent(id: string): string {
    return INTENT_LABELS[id as Intent] ?? id;
  }

  #first(id: string, find: (service: ServiceId | null) => string | undefined): string {
    for (const service of this.#services) {
      const name = find(service);
      if (name) return shortened(name);
    }
    return id;
  }
}

const LONGEST_NAME = 32;
/** A first sentence this long says what the text is about. */
const SENTENCE = /^[^。]{6,31}(?=。)/u;

/** In one line, and no longer than one reads at a glance. */
function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const characters = [...(SENTENCE.exec(line)?.[0] ?? line.replace(/。$/u, ''))];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME).join('')}…` : characters.join('');
}
