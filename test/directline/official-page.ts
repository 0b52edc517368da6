import { type Activity, DirectLine, type DirectLineOptions } from 'botframework-directlinejs';
import { eventually } from './house.ts';
import { XmlHttpRequest } from './xml-http-request.ts';

// The client was made for browsers and looks for this by its browser name.
Object.assign(globalThis, { XMLHttpRequest: XmlHttpRequest });

export type PageOptions = Partial<DirectLineOptions> & { WebSocket?: unknown };

/** What the client takes beside its options; `random` shortens the wait before it reconnects from 3 s to 0.12 s. */
const services = { random: () => -0.24 };

/** Microsoft's own client, as a page uses it, with everything it has received. */
export class Page {
  readonly line: DirectLine;
  readonly received: Activity[] = [];
  readonly #subscription: { unsubscribe(): void };

  /** @param url of the server */
  constructor(url: string, options: PageOptions) {
    const all = { domain: `${url}/v3/directline`, ...services, ...options };
    this.line = new DirectLine(all as DirectLineOptions);
    this.#subscription = this.line.activity$.subscribe((activity) => this.received.push(activity));
  }

  say(text: string): Promise<string> {
    const activity = { type: 'message' as const, text, from: { id: 'whoever I say' } };
    return new Promise((resolve, reject) => this.line.postActivity(activity).subscribe(resolve, reject));
  }

  get messages(): (Activity & { type: 'message' })[] {
    return this.received.filter((activity) => activity.type === 'message');
  }

  get texts(): (string | undefined)[] {
    return this.messages.map((message) => message.text);
  }

  async hears(count: number): Promise<(string | undefined)[]> {
    return eventually(
      () => this.texts,
      (texts) => texts.length >= count,
    );
  }

  leave(): void {
    this.#subscription.unsubscribe();
    this.line.end();
  }
}
