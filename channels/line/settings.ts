import { HTTPFetchError, messagingApi } from '@line/bot-sdk';
import { asError } from '../../errors.ts';
import { DeadlinePassed, within } from './deadline.ts';

const DEADLINE = 15_000;

/** What can be looked at and set on a LINE account from here; the rest is clicked in LINE's own consoles. */
export class LineSettings {
  readonly #api: messagingApi.MessagingApiClient;
  readonly #blob: messagingApi.MessagingApiBlobClient;

  constructor({ accessToken, baseUrl }: { accessToken: string; baseUrl?: string | undefined }) {
    const shared = { channelAccessToken: accessToken, ...(baseUrl ? { baseURL: baseUrl } : {}) };
    this.#api = new messagingApi.MessagingApiClient(shared);
    this.#blob = new messagingApi.MessagingApiBlobClient(shared);
  }

  account(): Promise<messagingApi.BotInfoResponse> {
    return within(DEADLINE, () => this.#api.getBotInfo());
  }

  /** @returns undefined when none is set */
  webhook(): Promise<messagingApi.GetWebhookEndpointResponse | undefined> {
    return within(DEADLINE, () => absentAs404(this.#api.getWebhookEndpoint()));
  }

  async setWebhook(endpoint: string): Promise<void> {
    await within(DEADLINE, () => this.#api.setWebhookEndpoint({ endpoint }));
  }

  /** Lets LINE knock at the webhook address that is set. */
  testWebhook(): Promise<messagingApi.TestWebhookEndpointResponse> {
    return within(DEADLINE, () => this.#api.testWebhookEndpoint({}));
  }

  async quota(): Promise<{ limit: number | undefined; used: number }> {
    const [quota, consumption] = await within(DEADLINE, () =>
      Promise.all([this.#api.getMessageQuota(), this.#api.getMessageQuotaConsumption()]),
    );
    return { limit: quota.type === 'limited' ? (quota.value ?? 0) : undefined, used: consumption.totalUsage };
  }

  /** Whether people see a menu. */
  async hasRichMenu(): Promise<boolean> {
    return (await within(DEADLINE, () => absentAs404(this.#api.getDefaultRichMenuId()))) !== undefined;
  }

  /** Shows the menu to everybody, and takes earlier ones of the same name away. Nobody is without a menu in between. */
  async showRichMenu(menu: messagingApi.RichMenuRequest, picture: Uint8Array<ArrayBuffer>): Promise<void> {
    const earlier = (await within(DEADLINE, () => this.#api.getRichMenuList())).richmenus;
    const { richMenuId } = await within(DEADLINE, () => this.#api.createRichMenu(menu));
    const content = new Blob([picture], { type: 'image/png' });
    await within(DEADLINE, () => this.#blob.setRichMenuImage(richMenuId, content));
    await within(DEADLINE, () => this.#api.setDefaultRichMenu(richMenuId));
    for (const old of earlier.filter(({ name }) => name === menu.name)) {
      await within(DEADLINE, () => this.#api.deleteRichMenu(old.richMenuId));
    }
  }
}

async function absentAs404<Result>(answer: Promise<Result>): Promise<Result | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof HTTPFetchError && error.status === 404) return undefined;
    throw error;
  }
}

/** What went wrong, in words for the operator. */
export function troubleInWords(thrown: unknown): string {
  if (thrown instanceof HTTPFetchError) return refusalInWords(thrown);
  const { message, cause } = asError(thrown) as Error & { cause?: { code?: string } };
  const isNetwork = thrown instanceof DeadlinePassed || message === 'fetch failed';
  return isNetwork
    ? `LINE cannot be reached (${cause?.code ?? message}). Is there a way to the internet from here?`
    : message;
}

function refusalInWords(error: HTTPFetchError): string {
  if (error.status === 401) {
    return 'LINE does not know LINE_CHANNEL_ACCESS_TOKEN. Issue a new long-lived token (LINE Developers console, Messaging API tab) and set it.';
  }
  if (error.status === 403)
    return 'The token may not do this. Is the account a Messaging API channel, and not suspended?';
  return `LINE answered ${error.status}: ${error.body.slice(0, 300)}`;
}

/** Why LINE's knock at the webhook did not succeed, in words for the operator. */
export function webhookInWords({ statusCode, reason, detail }: messagingApi.TestWebhookEndpointResponse): string {
  if (statusCode === 401) return 'Tobira refused the signature: LINE_CHANNEL_SECRET is not the secret of this channel.';
  if (statusCode === 404) {
    return 'Something answers, but not with a webhook: is Tobira running with both LINE variables, and does the proxy pass /line/webhook on?';
  }
  if (statusCode >= 500) return `Tobira or the proxy before it answered ${statusCode}: look into its log.`;
  if (statusCode <= 0)
    return `LINE cannot reach the address (${reason}: ${detail}). It needs a public name, port 443 and a certificate that browsers trust.`;
  return `${reason} (${statusCode}): ${detail}`;
}
