/** Whether what a labelled turn names stands in the knowledge: one plain sentence for what does not. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { INTENTS, SERVICE_IDS, type ServiceId } from '../language/types.ts';
import { EXPECTATIONS, type Expectation } from './context.ts';
import { CONTROLS, DOINGS, MEANS, MOVES, PLACES, RESULTS, STANCES, WAYS } from './reading.ts';

/** Fields of a context or a reading, as they stand in the line. */
export type Fields = Readonly<Record<string, unknown>>;
type Problem = string | undefined;

/** What the knowledge holds at some services; where an id is given, within the entry of that id. */
class Known {
  readonly #knowledge: Knowledge;
  readonly #services: readonly (ServiceId | null)[];

  /** @param service null: whatever any service has */
  constructor(knowledge: Knowledge, service: ServiceId | null) {
    this.#knowledge = knowledge;
    this.#services = service === null ? [...SERVICE_IDS, null] : [service];
  }

  /** Looks for an id in one kind of entry. */
  has(kind: 'facts' | 'topics' | 'causes' | 'questions', id: unknown): Problem {
    const found = this.#services.some((service) => this.#knowledge[kind](service).some((entry) => entry.id === id));
    return found ? undefined : `no ${kind.slice(0, -1)} 「${id}」`;
  }

  /** @param answer null: does not know */
  answer(question: unknown, answer: unknown): Problem {
    const entries = this.#services.flatMap((service) => this.#knowledge.question(service, String(question)) ?? []);
    const lists = entries.map(({ answers }) => answers);
    return answer === null
      ? this.has('questions', question)
      : within(['question', question, lists], ['answer', answer]);
  }

  remedy(cause: unknown, remedy: unknown): Problem {
    const entries = this.#services.flatMap((service) => this.#knowledge.cause(service, String(cause)) ?? []);
    const lists = entries.map(({ remedies }) => remedies);
    return within(['cause', cause, lists], ['remedy', remedy]);
  }

  step(procedure: unknown, step: unknown): Problem {
    const entries = this.#services.flatMap((service) => this.#knowledge.procedure(service, String(procedure)) ?? []);
    const lists = entries.map(({ steps }) => steps);
    return within(['procedure', procedure, lists], ['step', step]);
  }
}

type Lists = readonly (readonly { id: string }[])[];

function within([whole, wholeId, lists]: [string, unknown, Lists], [part, partId]: [string, unknown]): Problem {
  if (lists.length === 0) return `no ${whole} 「${wholeId}」`;
  const found = lists.some((list) => list.some(({ id }) => id === partId));
  return found ? undefined : `the ${whole} 「${wholeId}」 has no ${part} 「${partId}」`;
}

/** Whether a value is one of a closed list. */
function oneOf(name: string, values: readonly unknown[], value: unknown): Problem {
  return values.includes(value) ? undefined : `${name} is 「${value}」; it must be one of ${values.join(', ')}`;
}

const isBoolean = (name: string, value: unknown): Problem => oneOf(name, [true, false], value);
const DANGERS = ['fraud_or_lost_card', 'phishing_suspected'];

const CONTEXTS: Readonly<Record<Expectation, (after: Fields, known: Known) => Problem>> = {
  question: ({ question }, known) => known.has('questions', question),
  result: ({ cause, remedy }, known) => known.remedy(cause, remedy),
  step: ({ procedure, step }, known) => known.step(procedure, step),
  topic: ({ topic }, known) => known.has('topics', topic),
  service: ({ intent }) => oneOf('intent', INTENTS, intent),
  danger: ({ danger, typed = false }) => oneOf('danger', DANGERS, danger) ?? isBoolean('typed', typed),
  waiting: () => undefined,
  nothing: () => undefined,
};

const READINGS: Readonly<Record<string, (reading: Fields, known: Known) => Problem>> = {
  answer: ({ question, answer }, known) => known.answer(question, answer),
  correct: ({ question, answer }, known) => known.answer(question, answer),
  result: ({ value }) => oneOf('value', RESULTS, value),
  move: ({ move }) => oneOf('move', MOVES, move),
  ask: asked,
  need: ({ intent, topic, service = null }, known) =>
    oneOf('intent', INTENTS, intent) ??
    oneOf('service', [...SERVICE_IDS, null], service) ??
    (topic === undefined ? undefined : known.has('topics', topic)),
  service: ({ service, not, unknown }) =>
    unknown === true ? undefined : oneOf('service', SERVICE_IDS, service ?? not),
  tell: told,
  control: ({ what }) => oneOf('what', CONTROLS, what),
  human: () => undefined,
  danger: ({ danger, typed = false }) => oneOf('danger', DANGERS, danger) ?? isBoolean('typed', typed),
  crisis: () => undefined,
  stance: ({ stance }) => oneOf('stance', STANCES, stance),
  none: () => undefined,
};

function asked({ fact, step, topic, term, why, unknown }: Fields, known: Known): Problem {
  if (fact !== undefined) return known.has('facts', fact);
  if (topic !== undefined) return known.has('topics', topic);
  if (term !== undefined) return typeof term === 'string' ? undefined : 'term must be a word';
  if (step !== undefined) {
    const [procedure, id] = String(step).split('/');
    return known.step(procedure, id);
  }
  return why === true || unknown === true ? undefined : 'ask says neither fact, step, topic, term, why nor unknown';
}

/** Means, ways and the like: a field each, with the words it may have. */
const TOLD: readonly [name: string, values: readonly unknown[]][] = [
  ['has', MEANS],
  ['lacks', MEANS],
  ['prefers', WAYS],
  ['refuses', WAYS],
  ['cannot', DOINGS],
  ['at', PLACES],
  ['reported', [true, false]],
];

function told(reading: Fields, known: Known): Problem {
  const { question, answer, cause, holds, tries } = reading;
  if (question !== undefined) return known.answer(question, answer);
  if (cause !== undefined) return known.has('causes', cause) ?? isBoolean('holds', holds);
  if (tries !== undefined)
    return typeof tries === 'number' || tries === 'many'
      ? undefined
      : `tries is 「${tries}」; it must be a number or many`;
  for (const [name, values] of TOLD) if (name in reading) return oneOf(name, values, reading[name]);
  return `tell says none of question, cause, tries, ${TOLD.map(([name]) => name).join(', ')}`;
}

/** @returns what is wrong with what was said last, or undefined */
export function contextProblem(after: Fields, knowledge: Knowledge): Problem {
  const service = (after.service ?? null) as ServiceId | null;
  const problem = oneOf('service', [...SERVICE_IDS, null], service) ?? oneOf('expect', EXPECTATIONS, after.expect);
  return problem ?? CONTEXTS[after.expect as Expectation](after, new Known(knowledge, service));
}

/** @returns what is wrong with a reading, or undefined. What it names may belong to another service than the one spoken of. */
export function readingProblem(reading: Fields, knowledge: Knowledge): Problem {
  const check = READINGS[String(reading.kind)];
  return check ? check(reading, new Known(knowledge, null)) : `there is no reading of the kind 「${reading.kind}」`;
}
