export type CaseStatus = 'waiting' | 'open' | 'closed';

/** A case as lists show it. */
export interface CaseSummaryRow {
  id: string;
  conversation_id: string;
  status: CaseStatus;
  service: string | null;
  channel: string;
  intent: string | null;
  cause: string | null;
  assignee: string | null;
  assignee_name: string | null;
  opened_at: number;
  claimed_at: number | null;
  closed_at: number | null;
  resolved_cause: string | null;
  updated_at: number;
  /** 1: danger, before everything else. */
  urgency: number;
  /** Since when the member waits for an answer; null while it is not the desk's turn. */
  waits_since: number | null;
  first_answer_at: number | null;
  paused_at: number | null;
  /** The procedure that the bot walks with the member for staff. */
  lent_procedure: string | null;
  team: string | null;
  /** How far another hub is that looks after it: requested or accepted; null: our own desk's case. */
  hub: 'requested' | 'accepted' | null;
  /** 1 or 0; null when nobody said. */
  solved: number | null;
}

/** A case with all it holds. */
export interface CaseRow extends CaseSummaryRow {
  /** JSON. */
  story: string;
  resolution: string | null;
}

const SUMMARY = [
  'id, conversation_id, status, service, channel, intent, cause, assignee, opened_at, claimed_at, closed_at',
  'resolved_cause, updated_at, urgency, waits_since, first_answer_at, paused_at, lent_procedure, team, solved, hub',
]
  .join(', ')
  .replace(/(\w+)/g, 'c.$1');

const FROM = 'from cases c left join staff s on s.id = c.assignee';

/** The slim columns: lists are long, stories are too. */
export const summaryColumns = `${SUMMARY}, s.name as assignee_name ${FROM}`;

export const allColumns = `${SUMMARY}, c.story, c.resolution, s.name as assignee_name ${FROM}`;
