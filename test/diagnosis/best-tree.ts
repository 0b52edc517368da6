import { heard, type WeighedCause } from '../../dialogs/differential.ts';
import { type Ledger, newLedger, nextRemedy } from '../../dialogs/ledger.ts';
import { nextQuestion } from '../../dialogs/next-question.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { LIKELIHOOD, PRIOR } from '../../knowledge/likelihood.ts';
import type { Cause, Question, Remedy } from '../../knowledge/schema.ts';
import type { ServiceId } from '../../language/types.ts';
import { type Asking, keyOf, MOST_CAUSES, ourAsking } from './consultation.ts';
import { given, NOISE } from './people.ts';

/** Below this part of `least` nobody is counted any more. */
const NEGLIGIBLE = 1 / 10;

/** A point in a consultation. Numbers stand in the order of the causes. */
interface Node {
  ledger: Ledger;
  /** What the diagnosis believes, up to a common factor. */
  belief: number[];
  /** The share of all people who come here, by their real cause. */
  here: number[];
}

/**
 * The decision tree with the fewest questions on average, by exhaustive search: at every point that is open by the
 * diagnosis's own stop rule each question not yet asked is tried, with each answer and 「わからない」. The people are
 * those of `people.ts`, so the tree knows the noise. Where fewer than `least` of all people come, it asks as the diagnosis.
 */
export class BestTree {
  readonly #knowledge: Knowledge;
  readonly #service: ServiceId;
  readonly #least: number;
  readonly #causes: Cause[];
  readonly #questions: Question[];
  readonly #found = new Map<string, { questions: number; first: Question | undefined }>();

  constructor(knowledge: Knowledge, service: ServiceId, least: number) {
    this.#knowledge = knowledge;
    this.#service = service;
    this.#least = least;
    this.#causes = knowledge.causes(service);
    this.#questions = knowledge.questions(service);
    const priors = this.#causes.map(({ prior }) => PRIOR[prior]);
    const sum = total(priors);
    this.#search({ ledger: newLedger(''), belief: priors, here: priors.map((prior) => prior / sum) });
  }

  /** How many points were searched. */
  get size(): number {
    return this.#found.size;
  }

  /** Asks as the tree does; where the search did not go, as the diagnosis does. */
  asking(): Asking {
    const ours = ourAsking(this.#knowledge, this.#service);
    return (ledger, weighed) => {
      const found = this.#found.get(keyOf(ledger));
      return found ? found.first : ours(ledger, weighed);
    };
  }

  /** The questions still to come from here on, added up over the people who are here. */
  #search(node: Node): number {
    const here = total(node.here);
    if (here < this.#least * NEGLIGIBLE) return 0;
    const key = keyOf(node.ledger);
    const known = this.#found.get(key);
    if (known) return known.questions;
    const weighed = this.#weighed(node);
    const ours = nextQuestion(this.#knowledge, this.#service, node.ledger, weighed);
    const found = { first: ours, questions: 0 };
    if (!ours) found.questions = this.#act(node, weighed[0]?.cause);
    else if (here < this.#least) found.questions = this.#cost(node, ours, Number.POSITIVE_INFINITY);
    else Object.assign(found, this.#fewest(node));
    this.#found.set(key, found);
    return found.questions;
  }

  #fewest(node: Node): { questions: number; first: Question | undefined } {
    const asked = new Set(node.ledger.asked.map(({ question }) => question));
    let best: { questions: number; first: Question | undefined } = {
      questions: Number.POSITIVE_INFINITY,
      first: undefined,
    };
    for (const question of this.#questions) {
      if (asked.has(question.id)) continue;
      const questions = this.#cost(node, question, best.questions);
      if (questions < best.questions) best = { questions, first: question };
    }
    return best;
  }

  /** Given up as soon as it is no better than `limit`. */
  #cost(node: Node, question: Question, limit: number): number {
    const heardBy = this.#causes.map((cause) => heard(question, cause.id));
    const givenBy = this.#causes.map((cause) => given(question, cause.id));
    let cost = total(node.here);
    for (const [at, answer] of question.answers.entries()) {
      if (cost >= limit) return cost;
      cost += this.#search({
        ledger: withAnswer(node.ledger, question.id, answer.id),
        belief: node.belief.map((value, cause) => value * (heardBy[cause]?.[at] ?? 0)),
        here: node.here.map((value, cause) => value * (givenBy[cause]?.[at] ?? 0)),
      });
    }
    const here = node.here.map((value) => (value * NOISE) / 2);
    return cost + this.#search({ ledger: withAnswer(node.ledger, question.id, null), belief: node.belief, here });
  }

  /** The remedy of the likeliest cause: whoever it helps is done, the others go on. */
  #act({ ledger, belief, here }: Node, cause: Cause | undefined): number {
    if (!cause) return 0;
    const acted = new Set([...ledger.tried.map((entry) => entry.cause), cause.id]);
    if (acted.size > MOST_CAUSES) return 0;
    const remedy = nextRemedy(cause, ledger);
    const tried = [...ledger.tried, { cause: cause.id, remedy: remedy.id, result: 'not_solved' as const }];
    const left = this.#causes.map((entry) => leftAfter(entry, remedy, tried));
    return this.#search({
      ledger: { ...ledger, tried },
      belief: belief.map((value, at) => value * (left[at] ?? 1)),
      here: here.map((value, at) => (left[at] === 1 ? value : 0)),
    });
  }

  #weighed({ belief }: Node): WeighedCause[] {
    const sum = total(belief);
    return this.#causes
      .map((cause, at) => ({ cause, probability: (belief[at] ?? 0) / sum }))
      .filter(({ probability }) => probability > 0)
      .sort((a, b) => b.probability - a.probability);
  }
}

/** What is left of the belief in the cause once the remedy was in vain: all, if it is none of the cause's remedies. */
function leftAfter(cause: Cause, remedy: Remedy, tried: Ledger['tried']): number {
  const own = cause.remedies.find(({ id }) => id === remedy.id);
  if (!own) return 1;
  const exhausted = cause.remedies.every(({ id }) => tried.some((entry) => entry.remedy === id));
  return exhausted ? 0 : 1 - LIKELIHOOD[own.success];
}

function withAnswer(ledger: Ledger, question: string, answer: string | null): Ledger {
  return { ...ledger, asked: [...ledger.asked, { question, answer }] };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
