/** So many messages in so many milliseconds. */
interface Allowance {
  count: number;
  within: number;
}

/** What Teams lets a bot send in one conversation, and in all of a tenant's together (requests), with one spared. */
const IN_CONVERSATION: readonly Allowance[] = [
  { count: 6, within: 1_000 },
  { count: 7, within: 2_000 },
  { count: 59, within: 30_000 },
  { count: 1_799, within: 3_600_000 },
];
const IN_ALL: readonly Allowance[] = [{ count: 49, within: 1_000 }];

const MOST_CONVERSATIONS = 10_000;

/** Keeps within Teams' limits, so that it never has to refuse. Each process counts for itself. */
export class Pace {
  readonly #now: () => number;
  readonly #sent = new Map<string, number[]>();
  #all: number[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Counts one message. @returns milliseconds to wait before it may be sent; it counts only when that is 0 */
  take(conversation: string): number {
    const now = this.#now();
    const sent = this.#sent.get(conversation) ?? [];
    const wait = Math.max(waitFor(sent, IN_CONVERSATION, now), waitFor(this.#all, IN_ALL, now));
    if (wait > 0) return wait;
    this.#remember(conversation, [...recent(sent, IN_CONVERSATION, now), now]);
    this.#all = [...recent(this.#all, IN_ALL, now), now];
    return 0;
  }

  #remember(conversation: string, sent: number[]): void {
    this.#sent.delete(conversation);
    this.#sent.set(conversation, sent);
    if (this.#sent.size <= MOST_CONVERSATIONS) return;
    for (const [oldest] of this.#sent) {
      this.#sent.delete(oldest);
      return;
    }
  }
}

function recent(sent: readonly number[], allowances: readonly Allowance[], now: number): number[] {
  const longest = Math.max(...allowances.map(({ within }) => within));
  return sent.filter((at) => at > now - longest);
}

function waitFor(sent: readonly number[], allowances: readonly Allowance[], now: number): number {
  const waits = allowances.map(({ count, within }) => {
    const oldest = sent.at(-count);
    return oldest === undefined ? 0 : oldest + within - now;
  });
  return Math.max(0, ...waits);
}
