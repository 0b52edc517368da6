import type { Logger } from 'pino';
import type { Live } from '../../bots/live.ts';
import type { TurnRunner } from '../../bots/turn-runner.ts';
import { BOT } from '../../bots/turn-runner.ts';
import type { ConversationVoice } from '../../bots/voice.ts';
import { asError } from '../../errors.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { activityAt } from '../../store/queries/activities.ts';
import {
  type AttachmentRow,
  conversationsWithWaitingAttachments,
  dropAttachment,
  storeAttachment,
  waitingAttachments,
} from '../../store/queries/attachments.ts';
import { findConversation } from '../../store/queries/conversations.ts';
import { rewriteActivity } from '../../store/queries/taken-back.ts';
import type { LineApi } from './api.ts';

/** Where signed-in staff see pictures. */
export const PICTURES_PATH = '/staff/api/attachments';
/** Bytes a picture may have; LINE's own limit. */
export const PICTURE_LIMIT = 10 * 1024 * 1024;

const MOST_TRIES = 4;
const FIRST_WAIT = 1_000;
const REFUSED = '恐れ入ります、お送りいただいた画像を開けませんでした。画面に出ている言葉を、文字でお書きください。';

export interface PictureParts {
  database: Database;
  api: LineApi;
  turns: TurnRunner;
  voice: ConversationVoice;
  live: Live;
  log: Logger;
  /** Milliseconds before the second try; each further one waits twice as long. */
  firstWait?: number;
}

/** What the bytes are, whatever they are called: a JPEG or a PNG. Nothing else is shown to staff. */
export function pictureType(bytes: Uint8Array): 'image/jpeg' | 'image/png' | undefined {
  const starts = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  return starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) ? 'image/png' : undefined;
}

/** Fetches members' pictures for staff. While the bot answers none is fetched: it cannot see, and has asked for words. */
export class Pictures {
  readonly #parts: PictureParts;

  constructor(parts: PictureParts) {
    this.#parts = parts;
  }

  /** Sees to the pictures that wait in the conversation; returns at once. */
  schedule(conversationId: string): void {
    this.fetch(conversationId).catch((error: unknown) => {
      this.#parts.log.error({ err: asError(error), conversationId }, 'a picture could not be seen to');
    });
  }

  /** After a start: what was promised to staff and not fetched is fetched now. */
  async recover(): Promise<void> {
    for (const id of await conversationsWithWaitingAttachments(this.#parts.database)) this.schedule(id);
  }

  /** Fetches the pictures that wait in the conversation, or drops them. */
  async fetch(conversationId: string): Promise<void> {
    const { database, turns } = this.#parts;
    // The message just before the picture may have asked for a human.
    await turns.run(conversationId);
    await database.exclusively(`pictures:${conversationId}`, async () => {
      for (const row of await waitingAttachments(database, conversationId)) {
        const conversation = await findConversation(database, conversationId);
        if (conversation?.owner === 'human') await this.#keep(row);
        else await dropAttachment(database, row.id);
      }
    });
  }

  async #keep(row: AttachmentRow): Promise<void> {
    const { database, live } = this.#parts;
    const bytes = await this.#content(row);
    const type = bytes && pictureType(bytes);
    if (!bytes || !type) return this.#refuse(row);
    const content = { type, base64: bytes.toString('base64') };
    const kept = await database.transaction(async (tx) => {
      const isWanted = await storeAttachment(tx, row.id, content);
      if (isWanted) await hangOn(tx, row, type);
      return isWanted;
    });
    if (kept) live.emit('activity', row.conversation_id);
  }

  /** @returns undefined when it is too large, or LINE does not give it */
  async #content(row: AttachmentRow): Promise<Buffer | undefined> {
    const { api, log, firstWait = FIRST_WAIT } = this.#parts;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      try {
        return await api.content(row.source_id, PICTURE_LIMIT);
      } catch (error) {
        log.warn({ err: asError(error), conversationId: row.conversation_id }, 'LINE does not give a picture');
        await new Promise((resolve) => setTimeout(resolve, firstWait * 2 ** tries));
      }
    }
    return undefined;
  }

  async #refuse(row: AttachmentRow): Promise<void> {
    const { database, voice } = this.#parts;
    await database.transaction(async (tx) => {
      await dropAttachment(tx, row.id);
      await voice.say(tx, row.conversation_id, { speaker: 'bot', name: BOT.name, text: REFUSED }, Date.now());
    });
    voice.committed(row.conversation_id);
  }
}

/** From now on the member's message has the picture with it, for staff. */
async function hangOn(tx: Queryable, row: AttachmentRow, type: string): Promise<void> {
  const said = await activityAt(tx, row.conversation_id, Number(row.sequence));
  if (!said) throw new Error(`the picture ${row.id} has lost its message`);
  const attachments = [{ contentType: type, name: said.text, contentUrl: `${PICTURES_PATH}/${row.id}` }];
  await rewriteActivity(tx, { ...said, payload: JSON.stringify({ ...JSON.parse(said.payload), attachments }) });
}
