/** When to act, when to ask which is meant, when to say that it was not understood. */
import type { Decision, ScoredIntent } from './types.ts';

/** At or above: act. */
const ANSWER_FROM = 0.85;
/** Below, even the best two or three are a guess. */
const ABSTAIN_BELOW = 0.25;

/** @param ranked best first */
export function decide(ranked: readonly ScoredIntent[]): Decision {
  const score = ranked[0]?.score ?? 0;
  if (score >= ANSWER_FROM) return 'answer';
  return score < ABSTAIN_BELOW ? 'abstain' : 'confirm';
}
