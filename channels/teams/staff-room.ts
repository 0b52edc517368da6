import { ActivityTypes } from 'botbuilder';
import { append } from '../../bots/conversation-log.ts';
import type { Courier } from '../../bots/courier.ts';
import { BOT } from '../../bots/turn-runner.ts';
import type { Desk } from '../../desk/cases.ts';
import { TobiraError } from '../../errors.ts';
import { redact } from '../../language/redaction.ts';
import type { Database } from '../../store/database.ts';
import {
  type CaseThreadRow,
  dropReply,
  findReply,
  findThreadById,
  insertReply,
  settleNote,
} from '../../store/queries/teams-cases.ts';
import type { Colleagues } from './colleagues.ts';
import { meaningOf, wordsOf } from './inbound.ts';
import { cardAnswer, type InvokeAnswer, wordsAnswer } from './invokes.ts';
import { eventIdOf, TEAMS } from './names.ts';
import type { Arrived, Pressed } from './schema.ts';
import type { CaseThreads } from './threads.ts';

const NOT_LINKED =
  'あなたの担当者アカウントが見つかりませんでした。Teamsと同じメールアドレスで担当者に登録されているか、管理者にご確認ください。';
const NO_CASE = 'この相談は見つかりませんでした。';
const NOT_SENT = 'お客さまには届いていません。';
const NOTE = /^メモ\s*[:：]\s*/u;
const LONGEST = 5_000;

type StaffPress = Extract<Pressed, { tobira: 'claim' | 'resolve' }>;

export interface StaffRoomParts {
  database: Database;
  desk: Desk;
  courier: Courier;
  colleagues: Colleagues;
  threads: CaseThreads;
  /** Id of the channel in which staff take cases. */
  channel: string;
}

/** What staff do in their channel: take a case, answer in its thread, note, close. All of it is the desk's own doing. */
export class StaffRoom {
  readonly #parts: StaffRoomParts;

  constructor(parts: StaffRoomParts) {
    this.#parts = parts;
  }

  /** Whether an event comes from the staff channel: what is said there is no member's. */
  isHere({ channelId, conversation }: Arrived): boolean {
    const { channel } = this.#parts;
    return channelId === TEAMS && (conversation.id === channel || conversation.id.startsWith(`${channel};`));
  }

  /** Our name for the thread in which this happened. */
  async conversationOf(arrived: Arrived): Promise<string | undefined> {
    return (await this.#threadOf(arrived))?.conversation_id;
  }

  placeChanged(): Promise<void> {
    return this.#parts.threads.placeChanged();
  }

  /** A button of a case's card was pressed: answered with the card as it is now, or with what is in the way. */
  async press(arrived: Arrived, pressed: StaffPress): Promise<InvokeAnswer> {
    const thread = await this.#threadOf(arrived);
    if (thread?.case_id !== pressed.case) return wordsAnswer(NO_CASE);
    const refused = await this.#act(arrived, pressed);
    return refused === undefined ? cardAnswer(await this.#parts.threads.card(thread.case_id)) : wordsAnswer(refused);
  }

  /** Something was written in the channel. Only the threads of cases concern us. */
  async hear(arrived: Arrived): Promise<void> {
    if (arrived.type !== ActivityTypes.Message) return;
    const thread = await this.#threadOf(arrived);
    if (!thread) return;
    const meaning = meaningOf(arrived);
    const isPress = meaning.kind === 'pressed' && 'case' in meaning.pressed && meaning.pressed.case === thread.case_id;
    const refused = isPress
      ? await this.#act(arrived, meaning.pressed as StaffPress)
      : await this.#reply(arrived, thread, wordsOf(arrived));
    if (refused !== undefined) await this.#tell(thread, refused);
  }

  #threadOf({ conversation }: Arrived): Promise<CaseThreadRow | undefined> {
    return findThreadById(this.#parts.database, conversation.id);
  }

  /** @returns what is in the way, in words for the one who pressed */
  async #act(arrived: Arrived, pressed: StaffPress): Promise<string | undefined> {
    const { colleagues, desk } = this.#parts;
    const colleague = await colleagues.of(arrived);
    if (!colleague) return NOT_LINKED;
    return refusalOf(async () => {
      if (pressed.tobira === 'claim') await desk.claim(pressed.case, colleague);
      else await desk.resolve(pressed.case, colleague, { cause: pressed.cause, note: pressed.note });
    });
  }

  async #reply(arrived: Arrived, thread: CaseThreadRow, text: string): Promise<string | undefined> {
    const { colleagues, database, desk } = this.#parts;
    if (text === '') return `${NOT_SENT}文字でお書きください。`;
    const colleague = await colleagues.of(arrived);
    if (!colleague) return `${NOT_SENT}${NOT_LINKED}`;
    if (text.length > LONGEST) return `${NOT_SENT}本文は5,000文字までで書いてください。`;
    const eventId = eventIdOf(arrived);
    return database.exclusively(`teams-reply:${eventId}`, async () => {
      const note = NOTE.test(text) ? text.replace(NOTE, '') : undefined;
      const kept = { case_id: thread.case_id, staff_id: colleague.id, text: redact(note ?? text).text };
      if (await this.#wasSaid(eventId, kept)) return undefined;
      const refused = await refusalOf(() =>
        note === undefined
          ? desk.sendMessage(thread.case_id, colleague, text)
          : desk.addNote(thread.case_id, colleague, note),
      );
      if (refused !== undefined) await dropReply(database, eventId);
      else if (note !== undefined) await settleNote(database, eventId);
      return refused && `${NOT_SENT}${refused}`;
    });
  }

  /**
   * Keeps the reply before it is said. When it was kept before, the process may have ended in between: then the case itself tells whether it
   * was said.
   */
  async #wasSaid(eventId: string, reply: { case_id: string; staff_id: string; text: string }): Promise<boolean> {
    const { database, desk } = this.#parts;
    if (await insertReply(database, { event_id: eventId, ...reply, at: Date.now() })) return false;
    const before = await findReply(database, eventId);
    if (!before) return false;
    if (before.sequence !== null) return true;
    const view = await desk.view(reply.case_id);
    const isLater = (at: number) => Number(at) >= Number(before.at);
    const said = view.transcript.some(
      (line) => line.speaker === 'staff' && line.text === reply.text && isLater(line.at),
    );
    return said || view.notes.some((line) => line.text === reply.text && isLater(line.at));
  }

  /** Says something to staff in the thread. */
  async #tell(thread: CaseThreadRow, text: string): Promise<void> {
    const { database, courier } = this.#parts;
    const conversation = { id: thread.conversation_id, channel: TEAMS, pushes: true };
    const utterance = { speaker: 'bot' as const, from: BOT, activity: { type: ActivityTypes.Message, text } };
    await database.transaction((tx) => append(tx, conversation, [utterance], Date.now()));
    courier.schedule(thread.conversation_id);
  }
}

/** Does it. @returns in words for people why the desk refuses; other errors are thrown */
async function refusalOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof TobiraError && error.status < 500) return error.person;
    throw error;
  }
}
