/** What the staff API answers; times are ISO 8601. */
export interface Colleague {
  id: string;
  name: string;
  role: 'agent' | 'supervisor' | 'admin';
}

export interface StaffSession {
  csrfToken: string;
  staff: Colleague;
}

export type CaseStatus = 'waiting' | 'open' | 'closed';

export interface CaseSummary {
  id: string;
  status: CaseStatus;
  service: string | null;
  channel: string;
  intent: string | null;
  /** Id of the cause as best known. */
  cause: string | null;
  openedAt: string;
  claimedAt: string | null;
  closedAt: string | null;
  assignee: { id: string; name: string } | null;
}

export interface NamedCause {
  id: string;
  name: string;
}

export interface Line {
  id: string;
  at: string;
  from: 'member' | 'bot' | 'staff';
  /** Who of the staff it was. */
  name?: string;
  text: string;
}

export interface Note {
  id: string;
  at: string;
  staff: { id: string; name: string };
  text: string;
}

/** What was told and found out before a human came. */
export interface Story {
  firstWords: string;
  asked: { question: string; answer: string }[];
  ruledOut: { cause: string; name: string; reason: 'denied' | 'remedy_failed' | 'answered' }[];
  tried: { id: string; name: string; result: 'solved' | 'not_solved' | 'unknown' }[];
  suspected: { cause: string; name: string; probability: number }[];
  device: string;
  failedTries: number | 'many' | null;
}

export interface Case extends CaseSummary {
  suspectedCause: string | null;
  resolution: string | null;
  story: Story;
  transcript: Line[];
  notes: Note[];
  /** What the case may be resolved with. */
  causes: NamedCause[];
}
