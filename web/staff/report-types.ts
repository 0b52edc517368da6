/** What the reports of the staff API answer. Times are ISO 8601, lengths are minutes. */
export interface FigureDay {
  date: string;
  conversations: number;
  solved: number;
  notReturned: number;
  handedOver: number;
  waiting: number | null;
  handling: number | null;
  unclear: number;
  ratings: number;
  score: number | null;
}

export interface Figures {
  days: FigureDay[];
  causes: { service: string | null; cause: string; count: number; byDay: { date: string; count: number }[] }[];
}

export interface AuditEntry {
  id: string;
  at: string;
  staff: { id: string; name: string } | null;
  action: string;
  caseId: string | null;
  detail: Record<string, string | null>;
}

export interface LearningInbox {
  intents: { id: string; name: string }[];
  messages: { id: string; text: string; reason: 'abstained' | 'none_of_these'; guess: string | null; at: string }[];
}
