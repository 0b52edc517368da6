import { type Answer, messageForPerson, type SendRequest } from '../shared/request.ts';
import type { ActivitySet } from './activity.ts';
import type { SelfReport } from './self-report.ts';
import type { Session } from './session.ts';

/** An answer that was not a success. `lost`: the conversation or its token is gone for good. */
export class DirectLineError extends Error {
  readonly status: number;
  /** The server's sentence for the person, if it sent one. */
  readonly person: string | undefined;

  constructor(answer: Answer) {
    super(`the server answered ${answer.status}`);
    this.name = 'DirectLineError';
    this.status = answer.status;
    this.person = messageForPerson(answer.body);
  }

  get lost(): boolean {
    return this.status === 401 || this.status === 403 || this.status === 404;
  }
}

export interface Opened extends Session {
  /** Where the socket goes; absent when the server offers none. */
  streamUrl?: string;
  /** Seconds until the token expires, where the server says so. */
  expiresIn?: number;
}

/** The start of the conversation: everything after it is everything. */
export const FROM_THE_START = '0';

/** The calls of Direct Line 3.0 that this page makes. Each rejects with a DirectLineError, or when no answer came. */
export class DirectLine {
  readonly #send: SendRequest;
  readonly #report: () => SelfReport;

  /** @param report what goes along when the conversation begins and with each message */
  constructor(send: SendRequest, report: () => SelfReport) {
    this.#send = send;
    this.#report = report;
  }

  /** A new conversation with a token of its own. */
  async begin(): Promise<Opened> {
    const issued = openedFrom(await this.#call('POST', '/webchat/token', undefined, {}));
    const opening = { locale: 'ja-JP', channelData: { page: this.#report() } };
    const started = await this.#call('POST', '/v3/directline/conversations', issued.token, opening);
    return openedFrom(started, issued);
  }

  /** Back into a conversation, with a stream that goes on after `watermark`. */
  async resume(session: Session, watermark: string): Promise<Opened> {
    return openedFrom(
      await this.#call('GET', `${path(session)}?watermark=${encodeURIComponent(watermark)}`, session.token),
      session,
    );
  }

  /** A fresh token for the same conversation. */
  async refresh(session: Session): Promise<Opened> {
    return openedFrom(await this.#call('POST', '/v3/directline/tokens/refresh', session.token), session);
  }

  /** What was said after `watermark`. */
  async activities(session: Session, watermark: string): Promise<ActivitySet> {
    const query = `?watermark=${encodeURIComponent(watermark)}`;
    return (await this.#call('GET', `${path(session)}/activities${query}`, session.token)) as ActivitySet;
  }

  /**
   * Says something.
   * @param clientId a repeated post with the same id is not a second message
   * @returns the id the message got
   */
  async say(session: Session, text: string, clientId: string): Promise<string> {
    const channelData = { clientActivityID: clientId, page: this.#report() };
    const body = { type: 'message', text, channelData, from: { id: 'member', role: 'user' }, locale: 'ja-JP' };
    const answer = (await this.#call('POST', `${path(session)}/activities`, session.token, body)) as { id: string };
    return answer.id;
  }

  /** Shows the other side that one is writing; nothing of it is kept. */
  async writing(session: Session): Promise<void> {
    await this.#call('POST', `${path(session)}/activities`, session.token, { type: 'typing' });
  }

  async #call(method: string, address: string, token?: string, body?: unknown): Promise<unknown> {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await this.#send(method, address, { headers, ...(body === undefined ? {} : { body }) });
    if (answer.status < 200 || answer.status > 299) throw new DirectLineError(answer);
    return answer.body;
  }
}

function path({ conversationId }: Session): string {
  return `/v3/directline/conversations/${encodeURIComponent(conversationId)}`;
}

function openedFrom(body: unknown, known?: Session & { expiresIn?: number }): Opened {
  const { token, conversationId, streamUrl, expires_in } = (body ?? {}) as Record<string, unknown>;
  const expiresIn = typeof expires_in === 'number' ? expires_in : known?.expiresIn;
  return {
    token: typeof token === 'string' ? token : (known?.token ?? ''),
    conversationId: typeof conversationId === 'string' ? conversationId : (known?.conversationId ?? ''),
    ...(typeof streamUrl === 'string' ? { streamUrl } : {}),
    ...(expiresIn === undefined ? {} : { expiresIn }),
  };
}
