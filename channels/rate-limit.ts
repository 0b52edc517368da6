import type { Response } from 'restify';
import { TobiraError } from '../errors.ts';

/** More clients than this are not remembered; the one unseen for longest is forgotten. */
const MOST_CLIENTS = 20_000;
const MINUTE = 60_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** So many a minute for each client: a bucket of tokens that fills again steadily. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param perMinute `off` lets everything pass */
  constructor(perMinute: number | 'off', now: () => number = Date.now) {
    this.#perMinute = perMinute === 'off' ? Number.POSITIVE_INFINITY : perMinute;
    this.#now = now;
  }

  /** Clients remembered now. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes one token. @returns milliseconds to wait: 0 when there was one */
  take(client: string): number {
    if (this.#perMinute === Number.POSITIVE_INFINITY) return 0;
    const bucket = this.#bucket(client);
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * MINUTE) / this.#perMinute);
    bucket.tokens -= 1;
    return 0;
  }

  /** @throws TobiraError `too_many_requests`, with `Retry-After` on the answer */
  require(client: string, res: Response): void {
    const wait = this.take(client);
    if (wait === 0) return;
    res.setHeader('Retry-After', String(Math.ceil(wait / 1000)));
    throw new TobiraError('too_many_requests');
  }

  #bucket(client: string): Bucket {
    const at = this.#now();
    const kept = this.#buckets.get(client) ?? { tokens: this.#perMinute, at };
    const tokens = Math.min(this.#perMinute, kept.tokens + ((at - kept.at) * this.#perMinute) / MINUTE);
    const bucket = { tokens, at };
    // Taken out and put in again, so that the map's order is the order of the last use.
    this.#buckets.delete(client);
    this.#buckets.set(client, bucket);
    if (this.#buckets.size > MOST_CLIENTS) this.#forgetOldest();
    return bucket;
  }

  #forgetOldest(): void {
    for (const [oldest] of this.#buckets) {
      this.#buckets.delete(oldest);
      return;
    }
  }
}
