import type { Target } from '../knowledge/schema.ts';
import type { Intent, ServiceId } from '../language/types.ts';

/** What choosing a button means. Stored with the offered choices, so a number or a label is enough to pick it. */
export type Action =
  | { kind: 'service'; service: ServiceId | null }
  | { kind: 'intent'; intent: Intent }
  | { kind: 'open'; target: Target }
  | { kind: 'answer'; answer: string | null }
  | { kind: 'step'; move: 'next' | 'back' | 'stuck' | 'stop' }
  | { kind: 'result'; solved: boolean }
  /** `serviceAsked`: the one question that may come before a case was put already. */
  | { kind: 'human'; serviceAsked?: boolean }
  | { kind: 'resume' }
  | { kind: 'menu' }
  | { kind: 'leave_queue' };
