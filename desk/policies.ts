import type { CaseRow } from '../store/queries/cases.ts';
import type { StaffRole } from '../store/queries/staff.ts';
import { Refusal } from './refusal.ts';
import type { Colleague } from './sessions.ts';

const ROLES: readonly StaffRole[] = ['agent', 'supervisor', 'admin'];

/** Whether the member of staff has the role or a higher one. */
export function isAtLeast(staff: Colleague, role: StaffRole): boolean {
  return ROLES.indexOf(staff.role) >= ROLES.indexOf(role);
}

/** Whether the member of staff is the one who speaks with the member now. */
export function isWith(row: CaseRow, staff: Colleague): boolean {
  return row.status === 'open' && row.assignee === staff.id;
}

/** Whether the member of staff may pass the case on or close it. */
export function mayManage(row: CaseRow, staff: Colleague): boolean {
  return isWith(row, staff) || (row.status === 'open' && row.hub === null && staff.role !== 'agent');
}

/** Whether the member of staff may end the case in another hub's place: it may never say that it is done. */
export function mayEndForHub(row: CaseRow, staff: Colleague): boolean {
  return row.status !== 'closed' && row.hub !== null && staff.role !== 'agent';
}

/** Why a change that needs the case in one's own hands is refused. */
export function notYours(row: CaseRow): Refusal {
  return new Refusal('conflict', inWords(row), `case ${row.id} is ${row.status}, with ${row.assignee ?? 'nobody'}`);
}

function inWords(row: CaseRow): string {
  if (row.status === 'closed') return 'この相談はすでに終わっています。';
  if (row.hub !== null) return 'この相談は、外部の窓口が対応しています。';
  if (row.status === 'waiting') return '先にこの相談を引き受けてください。';
  return `${row.assignee_name ?? 'ほかの担当者'}さんが対応しています。`;
}
