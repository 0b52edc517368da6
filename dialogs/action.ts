import type { Target } from '../knowledge/schema.ts';
import type { Intent, ServiceId } from '../language/types.ts';

/** What choosing a button means. Stored with the offered choices, so a number or a label is enough to pick it. */
export type Action =
  | { kind: 'service'; service: ServiceId | null }
  | { kind: 'intent'; intent: Intent }
  | { kind: 'open'; target: Target }
  | { kind: 'answer'; answer: string }
  | { kind: 'step'; move: 'next' | 'back' | 'stuck' | 'stop' }
  | { kind: 'result'; solved: boolean }
  | { kind: 'human' }
  | { kind: 'resume' }
  | { kind: 'menu' };
