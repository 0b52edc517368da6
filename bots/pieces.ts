import type { Activity } from 'botbuilder';
import type { ConversationState } from '../dialogs/conversation.ts';
import { continues, isAnswer, isClosed, joinPieces, leansBack, mayBePiece } from '../dialogs/fragments.ts';
import { fold } from '../knowledge/fold.ts';
import type { Look } from '../language/understander.ts';
import type { Queryable } from '../store/database.ts';
import type { ConversationRow } from '../store/queries/conversations.ts';
import type { InboxRow } from '../store/queries/inbox.ts';
import { alone, type Gathered, type Part, partOf } from './gathered.ts';
import type { Live } from './live.ts';
import { UNREAD_FOR, UNSEEN_FOR, type Unread } from './unread.ts';
import { isWhole, isWords, wordsOf } from './words.ts';

/** Milliseconds that a piece waits for its rest, unless it is said otherwise. */
export const PATIENCE = 1_500;
/** Milliseconds that a piece waits at most, whatever else comes or is being written. */
const LONGEST_WAIT = 4_000;
/** Milliseconds that a sign of writing holds. */
const SIGN_LASTS = 3_000;
/** So many messages are one at most. */
export const MOST_PIECES = 8;

/**
 * Puts together what one turn answers. What is plainly whole is answered at once; what may be a piece waits a moment for its rest; what
 * comes before the answer to it can have been read is read together with it.
 */
export class Pieces {
  readonly #database: Queryable;
  readonly #look: (text: string) => Look;
  readonly #patience: number;
  /** Conversations in which a piece waits, and when the person was last seen writing. */
  readonly #waiting = new Map<string, number>();

  constructor(parts: { database: Queryable; look: (text: string) => Look; live: Live; patience: number }) {
    this.#database = parts.database;
    this.#look = parts.look;
    this.#patience = parts.patience;
    parts.live.on('writing', (conversationId) => {
      if (this.#waiting.has(conversationId)) this.#waiting.set(conversationId, Date.now());
    });
  }

  /**
   * What the next turn answers, or the milliseconds that are to pass before that is known.
   * @param others the events that wait behind the first, in their order
   */
  async next(conversation: ConversationRow, first: Part, others: readonly InboxRow[]): Promise<Gathered | number> {
    const written = this.#waiting.get(conversation.id) ?? 0;
    this.#waiting.delete(conversation.id);
    if (conversation.owner !== 'bot' || !isJoinable(first.activity)) return alone(conversation, first);
    const unread = conversation.unread === null ? undefined : (JSON.parse(conversation.unread) as Unread);
    const earlier = unread ? await this.#earlier(conversation, unread, first) : [];
    const parts = [...earlier, first];
    const begin = unread && earlier.length > 0 ? { ...conversation, state: unread.state } : conversation;
    const gathered = () => this.#gathered(begin, parts, earlier.length, unread);
    for (const row of others) {
      const next = await partOf(this.#database, row);
      if (parts.length === MOST_PIECES || !this.#goOn(parts, next)) return gathered();
      parts.push(next);
    }
    const wait = Math.min(this.#until(begin, parts, first.at, written) - Date.now(), LONGEST_WAIT);
    if (wait <= 0) return gathered();
    this.#waiting.set(conversation.id, written);
    return wait;
  }

  /** @param answered how many of the parts were answered before */
  #gathered(
    conversation: ConversationRow,
    parts: readonly Part[],
    answered: number,
    unread: Unread | undefined,
  ): Gathered {
    const fresh = parts.slice(answered);
    const [first, last] = [fresh[0] as Part, fresh.at(-1) as Part];
    const sequences = parts.map(({ sequence }) => sequence);
    return {
      rows: fresh.map(({ row }) => row),
      conversation,
      activity: parts.length === 1 ? last.activity : { ...last.activity, text: this.#joined(parts) },
      sequences,
      takenBack: sequences.slice(0, answered),
      hasty: unread !== undefined && first.at < unread.at + UNSEEN_FOR && !isWhole(first.activity),
    };
  }

  /** Whether a message that came before any answer belongs to those before it. */
  #goOn(parts: readonly Part[], next: Part): boolean {
    if (!isJoinable(next.activity) || next.activity.from?.id !== parts[0]?.activity.from?.id) return false;
    return continues(this.#look(this.#joined(parts)), this.#look(wordsOf(next.activity)), false);
  }

  /** The messages answered last, when this one goes on with them and came before the answer can have been read; else none. */
  async #earlier(conversation: ConversationRow, unread: Unread, next: Part): Promise<Part[]> {
    if (next.at >= unread.at + UNREAD_FOR || unread.sequences.length >= MOST_PIECES) return [];
    const answered = next.at > unread.at;
    const look = this.#look(wordsOf(next.activity));
    if (answered && (isOffered(conversation, wordsOf(next.activity)) || (unread.picked && !leansBack(look)))) return [];
    const parts = await Promise.all(unread.sequences.map((sequence) => partOf(this.#database, next.row, sequence)));
    return continues(this.#look(this.#joined(parts)), look, answered) ? parts : [];
  }

  /** When the pieces are to be answered, milliseconds since 1970. */
  #until(conversation: ConversationRow, parts: readonly Part[], firstAt: number, written: number): number {
    const last = parts.at(-1) as Part;
    const patience = this.#patienceFor(conversation, parts, last);
    if (patience === 0) return 0;
    const until = last.at + patience;
    const writing = written > last.at ? written + SIGN_LASTS : 0;
    return Math.min(Math.max(until, writing), firstAt + LONGEST_WAIT);
  }

  #patienceFor(conversation: ConversationRow, parts: readonly Part[], last: Part): number {
    const words = wordsOf(last.activity);
    if (isClosed(words)) return 0;
    const isPiece = mayBePiece(this.#look(this.#joined(parts)));
    if (!isPiece && (parts.length === 1 || isAnswer(this.#look(words)))) return 0;
    if (isOffered(conversation, words)) return 0;
    // Who writes in pieces may write another.
    return isPiece ? this.#patience : this.#patience / 2;
  }

  #joined(parts: readonly Part[]): string {
    const texts = parts.map(({ activity }) => wordsOf(activity));
    return joinPieces(texts.map((text) => ({ text, look: this.#look(text) })));
  }
}

/** A message that is put together with others, before or after it. */
function isJoinable(activity: Partial<Activity>): boolean {
  return isWords(activity) && !isWhole(activity);
}

/** What is said is the label of a choice on offer. */
function isOffered({ state }: ConversationRow, text: string): boolean {
  const { memory } = JSON.parse(state) as Partial<ConversationState>;
  return memory?.offered?.some(({ label }) => fold(label) === fold(text)) ?? false;
}
