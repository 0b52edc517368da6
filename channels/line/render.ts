import type { messagingApi } from '@line/bot-sdk';
import { type Activity, ActivityTypes } from 'botbuilder';
import { bubbleOf } from './flex.ts';
import { cutGraphemes, cutUnits, splitText } from './text.ts';

/** LINE's limits (`../../docs/line.md`). Texts are counted in UTF-16 units, labels in characters as people count them. */
export const LIMITS = {
  messagesPerCall: 5,
  text: 5_000,
  quickReplies: 13,
  label: 20,
  actionText: 300,
  altText: 400,
  bubbleBytes: 30_000,
  senderName: 20,
} as const;

const FORBIDDEN_IN_NAME = /line/i;
const NAMELESS = '担当者';
const NUMBERS_HINT = '選ぶものの番号(1、2など)でもお答えいただけます。';
const CUT_OFF = '(長いため、ここまでをお送りしました。)';

/** One thing that may be chosen, as it is shown and as it is sent when it is pressed. */
interface Choice {
  label: string;
  text: string;
}

/** The messages of one call, in order; none when there is nothing to show. */
export function renderCall(activities: readonly Partial<Activity>[]): messagingApi.Message[] {
  const messages = activities.flatMap(renderActivity).slice(0, LIMITS.messagesPerCall);
  // LINE shows the quick replies of the last message only.
  return messages.map((message, index) => (index === messages.length - 1 ? message : withoutChoices(message)));
}

/** How many of the activities, from the first on, fit into one call; at least one. */
export function fitting(activities: readonly Partial<Activity>[]): number {
  let messages = 0;
  const over = activities.findIndex((activity) => {
    messages += renderActivity(activity).length;
    return messages > LIMITS.messagesPerCall;
  });
  return Math.max(1, over === -1 ? activities.length : over);
}

/** What one activity becomes: at most five messages, the choices at the last. Pure. */
export function renderActivity(activity: Partial<Activity>): messagingApi.Message[] {
  if (activity.type !== ActivityTypes.Message) return [];
  const choices = choicesOf(activity);
  const parts = { text: (activity.text ?? '').trim(), sources: sourcesLine(activity), choices: choiceLines(choices) };
  const messages = bubble(activity, parts) ?? texts(parts);
  const last = messages.at(-1);
  if (last && choices.length > 0) last.quickReply = { items: choices.slice(0, LIMITS.quickReplies).map(quickReply) };
  const sender = senderOf(activity);
  return sender ? messages.map((message) => ({ ...message, sender })) : messages;
}

interface Parts {
  text: string;
  /** 「出典: …」, or nothing. */
  sources: string;
  /** The choices with their numbers, or nothing. */
  choices: string;
}

function texts({ text, sources, choices }: Parts): messagingApi.Message[] {
  const whole = [text, sources, choices].filter(Boolean).join('\n\n');
  const split = splitText(whole, LIMITS.text);
  const kept = split.slice(0, LIMITS.messagesPerCall);
  if (kept.length < split.length) kept.push(cutUnits(kept.pop() ?? '', LIMITS.text - CUT_OFF.length) + CUT_OFF);
  return kept.map((part) => ({ type: 'text', text: part }));
}

function bubble(activity: Partial<Activity>, parts: Parts): messagingApi.Message[] | undefined {
  const contents = bubbleOf(activity, parts);
  if (!contents || Buffer.byteLength(JSON.stringify(contents)) > LIMITS.bubbleBytes) return undefined;
  // On a screen that shows no bubbles, and in the list of talks, this is all there is.
  const altText = cutUnits([parts.text, parts.choices].filter(Boolean).join('\n'), LIMITS.altText);
  return [{ type: 'flex', altText, contents }];
}

function choicesOf(activity: Partial<Activity>): Choice[] {
  return (activity.suggestedActions?.actions ?? []).flatMap(({ title, value }) => {
    const label = title.trim();
    return label === '' ? [] : [{ label, text: typeof value === 'string' && value !== '' ? value : label }];
  });
}

/** On a computer LINE shows no quick replies: the numbers are the only way there. */
function choiceLines(choices: readonly Choice[]): string {
  if (choices.length === 0) return '';
  return [NUMBERS_HINT, ...choices.map(({ label }, index) => `${index + 1} ${label}`)].join('\n');
}

function quickReply({ label, text }: Choice): messagingApi.QuickReplyItem {
  const action = {
    type: 'message' as const,
    label: cutGraphemes(label, LIMITS.label),
    text: cutGraphemes(text, LIMITS.actionText),
  };
  return { type: 'action', action };
}

function withoutChoices({ quickReply: _quickReply, ...message }: messagingApi.Message): messagingApi.Message {
  return message as messagingApi.Message;
}

function sourcesLine(activity: Partial<Activity>): string {
  const claims = (activity.entities ?? []).flatMap(
    (entity) => (entity.citation as { appearance?: { name?: string } }[] | undefined) ?? [],
  );
  const names = new Set(claims.flatMap(({ appearance }) => appearance?.name ?? []));
  return names.size === 0 ? '' : `出典: ${[...names].join('、')}`;
}

function senderOf(activity: Partial<Activity>): messagingApi.Sender | undefined {
  return activity.channelData?.staff === true ? { name: senderName(activity.from?.name ?? '') } : undefined;
}

/** A name that LINE takes: not too long, and without its own. */
export function senderName(name: string): string {
  const own = name.trim();
  if (own === '' || FORBIDDEN_IN_NAME.test(own.normalize('NFKC'))) return NAMELESS;
  return cutUnits(own, LIMITS.senderName);
}
