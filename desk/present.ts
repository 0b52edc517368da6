import type { ActivityRow } from '../store/queries/activities.ts';
import type { CaseRow, CaseSummaryRow, NoteRow } from '../store/queries/cases.ts';
import type { DeliveryRow } from '../store/queries/outbox.ts';
import type { CaseView } from './cases.ts';
import type { Colleague, Session } from './sessions.ts';
import type { Story } from './story.ts';
import type { Why } from './why.ts';

/** The only way a row becomes JSON: what is not named here never leaves the server. Times are ISO 8601. */
export function presentStaff(staff: Colleague) {
  return { id: staff.id, name: staff.name, role: staff.role };
}

export function presentSession(session: Session) {
  return { csrfToken: session.csrfToken, staff: presentStaff(session.staff) };
}

export function presentCaseSummary(row: CaseSummaryRow) {
  return {
    id: row.id,
    status: row.status,
    service: row.service,
    channel: row.channel,
    intent: row.intent,
    /** The cause as best known: the real one once the case is closed, before that the one the bot thought of. */
    cause: row.resolved_cause ?? row.cause,
    urgent: Number(row.urgency) > 0,
    openedAt: time(row.opened_at),
    claimedAt: timeOrNull(row.claimed_at),
    closedAt: timeOrNull(row.closed_at),
    updatedAt: time(row.updated_at),
    assignee: row.assignee === null ? null : { id: row.assignee, name: row.assignee_name ?? '' },
    team: row.team,
    /** Since when the member waits for an answer; null while it is not the desk's turn. */
    waitsSince: timeOrNull(row.waits_since),
    /** Whether staff have answered at all. */
    answered: row.first_answer_at !== null,
    pausedAt: timeOrNull(row.paused_at),
    /** Id of the procedure that the bot walks with the member for staff. */
    lentProcedure: row.lent_procedure,
    solved: row.solved === null ? null : Number(row.solved) === 1,
    /** How far another hub is that looks after it; null: the desk's own. */
    hub: row.hub,
  };
}

export function presentCase(view: CaseView) {
  const deliveries = new Map(view.deliveries.map((row) => [Number(row.sequence), row]));
  return {
    ...presentCaseSummary(view.row),
    conversationId: view.row.conversation_id,
    /** The bot's own reckoning, kept beside what was found. */
    suspectedCause: view.row.cause,
    /** What staff found; null: nobody did, the member left or another hub was done. */
    resolvedCause: view.row.resolved_cause,
    resolution: view.row.resolution,
    story: JSON.parse(view.row.story) as Story,
    transcript: view.transcript.map((row) =>
      presentLine(row, deliveries.get(Number(row.sequence)), view.whys.get(Number(row.sequence))),
    ),
    notes: view.notes.map(presentNote),
    earlier: view.earlier.map(presentEarlier),
    causes: view.causes.map(({ id, name }) => ({ id, name })),
  };
}

/** Pictures are shown from our own server only. */
const OWN_PICTURE = /^\/staff\/api\/attachments\/[\w-]+$/;

interface Payload {
  from?: { name?: string };
  attachments?: { contentUrl?: string }[];
}

function presentLine(row: ActivityRow, delivery: DeliveryRow | undefined, why: Why | undefined) {
  const { from, attachments } = JSON.parse(row.payload) as Payload;
  const pictures = (attachments ?? []).map(({ contentUrl }) => contentUrl ?? '').filter((url) => OWN_PICTURE.test(url));
  return {
    id: row.id,
    at: time(row.at),
    from: row.speaker,
    text: row.text,
    ...(row.speaker === 'staff' && from?.name ? { name: from.name } : {}),
    ...(pictures.length > 0 ? { pictures } : {}),
    ...(delivery ? { delivery: presentDelivery(delivery) } : {}),
    /** Why the member's message was answered as it was. */
    ...(why ? { why: presentWhy(why) } : {}),
  };
}

function presentWhy({ expect, decision, taken, readings, acts, why }: Why) {
  const all = readings.map(({ key, label, probability }) => ({ key, label, probability }));
  return { expect, decision, taken, readings: all, acts, why };
}

/** `reason`: what the channel answered to the last try. */
function presentDelivery({ status, last_error }: DeliveryRow) {
  return last_error === null || status === 'delivered' ? { status } : { status, reason: last_error };
}

function presentEarlier(row: CaseRow) {
  return { ...presentCaseSummary(row), resolution: row.resolution };
}

function presentNote(row: NoteRow) {
  return { id: row.id, at: time(row.at), staff: { id: row.staff_id, name: row.staff_name }, text: row.text };
}

function time(milliseconds: number): string {
  return new Date(Number(milliseconds)).toISOString();
}

function timeOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : time(milliseconds);
}
