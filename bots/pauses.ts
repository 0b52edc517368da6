/** Waiting that can be ended for all at once. */
export class Pauses {
  readonly #sleepers = new Map<NodeJS.Timeout, () => void>();
  #closed = false;

  /** Resolves after so many milliseconds, or at once when all has ended. */
  async sleep(milliseconds: number): Promise<void> {
    if (this.#closed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#sleepers.delete(timer);
        resolve();
      }, milliseconds);
      this.#sleepers.set(timer, resolve);
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Wakes everybody; nobody sleeps any more. */
  close(): void {
    this.#closed = true;
    for (const [timer, wake] of this.#sleepers) {
      clearTimeout(timer);
      wake();
    }
    this.#sleepers.clear();
  }
}
