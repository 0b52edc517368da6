import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../../store/database.ts';
import { settingOrCreate } from '../../store/queries/settings.ts';

/** The channel's name in the store and on activities; Bot Framework's own for LINE. */
export const CHANNEL = 'line';

const PREFIX = 'line-';

/** Whether a conversation is one of this channel's, told by its name alone. */
export function isOnLine(conversationId: string): boolean {
  return conversationId.startsWith(PREFIX);
}

/** What is needed to speak with a person on LINE again. */
export const referenceSchema = z.object({
  userId: z.string(),
  /** The person has blocked the account: nothing can be sent. */
  blocked: z.boolean().optional(),
});

export type Reference = z.infer<typeof referenceSchema>;

/** A person on LINE as Tobira names them: nobody can tell the LINE user id from it, or the other way round. */
export interface Member {
  conversationId: string;
  /** Stands on activities. */
  id: string;
  reference: Reference;
}

/** Names people by a keyed digest of their LINE user id; the key is kept in the store. */
export class Members {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  static async open(database: Database): Promise<Members> {
    return new Members(await settingOrCreate(database, 'line_key', () => randomBytes(32).toString('base64url')));
  }

  named(userId: string): Member {
    const digest = createHmac('sha256', this.#key).update(userId).digest('base64url').slice(0, 32);
    return { conversationId: `${PREFIX}${digest}`, id: `line_${digest}`, reference: { userId } };
  }
}
