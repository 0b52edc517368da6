import type { Target } from '../knowledge/schema.ts';
import type { Intent, ServiceId } from '../language/types.ts';
import type { Move, ReadingKey } from '../reading/reading.ts';

export type { Move };

/** What choosing a button means. Stored with the offered choices, so a number or a label is enough to pick it. */
export type Action =
  | { kind: 'service'; service: ServiceId | null }
  /** `chosen`: picked from a list, so it counts as stated; otherwise read from the person's words. */
  | { kind: 'intent'; intent: Intent; chosen?: boolean }
  /** Goes on with a procedure that was stopped. */
  | { kind: 'continue' }
  | { kind: 'open'; target: Target }
  | { kind: 'answer'; answer: string | null }
  | { kind: 'step'; move: Move }
  | { kind: 'result'; solved: boolean }
  /** `serviceAsked`: the one question that may come before a case was put already. */
  | { kind: 'human'; serviceAsked?: boolean }
  /** The login fails on another device than the one that shows the page. */
  | { kind: 'other_device' }
  /** One of several readings of a message, picked by the person; `words` is the message. */
  | { kind: 'reading'; key: ReadingKey; words: string }
  /** The card's company was told of the danger, or was not. */
  | { kind: 'reported'; reported: boolean }
  /** Begins the matter that waits on the agenda. */
  | { kind: 'next' }
  | { kind: 'resume' }
  | { kind: 'menu' }
  | { kind: 'leave_queue' };
