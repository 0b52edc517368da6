import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import { asWhole } from '../../bots/words.ts';
import { type Config, readConfig } from '../../config.ts';
import type { Page } from '../../dialogs/page.ts';
import { assemble, type Tobira } from '../../index.ts';
import { loadKnowledge } from '../../knowledge/knowledge.ts';
import { type ActivityRow, activitiesAfter } from '../../store/queries/activities.ts';
import { insertConversation, saveClient } from '../../store/queries/conversations.ts';

/** Configuration for a test: a store of its own, any free port, nothing logged, every message read by itself. */
export function testConfig(environment: Record<string, string> = {}): Config & { DATA_DIR: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tobira-'));
  return readConfig({
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT: 'off',
    PATIENCE: '0',
    ...environment,
  });
}

/**
 * Runs `work` with a whole Tobira (no port), and clears up after it.
 * @param knowledgeDir the knowledge as shipped unless it is given
 */
export async function withTobira(work: (tobira: Tobira) => Promise<void>, knowledgeDir?: string): Promise<void> {
  const config = testConfig();
  const tobira = await assemble(
    config,
    undefined,
    knowledgeDir === undefined ? undefined : loadKnowledge(knowledgeDir),
  );
  try {
    await work(tobira);
  } finally {
    await tobira.close();
    rmSync(config.DATA_DIR, { recursive: true, force: true });
  }
}

export interface Said {
  speaker: ActivityRow['speaker'];
  text: string;
  choices: string[];
  /** Titles of the documents cited. */
  citations: string[];
  activity: Partial<Activity>;
}

/** A member talking to Tobira through the inbox, as a channel would. */
export class Member {
  readonly conversationId = `test-${randomUUID()}`;
  readonly #tobira: Tobira;
  readonly #userId = `dl_${randomUUID()}`;
  readonly #page: Page | null;
  #seen = 0;

  /** @param page what the chat page shows of itself; none on LINE and Teams */
  constructor(tobira: Tobira, page: Page | null = null) {
    this.#tobira = tobira;
    this.#page = page;
  }

  /** Opens the conversation; returns the greeting. */
  async open(): Promise<Said[]> {
    const { database, inbox } = this.#tobira;
    const at = Date.now();
    await insertConversation(database, {
      id: this.conversationId,
      channel: 'directline',
      userId: this.#userId,
      reference: '{}',
      client: JSON.stringify(this.#page ?? {}),
      at,
    });
    await inbox.accept({
      conversationId: this.conversationId,
      eventId: `start:${this.conversationId}`,
      from: { id: this.#userId },
      activity: { type: 'conversationUpdate' },
    });
    return this.listen();
  }

  /** The page shows something else from now on. */
  async shows(page: Page): Promise<void> {
    await saveClient(this.#tobira.database, this.conversationId, JSON.stringify(page));
  }

  /** Says something; returns what was answered in that turn, without one's own words. */
  async say(text: string, eventId: string = randomUUID()): Promise<Said[]> {
    await this.send(text, eventId);
    return this.listen();
  }

  /** Says something and waits for nothing; returns the id of the message. */
  async send(text: string, eventId: string = randomUUID()): Promise<string> {
    return this.#bring({ type: 'message', text }, eventId);
  }

  /** Presses a button in a channel that tells so. */
  async press(label: string): Promise<string> {
    return this.#bring(asWhole({ type: 'message', text: label }), randomUUID());
  }

  async #bring(activity: Partial<Activity>, eventId: string): Promise<string> {
    const { conversationId } = this;
    const from = { id: this.#userId };
    return (await this.#tobira.inbox.accept({ conversationId, eventId, from, activity })).id;
  }

  /** What has been said by others since one last listened. */
  async listen(): Promise<Said[]> {
    await this.#tobira.turns.run(this.conversationId);
    const rows = await activitiesAfter(this.#tobira.database, this.conversationId, this.#seen, 1000);
    this.#seen = Number(rows.at(-1)?.sequence ?? this.#seen);
    return rows.filter((row) => row.type === 'message' && row.speaker !== 'member').map(toSaid);
  }
}

function toSaid(row: ActivityRow): Said {
  const activity = JSON.parse(row.payload) as Partial<Activity>;
  const claims = (activity.entities ?? []).flatMap(
    (entity) => (entity.citation as { appearance: { name: string } }[] | undefined) ?? [],
  );
  return {
    speaker: row.speaker,
    text: row.text,
    choices: (activity.suggestedActions?.actions ?? []).map((action) => action.title),
    citations: claims.map((claim) => claim.appearance.name),
    activity,
  };
}
