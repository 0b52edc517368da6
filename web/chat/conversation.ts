import { type Activity, bringsStaff } from './activity.ts';
import type { ConnectionListener, ConnectionState } from './connection.ts';
import { DirectLineError } from './direct-line.ts';
import { type Change, type Messages, reduce } from './messages.ts';
import { type Typing, typingAfter } from './typing.ts';

/** Everything the page shows. Replaced as a whole with every change. */
export interface View {
  messages: Messages;
  connection: ConnectionState;
  typing: Typing | undefined;
  /** A plain sentence about the conversation itself, such as why a new one was begun. */
  notice: string | undefined;
  /** What was written but could not be sent in a conversation that is gone: goes back into the input. */
  unsent: string;
}

/** The part of the connection that a conversation uses. */
export interface Line {
  say(text: string, clientId: string): Promise<string>;
  restart(): void;
  /** Shows the other side that one is writing. */
  writing(): void;
}

/** A sign of writing lasts a little longer than this at the desk. */
const SIGN_EVERY_MILLISECONDS = 3_000;

const LOST = '前の会話の有効期限が切れたため、新しい会話を始めました。お手数ですが、もう一度お書きください。';

/** The conversation as the page knows it; tells its listeners of each change. */
export class Conversation implements ConnectionListener {
  #view: View = { messages: [], connection: 'connecting', typing: undefined, notice: undefined, unsent: '' };
  readonly #listeners = new Set<(view: View) => void>();
  readonly #newId: () => string;
  #line: Line | undefined;
  /** Messages go out one after another, in the order in which they were written. */
  #sending: Promise<void> = Promise.resolve();
  #withStaff = false;
  #signedAt = 0;
  #typingEnds: ReturnType<typeof setTimeout> | undefined;

  /** @param newId unique ids for messages that are being sent */
  constructor(newId: () => string) {
    this.#newId = newId;
  }

  get view(): View {
    return this.#view;
  }

  /** Calls `listener` now and after each change: a page is painted only later than it asks. Returns the way to stop it. */
  subscribe(listener: (view: View) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#view);
    return () => this.#listeners.delete(listener);
  }

  speaksOver(line: Line): void {
    this.#line = line;
  }

  say(text: string): void {
    const clientId = this.#newId();
    this.#apply({ kind: 'written', clientId, text, now: Date.now() });
    this.#deliver(clientId, text);
  }

  /** The person is writing. Only people at the desk are shown it. */
  writing(): void {
    const now = Date.now();
    if (!this.#withStaff || now - this.#signedAt < SIGN_EVERY_MILLISECONDS) return;
    this.#signedAt = now;
    this.#line?.writing();
  }

  /** Sends a failed message again, as the same message. */
  retry(clientId: string): void {
    const message = this.#view.messages.find(({ key }) => key === clientId);
    if (message?.status !== 'failed') return;
    this.#apply({ kind: 'retried', clientId });
    this.#deliver(clientId, message.text);
  }

  /** The person wants to begin again. */
  restart(): void {
    this.#withStaff = false;
    this.#show({ messages: [], typing: undefined, notice: undefined, unsent: '' });
    this.#line?.restart();
  }

  received(activities: readonly Activity[]): void {
    const typing = activities.reduce((now, activity) => typingAfter(now, activity, Date.now()), this.#view.typing);
    this.#withStaff ||= activities.some(bringsStaff);
    this.#show({ typing });
    this.#apply({ kind: 'received', activities, now: Date.now() });
    clearTimeout(this.#typingEnds);
    if (typing) this.#typingEnds = setTimeout(() => this.#show({ typing: undefined }), typing.until - Date.now());
  }

  changed(connection: ConnectionState): void {
    if (connection !== this.#view.connection) this.#show({ connection });
  }

  lost(): void {
    const unsent = this.#view.messages.filter(({ status }) => status !== 'sent').map(({ text }) => text);
    this.#show({ messages: [], typing: undefined, notice: LOST, unsent: unsent.join('\n') });
  }

  #deliver(clientId: string, text: string): void {
    this.#sending = this.#sending
      .then(() => this.#line?.say(text, clientId))
      .then(
        (id) => id !== undefined && this.#apply({ kind: 'accepted', clientId, id }),
        (error: unknown) => {
          const reason = error instanceof DirectLineError ? error.person : undefined;
          this.#apply({ kind: 'failed', clientId, ...(reason === undefined ? {} : { reason }) });
        },
      )
      .then(() => undefined);
  }

  #apply(change: Change): void {
    this.#show({ messages: reduce(this.#view.messages, change) });
  }

  #show(part: Partial<View>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener(this.#view);
  }
}
