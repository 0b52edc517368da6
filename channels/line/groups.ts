import type { Logger } from 'pino';
import { asError } from '../../errors.ts';
import type { LineApi } from './api.ts';

const GOODBYE =
  'お招きくださり、ありがとうございます。\nお客さまのカードや会員サイトのことは、ほかの方に見えないところでご案内しています。このトークからは退出しますので、1対1のトークでお声がけください。';

/** Takes the account out of groups: what people ask here is nobody else's business. Nothing said there is kept. */
export class Groups {
  readonly #api: LineApi;
  readonly #log: Logger;
  readonly #leaving = new Set<string>();

  constructor(parts: { api: LineApi; log: Logger }) {
    this.#api = parts.api;
    this.#log = parts.log;
  }

  /**
   * Says goodbye, when there is a token to do so, and leaves; returns at once. When leaving fails, the next message there brings it about.
   */
  leave(group: { type: 'group' | 'room'; id: string }, replyToken: string | undefined): void {
    if (this.#leaving.has(group.id)) return;
    this.#leaving.add(group.id);
    this.#goodbye(group, replyToken)
      .catch((error: unknown) => this.#log.warn({ err: asError(error) }, 'a group could not be left'))
      .finally(() => this.#leaving.delete(group.id));
  }

  async #goodbye(group: { type: 'group' | 'room'; id: string }, replyToken: string | undefined): Promise<void> {
    if (replyToken !== undefined) await this.#say(replyToken);
    if (group.type === 'group') await this.#api.leaveGroup(group.id);
    else await this.#api.leaveRoom(group.id);
  }

  /** Whether it is heard or not, the account leaves. */
  async #say(replyToken: string): Promise<void> {
    try {
      await this.#api.reply(replyToken, [{ type: 'text', text: GOODBYE }]);
    } catch (error) {
      this.#log.warn({ err: asError(error) }, 'a group could not be told goodbye');
    }
  }
}
