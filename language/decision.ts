/** When to act, when to ask which is meant, when to say that it was not understood. */
import type { Decision, ScoredIntent } from './types.ts';

/** Act when the best is so many times as likely as the second: on new writers this tells right from wrong better than the score. */
const ANSWER_FROM_RATIO = 16;
/** Below, even the best two or three are a guess. */
const ABSTAIN_BELOW = 0.25;

/**
 * @param ranked best first
 * @param noNeed how likely it is that the message only informs or hesitates, 0 to 1
 */
export function decide(ranked: readonly ScoredIntent[], noNeed = 0): Decision {
  const score = ranked[0]?.score ?? 0;
  const second = Math.max(ranked[1]?.score ?? 0, noNeed);
  if (score >= ABSTAIN_BELOW && score >= second * ANSWER_FROM_RATIO) return 'answer';
  return score < ABSTAIN_BELOW ? 'abstain' : 'confirm';
}

/** The same intents with scores that are too low to act on. @param first the intent to put first */
export function doubt(ranked: readonly ScoredIntent[], first = ranked[0]?.intent): ScoredIntent[] {
  const total = ranked.length * 2;
  const lowered = ranked.map(({ intent, score }) => ({ intent, score: score / total }));
  return lowered
    .map(({ intent, score }) => ({ intent, score: intent === first ? ABSTAIN_BELOW / 2 : score }))
    .sort((left, right) => right.score - left.score);
}
