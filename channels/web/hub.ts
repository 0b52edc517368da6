import { RoleTypes } from 'botbuilder';
import type { HubDoor } from '../../bots/hub-door.ts';
import { HANDOFF_STATUS, readHubStatus } from '../../bots/hub-status.ts';
import { TobiraError } from '../../errors.ts';
import type { Posted, Sent } from './inbound.ts';
import { passingId } from './render.ts';

/**
 * What another hub, which has proved itself with DIRECT_LINE_SECRET, posts as itself: how far it is, and what its people say (`from.role`
 * is `bot`). Anything else is said in the member's name, as ever.
 * @returns what it is answered; undefined when it is not the hub's own
 * @throws TobiraError `conflict` when it speaks without having accepted the person, `bad_request` when it says nothing
 */
export async function hearHub(
  hub: HubDoor,
  conversationId: string,
  sent: Sent,
  posted: Posted | undefined,
): Promise<{ id: string } | undefined> {
  // A page may post under any id: what it has used up is not the hub's.
  const eventId = `hub:${posted?.eventId ?? ''}`;
  if (sent.type === 'event') {
    const status = sent.name === HANDOFF_STATUS ? readHubStatus(sent.value) : undefined;
    return status && idOf(await hub.status({ conversationId, eventId }, status));
  }
  if (sent.from?.role !== RoleTypes.Bot) return undefined;
  const name = sent.from.name ?? '';
  if (sent.type === 'message') {
    const text = posted?.activity.text ?? '';
    if (text.trim() === '') throw new TobiraError('bad_request', 'A message of the hub has no text.');
    return idOf(await hub.say({ conversationId, eventId }, { name, text }));
  }
  hub.writes(conversationId, name);
  return { id: passingId(conversationId) };
}

function idOf({ id }: { id: string }): { id: string } {
  return { id };
}
