import { randomUUID } from 'node:crypto';
import { redact } from '../language/redaction.ts';
import {
  type CaseRow,
  claimCase,
  closeCase,
  insertNote,
  returnCase,
  setLent,
  setPaused,
  staffSpoke,
  transferCase,
} from '../store/queries/cases.ts';
import { findConversation, setOwner } from '../store/queries/conversations.ts';
import { findStaff } from '../store/queries/staff.ts';
import { takeBack } from './arrivals.ts';
import type { Change } from './change.ts';
import { isWith, mayEndForHub, mayManage, notYours } from './policies.ts';
import { Refusal } from './refusal.ts';
import { ASSISTANT, TOLD } from './sayings.ts';
import type { Guide } from './voice.ts';

/** What staff do with a case. Each works inside the transaction of its Change, and refuses what the case does not allow. */

export async function take(change: Change): Promise<void> {
  const { tx, row, staff, at } = change;
  if (!(await claimCase(tx, row.id, staff.id, at))) throw notYours(row);
  await change.record('claimed');
}

export async function claim(change: Change): Promise<void> {
  if (isWith(change.row, change.staff)) return;
  await take(change);
  await change.say({ speaker: 'bot', name: ASSISTANT, text: TOLD.taken(change.staff.name) });
}

/** Whoever speaks has the conversation: a walk with the bot ends. */
export async function message(change: Change, text: string): Promise<void> {
  const { tx, row, staff, at } = change;
  requireMine(change);
  if (row.lent_procedure !== null) await takeBack(tx, row, staff.id, at);
  await change.say({ speaker: 'staff', name: staff.name, staffId: staff.id, text: redact(text).text });
  await staffSpoke(tx, row.id, at);
  await change.record('message', { from: 'staff' });
}

export async function note(change: Change, text: string): Promise<void> {
  const { tx, row, staff, at } = change;
  await insertNote(tx, { id: randomUUID(), caseId: row.id, staffId: staff.id, text: redact(text).text, at });
  await change.record('note');
}

/** Passes an open case on to a colleague. */
export async function transfer(change: Change, to: string, words: string): Promise<void> {
  const { tx, row, at } = change;
  const colleague = await findStaff(tx, to);
  if (!colleague) throw new Refusal('not_found', '引き継ぐ相手が見つかりませんでした。', `no account ${to}`);
  requireManaged(change);
  if (row.assignee === to) {
    throw new Refusal('bad_request', 'すでにその方が担当しています。', `${to} has the case already`);
  }
  if (!(await transferCase(tx, row.id, row.assignee ?? '', to, at))) throw notYours(row);
  await change.record('transferred', { from: row.assignee, to });
  if (words !== '') await note(change, words);
  await change.say({ speaker: 'bot', name: ASSISTANT, text: TOLD.passedOn(colleague.name) });
}

/** Puts a case back into the queue: for everybody, or for a team. */
export async function giveBack(change: Change, team: string | null, words: string): Promise<void> {
  const { tx, row, at } = change;
  requireManaged(change);
  if (row.lent_procedure !== null) await setOwner(tx, row.conversation_id, 'human', row.id);
  await returnCase(tx, row.id, team, at);
  await change.record('returned', { from: row.assignee, team });
  if (words !== '') await note(change, words);
  await change.say({ speaker: 'bot', name: ASSISTANT, text: TOLD.returned });
}

/** Puts a case aside until the member writes, or takes it up again. */
export async function pause(change: Change, paused: boolean): Promise<void> {
  const { tx, row, at } = change;
  requireMine(change);
  if ((row.paused_at !== null) === paused) return;
  await setPaused(tx, row.id, paused ? at : null);
  await change.record(paused ? 'paused' : 'resumed');
}

/** Lets the bot walk one procedure with the member; the case stays with the one who has it. */
export async function lend(change: Change, procedure: string, guide: Guide): Promise<void> {
  const { tx, row, at } = change;
  requireMine(change);
  const conversation = await findConversation(tx, row.conversation_id);
  if (!conversation) throw new Error(`the case ${row.id} has lost its conversation`);
  await setOwner(tx, row.conversation_id, 'bot', row.id);
  await setLent(tx, row.id, procedure, at);
  await change.record('lent', { procedure });
  await guide.begin(tx, conversation, { service: row.service, procedure }, at);
  change.spoke = true;
}

/** Ends the bot's walk before its end. */
export async function endWalk(change: Change): Promise<void> {
  const { tx, row, staff, at } = change;
  requireMine(change);
  if (row.lent_procedure === null) return;
  await takeBack(tx, row, staff.id, at);
  change.recorded = true;
}

export interface Outcome {
  /** Id of the real cause. */
  cause: string;
  note: string;
  /** Whether the member got what they came for; null when it is not known. */
  solved: boolean | null;
}

/** Closes a case; of a waiting one it is taken first. */
export async function resolve(
  change: Change,
  found: Outcome,
  { closedText, ratings }: { closedText: string; ratings: readonly string[] },
): Promise<void> {
  const { tx, row, at } = change;
  const forHub = mayEndForHub(row, change.staff);
  if (row.status === 'waiting' && !forHub) await take(change);
  else if (!forHub) requireManaged(change);
  const words = redact(found.note).text || null;
  await closeCase(tx, row.id, {
    from: forHub ? row.status : 'open',
    cause: found.cause,
    note: words,
    solved: found.solved,
    at,
  });
  await setOwner(tx, row.conversation_id, 'bot', null);
  await change.record('resolved', { cause: found.cause, solved: found.solved === null ? null : String(found.solved) });
  // Where nobody ever came, nothing has ended and there is nothing to judge.
  if (row.hub === 'requested') return change.say({ speaker: 'bot', name: ASSISTANT, text: TOLD.notReached });
  const text = ratings.length > 0 ? `${closedText}\n${TOLD.askRating}` : closedText;
  await change.say({ speaker: 'bot', name: ASSISTANT, text, choices: ratings });
}

function requireMine({ row, staff }: Change): void {
  if (!isWith(row, staff)) throw notYours(row);
}

function requireManaged({ row, staff }: Change): void {
  if (row.status !== 'open' || !mayManage(row, staff)) throw notYours(row);
}

/** A cause that the case cannot be resolved with. */
export function unknownCause(row: CaseRow, cause: string): Refusal {
  const person = '原因は、この相談の一覧にあるものか「その他」を選んでください。(cause)';
  return new Refusal('bad_request', person, `${row.service ?? 'an unknown service'} has no cause "${cause}"`);
}
