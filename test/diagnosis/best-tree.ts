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

/** What is known of a point. */
interface Found {
  /** What the diagnosis would ask; undefined where it acts. */
  ours: Question | undefined;
  /** The best question, once `exact`; undefined where it is time to act. */
  first?: Question | undefined;
  /** The questions still to come from here on, added up over the people who are here: so many, or at least so many. */
  questions: number;
  exact: boolean;
}

/**
 * The decision tree with the fewest questions on average, by exhaustive search: at every point that is open by the
 * diagnosis's own stop rule each question not yet asked is tried, with each answer and 「わからない」, unless it cannot be
 * better: whoever comes to an open point is asked at least once more. The people are those of `people.ts`, so the tree
 * knows the noise. Where fewer than `least` of all people come, it asks as the diagnosis.
 */
export class BestTree {
  readonly #knowledge: Knowledge;
  readonly #service: ServiceId;
  readonly #least: number;
  readonly #causes: Cause[];
  readonly #questions: Question[];
  readonly #found = new Map<string, Found>();

  constructor(knowledge: Knowledge, service: ServiceId, least: number) {
    this.#knowledge = knowledge;
    this.#service = service;
    this.#least = least;
    this.#causes = knowledge.causes(service);
    this.#questions = knowledge.questions(service);
    const priors = this.#causes.map(({ prior }) => PRIOR[prior]);
    const sum = total(priors);
    const root = { ledger: newLedger(), belief: priors, here: priors.map((prior) => prior / sum) };
    this.#search(root, Number.POSITIVE_INFINITY);
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
      return found?.exact ? found.first : ours(ledger, weighed);
    };
  }

  /** The questions still to come from here on, added up over the people who are here; at least `limit`, if no better is found. */
  #search(node: Node, limit: number): number {
    const here = total(node.here);
    if (here < this.#least * NEGLIGIBLE) return 0;
    const found = this.#find(node);
    if (found.exact || found.questions >= limit) return found.questions;
    let best: { questions: number; first: Question | undefined };
    if (!found.ours) best = { questions: this.#act(node, limit), first: undefined };
    else if (here < this.#least) best = { questions: this.#cost(node, found.ours, limit), first: found.ours };
    else best = this.#fewest(node, found.ours, limit);
    Object.assign(found, best, { exact: best.questions < limit });
    return best.questions;
  }

  #find(node: Node): Found {
    const key = keyOf(node.ledger);
    let found = this.#found.get(key);
    if (!found) {
      const ours = nextQuestion(this.#knowledge, this.#service, node.ledger, this.#weighed(node));
      found = { ours, questions: ours ? total(node.here) : 0, exact: false };
      this.#found.set(key, found);
    }
    return found;
  }

  #fewest(node: Node, ours: Question, limit: number): { questions: number; first: Question | undefined } {
    const asked = new Set(node.ledger.asked.map(({ question }) => question));
    const others = this.#questions
      .filter((question) => question !== ours && !asked.has(question.id))
      .map((question) => ({ question, least: this.#leastCost(node, question) }))
      .sort((a, b) => a.least - b.least);
    let best = { questions: limit, first: undefined as Question | undefined };
    for (const { question, least } of [{ question: ours, least: 0 }, ...others]) {
      if (least >= best.questions) break;
      const questions = this.#cost(node, question, best.questions);
      if (questions < best.questions) best = { questions, first: question };
    }
    return best;
  }

  #leastCost(node: Node, question: Question): number {
    return total(node.here) + total(this.#after(node, question).map((next) => this.#atLeast(next)));
  }

  #atLeast(node: Node): number {
    return total(node.here) < this.#least * NEGLIGIBLE ? 0 : this.#find(node).questions;
  }

  /** Given up as soon as it is no better than `limit`. */
  #cost(node: Node, question: Question, limit: number): number {
    const after = this.#after(node, question).map((next) => ({ next, least: this.#atLeast(next) }));
    let cost = total(node.here) + total(after.map(({ least }) => least));
    for (const { next, least } of after) {
      if (cost >= limit) return cost;
      cost += this.#search(next, limit - cost + least) - least;
    }
    return cost;
  }

  /** Where each answer and 「わからない」 lead. */
  #after(node: Node, question: Question): Node[] {
    const heardBy = this.#causes.map((cause) => heard(question, cause.id));
    const givenBy = this.#causes.map((cause) => given(question, cause.id));
    const answers = question.answers.map((answer, at) => ({
      ledger: withAnswer(node.ledger, question.id, answer.id),
      belief: node.belief.map((value, cause) => value * (heardBy[cause]?.[at] ?? 0)),
      here: node.here.map((value, cause) => value * (givenBy[cause]?.[at] ?? 0)),
    }));
    const here = node.here.map((value) => (value * NOISE) / 2);
    return [...answers, { ledger: withAnswer(node.ledger, question.id, null), belief: node.belief, here }];
  }

  /** The remedy of the likeliest cause: whoever it helps is done, the others go on. */
  #act(node: Node, limit: number): number {
    const { ledger, belief, here } = node;
    const cause = this.#weighed(node)[0]?.cause;
    if (!cause) return 0;
    const acted = new Set([...ledger.tried.map((entry) => entry.cause), cause.id]);
    if (acted.size > MOST_CAUSES) return 0;
    const remedy = nextRemedy(cause, ledger);
    const tried = [...ledger.tried, { cause: cause.id, remedy: remedy.id, result: 'not_solved' as const }];
    const left = this.#causes.map((entry) => leftAfter(entry, remedy, tried));
    return this.#search(
      {
        ledger: { ...ledger, tried },
        belief: belief.map((value, at) => value * (left[at] ?? 1)),
        here: here.map((value, at) => (left[at] === 1 ? value : 0)),
      },
      limit,
    );
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
