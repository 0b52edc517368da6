import type { Activity } from 'botbuilder';

/** How a channel that does not fetch by itself is reached. */
export interface ChannelClient {
  /**
   * How many of these waiting messages of a conversation, oldest first, go out in one call; one when this is left out. The answer is
   * kept for as long as anybody can doubt whether the call was taken.
   */
  together?(activities: readonly Partial<Activity>[]): number;

  /**
   * Sends the messages, in order, in one call.
   * @throws DeliveryRefused when trying again is of no use, NotAccepted when the channel surely has not taken them; after any other
   *   error nobody knows, and they are tried again as `unsure`
   */
  deliver(reference: unknown, activities: readonly Partial<Activity>[], delivery: Delivery): Promise<void>;
}

export interface Delivery {
  /** The same at every attempt with the same messages, for channels that can deduplicate. */
  key: string;
  /** An earlier attempt may have arrived: only what the channel deduplicates may be sent now. */
  unsure: boolean;
}

/** The channel will never take this message. */
export class DeliveryRefused extends Error {}

/** The channel has not taken the messages, and says so; they are tried again. */
export class NotAccepted extends Error {
  /** Milliseconds until it makes sense to try again, when the channel knows. */
  readonly wait: number | undefined;

  constructor(message: string, options: { wait?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.wait = options.wait;
  }
}
