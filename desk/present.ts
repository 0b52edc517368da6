import type { ActivityRow } from '../store/queries/activities.ts';
import type { CaseRow, NoteRow } from '../store/queries/cases.ts';
import type { CaseView } from './cases.ts';
import type { Colleague, Session } from './sessions.ts';
import type { Story } from './story.ts';

/** The only way a row becomes JSON: what is not named here never leaves the server. Times are ISO 8601. */
export function presentStaff(staff: Colleague) {
  return { id: staff.id, name: staff.name, role: staff.role };
}

export function presentSession(session: Session) {
  return { csrfToken: session.csrfToken, staff: presentStaff(session.staff) };
}

export function presentCaseSummary(row: CaseRow) {
  return {
    id: row.id,
    status: row.status,
    service: row.service,
    channel: row.channel,
    intent: row.intent,
    /** The cause as best known: the real one once the case is closed, before that the one the bot thought of. */
    cause: row.resolved_cause ?? row.cause,
    openedAt: time(row.opened_at),
    claimedAt: row.claimed_at === null ? null : time(row.claimed_at),
    closedAt: row.closed_at === null ? null : time(row.closed_at),
    updatedAt: time(row.updated_at),
    assignee: row.assignee === null ? null : { id: row.assignee, name: row.assignee_name ?? '' },
  };
}

export function presentCase(view: CaseView) {
  return {
    ...presentCaseSummary(view.row),
    conversationId: view.row.conversation_id,
    /** The bot's own reckoning, kept beside what was found. */
    suspectedCause: view.row.cause,
    resolution: view.row.resolution,
    story: JSON.parse(view.row.story) as Story,
    transcript: view.transcript.map(presentLine),
    notes: view.notes.map(presentNote),
    causes: view.causes.map(({ id, name }) => ({ id, name })),
  };
}

function presentLine(row: ActivityRow) {
  const line = { id: row.id, at: time(row.at), from: row.speaker, text: row.text };
  const { from } = JSON.parse(row.payload) as { from?: { name?: string } };
  return row.speaker === 'staff' && from?.name ? { ...line, name: from.name } : line;
}

function presentNote(row: NoteRow) {
  return { id: row.id, at: time(row.at), staff: { id: row.staff_id, name: row.staff_name }, text: row.text };
}

function time(milliseconds: number): string {
  return new Date(Number(milliseconds)).toISOString();
}
