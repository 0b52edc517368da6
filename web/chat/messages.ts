import {
  type Activity,
  choicesOf,
  type Source,
  type Speaker,
  type Step,
  sequenceOf,
  sourcesOf,
  speakerOf,
  stepOf,
} from './activity.ts';

/** One message as the page shows it. */
export interface Message {
  /** Stays the same from the moment of writing until after the echo, so that nothing flickers. */
  key: string;
  /** The server's id, once there is one. */
  id?: string;
  speaker: Speaker;
  name: string;
  text: string;
  /** Milliseconds since 1970; the server's time once it is known. */
  at: number;
  /** Ascending place in the conversation. */
  order: number;
  status: 'sending' | 'sent' | 'failed';
  /** Why it failed, in words for the person. */
  reason?: string;
  choices: string[];
  step?: Step;
  sources: Source[];
}

export type Messages = readonly Message[];

export type Change =
  | { kind: 'received'; activities: readonly Activity[]; now: number }
  | { kind: 'written'; clientId: string; text: string; now: number }
  | { kind: 'accepted'; clientId: string; id: string }
  | { kind: 'failed'; clientId: string; reason?: string }
  | { kind: 'retried'; clientId: string };

/** The list after the change. Nothing is ever shown twice, whatever arrives how often and in which order. */
export function reduce(messages: Messages, change: Change): Messages {
  switch (change.kind) {
    case 'received':
      return change.activities.reduce<Messages>((list, activity) => receive(list, activity, change.now), messages);
    case 'written':
      return [...messages, written(messages, change)];
    case 'accepted':
      return patch(messages, change.clientId, (message) => ({
        ...message,
        id: change.id,
        status: 'sent',
        order: sequenceOf(change.id) ?? message.order,
      }));
    case 'failed':
      return patch(messages, change.clientId, (message) =>
        // The echo may have come although the answer to the request got lost: then it was sent.
        message.id === undefined ? { ...message, status: 'failed', reason: change.reason } : message,
      );
    case 'retried':
      return patch(messages, change.clientId, (message) => ({
        ...message,
        status: 'sending',
        reason: undefined,
        order: after(messages),
      }));
  }
}

/** The choices under the newest message; they go as soon as something follows. */
export function openChoices(messages: Messages): string[] {
  return messages[messages.length - 1]?.choices ?? [];
}

function receive(messages: Messages, activity: Activity, now: number): Messages {
  if (activity.type !== 'message') return messages;
  const clientId = activity.channelData?.clientActivityID;
  const known = messages.find(
    ({ key, id }) => (activity.id !== undefined && id === activity.id) || (clientId !== undefined && key === clientId),
  );
  const message = fromServer(activity, {
    key: known?.key ?? clientId ?? activity.id ?? `unnamed-${messages.length}`,
    order: known?.order ?? after(messages),
    now,
  });
  const others = known ? messages.filter((other) => other !== known) : messages;
  return sorted([...others, message]);
}

function fromServer(activity: Activity, known: { key: string; order: number; now: number }): Message {
  const speaker = speakerOf(activity);
  const step = stepOf(activity);
  return {
    key: known.key,
    ...(activity.id === undefined ? {} : { id: activity.id }),
    speaker,
    name: activity.from?.name ?? '',
    text: step ? withoutStep(activity.text ?? '') : (activity.text ?? ''),
    at: Date.parse(activity.timestamp ?? '') || known.now,
    order: sequenceOf(activity.id) ?? known.order,
    status: 'sent',
    choices: speaker === 'bot' ? choicesOf(activity) : [],
    ...(step ? { step } : {}),
    sources: sourcesOf(activity),
  };
}

/** Other channels need 「【3/7】」 in the text; here the step has a sign of its own. */
function withoutStep(text: string): string {
  return text.replace(/^【\d+\/\d+】\s*/, '');
}

function written(messages: Messages, change: { clientId: string; text: string; now: number }): Message {
  return {
    key: change.clientId,
    speaker: 'member',
    name: '',
    text: change.text,
    at: change.now,
    order: after(messages),
    status: 'sending',
    choices: [],
    sources: [],
  };
}

function patch(messages: Messages, clientId: string, with_: (message: Message) => Message): Messages {
  return sorted(messages.map((message) => (message.key === clientId ? with_(message) : message)));
}

/** A place behind everything shown, but before whatever the server says next. */
function after(messages: Messages): number {
  return (messages[messages.length - 1]?.order ?? 0) + 0.001;
}

function sorted(messages: Message[]): Message[] {
  return messages.sort((one, other) => one.order - other.order || one.at - other.at);
}
