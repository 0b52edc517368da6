import type { Storage, StoreItems } from 'botbuilder';

/**
 * Bot Framework storage over the state that the turn runner has loaded, and will commit itself together with the replies.
 * Bot Framework alone would save "last writer wins" and apart from what was said.
 */
export class TurnStorage implements Storage {
  #item: unknown;

  /** @param json the conversation's state as kept; `{}` for a new one */
  constructor(json: string) {
    this.#item = JSON.parse(json);
  }

  async read(keys: string[]): Promise<StoreItems> {
    return Object.fromEntries(keys.map((key) => [key, structuredClone(this.#item)]));
  }

  async write(changes: StoreItems): Promise<void> {
    for (const item of Object.values(changes)) {
      const { eTag: _eTag, ...rest } = item as Record<string, unknown>;
      this.#item = rest;
    }
  }

  async delete(): Promise<void> {
    this.#item = {};
  }

  toJson(): string {
    return JSON.stringify(this.#item);
  }
}
