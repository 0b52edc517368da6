import type { LikelihoodWord, PriorWord } from './schema.ts';

/** The one table from words to numbers. Relative weights for priors, probabilities for likelihoods (normalised per cause later). */
export const LIKELIHOOD: Readonly<Record<LikelihoodWord, number>> = {
  never: 0.01,
  rarely: 0.1,
  often: 0.5,
  nearly_always: 0.94,
};

/** The share of answers that are given by a slip, whatever the cause: no single answer settles a matter for good. */
export const SLIP = 0.05;

export const PRIOR: Readonly<Record<PriorWord, number>> = {
  very_common: 8,
  common: 4,
  uncommon: 2,
  rare: 1,
};

/** What a question or a remedy costs the person, in easy questions. */
export const COST: Readonly<Record<'easy' | 'medium' | 'hard', number>> = { easy: 1, medium: 1.5, hard: 2.5 };
