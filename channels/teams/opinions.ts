import { randomUUID } from 'node:crypto';
import type { Database, Queryable } from '../../store/database.ts';
import { deleteDisliked, insertUnclear, messageBefore } from '../../store/queries/learning.ts';
import { dropFeedback, type Feedback, keepFeedback, sequenceOf } from '../../store/queries/teams.ts';
import { conversationIdOf } from './names.ts';
import type { Arrived } from './schema.ts';

/** Teams names reactions by a word, and newer ones by their sign: `1f44e_thumbsdown-tone1`. Other feelings may be about anything. */
const LIKES = /^(?:like|heart)$|thumbsup|1f44d/i;
const DISLIKES = /^(?:angry|dislike)$|thumbsdown|1f44e/i;

function reactionIn(types: readonly string[]): Feedback['reaction'] | undefined {
  if (types.some((type) => DISLIKES.test(type))) return 'dislike';
  return types.some((type) => LIKES.test(type)) ? 'like' : undefined;
}

/** What people in Teams think of answers. What the answer was to goes into the learning inbox when it was disliked. */
export class Opinions {
  readonly #database: Database;

  constructor(parts: { database: Database }) {
    this.#database = parts.database;
  }

  /** The newest opinion of a person counts. */
  async keep(feedback: Omit<Feedback, 'at'>): Promise<void> {
    const at = Date.now();
    await this.#database.transaction(async (tx) => {
      await keepFeedback(tx, { ...feedback, at });
      await learnFrom(tx, feedback, feedback.reaction === 'dislike', at);
    });
  }

  /** A reaction was put to a message of ours, or taken away. */
  async react(arrived: Arrived): Promise<void> {
    const conversationId = conversationIdOf(arrived);
    const sequence = await sequenceOf(this.#database, conversationId, arrived.replyToId ?? '');
    if (sequence === undefined) return;
    const place = { conversationId, sequence, userId: arrived.from.id };
    const added = reactionIn(typesOf(arrived.reactionsAdded));
    if (added !== undefined) await this.keep({ ...place, reaction: added, text: '' });
    else if (reactionIn(typesOf(arrived.reactionsRemoved)) !== undefined) await this.#forget(place);
  }

  #forget(place: Pick<Feedback, 'conversationId' | 'sequence' | 'userId'>): Promise<void> {
    return this.#database.transaction(async (tx) => {
      await dropFeedback(tx, place);
      await learnFrom(tx, place, false, Date.now());
    });
  }
}

function typesOf(reactions: Arrived['reactionsAdded']): string[] {
  return (reactions ?? []).map(({ type }) => type);
}

/** The message before the answer is what was misread, if anything was. */
async function learnFrom(
  tx: Queryable,
  { conversationId, sequence }: Pick<Feedback, 'conversationId' | 'sequence'>,
  disliked: boolean,
  at: number,
): Promise<void> {
  const asked = await messageBefore(tx, conversationId, sequence);
  if (!asked?.text.trim()) return;
  const row = { conversation_id: conversationId, sequence: Number(asked.sequence) };
  if (!disliked) await deleteDisliked(tx, conversationId, row.sequence);
  else await insertUnclear(tx, { ...row, id: randomUUID(), text: asked.text, reason: 'disliked', guess: null, at });
}
