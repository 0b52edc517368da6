const PREFIX = 'tobira.draft.';

/** Answers that are being written, one for each case, for as long as the browser's tab is open. */
export class Drafts {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  read(caseId: string): string {
    return this.#storage.getItem(PREFIX + caseId) ?? '';
  }

  keep(caseId: string, text: string): void {
    if (text === '') this.#storage.removeItem(PREFIX + caseId);
    else this.#storage.setItem(PREFIX + caseId, text);
  }

  /** At the end of a session: what was written is nobody else's business. */
  clear(): void {
    const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index));
    for (const key of keys) if (key?.startsWith(PREFIX)) this.#storage.removeItem(key);
  }
}
