import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import type { HubDoor } from '../../bots/hub-door.ts';
import { readHubStatus } from '../../bots/hub-status.ts';
import type { Inbox } from '../../bots/inbox.ts';
import { asWhole } from '../../bots/words.ts';
import type { Database } from '../../store/database.ts';
import { findConversation } from '../../store/queries/conversations.ts';
import { setReference } from '../../store/queries/line.ts';
import { keepPlace } from '../../store/queries/teams.ts';
import { isHubStatus, mayBeHub } from './hub.ts';
import { meaningOf, message } from './inbound.ts';
import type { Invokes } from './invokes.ts';
import { channelOf, conversationIdOf, eventIdOf, pressIdOf, referenceOf, TEAMS } from './names.ts';
import type { Opinions } from './opinions.ts';
import type { Arrived, Pressed } from './schema.ts';
import type { StaffRoom } from './staff-room.ts';
import { goneActivity } from './unreachable.ts';

export interface ReceptionParts {
  database: Database;
  inbox: Inbox;
  invokes: Invokes;
  opinions: Opinions;
  staffRoom: StaffRoom | undefined;
  /** Where another hub comes in; undefined: the desk is our own. */
  hub?: HubDoor | undefined;
  /** The tenant of the app; undefined when it serves many. */
  tenantId: string | undefined;
  /** Told of each event by its type, duplicates too. */
  received: (type: string) => void;
}

/** Keeps what a channel brings before the channel is told that it was received. */
export class Reception {
  readonly #parts: ReceptionParts;

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
  }

  /** Called for admitted events only. @throws TobiraError, the store's errors; the channel then brings the event again */
  async take(context: TurnContext, arrived: Arrived): Promise<void> {
    const { invokes, received, staffRoom } = this.#parts;
    received(arrived.type);
    await this.#rememberPlace(arrived);
    if (arrived.type === ActivityTypes.Invoke) {
      const value = await invokes.answer(arrived);
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value });
    } else if (staffRoom?.isHere(arrived)) await staffRoom.hear(arrived);
    else if (isHubStatus(arrived)) await this.#hearHub(arrived);
    else await this.#heed(arrived);
  }

  async #heed(arrived: Arrived): Promise<void> {
    if (arrived.type === ActivityTypes.MessageReaction) await this.#parts.opinions.react(arrived);
    const meaning = meaningOf(arrived);
    if (meaning.kind === 'activity') await this.#accept(arrived, meaning.activity, eventIdOf(arrived));
    else if (meaning.kind === 'pressed') await this.#pressed(arrived, meaning.pressed);
    else if (meaning.kind === 'removed') await this.#removed(arrived);
    else await setReference(this.#parts.database, conversationIdOf(arrived), JSON.stringify(referenceOf(arrived)));
  }

  /** The way back to the member stays as it is: the hub is somebody else. */
  async #hearHub(arrived: Arrived): Promise<void> {
    const { database, hub } = this.#parts;
    const row = await findConversation(database, conversationIdOf(arrived));
    const status = readHubStatus(arrived.value);
    if (!hub || !status || !row || !mayBeHub(arrived, row)) return;
    await hub.status({ conversationId: row.id, eventId: eventIdOf(arrived) }, status);
  }

  async #pressed(arrived: Arrived, pressed: Pressed): Promise<void> {
    if (pressed.tobira === 'choose')
      return this.#accept(arrived, asWhole(message(pressed.words)), pressIdOf(arrived, pressed));
    // Only clients without the newer buttons come here, and a message cannot be shown in their cards.
    if (pressed.tobira === 'show') await this.#accept(arrived, message('もう一度お願いします'), eventIdOf(arrived));
  }

  async #accept(arrived: Arrived, activity: Partial<Activity>, eventId: string): Promise<void> {
    await this.#parts.inbox.accept(incomingOf(arrived, activity, eventId));
  }

  async #removed(arrived: Arrived): Promise<void> {
    const { database, inbox } = this.#parts;
    const row = await findConversation(database, conversationIdOf(arrived));
    if (!row) return;
    const reference = referenceOf(arrived);
    await inbox.accept(goneActivity({ row, reference, why: 'removed', eventId: eventIdOf(arrived) }));
  }

  /** Where the staff channel is reached is learnt from what comes out of its team, or failing that from anywhere in Teams. */
  async #rememberPlace(arrived: Arrived): Promise<void> {
    const { database, staffRoom, tenantId: own } = this.#parts;
    if (arrived.channelId !== TEAMS || !staffRoom || !arrived.recipient) return;
    const { serviceUrl, conversation, bot } = referenceOf(arrived);
    const tenantId = typeof conversation.tenantId === 'string' ? conversation.tenantId : null;
    const isHere = staffRoom.isHere(arrived);
    if (!isHere && own !== undefined && tenantId !== own) return;
    const isTeam = isHere || (own !== undefined && Boolean(arrived.channelData?.team));
    const place = { service_url: serviceUrl, bot_id: bot.id, tenant_id: tenantId };
    await keepPlace(database, isTeam ? 'staff' : 'any', place, Date.now());
    if (isTeam && arrived.type === ActivityTypes.ConversationUpdate) await staffRoom.placeChanged();
  }
}

/** An event for the inbox: with it the conversation, and the way back to it. */
export function incomingOf(arrived: Arrived, activity: Partial<Activity>, eventId: string) {
  const conversationId = conversationIdOf(arrived);
  const reference = JSON.stringify(referenceOf(arrived));
  const from = { id: arrived.from.id, name: arrived.from.name ?? '' };
  return {
    conversationId,
    eventId,
    from,
    activity,
    conversation: { channel: channelOf(arrived.channelId), userId: from.id, reference, client: '{}' },
    keep: (tx: Parameters<typeof setReference>[0]) => setReference(tx, conversationId, reference),
  };
}
