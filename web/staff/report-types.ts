/** What the reports of the staff API answer. Times are ISO 8601, lengths are minutes. */
export type { FigureDay, Figures } from '../../desk/figures.ts';

export interface AuditEntry {
  id: string;
  at: string;
  staff: { id: string; name: string } | null;
  action: string;
  caseId: string | null;
  detail: Record<string, string | null>;
}

export type UnclearReason = 'abstained' | 'none_of_these' | 'disliked';

export interface LearningInbox {
  intents: { id: string; name: string }[];
  messages: { id: string; text: string; reason: UnclearReason; guess: string | null; at: string }[];
}
