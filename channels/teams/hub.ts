import { type Activity, ActivityTypes, RoleTypes } from 'botbuilder';
import { HANDOFF_STATUS } from '../../bots/hub-status.ts';
import type { ConversationRow } from '../../store/queries/conversations.ts';
import { TEAMS } from './names.ts';
import type { Arrived } from './schema.ts';

/** Channels through which a member's own page may post events: whoever they say they are, it may be the member. */
const WRITTEN_BY_PAGES = new Set(['directline', 'directlinespeech', 'webchat']);
/** What a handoff may weigh, as UTF-16: Teams takes 100 KB, other channels 256 KB. */
const TEAMS_BYTES = 80_000;
const OTHER_BYTES = 220_000;

/** Whether the event says how far another hub is. */
export function isHubStatus({ type, name }: Arrived): boolean {
  return type === ActivityTypes.Event && name === HANDOFF_STATUS;
}

/**
 * Whether it can come from the hub. The channel service has signed it; but services also carry what a member's page posts, and a member
 * may not end or begin the talk with a human by themselves.
 */
export function mayBeHub({ channelId, from }: Arrived, row: ConversationRow): boolean {
  // The way back names whoever wrote last, which may have been the hub; the conversation keeps with whom it began.
  return !WRITTEN_BY_PAGES.has(channelId) && from.role !== RoleTypes.User && from.id !== row.user_id;
}

/**
 * A handoff event as it goes to the channel. When everything that was said is more than the channel takes, the oldest is left out, and
 * `transcriptLeftOut` says how many lines.
 */
export function renderHandoff(event: Partial<Activity>, channelId: string): Partial<Activity> {
  const { type, name, value, relatesTo, localTimezone, attachments = [], entities = [] } = event;
  const whole = { type, name, value, relatesTo, localTimezone, attachments, entities, locale: 'ja-JP' };
  const most = channelId === TEAMS ? TEAMS_BYTES : OTHER_BYTES;
  const lines = linesIn(attachments);
  let leftOut = 0;
  let fitting: Partial<Activity> = whole;
  while (bytesOf(fitting) > most && leftOut < lines.length) {
    leftOut += Math.max(1, Math.ceil((lines.length - leftOut) / 10));
    const kept = attachments.map((attachment) => ({ ...attachment, content: { activities: lines.slice(leftOut) } }));
    fitting = { ...whole, attachments: kept, value: { ...(value as object), transcriptLeftOut: leftOut } };
  }
  return fitting;
}

function linesIn(attachments: readonly { content?: unknown }[]): unknown[] {
  const [first] = attachments;
  return (first?.content as { activities?: unknown[] } | undefined)?.activities ?? [];
}

function bytesOf(activity: Partial<Activity>): number {
  return Buffer.byteLength(JSON.stringify(activity), 'utf16le');
}
