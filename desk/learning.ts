import { TobiraError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import {
  labelledMessages,
  labelUnclear,
  resolvedCases,
  type UnclearRow,
  waitingUnclear,
} from '../store/queries/learning.ts';
import { Refusal } from './refusal.ts';
import type { Colleague } from './sessions.ts';
import type { Story } from './story.ts';

const MOST_SHOWN = 100;
/** The label of a message that teaches nothing. */
export const SKIP = 'skip';

/** A line of the training corpus. */
export interface Example {
  text: string;
  intent: string;
  service: string | null;
}

/** A case whose real cause was found, beside what the bot had thought. */
export interface CaseExample extends Example {
  suspected: string | null;
  found: string;
}

export interface LearningParts {
  database: Database;
  /** What a message can mean, with plain names. */
  intents: readonly { id: string; name: string }[];
  /** The intent that states a cause; undefined when none does. */
  intentOfCause(service: string | null, cause: string): string | undefined;
}

/** What Tobira can learn from its conversations. Everything here was redacted when it came in. */
export class Learning {
  readonly intents: LearningParts['intents'];
  readonly #parts: LearningParts;

  constructor(parts: LearningParts) {
    this.#parts = parts;
    this.intents = parts.intents;
  }

  /** Messages that wait for a label, newest first. */
  waiting(): Promise<UnclearRow[]> {
    return waitingUnclear(this.#parts.database, MOST_SHOWN);
  }

  /** @throws Refusal for an intent that there is none of; TobiraError `not_found` */
  async label(id: string, staff: Colleague, label: string): Promise<void> {
    if (label !== SKIP && !this.intents.some((intent) => intent.id === label)) {
      throw new Refusal('bad_request', '意味を一覧から選んでください。(intent)', `no intent ${label}`);
    }
    const given = { id, label, staffId: staff.id, at: Date.now() };
    if (!(await labelUnclear(this.#parts.database, given))) throw new TobiraError('not_found', `no message ${id}`);
  }

  /** Cases whose real cause an intent states. */
  async fromCases(): Promise<CaseExample[]> {
    const rows = await resolvedCases(this.#parts.database);
    return rows.flatMap(({ service, cause, resolved_cause: found, story }) => {
      const text = (JSON.parse(story) as Story).firstWords;
      const intent = this.#parts.intentOfCause(service, found);
      return intent && text ? [{ text, intent, service, suspected: cause, found }] : [];
    });
  }

  /** Lines for the corpus, for people to review before they go in; each text once. */
  async examples(): Promise<Example[]> {
    const labelled = (await labelledMessages(this.#parts.database)).map(({ text, label }) => ({
      text,
      intent: label,
      service: null,
    }));
    const cases = (await this.fromCases()).map(({ text, intent, service }) => ({ text, intent, service }));
    return [...new Map([...cases, ...labelled].map((example) => [example.text, example])).values()];
  }
}
