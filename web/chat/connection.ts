import type { Activity, ActivitySet } from './activity.ts';
import { type DirectLine, DirectLineError, FROM_THE_START, type Opened } from './direct-line.ts';
import { delayBeforeRetry, givesUpSocket, pollingInterval } from './reconnect.ts';
import type { Session, SessionKeeper } from './session.ts';

export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'offline';

export interface ConnectionListener {
  received(activities: readonly Activity[]): void;
  changed(state: ConnectionState): void;
  /** The conversation is gone for good; a new one begins. */
  lost(): void;
}

/** Is told when the line breaks and when it is whole again. */
export interface LineListener {
  broke(): void;
  mended(): void;
}

/** The server goes away on purpose and comes back: that says nothing of the line. */
const SERVICE_RESTART = 1012;
const SOCKET_OPENS_WITHIN_MILLISECONDS = 10_000;
const SOCKET_PROVED_ITSELF_MILLISECONDS = 5_000;
const PULSE_MILLISECONDS = 20_000;
const ECHO_WITHIN_MILLISECONDS = 4_000;
const SESSION_WITHIN_MILLISECONDS = 15_000;
const REFRESH_AGAIN_MILLISECONDS = 60_000;

type Timer = ReturnType<typeof setTimeout>;

/** Keeps the line to the server open: over a socket, or by asking at intervals where no socket can be had. */
export class Connection {
  readonly #directLine: DirectLine;
  readonly #keeper: SessionKeeper;
  readonly #openSocket: (url: string) => WebSocket;
  readonly #listener: ConnectionListener;
  readonly #line: LineListener;
  #session: Session | undefined;
  #waiting: ((session: Session) => void)[] = [];
  #watermark = FROM_THE_START;
  #socket: WebSocket | undefined;
  #failures = 0;
  #socketFailures = 0;
  #retry: Timer | undefined;
  #refresh: Timer | undefined;
  #receivedAt = 0;
  /** Counts the tries to connect, so that a late answer to an earlier one is recognised and dropped. */
  #attempt = 0;
  #everConnected = false;

  constructor(parts: {
    directLine: DirectLine;
    keeper: SessionKeeper;
    /** May throw: a content security policy may forbid sockets. */
    openSocket: (url: string) => WebSocket;
    listener: ConnectionListener;
    line: LineListener;
  }) {
    this.#directLine = parts.directLine;
    this.#keeper = parts.keeper;
    this.#openSocket = parts.openSocket;
    this.#listener = parts.listener;
    this.#line = parts.line;
  }

  /** Connects now, whatever was going on: at the start, and when the network is back. */
  connect(): void {
    this.#listener.changed(this.#everConnected ? 'reconnecting' : 'connecting');
    this.catchUp();
  }

