import { randomUUID } from 'node:crypto';
import { type Activity, ActivityTypes } from 'botbuilder';
import { asWhole } from '../../bots/words.ts';
import type { WordlessThing } from '../../dialogs/wordless.ts';
import { redact } from '../../language/redaction.ts';
import type { LineEvent } from './schema.ts';

/** Characters kept of a message; far more than LINE lets anybody send. */
const TEXT_LIMIT = 20_000;

/** Our own buttons carry what they stand for under this name; other buttons stand for their data as it is. */
const SAID = 'say';

const LABELS: Record<WordlessThing, string> = {
  picture: '［画像］',
  video: '［動画］',
  audio: '［音声］',
  file: '［ファイル］',
  location: '［位置情報］',
  sticker: '［スタンプ］',
};

const THINGS: Record<string, WordlessThing> = {
  image: 'picture',
  video: 'video',
  audio: 'audio',
  file: 'file',
  location: 'location',
  sticker: 'sticker',
};

/** What an event means to Tobira. */
export type Meaning =
  /** The person says something, or has come. */
  | { kind: 'activity'; userId: string; activity: Partial<Activity>; picture?: Picture }
  /** The person takes a message back. */
  | { kind: 'unsend'; messageId: string }
  /** The person has blocked the account. */
  | { kind: 'unfollow'; userId: string }
  /** The account is in a group, where a card matter must not be talked about. */
  | { kind: 'group'; group: { type: 'group' | 'room'; id: string }; joined: boolean }
  | { kind: 'nothing' };

/** A picture of the person's, under its name at LINE. */
export interface Picture {
  id: string;
  messageId: string;
}

const NOTHING: Meaning = { kind: 'nothing' };

/** Reads an event. While another service answers on the account (`standby`), only what takes something away is heard. */
export function meaningOf(event: LineEvent): Meaning {
  const { source, unsend } = event;
  if (event.type === 'unsend' && unsend) return { kind: 'unsend', messageId: unsend.messageId };
  if (source?.type === 'group' || source?.type === 'room') return inGroup(event, source);
  if (source?.type !== 'user' || source.userId === undefined) return NOTHING;
  if (event.type === 'unfollow') return { kind: 'unfollow', userId: source.userId };
  return event.mode === 'active' ? fromPerson(event, source.userId) : NOTHING;
}

function inGroup(event: LineEvent, source: NonNullable<LineEvent['source']>): Meaning {
  const id = source.groupId ?? source.roomId;
  // Of `leave` there is nothing left to leave.
  if (id === undefined || event.type === 'leave' || event.mode !== 'active') return NOTHING;
  const type = source.type === 'group' ? 'group' : 'room';
  return { kind: 'group', group: { type, id }, joined: event.type === 'join' };
}

function fromPerson(event: LineEvent, userId: string): Meaning {
  const { message, postback } = event;
  if (event.type === 'follow') {
    return { kind: 'activity', userId, activity: { type: ActivityTypes.ConversationUpdate } };
  }
  if (event.type === 'postback' && postback)
    return { kind: 'activity', userId, activity: asWhole(words(saidBy(postback.data))) };
  if (event.type !== 'message' || !message) return NOTHING;
  // Stickers may carry letters that the person has typed.
  if (message.text !== undefined) return { kind: 'activity', userId, activity: words(message.text) };
  const thing = THINGS[message.type];
  if (!thing) return NOTHING;
  return { kind: 'activity', userId, ...wordless(thing, message) };
}

function saidBy(data: string): string {
  return new URLSearchParams(data).get(SAID) ?? data;
}

/** The data of a button of ours. */
export function saying(text: string): string {
  return new URLSearchParams({ [SAID]: text }).toString();
}

function words(text: string): Partial<Activity> {
  return { type: ActivityTypes.Message, text: storable(text), textFormat: 'plain' };
}

function wordless(
  thing: WordlessThing,
  message: NonNullable<LineEvent['message']>,
): { activity: Partial<Activity>; picture?: Picture } {
  const name = thing === 'file' && message.fileName ? redact(storable(message.fileName)).text : '';
  const activity = words(name ? `［ファイル: ${name}］` : LABELS[thing]);
  activity.channelData = { wordless: thing };
  return thing === 'picture' ? { activity, picture: { id: randomUUID(), messageId: message.id } } : { activity };
}

/** Without NUL and half characters, which not every store can keep. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().slice(0, TEXT_LIMIT).toWellFormed();
}
