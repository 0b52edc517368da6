import { CLEAR_ENOUGH, type WeighedCause, weigh } from '../../dialogs/differential.ts';
import { answered, type Ledger, newLedger, nextRemedy } from '../../dialogs/ledger.ts';
import { nextQuestion } from '../../dialogs/next-question.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Cause, Question, Remedy } from '../../knowledge/schema.ts';
import type { ServiceId } from '../../language/types.ts';
import type { Person } from './people.ts';

/** Chooses the next question of a way to ask; undefined when it is time to give a remedy. */
export type Asking = (ledger: Ledger, weighed: readonly WeighedCause[]) => Question | undefined;

export interface Outcome {
  questions: number;
  /** Causes acted on until the right one, itself included; 0 when it was not among the first `MOST_CAUSES`. */
  causes: number;
}

/** After so many causes acted on in vain nobody has patience left. */
export const MOST_CAUSES = 3;

interface Step {
  question: Question | undefined;
  cause: Cause | undefined;
}

/** Consultations of one service in one way of asking. The same ledger always leads to the same step, which is kept. */
export class Consultation {
  readonly #knowledge: Knowledge;
  readonly #service: ServiceId;
  readonly #asking: Asking;
  readonly #steps = new Map<string, Step>();

  constructor(knowledge: Knowledge, service: ServiceId, asking: Asking) {
    this.#knowledge = knowledge;
    this.#service = service;
    this.#asking = asking;
  }

  /** One person from the first question to the right remedy, or to the end of patience. */
  hold(person: Person): Outcome {
    const ledger = newLedger();
    const causes = new Set<string>();
    for (;;) {
      const { question, cause } = this.#step(ledger);
      if (question) {
        answered(ledger, question.id, person.answers.get(question.id) ?? null);
        continue;
      }
      if (cause) causes.add(cause.id);
      const questions = ledger.asked.length;
      if (!cause || causes.size > MOST_CAUSES) return { questions, causes: 0 };
      const remedy = nextRemedy(cause, ledger);
      if (helps(remedy, person.cause)) return { questions, causes: causes.size };
      ledger.tried.push({ cause: cause.id, remedy: remedy.id, result: 'not_solved' });
    }
  }

  #step(ledger: Ledger): Step {
    const key = keyOf(ledger);
    let step = this.#steps.get(key);
    if (!step) {
      const weighed = weigh(this.#knowledge, this.#service, ledger);
      step = { question: this.#asking(ledger, weighed), cause: weighed[0]?.cause };
      this.#steps.set(key, step);
    }
    return step;
  }
}

/** A remedy helps against its cause, and against every cause that has the same remedy; against no other. */
export function helps(remedy: Remedy, cause: Cause): boolean {
  return cause.remedies.some(({ id }) => id === remedy.id);
}

/** What has been answered and what has been tried, whatever the order. */
export function keyOf({ asked, tried }: Pick<Ledger, 'asked' | 'tried'>): string {
  const answers = asked.map(({ question, answer }) => `${question}=${answer ?? ''}`).sort();
  return [...answers, ...tried.map(({ remedy }) => remedy).sort()].join(' ');
}

/** As the diagnosis asks. */
export function ourAsking(knowledge: Knowledge, service: ServiceId): Asking {
  return (ledger, weighed) => nextQuestion(knowledge, service, ledger, weighed);
}

/** The questions as they stand in the files, one after another, until one cause is clear. */
export function fixedAsking(knowledge: Knowledge, service: ServiceId): Asking {
  return (ledger, [best]) => {
    const asked = new Set(ledger.asked.map((entry) => entry.question));
    if (!best || best.probability >= CLEAR_ENOUGH) return undefined;
    return knowledge.questions(service).find((question) => !asked.has(question.id));
  };
}

/** The same, but stopping where the diagnosis would stop: only the order differs. */
export function fixedOrderOurStop(knowledge: Knowledge, service: ServiceId): Asking {
  const ours = ourAsking(knowledge, service);
  const fixed = fixedAsking(knowledge, service);
  return (ledger, weighed) => (ours(ledger, weighed) ? fixed(ledger, weighed) : undefined);
}