  /**
   * Takes a new line, which brings what was missed, without a word unless it fails: after a pause in which the old one may
   * have died unnoticed.
   */
  catchUp(): void {
    this.#drop();
    const attempt = this.#attempt;
    this.#open().then(
      (opened) => attempt === this.#attempt && this.#opened(opened),
      (error: unknown) => attempt === this.#attempt && this.#failed(error),
    );
  }

  /** The browser says that there is no network. */
  offline(): void {
    this.#drop();
    this.#line.broke();
    this.#listener.changed('offline');
  }

  /** Leaves the conversation for a new one. */
  restart(): void {
    this.#forget();
    this.connect();
  }

  /** Says something and returns its id. Rejects when it did not reach the server. */
  async say(text: string, clientId: string): Promise<string> {
    const session = await this.#whenOpen();
    const saidAt = Date.now();
    try {
      const id = await this.#directLine.say(session, text, clientId);
      setTimeout(() => this.#receivedAt < saidAt && this.catchUp(), ECHO_WITHIN_MILLISECONDS);
      return id;
    } catch (error) {
      if (error instanceof DirectLineError && error.lost) this.#failed(error);
      throw error;
    }
  }

  /** A sign that does not arrive is no loss: the next one, or the message itself, follows. */
  writing(): void {
    if (this.#session) this.#directLine.writing(this.#session).catch(() => undefined);
  }

  #open(): Promise<Opened> {
    const session = this.#session ?? this.#keeper.read();
    return session ? this.#directLine.resume(session, this.#watermark) : this.#directLine.begin();
  }

  #opened(opened: Opened): void {
    this.#adopt(opened);
    if (opened.streamUrl && !givesUpSocket(this.#socketFailures)) this.#listen(opened.streamUrl);
    else this.#ask();
  }

  #adopt(opened: Opened): void {
    this.#session = { token: opened.token, conversationId: opened.conversationId };
    this.#keeper.keep(this.#session);
    for (const resolve of this.#waiting.splice(0)) resolve(this.#session);
    clearTimeout(this.#refresh);
    if (opened.expiresIn) this.#refresh = setTimeout(() => this.#renew(), opened.expiresIn * 500);
  }

  #renew(): void {
    const session = this.#session;
    if (!session) return;
    this.#directLine.refresh(session).then(
      (opened) => this.#session === session && this.#adopt(opened),
      (error: unknown) => {
        if (error instanceof DirectLineError && error.lost) this.#failed(error);
        else this.#refresh = setTimeout(() => this.#renew(), REFRESH_AGAIN_MILLISECONDS);
      },
    );
  }

  #listen(url: string): void {
    let socket: WebSocket;
    try {
      socket = this.#openSocket(url);
    } catch {
      // Sockets are forbidden here: the same as one that never opened.
      this.#socketClosed(undefined);
      return;
    }
    this.#socket = socket;
    let openedAt: number | undefined;
    const tooLate = setTimeout(() => socket.close(), SOCKET_OPENS_WITHIN_MILLISECONDS);
    // An empty frame now and then: networks cut lines that are silent, and a dead one is noticed.
    const pulse = setInterval(() => openedAt && socket.send(''), PULSE_MILLISECONDS);
    socket.onopen = () => {
      clearTimeout(tooLate);
      openedAt = Date.now();
      this.#connected();
    };
    socket.onmessage = ({ data }) => this.#socket === socket && this.#frame(data);
    socket.onclose = ({ code }) => {
      clearTimeout(tooLate);
      clearInterval(pulse);
      if (this.#socket !== socket) return;
      if (openedAt !== undefined && code !== SERVICE_RESTART) this.#line.broke();
      this.#socketClosed(openedAt);
    };
  }

  #socketClosed(openedAt: number | undefined): void {
    this.#socketFailures = openedAt === undefined ? this.#socketFailures + 1 : 0;
    if (openedAt !== undefined && Date.now() - openedAt > SOCKET_PROVED_ITSELF_MILLISECONDS) this.#failures = 0;
    this.#retryLater();
  }

  /** Frames without text only keep the line awake. */
  #frame(data: unknown): void {
    if (typeof data === 'string' && data !== '') this.#receive(JSON.parse(data) as ActivitySet);
  }

  #receive(set: ActivitySet): void {
    if (set.watermark) this.#watermark = set.watermark;
    if (set.activities.length === 0) return;
    this.#receivedAt = Date.now();
    this.#listener.received(set.activities);
  }

  #ask(): void {
    const session = this.#session;
    const attempt = this.#attempt;
    if (!session) return;
    this.#directLine.activities(session, this.#watermark).then(
      (set) => {
        if (attempt !== this.#attempt) return;
        this.#receive(set);
        this.#connected();
        this.#failures = 0;
        this.#retry = setTimeout(() => this.#ask(), pollingInterval(Date.now() - this.#receivedAt));
      },
      (error: unknown) => attempt === this.#attempt && this.#failed(error),
    );
  }

  #connected(): void {
    this.#everConnected = true;
    this.#line.mended();
    this.#listener.changed('connected');
  }

  #failed(error: unknown): void {
    if (!(error instanceof DirectLineError)) this.#line.broke();
    const hadConversation = this.#session !== undefined || this.#keeper.read() !== undefined;
    if (hadConversation && error instanceof DirectLineError && error.lost) {
      this.#forget();
      this.#listener.lost();
    }
    this.#retryLater();
  }

  #retryLater(): void {
    this.#drop();
    this.#listener.changed(this.#everConnected ? 'reconnecting' : 'connecting');
    this.#retry = setTimeout(() => this.connect(), delayBeforeRetry(this.#failures, Math.random()));
    this.#failures += 1;
  }

  #forget(): void {
    this.#session = undefined;
    this.#watermark = FROM_THE_START;
    this.#keeper.forget();
    clearTimeout(this.#refresh);
  }

  #drop(): void {
    this.#attempt += 1;
    clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #whenOpen(): Promise<Session> {
    if (this.#session) return Promise.resolve(this.#session);
    return new Promise((resolve, reject) => {
      this.#waiting.push(resolve);
      setTimeout(() => reject(new Error('there is no connection')), SESSION_WITHIN_MILLISECONDS);
    });
  }
}
