import type { Means, Procedure, Target } from '../knowledge/schema.ts';
import type { Choice } from './memory.ts';
import type { Turn } from './turn.ts';

/** The procedure that a choice leads to, if any. */
function procedureOf({ knowledge, memory }: Turn, { procedure }: Target): Procedure | undefined {
  return procedure ? knowledge.procedure(memory.service, procedure) : undefined;
}

/** Whether what a choice leads to needs something that the person has not, or is a way that was refused. */
export function needsWhatIsMissing(turn: Turn, target: Target): boolean {
  const procedure = procedureOf(turn, target);
  const { lacks, refuses, cannot } = turn.memory.circumstances;
  const needs: readonly Means[] = procedure?.needs ?? [];
  if (needs.some((means) => lacks.includes(means))) return true;
  if (procedure?.way === undefined) return false;
  const barred =
    (procedure.way === 'telephone' && cannot.includes('hear')) ||
    (procedure.way === 'visit' && cannot.includes('go_out'));
  return barred || refuses.includes(procedure.way) || (procedure.way === 'app' && lacks.includes('app'));
}

/** Whether what a choice leads to is the way that the person prefers. */
export function isPreferred(turn: Turn, target: Target): boolean {
  const way = procedureOf(turn, target)?.way;
  return way !== undefined && turn.memory.circumstances.prefers.includes(way);
}

/** Ways that the person cannot or will not go stand last. */
export function feasibleFirst(turn: Turn, choices: readonly Choice[]): Choice[] {
  const missing = ({ action }: Choice) => action.kind === 'open' && needsWhatIsMissing(turn, action.target);
  return [...choices.filter((choice) => !missing(choice)), ...choices.filter(missing)];
}
