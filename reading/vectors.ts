import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Analyser } from '../language/analysis.ts';
import type { Vectors } from './candidates.ts';

export function learnVectors(_texts: readonly string[], _analyser: Analyser, _knowledge: Knowledge): Vectors | null {
  return null;
}
