import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { asError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { findActiveCase, findCaseSummary } from '../store/queries/cases.ts';
import { markSeen } from '../store/queries/staff.ts';
import { presentCaseSummary } from './present.ts';
import { type Session, Sessions } from './sessions.ts';
import type { DeskLive } from './voice.ts';

const HEARTBEAT = 20_000;
/** Bytes a page may leave unread before its stream is cut; it comes back by itself. */
const UNREAD_LIMIT = 1024 * 1024;

interface Stream {
  response: ServerResponse;
  tokenHash: string;
  staffId: string;
}

/** Tells the open consoles what changes, as Server-Sent Events. Each change is read from the store once, for all of them. */
export class DeskFeed {
  readonly #database: Database;
  readonly #sessions: Sessions;
  readonly #live: DeskLive;
  readonly #log: Logger;
  readonly #streams = new Set<Stream>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(parts: { database: Database; live: DeskLive; log: Logger; heartbeat?: number }) {
    this.#database = parts.database;
    this.#sessions = new Sessions(parts.database);
    this.#live = parts.live;
    this.#log = parts.log;
    this.#live.on('case', this.#caseChanged);
    this.#live.on('activity', this.#conversationWentOn);
    this.#live.on('writing', this.#memberWrites);
    this.#heartbeat = setInterval(() => this.#guarded(this.#beat()), parts.heartbeat ?? HEARTBEAT).unref();
  }

  /** Makes the response a stream of events, until the page or the session goes. */
  open(response: ServerResponse, session: Session): void {
    const stream = { response, tokenHash: session.tokenHash, staffId: session.staff.id };
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // nginx would hold the events back.
      'X-Accel-Buffering': 'no',
    });
    response.write('retry: 2000\n\n');
    this.#streams.add(stream);
    this.#guarded(markSeen(this.#database, session.staff.id, Date.now()));
    response.once('close', () => this.#streams.delete(stream));
  }

  /** Ends the streams of a session that was signed out. */
  end(session: Session): void {
    for (const stream of this.#streams) if (stream.tokenHash === session.tokenHash) this.#cut(stream);
  }

  /** Ends every stream of a member of staff whose sessions are over. */
  endAllOf(staffId: string): void {
    for (const stream of this.#streams) if (stream.staffId === staffId) this.#cut(stream);
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.#live.off('case', this.#caseChanged);
    this.#live.off('activity', this.#conversationWentOn);
    this.#live.off('writing', this.#memberWrites);
    for (const stream of this.#streams) this.#cut(stream);
  }

  readonly #caseChanged = (id: string): void => this.#guarded(this.#announceCase(id));
  readonly #conversationWentOn = (id: string): void => this.#guarded(this.#announceMessage(id, 'message'));
  readonly #memberWrites = (id: string): void => this.#guarded(this.#announceMessage(id, 'typing'));

  async #announceCase(id: string): Promise<void> {
    if (this.#streams.size === 0) return;
    const row = await findCaseSummary(this.#database, id);
    if (row) this.#broadcast('case', presentCaseSummary(row));
  }

  async #announceMessage(conversationId: string, event: 'message' | 'typing'): Promise<void> {
    if (this.#streams.size === 0) return;
    const row = await findActiveCase(this.#database, conversationId);
    if (row) this.#broadcast(event, { caseId: row.id });
  }

  #broadcast(event: string, data: unknown): void {
    for (const stream of this.#streams) this.#write(stream, `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  // Sessions end by time, by removal of the account or by a new password, also from outside this process.
  async #beat(): Promise<void> {
    for (const stream of this.#streams) {
      const session = await this.#sessions.refresh(stream.tokenHash);
      if (!session) this.#cut(stream);
      else {
        this.#write(stream, ': still here\n\n');
        await markSeen(this.#database, session.staff.id, Date.now());
      }
    }
  }

  #write(stream: Stream, text: string): void {
    if (stream.response.writableLength > UNREAD_LIMIT) stream.response.destroy();
    else stream.response.write(text);
  }

  #cut(stream: Stream): void {
    this.#streams.delete(stream);
    stream.response.end();
  }

  #guarded(work: Promise<void>): void {
    work.catch((error: unknown) => this.#log.error({ err: asError(error) }, 'the open consoles could not be told'));
  }
}
