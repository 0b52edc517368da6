import { createHmac, randomBytes } from 'node:crypto';
import type { LineStub } from './line-stub.ts';
import { LineSchemas } from './openapi.ts';

export const SECRET = 'channel-secret-of-the-test';

const schemas = new LineSchemas('webhook.yml');
let lastTime = 0;

/** An event's id as LINE makes it. */
export function eventId(): string {
  return `01${randomBytes(12).toString('hex').toUpperCase()}`;
}

export interface LineEventBody {
  type: string;
  webhookEventId: string;
  timestamp: number;
  [name: string]: unknown;
}

/** A person with a telephone: makes the events that LINE would bring, and brings them. */
export class Person {
  readonly userId = `U${randomBytes(16).toString('hex')}`;
  readonly #stub: LineStub;
  readonly #url: () => string;

  /** @param url where Tobira is */
  constructor(stub: LineStub, url: () => string) {
    this.#stub = stub;
    this.#url = url;
  }

  event(type: string, own: Record<string, unknown> = {}): LineEventBody {
    // Two things that one person does never happen in the same millisecond.
    lastTime = Math.max(lastTime + 1, Date.now());
    return {
      type,
      mode: 'active',
      timestamp: lastTime,
      source: { type: 'user', userId: this.userId },
      webhookEventId: eventId(),
      deliveryContext: { isRedelivery: false },
      ...own,
    };
  }

  text(text: string, own: Record<string, unknown> = {}): LineEventBody {
    return this.message({ type: 'text', text, quoteToken: 'q' }, own);
  }

  message(content: Record<string, unknown>, own: Record<string, unknown> = {}): LineEventBody {
    const message = { id: randomBytes(9).readUIntBE(0, 6).toString(), ...content };
    return this.event('message', { replyToken: this.#stub.token(this.userId), message, ...own });
  }

  follow(isUnblocked = false): LineEventBody {
    return this.event('follow', { replyToken: this.#stub.token(this.userId), follow: { isUnblocked } });
  }

  /** Brings the events as LINE does; returns the status of the answer. */
  async bring(...events: LineEventBody[]): Promise<number> {
    const body = JSON.stringify({ destination: `U${'0'.repeat(32)}`, events });
    const faults = schemas.faults('CallbackRequest', JSON.parse(body));
    if (faults.length > 0) throw new Error(`LINE would not send this: ${faults.join('; ')}`);
    return (await post(this.#url(), body)).status;
  }

  say(text: string): Promise<number> {
    return this.bring(this.text(text));
  }

  /** What has come so far. */
  get got(): string[] {
    return this.#stub.textsOf(this.userId);
  }

  /** Says something and waits for what is answered. */
  async ask(text: string): Promise<string> {
    const before = this.got.length;
    await this.say(text);
    await until(() => this.got.length > before);
    await settled(() => this.got.length);
    return this.got.slice(before).join('\n');
  }
}

/** Posts a webhook with its signature. */
export function post(url: string, body: string, signature = sign(body)): Promise<Response> {
  return fetch(`${url}/line/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-line-signature': signature },
    body,
  });
}

export function sign(body: string, secret = SECRET): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

/** Waits until something holds. @throws when it does not in time */
export async function until(holds: () => boolean | Promise<boolean>, milliseconds = 10_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`it did not come true: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits until a number has not changed for a while. */
export async function settled(count: () => number, quiet = 150): Promise<void> {
  let [last, since] = [count(), Date.now()];
  while (Date.now() - since < quiet) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (count() === last) continue;
    [last, since] = [count(), Date.now()];
  }
}
