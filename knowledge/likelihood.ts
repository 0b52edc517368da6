import type { LikelihoodWord, PriorWord } from './schema.ts';

/** The one table from words to numbers. Relative weights for priors, probabilities for likelihoods (normalised per cause later). */
export const LIKELIHOOD: Readonly<Record<LikelihoodWord, number>> = {
  never: 0.02,
  rarely: 0.12,
  often: 0.5,
  nearly_always: 0.92,
};

export const PRIOR: Readonly<Record<PriorWord, number>> = {
  very_common: 8,
  common: 4,
  uncommon: 2,
  rare: 1,
};

/** What a question costs the person, in bits of information it must bring to be worth asking first. */
export const COST: Readonly<Record<'easy' | 'medium' | 'hard', number>> = { easy: 1, medium: 1.5, hard: 2.5 };
