import type { Activity } from 'botbuilder';
import type { Inbox } from '../../bots/inbox.ts';
import { asWhole } from '../../bots/words.ts';
import { redact } from '../../language/redaction.ts';
import type { Database } from '../../store/database.ts';
import { activityAt } from '../../store/queries/activities.ts';
import { sequenceOf } from '../../store/queries/teams.ts';
import { type AdaptiveCard, CARD_TYPE } from './card.ts';
import { message } from './inbound.ts';
import { conversationIdOf, pressIdOf } from './names.ts';
import type { Opinions } from './opinions.ts';
import { incomingOf } from './reception.ts';
import { chosenCard, shownCard } from './render.ts';
import { type Arrived, cardActionSchema, feedbackSchema, type Pressed } from './schema.ts';
import type { StaffRoom } from './staff-room.ts';

/** What an invoke is answered with, in the HTTP response itself. */
export interface InvokeAnswer {
  status: number;
  body?: unknown;
}

export function cardAnswer(card: AdaptiveCard): InvokeAnswer {
  return { status: 200, body: { statusCode: 200, type: CARD_TYPE, value: card } };
}

/** Words that Teams shows beside the card for a moment. */
export function wordsAnswer(text: string): InvokeAnswer {
  return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text } };
}

const NOT_UNDERSTOOD: InvokeAnswer = {
  status: 200,
  body: {
    statusCode: 400,
    type: 'application/vnd.microsoft.error',
    value: { code: 'BadRequest', message: 'このボタンは、もうお使いいただけません。文字でお書きください。' },
  },
};
const UNKNOWN: InvokeAnswer = { status: 501 };

/** Answers what must be answered at once: pressed buttons of cards, and what people think of an answer. */
export class Invokes {
  readonly #database: Database;
  readonly #inbox: Inbox;
  readonly #staffRoom: StaffRoom | undefined;
  readonly #opinions: Opinions;

  constructor(parts: {
    database: Database;
    inbox: Inbox;
    staffRoom: StaffRoom | undefined;
    opinions: Opinions;
  }) {
    this.#opinions = parts.opinions;
    this.#database = parts.database;
    this.#inbox = parts.inbox;
    this.#staffRoom = parts.staffRoom;
  }

  async answer(arrived: Arrived): Promise<InvokeAnswer> {
    if (arrived.name === 'adaptiveCard/action') {
      const parsed = cardActionSchema.safeParse(arrived.value);
      return parsed.success ? this.#press(arrived, parsed.data.action.data) : NOT_UNDERSTOOD;
    }
    if (arrived.name === 'message/submitAction') return this.#feedback(arrived);
    return UNKNOWN;
  }

  async #press(arrived: Arrived, pressed: Pressed): Promise<InvokeAnswer> {
    const room = this.#staffRoom?.isHere(arrived) ? this.#staffRoom : undefined;
    const here = (await room?.conversationOf(arrived)) ?? conversationIdOf(arrived);
    if (pressed.tobira === 'show') {
      const shown = await this.#said(here, pressed.said);
      return shown ? cardAnswer(shownCard(shown)) : NOT_UNDERSTOOD;
    }
    if (pressed.tobira !== 'choose') return room ? room.press(arrived, pressed) : NOT_UNDERSTOOD;
    if (room) return NOT_UNDERSTOOD;
    await this.#inbox.accept(incomingOf(arrived, asWhole(message(pressed.words)), pressIdOf(arrived, pressed)));
    return cardAnswer(chosenCard((await this.#said(here, pressed.said)) ?? {}, pressed.words));
  }

  /** The message under which the button stands, when it was said in this conversation. */
  async #said(conversationId: string, activityId: string): Promise<Partial<Activity> | undefined> {
    const sequence = /\|(\d+)$/.exec(activityId)?.[1];
    if (sequence === undefined || !activityId.startsWith(`${conversationId}|`)) return undefined;
    const row = await activityAt(this.#database, conversationId, Number(sequence));
    return row && row.speaker !== 'member' ? (JSON.parse(row.payload) as Partial<Activity>) : undefined;
  }

  async #feedback(arrived: Arrived): Promise<InvokeAnswer> {
    const parsed = feedbackSchema.safeParse(arrived.value);
    const conversationId = conversationIdOf(arrived);
    const sequence = await sequenceOf(this.#database, conversationId, arrived.replyToId ?? '');
    if (!parsed.success || sequence === undefined) return NOT_UNDERSTOOD;
    const { reaction, feedback } = parsed.data.actionValue;
    const text = redact(writtenIn(feedback)).text;
    await this.#opinions.keep({ conversationId, sequence, userId: arrived.from.id, reaction, text });
    return { status: 200, body: {} };
  }
}

/** Teams wraps what was written into JSON once more. */
function writtenIn(feedback: string): string {
  try {
    const text = (JSON.parse(feedback) as { feedbackText?: unknown } | null)?.feedbackText;
    return typeof text === 'string' ? text : '';
  } catch {
    return feedback;
  }
}
