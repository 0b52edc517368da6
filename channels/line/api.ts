import { HTTPFetchError, messagingApi } from '@line/bot-sdk';
import { DeliveryRefused, NotAccepted } from '../../bots/channel-client.ts';
import { asError } from '../../errors.ts';
import { within } from './deadline.ts';

/** Milliseconds each kind of call may take; the SDK itself waits for ever. */
export interface Deadlines {
  /** Longer than for a push: a reply cannot be repeated, so that a late answer is worth waiting for. */
  reply: number;
  push: number;
  loading: number;
  ask: number;
  content: number;
}

export const DEADLINES: Deadlines = { reply: 20_000, push: 10_000, loading: 1_500, ask: 5_000, content: 30_000 };

/** LINE takes no more pushes this month. */
export class QuotaUsedUp extends NotAccepted {}

/** Looks in now and then whether the month is over or a larger plan was taken. */
const WAIT_FOR_QUOTA = 15 * 60_000;

/** Errors that come before a single byte is sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED']);
/** What is wrong with the message itself stays wrong. */
const MESSAGE_FAULTS = new Set([400, 413]);

/** LINE's API through its SDK, with a deadline on every call and errors that the courier understands. */
export class LineApi {
  readonly #api: messagingApi.MessagingApiClient;
  readonly #blob: messagingApi.MessagingApiBlobClient;
  readonly #deadlines: Deadlines;

  /** @param options `baseUrl` stands for both of LINE's hosts */
  constructor(options: { accessToken: string; baseUrl?: string | undefined; deadlines?: Deadlines }) {
    const { accessToken, baseUrl } = options;
    const shared = { channelAccessToken: accessToken, ...(baseUrl ? { baseURL: baseUrl } : {}) };
    this.#api = new messagingApi.MessagingApiClient(shared);
    this.#blob = new messagingApi.MessagingApiBlobClient(shared);
    this.#deadlines = options.deadlines ?? DEADLINES;
  }

  /**
   * Answers once, free of charge.
   * @returns false when LINE does not take the token (any more)
   * @throws NotAccepted; any other error leaves open whether the messages arrived
   */
  async reply(replyToken: string, messages: messagingApi.Message[]): Promise<boolean> {
    try {
      await within(this.#deadlines.reply, () => this.#api.replyMessage({ replyToken, messages }));
      return true;
    } catch (error) {
      if (error instanceof HTTPFetchError && MESSAGE_FAULTS.has(error.status)) return false;
      throw understood(error);
    }
  }

  /**
   * Sends at any time; counts against the month's quota.
   * @param retryKey a UUID, by which LINE knows a repeat
   * @throws QuotaUsedUp, NotAccepted, DeliveryRefused; any other error leaves open whether the messages arrived
   */
  async push(to: string, messages: messagingApi.Message[], retryKey: string): Promise<void> {
    try {
      await within(this.#deadlines.push, () => this.#api.pushMessage({ to, messages }, retryKey));
    } catch (error) {
      // LINE has taken the same call before.
      if (error instanceof HTTPFetchError && error.status === 409) return;
      if (error instanceof HTTPFetchError && MESSAGE_FAULTS.has(error.status)) {
        throw new DeliveryRefused(`LINE does not take the message: ${detailOf(error)}`, { cause: error });
      }
      throw understood(error);
    }
  }

  /** Shows the person that an answer is on its way, until it comes. */
  async showLoading(chatId: string): Promise<void> {
    const loading = { chatId, loadingSeconds: 20 };
    await within(this.#deadlines.loading, () => this.#api.showLoadingAnimation(loading));
  }

  /** Messages a month (null: no limit), and how many were used. */
  async quota(): Promise<{ limit: number | null; used: number }> {
    return within(this.#deadlines.ask, async () => {
      const [quota, consumption] = await Promise.all([
        this.#api.getMessageQuota(),
        this.#api.getMessageQuotaConsumption(),
      ]);
      return { limit: quota.type === 'limited' ? (quota.value ?? 0) : null, used: consumption.totalUsage };
    });
  }

  async leaveGroup(id: string): Promise<void> {
    await within(this.#deadlines.ask, () => this.#api.leaveGroup(id));
  }

  async leaveRoom(id: string): Promise<void> {
    await within(this.#deadlines.ask, () => this.#api.leaveRoom(id));
  }

  /** What a person sent, up to `most` bytes. @returns undefined when it is larger */
  async content(messageId: string, most: number): Promise<Buffer | undefined> {
    return within(this.#deadlines.content, async () => {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of await this.#blob.getMessageContent(messageId)) {
        size += (chunk as Buffer).length;
        if (size > most) return undefined;
        chunks.push(chunk as Buffer);
      }
      return Buffer.concat(chunks);
    });
  }
}

/** What an error says about whether LINE took the call. */
function understood(thrown: unknown): Error {
  if (!(thrown instanceof HTTPFetchError)) return neverSent(thrown) ?? asError(thrown);
  const detail = detailOf(thrown);
  if (thrown.status >= 500) return new Error(`LINE answered ${detail}`, { cause: thrown });
  if (thrown.status === 429 && /monthly limit/i.test(thrown.body)) {
    return new QuotaUsedUp(`LINE takes no more pushes: ${detail}`, { wait: WAIT_FOR_QUOTA, cause: thrown });
  }
  return new NotAccepted(`LINE answered ${detail}`, { cause: thrown });
}

function neverSent(thrown: unknown): NotAccepted | undefined {
  const { cause } = asError(thrown) as { cause?: { code?: unknown } };
  if (typeof cause?.code !== 'string' || !NEVER_SENT.has(cause.code)) return undefined;
  return new NotAccepted(`LINE cannot be reached: ${cause.code}`, { cause: thrown });
}

/** Status and reason. LINE names what is wrong with a message without repeating it. */
function detailOf(error: HTTPFetchError): string {
  return `${error.status} ${error.body.slice(0, 500)}`;
}
