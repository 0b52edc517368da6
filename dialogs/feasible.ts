import type { Means, Target } from '../knowledge/schema.ts';
import type { Choice } from './memory.ts';
import type { Turn } from './turn.ts';

/** Whether what a choice leads to needs something that the person has not. */
export function needsWhatIsMissing({ knowledge, memory }: Turn, { procedure: id }: Target): boolean {
  const needs: readonly Means[] = (id && knowledge.procedure(memory.service, id)?.needs) || [];
  return needs.some((means) => memory.without.includes(means));
}

/** Ways that the person cannot go stand last. */
export function feasibleFirst(turn: Turn, choices: readonly Choice[]): Choice[] {
  const missing = ({ action }: Choice) => action.kind === 'open' && needsWhatIsMissing(turn, action.target);
  return [...choices.filter((choice) => !missing(choice)), ...choices.filter(missing)];
}
