import {
  type Activity,
  ActivityTypes,
  type ConversationReference,
  EventFactory,
  RoleTypes,
  TurnContext,
} from 'botbuilder';
import type { HubLine } from '../desk/hub.ts';
import type { Story } from '../desk/story.ts';
import type { Queryable } from '../store/database.ts';
import { type ActivityRow, activityAt, transcript } from '../store/queries/activities.ts';
import type { CaseRow } from '../store/queries/cases.ts';
import type { ConversationRow } from '../store/queries/conversations.ts';
import { CollectingAdapter } from './collecting-adapter.ts';
import { append } from './conversation-log.ts';
import type { Courier } from './courier.ts';
import { BOT } from './turn-runner.ts';

/** What the member has done when a person is taken back before the hub has accepted them. */
const LEFT = 'The person waits no longer.';

/** Hands people over to another hub by Bot Framework's handoff protocol, on the conversation's own channel. */
export class HandoffEvents implements HubLine {
  readonly #courier: Courier;

  constructor(parts: { courier: Courier }) {
    this.#courier = parts.courier;
  }

  /** `handoff.initiate`, with everything that was found out and everything that was said. */
  async initiate(tx: Queryable, conversation: ConversationRow, row: CaseRow, at: number): Promise<void> {
    const said = await transcript(tx, conversation.id);
    const context = await contextIn(
      tx,
      conversation,
      said.findLast(({ speaker }) => speaker === 'member'),
    );
    const activities = said.map((line) => lineOf(line, conversation)) as Activity[];
    await this.#append(
      tx,
      conversation,
      EventFactory.createHandoffInitiation(context, matterOf(row), { activities }),
      at,
    );
  }

  /** The protocol knows no way to take a person back: the status that ends it is said to the hub. */
  async withdraw(tx: Queryable, conversation: ConversationRow, at: number): Promise<void> {
    const { activity } = await contextIn(tx, conversation, undefined);
    await this.#append(tx, conversation, EventFactory.createHandoffStatus(activity.conversation, 'failed', LEFT), at);
  }

  async #append(tx: Queryable, { id, channel }: ConversationRow, event: Partial<Activity>, at: number): Promise<void> {
    const pushes = this.#courier.pushes(channel);
    await append(tx, { id, channel, pushes }, [{ speaker: 'bot', from: BOT, activity: event }], at);
  }
}

/** The context of the handoff: what the desk would show its own staff. Redacted like everything stored. */
function matterOf(row: CaseRow) {
  const story = JSON.parse(row.story) as Story;
  return {
    caseId: row.id,
    conversationId: row.conversation_id,
    channel: row.channel,
    service: row.service,
    intent: row.intent,
    /** The cause the bot thinks most likely. */
    cause: row.cause,
    urgent: Number(row.urgency) > 0,
    device: story.device,
    story,
    openedAt: new Date(Number(row.opened_at)).toISOString(),
    locale: 'ja-JP',
  };
}

/** The turn that asks for a human, addressed as the conversation's channel knows it. */
async function contextIn(
  tx: Queryable,
  conversation: ConversationRow,
  asked: ActivityRow | undefined,
): Promise<TurnContext> {
  const kept = asked && (await activityAt(tx, conversation.id, Number(asked.sequence)));
  const reference = JSON.parse(conversation.reference) as Partial<ConversationReference>;
  const ours = { id: conversation.id, isGroup: false, conversationType: '', name: '' };
  return new TurnContext(new CollectingAdapter(), {
    type: ActivityTypes.Message,
    ...(kept ? { id: kept.id } : {}),
    channelId: reference.channelId ?? conversation.channel,
    serviceUrl: reference.serviceUrl ?? '',
    conversation: reference.conversation ?? ours,
    from: reference.user ?? { id: conversation.user_id, name: '', role: RoleTypes.User },
    recipient: reference.bot ?? { ...BOT },
    locale: 'ja-JP',
  });
}

/** A line of the transcript, as an activity without what only Tobira itself reads. */
function lineOf(row: ActivityRow, conversation: ConversationRow): Partial<Activity> {
  const { id, type, timestamp, from, text, replyToId, attachments, suggestedActions } = JSON.parse(
    row.payload,
  ) as Partial<Activity>;
  return {
    id,
    type,
    timestamp,
    channelId: conversation.channel,
    conversation: { id: conversation.id, isGroup: false, conversationType: '', name: '' },
    from,
    text,
    ...(replyToId ? { replyToId } : {}),
    ...(suggestedActions ? { suggestedActions } : {}),
    ...(attachments?.length
      ? { attachments: attachments.map(({ contentType, name }) => ({ contentType, name })) }
      : {}),
  } as Partial<Activity>;
}
