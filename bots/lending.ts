import { ActivityTypes } from 'botbuilder';
import { type ConversationState, newConversationState } from '../dialogs/conversation.ts';
import type { ServiceId } from '../language/types.ts';
import type { ConversationRow } from '../store/queries/conversations.ts';
import type { TurnOutcome } from './tobira-bot.ts';

/** The choice that begins a walk. */
export const WALK = '手順をご一緒に進める';

const BACK_TO_STAFF = '手順のご案内はここまでです。ここからは、担当者がお答えします。';

/** While staff keep the case, the bot may have the conversation for one procedure. */
export function isLent(row: ConversationRow): boolean {
  return row.owner === 'bot' && row.case_id !== null;
}

/** What was found out stays; dialogs that were open give way to the procedure, which stands as the only choice. */
export function readyToWalk(
  state: ConversationState,
  { service, procedure }: { service: string | null; procedure: string },
): ConversationState {
  const offered = [{ label: WALK, action: { kind: 'open' as const, target: { procedure } } }];
  return {
    ...newConversationState(),
    memory: {
      ...state.memory,
      threads: [],
      subject: null,
      service: service as ServiceId | null,
      offered,
      distressed: false,
      greeted: true,
    },
  };
}

/** Once the procedure is neither open nor asked about, the conversation goes back to staff. */
export function whileLent(outcome: TurnOutcome): TurnOutcome {
  if (outcome.requests.some(({ kind }) => kind === 'open_case') || isWalking(outcome.state)) return outcome;
  const back = { type: ActivityTypes.Message, text: BACK_TO_STAFF };
  const replies = outcome.replies.map(({ suggestedActions: _choices, ...reply }) => reply);
  return { ...outcome, replies: [...replies, back], requests: [...outcome.requests, { kind: 'bring_back' }] };
}

function isWalking(state: string | undefined): boolean {
  if (state === undefined) return true;
  const { memory } = JSON.parse(state) as ConversationState;
  return memory.threads.some(({ kind }) => kind === 'procedure');
}
