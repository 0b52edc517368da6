import type { Activity } from 'botbuilder';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { Live } from '../../bots/live.ts';
import { asError } from '../../errors.ts';
import type { Database } from '../../store/database.ts';
import { type ActivitySet, activitySetAfter, typingActivity } from './render.ts';

/** Milliseconds between two pings; a socket that has not answered the last one is let go. */
const PING_EVERY = 25_000;
/** Milliseconds a closing socket may take to say goodbye. */
const GOODBYE = 1_000;
const SERVICE_RESTART = 1012;
const INTERNAL_ERROR = 1011;

interface StreamParts {
  database: Database;
  log: Logger;
  /** Told how many activities went out. */
  sent: (count: number) => void;
}

/** One open page. What it gets is always read from the store, so that nothing is lost, doubled or out of order. */
class Stream {
  readonly socket: WebSocket;
  readonly conversationId: string;
  answeredPing = true;
  readonly #parts: StreamParts;
  #watermark: number;
  #typing: Partial<Activity> | undefined;
  #news = false;
  #pumping = false;

  constructor(parts: StreamParts, socket: WebSocket, conversationId: string, watermark: number) {
    this.#parts = parts;
    this.socket = socket;
    this.conversationId = conversationId;
    this.#watermark = watermark;
  }

  /** Something new may be in the store. */
  wake(): void {
    this.#news = true;
    if (this.#pumping) return;
    this.#pumping = true;
    this.#pump().catch((error: unknown) => this.#failed(asError(error)));
  }

  typing(activity: Partial<Activity>): void {
    this.#typing = activity;
    this.wake();
  }

  /** One frame at a time: the next is read when this one has gone, so a slow reader costs no memory. */
  async #pump(): Promise<void> {
    try {
      while (this.#news && this.socket.readyState === this.socket.OPEN) {
        this.#news = false;
        await this.#sendNext();
      }
    } finally {
      // Here, and not when the promise settles: news that arrives in between would be overlooked.
      this.#pumping = false;
    }
  }

  async #sendNext(): Promise<void> {
    const { set, last, more } = await activitySetAfter(this.#parts.database, this.conversationId, this.#watermark);
    this.#watermark = last;
    if (more) this.#news = true;
    if (set.activities.length > 0) await this.#send(set);
    // What was being written has come: the sign would be late.
    if (set.activities.some((activity) => activity.from?.id === this.#typing?.from?.id)) this.#typing = undefined;
    if (this.#typing && !more) await this.#sendTyping(this.#typing);
  }

  async #sendTyping(activity: Partial<Activity>): Promise<void> {
    this.#typing = undefined;
    await this.#send({ activities: [activity] });
  }

  async #send(set: ActivitySet): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.socket.send(JSON.stringify(set), (error) => (error ? reject(error) : resolve()));
    });
    this.#parts.sent(set.activities.length);
  }

  /** The client comes back by itself, with its watermark. */
  #failed(error: Error): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.#parts.log.error({ err: error, conversationId: this.conversationId }, 'a stream could not go on');
    this.socket.close(INTERNAL_ERROR);
  }
}

/** All open pages of this process. */
export class Streams {
  readonly #parts: StreamParts;
  readonly #live: Live;
  readonly #byConversation = new Map<string, Set<Stream>>();
  readonly #pings: NodeJS.Timeout;

  constructor(parts: StreamParts & { live: Live; pingEvery?: number }) {
    this.#parts = parts;
    this.#live = parts.live;
    this.#live.on('activity', this.#onActivity);
    this.#live.on('typing', this.#onTyping);
    this.#pings = setInterval(() => this.#ping(), parts.pingEvery ?? PING_EVERY);
    this.#pings.unref();
  }

  /** Open sockets. */
  get size(): number {
    return this.#all().length;
  }

  /** Serves the socket from the watermark on until it closes. Several pages may watch one conversation. */
  open(socket: WebSocket, conversationId: string, watermark: number): void {
    const stream = new Stream(this.#parts, socket, conversationId, watermark);
    const others = this.#byConversation.get(conversationId) ?? new Set();
    this.#byConversation.set(conversationId, others.add(stream));
    socket.on('pong', () => {
      stream.answeredPing = true;
    });
    socket.on('error', (error) => this.#parts.log.debug({ err: error, conversationId }, 'a socket failed'));
    socket.on('close', () => this.#forget(stream));
    // Clients send nothing here but empty keep-alives; nobody listens to 'message'.
    stream.wake();
  }

  /** Sends everybody away; they come back by themselves and miss nothing. */
  async close(): Promise<void> {
    clearInterval(this.#pings);
    this.#live.off('activity', this.#onActivity);
    this.#live.off('typing', this.#onTyping);
    await Promise.all(this.#all().map((stream) => goodbye(stream.socket)));
  }

  readonly #onActivity = (conversationId: string): void => {
    for (const stream of this.#byConversation.get(conversationId) ?? []) stream.wake();
  };

  readonly #onTyping = (conversationId: string, speaker: 'bot' | 'staff', name: string): void => {
    const streams = this.#byConversation.get(conversationId);
    if (!streams) return;
    const activity = typingActivity(conversationId, speaker, name);
    for (const stream of streams) stream.typing(activity);
  };

  #ping(): void {
    for (const stream of this.#all()) {
      if (!stream.answeredPing) stream.socket.terminate();
      stream.answeredPing = false;
      if (stream.socket.readyState === stream.socket.OPEN) stream.socket.ping();
    }
  }

  #forget(stream: Stream): void {
    const streams = this.#byConversation.get(stream.conversationId);
    streams?.delete(stream);
    if (streams?.size === 0) this.#byConversation.delete(stream.conversationId);
  }

  #all(): Stream[] {
    return [...this.#byConversation.values()].flatMap((streams) => [...streams]);
  }
}

function goodbye(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => socket.terminate(), GOODBYE);
    socket.once('close', () => {
      clearTimeout(cut);
      resolve();
    });
    socket.close(SERVICE_RESTART);
  });
}
