import type { Logger } from 'pino';
import { asError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import {
  deleteWebhook,
  dueWebhooks,
  nextWebhookAt,
  type WebhookRow,
  waitingWebhook,
  webhookRefused,
} from '../store/queries/webhooks.ts';
import type { DeskLive } from './voice.ts';
import { signedHeaders } from './webhooks.ts';

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15 * 60_000;
/** A receiver that is deaf for longer has to look for itself. */
export const GIVE_UP_AFTER = 3 * 24 * 60 * 60_000;
const DEADLINE = 15_000;
/** Messages under way at once, each of another case. */
const AT_ONCE = 8;
/** What other processes wrote is found so often. */
const LOOK_EVERY = 15_000;
/** The receiver wants no more of it. */
const GONE = 410;

export interface WebhookPostParts {
  database: Database;
  live: DeskLive;
  log: Logger;
  /** Where the messages go: https, or this machine. */
  url: string;
  /** The newest first; the receiver needs to know one. */
  keys: readonly Buffer[];
  /** Told of each message that was taken. */
  delivered?: () => void;
  now?: () => number;
}

/** Milliseconds until the next try, after `attempts` that failed. */
export function webhookWait(attempts: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts - 1, 20));
}

/** Carries news of cases to another system: in order within a case, again and again until it is taken or too old. */
export class WebhookPost {
  readonly #parts: WebhookPostParts;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #looking: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #news = false;
  readonly #closing = new AbortController();

  constructor(parts: WebhookPostParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
  }

  /** Sends what waits, also from before a restart, and whatever comes. */
  start(): void {
    this.#parts.live.on('case', this.#wake);
    this.#parts.live.on('activity', this.#wake);
    this.#looking = setInterval(this.#wake, LOOK_EVERY).unref();
    this.#wake();
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Sends no more. What is under way is broken off, and sent again after the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#parts.live.off('case', this.#wake);
    this.#parts.live.off('activity', this.#wake);
    clearInterval(this.#looking);
    clearTimeout(this.#timer);
    await this.#running;
  }

  readonly #wake = (): void => {
    if (this.#closed) return;
    this.#news = true;
    this.#running ??= this.#run()
      .catch((error: unknown) => this.#parts.log.error({ err: asError(error) }, 'the case webhooks could not be sent'))
      .finally(() => {
        this.#running = undefined;
        // News that came while the run was ending would be overlooked.
        if (this.#news) this.#wake();
      });
  };

  async #run(): Promise<void> {
    while (this.#news && !this.#closed) {
      this.#news = false;
      await this.#sendDue();
    }
    await this.#setTimer();
  }

  async #sendDue(): Promise<void> {
    while (!this.#closed) {
      const due = await dueWebhooks(this.#parts.database, this.#now(), AT_ONCE);
      if (due.length === 0) return;
      await Promise.all(due.map((row) => this.#send(row.id)));
    }
  }

  async #setTimer(): Promise<void> {
    const next = await nextWebhookAt(this.#parts.database);
    clearTimeout(this.#timer);
    if (next === undefined || this.#closed) return;
    this.#timer = setTimeout(this.#wake, Math.max(0, next - this.#now())).unref();
  }

  /** On one node only, and only when no other node has sent it meanwhile. */
  #send(id: string): Promise<void> {
    const { database, delivered } = this.#parts;
    return database.exclusively(`webhook:${id}`, async () => {
      const row = await waitingWebhook(database, id);
      if (!row || Number(row.next_attempt_at) > this.#now()) return;
      const refusal = await this.#try(row);
      if (refusal) return this.#closed ? undefined : this.#refused(row, refusal);
      await deleteWebhook(database, id);
      delivered?.();
    });
  }

  async #try({ id, body }: WebhookRow): Promise<Refused | undefined> {
    const { url, keys } = this.#parts;
    const headers = { 'content-type': 'application/json', ...signedHeaders({ id, at: this.#now(), body }, keys) };
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(DEADLINE), this.#closing.signal]);
      // An answer that leads elsewhere is none: the signed message is for this address.
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await response.body?.cancel();
      if (response.ok) return undefined;
      return { error: `the receiver answered ${response.status}`, isGone: response.status === GONE };
    } catch (error) {
      const { cause, message } = asError(error);
      return { error: cause ? `${message}: ${asError(cause).message}` : message, isGone: false };
    }
  }

  async #refused(row: WebhookRow, { error, isGone }: Refused): Promise<void> {
    const { database, log } = this.#parts;
    const now = this.#now();
    const attempts = Number(row.attempts) + 1;
    const gaveUp = isGone || now - Number(row.at) > GIVE_UP_AFTER;
    const told = { webhook: row.id, caseId: row.case_id, attempts, error };
    if (gaveUp) log.error(told, 'a case webhook was given up');
    else log.warn(told, 'a case webhook was not taken');
    const status = gaveUp ? 'failed' : 'waiting';
    await webhookRefused(database, row.id, { status, nextAttemptAt: now + webhookWait(attempts), error });
  }
}

interface Refused {
  error: string;
  isGone: boolean;
}
