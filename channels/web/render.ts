import { randomUUID } from 'node:crypto';
import { type Activity, ActivityTypes, RoleTypes } from 'botbuilder';
import { z } from 'zod';
import { BOT } from '../../bots/turn-runner.ts';
import type { Queryable } from '../../store/database.ts';
import { type ActivityRow, activitiesAfter } from '../../store/queries/activities.ts';
import { CHANNEL } from './access.ts';

/** How many activities are read and sent at a time. */
const PAGE = 100;

/** What Direct Line clients receive. Without a watermark they keep the one they have. */
export interface ActivitySet {
  activities: Partial<Activity>[];
  watermark?: string;
}

/** A watermark is the number of the last activity seen; none or an empty one means from the start. */
export const watermarkSchema = z
  .string()
  .regex(/^\d{0,15}$/, 'The watermark is none of ours.')
  .default('')
  .transform(Number);

/** What follows the watermark, oldest first; `more` when that was not all. */
export async function activitySetAfter(
  queryable: Queryable,
  conversationId: string,
  watermark: number,
): Promise<{ set: ActivitySet; last: number; more: boolean }> {
  const rows = await activitiesAfter(queryable, conversationId, watermark, PAGE);
  const last = Number(rows.at(-1)?.sequence ?? watermark);
  const activities = rows.filter(isShown).map((row) => JSON.parse(row.payload) as Partial<Activity>);
  return { set: { activities, watermark: String(last) }, last, more: rows.length === PAGE };
}

/** An id for what is not kept and comes only once. */
export function passingId(conversationId: string): string {
  return `${conversationId}|typing-${randomUUID()}`;
}

/** The sign that somebody is writing; it is never kept. */
export function typingActivity(conversationId: string, speaker: 'bot' | 'staff', name: string): Partial<Activity> {
  return {
    type: ActivityTypes.Typing,
    id: passingId(conversationId),
    timestamp: new Date().toISOString() as unknown as Date,
    channelId: CHANNEL,
    conversation: { id: conversationId, isGroup: false, conversationType: '', name: '' },
    from: { id: speaker === 'bot' ? BOT.id : speaker, name, role: RoleTypes.Bot },
  };
}

/** Clients are never sent a conversation's start. */
function isShown(row: ActivityRow): boolean {
  return row.type !== ActivityTypes.ConversationUpdate;
}
