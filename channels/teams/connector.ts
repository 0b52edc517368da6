import {
  type Activity,
  CloudAdapter,
  type ConversationReference,
  type InvokeResponse,
  type ResourceResponse,
  type TurnContext,
} from 'botbuilder';
import type { AuthenticateRequestResult, BotFrameworkAuthentication, ConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import { DeliveryRefused, NotAccepted } from '../../bots/channel-client.ts';
import { type Answer, type Call, callOnce, NotReached } from './http.ts';
import type { Reference } from './schema.ts';
import { resource } from './service-url.ts';

const DEADLINE = 15_000;

/** Answers by which the connector says that it has not taken a message and that another try makes sense. */
const TRY_AGAIN = new Set([401, 408, 412, 425, 429, 500, 502, 503, 504]);

const created = z.object({ id: z.string().min(1) });
const thread = z.object({ id: z.string().min(1), activityId: z.string().min(1) });

/** The person or the channel cannot be spoken to: the app is not there, or was blocked. */
export class Unreachable extends DeliveryRefused {}

/** Only what `CloudAdapter` does not offer by itself: each call to the connector is made once, and its outcome is told apart. */
export class Connector extends CloudAdapter {
  readonly #appId: string;
  readonly #serviceUrl: (given: string) => URL;

  /** @param parts `serviceUrl` checks an address before anything is sent to it */
  constructor(parts: {
    authentication: BotFrameworkAuthentication;
    appId: string | undefined;
    serviceUrl: (given: string) => URL;
  }) {
    super(parts.authentication);
    this.#appId = parts.appId ?? '';
    this.#serviceUrl = parts.serviceUrl;
  }

  /** Runs `logic` over what came in. @returns the answer to an invoke */
  receive(
    admitted: AuthenticateRequestResult,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(admitted, activity, logic);
  }

  /**
   * Says something in the conversation, unasked or in answer (`replyToId`).
   * @returns the message's id at the channel; undefined when the channel names none
   * @throws Unreachable, DeliveryRefused, NotAccepted; after any other error nobody knows whether it was taken
   */
  async speak(reference: Reference, activity: Partial<Activity>): Promise<string | undefined> {
    let id: string | undefined;
    const answered = { ...asReference(reference), activityId: activity.replyToId };
    await this.continueConversationAsync(this.#appId, answered, async (context) => {
      id = (await context.sendActivity(activity))?.id;
    });
    return id === '' ? undefined : id;
  }

  /** Puts `activity` in the place of the message with its id. Repeating it does no harm. */
  async replace(reference: Reference, activity: Partial<Activity> & { id: string }): Promise<void> {
    await this.continueConversationAsync(this.#appId, asReference(reference), async (context) => {
      await context.updateActivity(activity);
    });
  }

  /**
   * Begins a thread in a channel.
   * @throws as `speak`
   */
  async beginThread(place: Reference, activity: Partial<Activity>): Promise<{ id: string; activityId: string }> {
    const { conversation, bot } = place;
    const tenantId: unknown = conversation.tenantId;
    const body = {
      isGroup: true,
      bot,
      channelData: { channel: { id: conversation.id }, ...(tenantId ? { tenant: { id: tenantId } } : {}) },
      ...(tenantId ? { tenantId } : {}),
      activity: { ...activity, from: bot },
    };
    const answer = await this.#ask(place.serviceUrl, 'POST', ['conversations'], body);
    return thread.parse(answer.body);
  }

  /** What the channel's directory says of somebody in a conversation. */
  async member(reference: Reference, userId: string): Promise<unknown> {
    const path = ['conversations', reference.conversation.id, 'members', userId];
    return (await this.#ask(reference.serviceUrl, 'GET', path)).body;
  }

  /** In place of the SDK's own, whose calls are repeated behind one's back: a message would be seen up to four times. */
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      const isAnswer = activity.type === 'invokeResponse';
      if (isAnswer) responses.push(...(await super.sendActivities(context, [activity])));
      else responses.push({ id: await this.#post(context, activity) });
    }
    return responses;
  }

  override async updateActivity(context: TurnContext, activity: Partial<Activity>): Promise<ResourceResponse> {
    const path = ['conversations', activity.conversation?.id ?? '', 'activities', activity.id ?? ''];
    await this.#send(context, { method: 'PUT', path, body: activity });
    return { id: activity.id ?? '' };
  }

  async #post(context: TurnContext, { id: _id, ...activity }: Partial<Activity>): Promise<string> {
    const path = ['conversations', activity.conversation?.id ?? '', 'activities'];
    // The SDK puts an invented id where a message answers none.
    const message = { ...activity, replyToId: context.activity.relatesTo?.activityId };
    const { body } = await this.#send(context, { method: 'POST', path, body: message });
    return created.safeParse(body).data?.id ?? '';
  }

  #send(context: TurnContext, call: { method: 'POST' | 'PUT'; path: string[]; body: unknown }): Promise<Answer> {
    const client = context.turnState.get<ConnectorClient>(this.ConnectorClientKey);
    return this.#call(context.activity.serviceUrl, client, call);
  }

  async #ask(serviceUrl: string, method: 'GET' | 'POST', path: string[], body?: unknown): Promise<Answer> {
    const factory = this.botFrameworkAuthentication.createConnectorFactory(this.createClaimsIdentity(this.#appId));
    return this.#call(serviceUrl, await factory.create(serviceUrl), { method, path, body });
  }

  async #call(
    serviceUrl: string,
    client: ConnectorClient,
    { method, path, body }: { method: Call['method']; path: string[]; body?: unknown },
  ): Promise<Answer> {
    const url = resource(this.#serviceUrl(serviceUrl), path);
    const headers = await tokenOf(client);
    return judge(await callOnce({ method, url, headers, body, deadline: DEADLINE }).catch(notReached));
  }
}

/** A new message, and no answer to an old one. */
function asReference({ serviceUrl, channelId, conversation, bot, user }: Reference): Partial<ConversationReference> {
  return { serviceUrl, channelId, conversation, bot, user } as unknown as Partial<ConversationReference>;
}

/** The token from the SDK's credentials; none without an app id. @throws NotAccepted */
async function tokenOf(client: ConnectorClient): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  const keep = { set: (name: string, value: string) => Object.assign(headers, { [name]: value }) };
  try {
    await client.credentials.signRequest({ headers: keep } as unknown as Parameters<
      typeof client.credentials.signRequest
    >[0]);
    return headers;
  } catch (error) {
    throw new NotAccepted('There is no token for the connector.', { cause: error });
  }
}

function notReached(error: unknown): never {
  if (error instanceof NotReached) throw new NotAccepted(error.message, { cause: error });
  throw error;
}

/** What an answer means. An answer that says no is believed; only when none comes nobody knows. */
function judge(answer: Answer): Answer {
  const { status, retryAfter } = answer;
  if (status >= 200 && status < 300) return answer;
  const said = `the connector answered ${status} ${codeIn(answer.body)}`.trim();
  if (TRY_AGAIN.has(status)) throw new NotAccepted(said, { wait: retryAfter });
  if (status === 403 || status === 404) throw new Unreachable(said);
  throw new DeliveryRefused(said);
}

function codeIn(body: unknown): string {
  return z.object({ error: z.object({ code: z.string() }) }).safeParse(body).data?.error.code ?? '';
}
