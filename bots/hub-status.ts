import { type Activity, ActivityTypes } from 'botbuilder';
import { z } from 'zod';
import type { HubStatus } from '../desk/hub.ts';
import { HUB_STATES } from '../desk/hub.ts';
import type { ConversationState } from '../dialogs/conversation.ts';
import { humanChoice, menuChoice } from '../dialogs/menu.ts';
import { suggestedActionsOf } from '../dialogs/render.ts';
import { SAYINGS } from '../dialogs/sayings.ts';
import { redact } from '../language/redaction.ts';
import type { TurnOutcome } from './tobira-bot.ts';

/** Bot Framework's name for what a hub says of a person it was handed. */
export const HANDOFF_STATUS = 'handoff.status';

const LONGEST_MESSAGE = 2_000;

/** The value of the event; other states than these say nothing that would have to be done. */
const statusSchema = z.object({
  state: z.enum(HUB_STATES),
  message: z
    .string()
    .nullish()
    .catch(null)
    .transform((text) => redact((text ?? '').slice(0, LONGEST_MESSAGE).toWellFormed()).text),
});

/** Reads the value of a status event; undefined when it says nothing that we know. */
export function readHubStatus(value: unknown): HubStatus | undefined {
  return statusSchema.safeParse(value).data;
}

/**
 * A status as it is kept. Only what stands in `channelData` counts later: no channel lets a member write there, and a door that takes
 * one in has made sure that it comes from the hub.
 */
export function statusActivity(status: HubStatus): Partial<Activity> {
  return { type: ActivityTypes.Event, name: HANDOFF_STATUS, value: status, channelData: { hub: status } };
}

/** The status that a kept activity is; undefined when it is none, or does not come from the hub. */
export function hubStatusIn(activity: Partial<Activity>): HubStatus | undefined {
  if (activity.type !== ActivityTypes.Event || activity.name !== HANDOFF_STATUS) return undefined;
  return readHubStatus((activity.channelData as { hub?: unknown } | undefined)?.hub);
}

/** What the bot does with it: silent while the hub has the person, there again afterwards. */
export function afterHub(state: ConversationState, status: HubStatus): TurnOutcome {
  const requests = [{ kind: 'hub_status' as const, ...status }];
  if (status.state === 'accepted') return { replies: [], requests };
  const choices = status.state === 'failed' ? [humanChoice(), menuChoice()] : [];
  const text = status.state === 'failed' ? SAYINGS.noHumanNow : SAYINGS.caseClosed;
  const reply = {
    type: ActivityTypes.Message,
    text,
    ...(choices.length > 0 ? { suggestedActions: suggestedActionsOf(choices) } : {}),
  };
  const memory = { ...state.memory, offered: choices };
  return { state: JSON.stringify({ ...state, memory }), replies: [reply], requests };
}
