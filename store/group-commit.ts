import type { Queryable } from './database.ts';

/** What a connection must do so that several transactions can share one wait for the disk. */
export interface GroupConnection extends Queryable {
  execute(sql: string): void;
}

interface Waiting {
  work: (queryable: Queryable) => Promise<void>;
  committed: () => void;
  failed: (error: unknown) => void;
}

/** More transactions than this do not share one commit: the first of them would wait too long. */
const MOST_TOGETHER = 64;

/**
 * Runs transactions one after another, and commits those that wait together at once: the disk is waited for once, not once
 * for each. Each keeps its own fate: one that throws is undone alone (savepoint). Nobody is told of success before the commit.
 */
export class GroupCommit {
  readonly #connection: GroupConnection;
  readonly #queue: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(connection: GroupConnection) {
    this.#connection = connection;
  }

  run<Result>(work: (queryable: Queryable) => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      let result: Result;
      this.#queue.push({
        work: async (queryable) => {
          result = await work(queryable);
        },
        committed: () => resolve(result),
        failed: reject,
      });
      this.#running ??= this.#drain();
    });
  }

  /** Resolves when nothing is waiting or running. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #drain(): Promise<void> {
    // The requests of one round of the event loop come together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) await this.#commitTogether();
    this.#running = undefined;
  }

  async #commitTogether(): Promise<void> {
    const done: Waiting[] = [];
    try {
      this.#connection.execute('begin immediate');
      for (let count = 0; count < MOST_TOGETHER; count += 1) {
        const next = this.#queue.shift();
        if (!next) break;
        if (await this.#inSavepoint(next)) done.push(next);
      }
      this.#connection.execute('commit');
    } catch (error) {
      this.#undo();
      for (const waiting of done) waiting.failed(error);
      // Nothing was begun: whoever is first hears of it, so that the queue moves on.
      if (done.length === 0) this.#queue.shift()?.failed(error);
      return;
    }
    for (const waiting of done) waiting.committed();
  }

  /** Returns false when the work has thrown; it is undone then, and its caller told. */
  async #inSavepoint(waiting: Waiting): Promise<boolean> {
    this.#connection.execute('savepoint work');
    try {
      await waiting.work(this.#connection);
    } catch (error) {
      this.#connection.execute('rollback to work');
      this.#connection.execute('release work');
      waiting.failed(error);
      return false;
    }
    this.#connection.execute('release work');
    return true;
  }

  #undo(): void {
    try {
      this.#connection.execute('rollback');
    } catch {
      // There is no transaction to undo when `begin` itself has failed; that error is the one reported.
    }
  }
}
