import type { Logger } from 'pino';
import { asError } from '../../errors.ts';
import type { LineApi } from './api.ts';

/** What LINE says is asked for again after so long. */
const FRESH_FOR = 5 * 60_000;

/** What is left of the month's pushes. Replies to a person's own messages are not counted. */
export interface QuotaView {
  /** Null: the plan has no limit, or LINE has not been asked yet. */
  limit: number | null;
  used: number;
  remaining: number | null;
  /** True: what staff write reaches the person only with the person's next message. */
  exhausted: boolean;
  /** When LINE last told it, in milliseconds since 1970; null when it never has. */
  checkedAt: number | null;
}

/** Knows the quota without asking LINE each time. */
export class Quota {
  readonly #api: LineApi;
  readonly #log: Logger;
  readonly #now: () => number;
  #told: { limit: number | null; used: number; at: number } | undefined;
  #refused = false;
  #asking: Promise<void> | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: { api: LineApi; log: Logger; now?: () => number }) {
    this.#api = parts.api;
    this.#log = parts.log;
    this.#now = parts.now ?? Date.now;
  }

  /** As well as it is known. When LINE does not answer, what it said last stands. */
  async view(): Promise<QuotaView> {
    if (this.#now() - this.#askedAt > FRESH_FOR) {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
    }
    await this.#asking;
    const { limit = null, used = 0, at = null } = this.#told ?? {};
    const remaining = limit === null ? null : Math.max(0, limit - used);
    return { limit, used, remaining, exhausted: this.#refused || remaining === 0, checkedAt: at };
  }

  /** LINE has refused a push because none is left. */
  usedUp(): void {
    this.#refused = true;
    this.#askedAt = Number.NEGATIVE_INFINITY;
  }

  /** LINE has taken a push. */
  pushed(): void {
    this.#refused = false;
  }

  async #ask(): Promise<void> {
    this.#askedAt = this.#now();
    try {
      const told = { ...(await this.#api.quota()), at: this.#now() };
      // LINE counts from nothing again: a new month has begun.
      if (told.used < (this.#told?.used ?? 0)) this.#refused = false;
      this.#told = told;
    } catch (error) {
      this.#log.warn({ err: asError(error) }, 'LINE does not tell its quota');
    }
  }
}
