import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Cause } from '../../knowledge/schema.ts';
import type { ServiceId } from '../../language/types.ts';
import { BestTree } from './best-tree.ts';
import { type Asking, Consultation, fixedAsking, fixedOrderOurStop, ourAsking } from './consultation.ts';
import { peopleWith, share } from './people.ts';

/** What a way of asking comes to, over people as common as their causes. */
export interface Result {
  /** Mean number of questions. */
  questions: number;
  /** Share of people who are given the right remedy within three causes acted on. */
  reached: number;
  /** Share of people whose first remedy is the right one. */
  atOnce: number;
  byCause: { cause: Cause; questions: number; reached: number; atOnce: number }[];
}

export interface ServiceResult {
  service: ServiceId;
  ours: Result;
  tree: Result;
  fixed: Result;
  fixedOurStop: Result;
  /** Points of the consultation that the search for the best tree went through. */
  searched: number;
}

const PEOPLE = 200;

/** `least`: the best tree is searched wherever at least this share of all people come. */
export function measureService(knowledge: Knowledge, service: ServiceId, least: number): ServiceResult {
  const tree = new BestTree(knowledge, service, least);
  const run = (asking: Asking) => measure(knowledge, service, asking);
  return {
    service,
    ours: run(ourAsking(knowledge, service)),
    tree: run(tree.asking()),
    fixed: run(fixedAsking(knowledge, service)),
    fixedOurStop: run(fixedOrderOurStop(knowledge, service)),
    searched: tree.size,
  };
}

/** The share of people with each cause who are given the right remedy, over so many other draws of 200 people. */
export function reachedInDraws(knowledge: Knowledge, service: ServiceId, draws: number): Map<string, number[]> {
  const consultation = new Consultation(knowledge, service, ourAsking(knowledge, service));
  const reached = (cause: Cause, seed: number) =>
    mean(
      peopleWith(knowledge, service, cause, PEOPLE, seed).map((person) =>
        consultation.hold(person).causes > 0 ? 1 : 0,
      ),
    );
  const seeds = Array.from({ length: draws }, (_, at) => at + 1);
  return new Map(knowledge.causes(service).map((cause) => [cause.id, seeds.map((seed) => reached(cause, seed))]));
}

function measure(knowledge: Knowledge, service: ServiceId, asking: Asking): Result {
  const consultation = new Consultation(knowledge, service, asking);
  const byCause = knowledge.causes(service).map((cause) => {
    const outcomes = peopleWith(knowledge, service, cause, PEOPLE).map((person) => consultation.hold(person));
    return {
      cause,
      questions: mean(outcomes.map(({ questions }) => questions)),
      reached: mean(outcomes.map(({ causes }) => (causes > 0 ? 1 : 0))),
      atOnce: mean(outcomes.map(({ causes }) => (causes === 1 ? 1 : 0))),
    };
  });
  const weighted = (value: (row: (typeof byCause)[number]) => number) =>
    byCause.reduce((sum, row) => sum + share(knowledge, service, row.cause) * value(row), 0);
  return {
    questions: weighted(({ questions }) => questions),
    reached: weighted(({ reached }) => reached),
    atOnce: weighted(({ atOnce }) => atOnce),
    byCause,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
