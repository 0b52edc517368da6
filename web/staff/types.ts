import type { Story } from '../../desk/story.ts';
import type { Why } from '../../desk/why.ts';

/** The desk's own contract: what was told and found out before a human came, and why the bot answered as it did. */
export type { Story, Why };

/** What the staff API answers; times are ISO 8601. */
export interface Colleague {
  id: string;
  name: string;
  role: 'agent' | 'supervisor' | 'admin';
  /** Ids of the teams they belong to; only where colleagues are listed. */
  teams?: readonly string[];
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
  /** Danger at hand: before everybody else. */
  urgent: boolean;
  openedAt: string;
  claimedAt: string | null;
  closedAt: string | null;
  assignee: { id: string; name: string } | null;
  /** Id of the team it is meant for. */
  team: string | null;
  /** Since when the member waits for an answer; null while it is not the desk's turn. */
  waitsSince: string | null;
  /** Whether staff have answered at all. */
  answered: boolean;
  pausedAt: string | null;
  /** Id of the procedure that the bot walks with the member. */
  lentProcedure: string | null;
  solved: boolean | null;
  /** How far another hub is that looks after it; null: our own desk. */
  hub: 'requested' | 'accepted' | null;
}

export interface CaseList {
  cases: CaseSummary[];
  /** Whether there are more than these. */
  more: boolean;
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
  /** Addresses of pictures the member sent. */
  pictures?: string[];
  /** Why the bot answered the member's message as it did. */
  why?: Why;
  /** Only on channels that must be sent what is said. */
  delivery?: { status: 'waiting' | 'delivered' | 'failed'; reason?: string };
}

export interface Note {
  id: string;
  at: string;
  staff: { id: string; name: string };
  text: string;
}

export interface EarlierCase extends CaseSummary {
  resolution: string | null;
}

export interface Case extends CaseSummary {
  suspectedCause: string | null;
  /** What staff found; null: the case is not closed, or nobody found anything. */
  resolvedCause: string | null;
  resolution: string | null;
  story: Story;
  transcript: Line[];
  notes: Note[];
  earlier: EarlierCase[];
  /** What the case may be resolved with. */
  causes: NamedCause[];
}

/** What holds for the whole desk. */
export interface DeskSettings {
  serviceLevels: { firstAnswerMinutes: number; nextAnswerMinutes: number };
  teams: { id: string; name: string }[];
  causes: { service: string | null; id: string; name: string }[];
}

/** A text for an answer, with the document it rests on (empty: none). */
export interface Insert {
  id: string;
  title: string;
  text: string;
  source: string;
}

export interface Library {
  replies: Insert[];
  own: Insert[];
  facts: Insert[];
  procedures: (Insert & { steps: number })[];
}

/** What is left of a channel's month. */
export interface ChannelQuota {
  channel: string;
  /** `checkedAt`: null while the channel has never told. */
  quota: { limit: number | null; remaining: number | null; exhausted: boolean; checkedAt: string | null };
}
