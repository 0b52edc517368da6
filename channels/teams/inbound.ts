import { type Activity, ActivityTypes } from 'botbuilder';
import type { WordlessThing } from '../../dialogs/wordless.ts';
import { isShared, TEAMS } from './names.ts';
import { type Arrived, type Pressed, pressedSchema } from './schema.ts';

/** Characters kept of a message. */
const TEXT_LIMIT = 20_000;

/** What is stored of an event: nothing of it is trusted but its words. */
export type Meaning =
  /** Somebody says something, or has come. */
  | { kind: 'activity'; activity: Partial<Activity> }
  /** One of our buttons was pressed, by a client that knows only messages. */
  | { kind: 'pressed'; pressed: Pressed }
  /** The app was taken away. */
  | { kind: 'removed' }
  /** Nothing is said; but where it came from is known now. */
  | { kind: 'nothing' };

const NOTHING: Meaning = { kind: 'nothing' };
const START: Meaning = { kind: 'activity', activity: { type: ActivityTypes.ConversationUpdate } };

const LABELS: Partial<Record<WordlessThing, string>> = {
  picture: '［画像］',
  video: '［動画］',
  audio: '［音声］',
  file: '［ファイル］',
};

/** Reads an event. */
export function meaningOf(arrived: Arrived): Meaning {
  switch (arrived.type) {
    case ActivityTypes.Message:
      return messageOf(arrived);
    case ActivityTypes.ConversationUpdate:
      return hasCome(arrived) ? START : NOTHING;
    case ActivityTypes.InstallationUpdate:
      if (arrived.action?.startsWith('remove')) return { kind: 'removed' };
      return arrived.action === 'add' && arrived.conversation.conversationType === 'personal' ? START : NOTHING;
    default:
      return NOTHING;
  }
}

/** Whether somebody is there to be greeted. A channel is not: the talks are its threads. */
function hasCome({ channelId, conversation, membersAdded, recipient }: Arrived): boolean {
  const added = membersAdded ?? [];
  if (added.length === 0 || conversation.conversationType === 'channel') return false;
  const isTalk = channelId !== TEAMS || conversation.conversationType === 'personal';
  return isTalk || added.some(({ id }) => id === recipient?.id);
}

function messageOf(arrived: Arrived): Meaning {
  const pressed = pressedSchema.safeParse(arrived.value);
  if (pressed.success && !arrived.text?.trim()) return { kind: 'pressed', pressed: pressed.data };
  if (isShared(arrived) && !isMeant(arrived)) return NOTHING;
  const text = wordsOf(arrived);
  const thing = text === '' ? wordlessIn(arrived) : undefined;
  if (thing === undefined) return { kind: 'activity', activity: message(text) };
  return { kind: 'activity', activity: { ...message(LABELS[thing] ?? ''), channelData: { wordless: thing } } };
}

/** What a person says, as it is stored. */
export function message(text: string): Partial<Activity> {
  return { type: ActivityTypes.Message, text: text.slice(0, TEXT_LIMIT).toWellFormed() };
}

/** In a group or a channel only what is said to us is ours to hear. */
function isMeant(arrived: Arrived): boolean {
  return mentionsOf(arrived).length > 0;
}

/** How the bot itself is named in the text. The SDK's own helper takes out the first such name only, and fails on odd entities. */
function mentionsOf({ entities, recipient }: Arrived): string[] {
  return (entities ?? []).flatMap(({ type, mentioned, text }) => {
    const isOurs = type === 'mention' && (mentioned as { id?: unknown } | undefined)?.id === recipient?.id;
    return isOurs ? [typeof text === 'string' ? text : ''] : [];
  });
}

/** The words alone: without the mention of the bot, and without the marks in which Teams writes them. */
export function wordsOf(arrived: Arrived): string {
  const names = mentionsOf(arrived).filter(Boolean);
  const text = names.reduce((rest, name) => rest.replaceAll(name, ''), arrived.text ?? '');
  return (arrived.channelId === TEAMS ? unmarked(text) : text).trim();
}

const ENTITIES: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };

function unmarked(text: string): string {
  return text
    .replace(/<at\b[^>]*>(.*?)<\/at>/gis, '$1')
    .replace(/<br\s*\/?>|<\/p>/gi, '\n')
    .replace(/<\/?(?:p|div|span|b|i|strong|em|u)(?:\s[^>]*)?>/gi, '')
    .replace(/&(nbsp|amp|lt|gt|quot|apos|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}

function wordlessIn({ attachments }: Arrived): WordlessThing | undefined {
  // Teams sends the text a second time, as HTML.
  const [first] = (attachments ?? []).filter(({ contentType }) => contentType !== 'text/html');
  if (!first) return undefined;
  if (first.contentType.startsWith('image/')) return 'picture';
  if (first.contentType.startsWith('video/')) return 'video';
  return first.contentType.startsWith('audio/') ? 'audio' : 'file';
}
