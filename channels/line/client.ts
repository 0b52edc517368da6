import { createHash } from 'node:crypto';
import type { messagingApi } from '@line/bot-sdk';
import type { Activity } from 'botbuilder';
import { type ChannelClient, type Delivery, DeliveryRefused, NotAccepted } from '../../bots/channel-client.ts';
import type { Database } from '../../store/database.ts';
import { keepReplyToken, type ReplyToken, takeReplyToken } from '../../store/queries/line.ts';
import { type LineApi, QuotaUsedUp } from './api.ts';
import type { Loading } from './loading.ts';
import { referenceSchema } from './members.ts';
import type { Quota } from './quota.ts';
import { fitting, renderCall } from './render.ts';

/** LINE takes a reply token for a minute; what is on the way needs some of it. */
export const TOKEN_LIFETIME = 50_000;

export interface LineClientParts {
  database: Database;
  api: LineApi;
  loading: Loading;
  quota: Quota;
  /** Told how many messages went out, and how. */
  sent: (how: 'reply' | 'push', count: number) => void;
}

/**
 * Carries messages to LINE: as the one free reply while a token is fresh, else as a push. Once a call may have arrived, only a push under
 * the same retry key follows; a reply is never sent again, for LINE cannot tell it from a new one.
 */
export class LineClient implements ChannelClient {
  readonly #parts: LineClientParts;

  constructor(parts: LineClientParts) {
    this.#parts = parts;
  }

  together(activities: readonly Partial<Activity>[]): number {
    return fitting(activities);
  }

  async deliver(reference: unknown, activities: readonly Partial<Activity>[], delivery: Delivery): Promise<void> {
    const { userId, blocked } = referenceSchema.parse(reference);
    if (blocked) throw new DeliveryRefused('the person has blocked the account');
    const messages = renderCall(activities);
    if (messages.length === 0) return;
    const conversationId = activities[0]?.conversation?.id ?? '';
    // The animation ends with the next message: it must not come after it.
    await this.#parts.loading.settled(conversationId);
    if (!delivery.unsure && (await this.#reply(conversationId, messages))) return;
    await this.#push(userId, messages, retryKey(delivery.key));
  }

  /** @returns false when there was no token that LINE takes */
  async #reply(conversationId: string, messages: messagingApi.Message[]): Promise<boolean> {
    const { database, api, sent } = this.#parts;
    const since = Date.now() - TOKEN_LIFETIME;
    const token = await database.transaction((tx) => takeReplyToken(tx, conversationId, since));
    if (!token) return false;
    try {
      const taken = await api.reply(token.token, messages);
      if (taken) sent('reply', messages.length);
      return taken;
    } catch (error) {
      if (error instanceof NotAccepted) await this.#giveBack(conversationId, token);
      throw error;
    }
  }

  #giveBack(conversationId: string, token: ReplyToken): Promise<void> {
    return keepReplyToken(this.#parts.database, conversationId, token);
  }

  async #push(userId: string, messages: messagingApi.Message[], key: string): Promise<void> {
    const { api, quota, sent } = this.#parts;
    try {
      await api.push(userId, messages, key);
    } catch (error) {
      if (error instanceof QuotaUsedUp) quota.usedUp();
      throw error;
    }
    quota.pushed();
    sent('push', messages.length);
  }
}

/** The UUID that stands for a key: the same one for the same key, on every node and after every restart. */
export function retryKey(key: string): string {
  const bytes = createHash('sha256').update(key).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
