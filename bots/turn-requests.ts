import type { Activity } from 'botbuilder';
import type { DeskRequest } from '../desk/story.ts';
import { RESUME_HOURS } from '../dialogs/resume.ts';
import type { TurnRequest } from '../dialogs/turn.ts';
import type { Queryable } from '../store/database.ts';
import type { ConversationRow } from '../store/queries/conversations.ts';
import { insertResumeCode, useResumeCode } from '../store/queries/resume-codes.ts';

/** The desk as a turn needs it: changes of cases inside the turn's own transaction. */
export interface TurnDesk {
  /** Returns the id of the case that was changed, undefined when there was nothing to change. */
  perform(tx: Queryable, conversation: ConversationRow, request: DeskRequest, at: number): Promise<string | undefined>;
  /** What the member is told of waiting when the case has just been opened; undefined: nothing. */
  waitingWords?(tx: Queryable, caseId: string, at: number): Promise<string | undefined>;
  /** Called when everything the turn says is in the conversation. */
  handedOver?(tx: Queryable, conversation: ConversationRow, caseId: string, at: number): Promise<void>;
}

/** What came of a turn's requests. */
export interface Performed {
  /** The case that was changed. */
  changed: string | undefined;
  /** The case that was opened. */
  opened: string | undefined;
  /** False when the desk did not grant the last of them. */
  granted: boolean;
}

/**
 * Does what the turn asks for, inside the turn's transaction.
 * @param last the last message of the turn: when a case is opened it comes to tell of it
 */
export async function performRequests(
  tx: Queryable,
  desk: TurnDesk,
  turn: {
    conversation: ConversationRow;
    requests: readonly TurnRequest[];
    last: Partial<Activity> | undefined;
    at: number;
  },
): Promise<Performed> {
  const { conversation, at } = turn;
  const performed: Performed = { changed: conversation.case_id ?? undefined, opened: undefined, granted: true };
  for (const request of turn.requests) {
    if (await performResume(tx, conversation.id, request, at)) continue;
    const id = await desk.perform(tx, conversation, request as DeskRequest, at);
    performed.granted = id !== undefined;
    performed.changed = id ?? performed.changed;
    if (request.kind !== 'open_case' || !id) continue;
    performed.opened = id;
    nameCase(turn.last, id, await desk.waitingWords?.(tx, id, at));
  }
  return performed;
}

/** The message that tells of the case carries its number, for channels that show cases in a form of their own. */
function nameCase(activity: Partial<Activity> | undefined, id: string, words: string | undefined): void {
  if (!activity) return;
  activity.channelData = { ...activity.channelData, case: { id } };
  if (words !== undefined) activity.text = `${activity.text ?? ''}\n${words}`;
}

/** Keeps or uses up a resume code; false when the request is the desk's. */
async function performResume(
  tx: Queryable,
  conversationId: string,
  request: TurnRequest,
  at: number,
): Promise<boolean> {
  if (request.kind === 'keep_resume_code') {
    const { codeHash, memory } = request;
    await insertResumeCode(tx, { codeHash, memory, conversationId, at, expiresAt: at + RESUME_HOURS * 3_600_000 });
    return true;
  }
  if (request.kind === 'use_resume_code') {
    await useResumeCode(tx, request.codeHash, conversationId, at);
    return true;
  }
  return false;
}
