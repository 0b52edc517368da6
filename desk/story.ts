/** What a case tells the member of staff, so that nothing is asked twice. All of it is redacted already. */
export interface Story {
  /** A danger that the member spoke of, in their own words; absent when there was none. It comes before everything else. */
  danger?: string;
  /** The need in the member's own words, the first that told it; empty when nothing was said but by buttons. */
  firstWords: string;
  /** Questions asked and what was answered, in order. */
  asked: { question: string; answer: string }[];
  /** Causes the member named in order to rule them out, and causes whose remedy did not help. */
  ruledOut: { cause: string; name: string; reason: 'denied' | 'remedy_failed' | 'answered' }[];
  /** Remedies and procedures that were tried. */
  tried: { id: string; name: string; result: 'solved' | 'not_solved' | 'unknown' }[];
  /** Most likely causes by the bot's reckoning, best first. `probability` is 0 to 1. */
  suspected: { cause: string; name: string; probability: number }[];
  /** Device, system and browser in the member's own words; empty when nothing was said. */
  device: string;
  /** What the chat page showed by itself, line by line; absent where there is no page, and in stories of before. */
  shown?: string[];
  /** Failed tries the member reports; null when nothing was said. */
  failedTries: number | 'many' | null;
}

/** What a turn asks the desk to do when it is committed. */
export type DeskRequest =
  | { kind: 'open_case'; service: string | null; intent: string | null; cause: string | null; story: Story }
  | { kind: 'leave_queue' }
  /** What is at stake has become danger: the case goes before those that wait longer. */
  | { kind: 'raise'; intent: string }
  /** The member asks how long it will still take. */
  | { kind: 'tell_place' }
  /** What the member thinks of a case that is closed; `score` is 1 to 5. */
  | { kind: 'rate'; caseId: string; score: number }
  /** Another hub says how far it is with the member; see `hub.ts`. */
  | { kind: 'hub_status'; state: 'accepted' | 'failed' | 'completed'; message: string }
  /** The procedure that the bot walked for staff is over. */
  | { kind: 'bring_back' };
