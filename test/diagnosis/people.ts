import { meant } from '../../dialogs/differential.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { PRIOR } from '../../knowledge/likelihood.ts';
import type { Cause, Question } from '../../knowledge/schema.ts';
import type { ServiceId } from '../../language/types.ts';

/** Share of answers that do not follow the tables: half of them wrong, half 「わからない」. */
export const NOISE = 0.1;

/** Someone who cannot log in. What they would answer to each question is settled beforehand, so that every way to ask meets the same people. */
export interface Person {
  cause: Cause;
  /** By question id: the answer's id, null for 「わからない」. */
  answers: ReadonlyMap<string, string | null>;
}

/** So many people whose real cause is `cause`; always the same ones for the same `seed`. */
export function peopleWith(knowledge: Knowledge, service: ServiceId, cause: Cause, count: number, seed = 0): Person[] {
  const random = randomFrom(seedOf(`${service} ${cause.id}`) + seed);
  const questions = knowledge.questions(service);
  return Array.from({ length: count }, () => ({
    cause,
    answers: new Map(questions.map((question) => [question.id, answerOf(question, cause, random)])),
  }));
}

/** How likely each answer is to be given by a person with the cause, noise included; what is missing to 1 is 「わからない」. */
export function given(question: Question, causeId: string): number[] {
  const others = question.answers.length - 1;
  return meant(question, causeId).map((share) => (1 - NOISE) * share + ((NOISE / 2) * (1 - share)) / others);
}

function answerOf(question: Question, cause: Cause, random: () => number): string | null {
  let left = random();
  const shares = given(question, cause.id);
  const at = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return question.answers[at]?.id ?? null;
}

/** How common a cause is among those who come without telling any. */
export function share(knowledge: Knowledge, service: ServiceId, cause: Cause): number {
  const sum = knowledge.causes(service).reduce((total, entry) => total + PRIOR[entry.prior], 0);
  return PRIOR[cause.prior] / sum;
}

/** Deterministic random numbers in [0, 1): mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function seedOf(name: string): number {
  return [...name].reduce((seed, character) => (Math.imul(seed, 31) + (character.codePointAt(0) ?? 0)) | 0, 7);
}
