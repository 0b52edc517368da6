import { type Activity, ActivityTypes, type Entity } from 'botbuilder';
import {
  type AdaptiveCard,
  adaptiveCard,
  attached,
  buttons,
  type CardElement,
  faint,
  progress,
  title,
  words,
} from './card.ts';
import { renderHandoff } from './hub.ts';
import { TEAMS } from './names.ts';

/** Limits of Teams (`../../docs/teams.md`). Bytes are counted as UTF-16. */
export const LIMITS = {
  messageBytes: 80_000,
  text: 12_000,
  choices: 20,
  label: 60,
  said: 300,
  summary: 80,
  fallback: 3_000,
  citations: 20,
  citationName: 80,
  abstract: 160,
} as const;

const NUMBERS_HINT = '番号でもお答えいただけます。';
const CUT_OFF = '(長いため、ここまでをお送りしました。)';
/** Channels of Azure Bot Service that show suggested actions by themselves. */
const SHOW_CHOICES = new Set(['emulator', 'webchat', 'directline', 'directlinespeech', 'line', 'telegram', 'facebook']);

export const UNSURE =
  'ひとつ前のメッセージが届いたか、通信の都合で確かめられませんでした。届いていないときは、下のボタンでご覧いただけます。';
const UNSURE_WITHOUT_BUTTON =
  'ひとつ前のメッセージが届いたか、通信の都合で確かめられませんでした。届いていないときは、お手数ですが、もう一度お書きください。';

interface Choice {
  label: string;
  /** What pressing it says. */
  said: string;
}

interface Step {
  at: number;
  of: number;
  procedure: string;
}

/** A message of the log as the channel shows it; undefined when there is nothing to show. Pure. */
export function render(activity: Partial<Activity>, channelId: string): Partial<Activity> | undefined {
  if (activity.type === ActivityTypes.Event && activity.name?.startsWith('handoff.'))
    return renderHandoff(activity, channelId);
  if (activity.type !== ActivityTypes.Message) return undefined;
  const text = cut(wordsOf(activity));
  return channelId === TEAMS ? forTeams(activity, text) : forOthers(activity, text, channelId);
}

/** What is said when nobody knows whether a message has arrived: it is not said twice, but can be had. */
export function renderUnsure(activity: Partial<Activity>, channelId: string): Partial<Activity> {
  const plain = { type: ActivityTypes.Message, locale: 'ja-JP', textFormat: 'plain' };
  if (channelId !== TEAMS) return { ...plain, text: UNSURE_WITHOUT_BUTTON };
  const button = { label: 'もう一度表示する', data: { tobira: 'show', said: activity.id } };
  const card = adaptiveCard([words(UNSURE), ...buttons([button])], UNSURE_WITHOUT_BUTTON);
  return { ...plain, summary: head(UNSURE, LIMITS.summary), attachments: attached(card) };
}

/** The card that takes the place of the one whose choice was made: no button of it can be pressed again. */
export function chosenCard(activity: Partial<Activity>, chosen: string): AdaptiveCard {
  const picked = `選ばれたもの: ${chosen}`;
  return adaptiveCard([...headerOf(activity), words(picked, { weight: 'Bolder' })], picked);
}

/** The whole message as a card, for those who did not get it. */
export function shownCard(activity: Partial<Activity>): AdaptiveCard {
  const text = cut(wordsOf(activity));
  const sources = sourcesOf(activity);
  const choices = choicesOf(activity);
  return adaptiveCard(
    [...headerOf(activity), words(text), ...(sources ? [faint(sources)] : []), ...choiceButtons(activity, choices)],
    head([text, sources, numbered(choices)].filter(Boolean).join('\n\n'), LIMITS.fallback),
  );
}

function forTeams(activity: Partial<Activity>, text: string): Partial<Activity> {
  const choices = choicesOf(activity);
  const header = headerOf(activity);
  const card = header.length > 0 || choices.length > 0 ? choiceCard(activity, header, choices) : undefined;
  const claims = claimsOf(activity);
  const markers = claims.map(({ position }) => `[${position}]`).join(' ');
  return {
    type: ActivityTypes.Message,
    locale: 'ja-JP',
    summary: head(text, LIMITS.summary),
    ...(claims.length > 0
      ? { text: `${markdown(text)} ${markers}`, textFormat: 'markdown', entities: [citationEntity(claims)] }
      : { text, textFormat: 'plain' }),
    ...(card ? { attachments: attached(card) } : {}),
    // Teams' own buttons for what people think of an answer.
    ...(claims.length > 0 ? { channelData: { feedbackLoop: { type: 'default' }, feedbackLoopEnabled: true } } : {}),
  };
}

function forOthers(activity: Partial<Activity>, text: string, channelId: string): Partial<Activity> {
  const choices = choicesOf(activity);
  const list = SHOW_CHOICES.has(channelId) ? '' : numbered(choices);
  return {
    type: ActivityTypes.Message,
    locale: 'ja-JP',
    textFormat: 'plain',
    text: [text, sourcesOf(activity), list].filter(Boolean).join('\n\n'),
    inputHint: activity.inputHint,
    ...(activity.entities ? { entities: activity.entities } : {}),
    ...(activity.suggestedActions ? { suggestedActions: activity.suggestedActions } : {}),
  };
}

function choiceCard(activity: Partial<Activity>, header: CardElement[], choices: readonly Choice[]): AdaptiveCard {
  const hint = choices.length > 0 ? [faint(NUMBERS_HINT)] : [];
  const body = [...header, ...hint, ...choiceButtons(activity, choices)];
  return adaptiveCard(body, numbered(choices) || head(wordsOf(activity), LIMITS.summary));
}

function choiceButtons(activity: Partial<Activity>, choices: readonly Choice[]): CardElement[] {
  return buttons(
    choices.map(({ label, said }, index) => ({
      label: `${index + 1}. ${label}`,
      data: { tobira: 'choose', said: activity.id ?? '', words: said },
    })),
  );
}

/** A step of a procedure and a case have a head of their own. */
function headerOf(activity: Partial<Activity>): CardElement[] {
  const { step, case: opened } = (activity.channelData ?? {}) as { step?: Step; case?: { id: string } };
  if (step && step.of > 0) return [title(step.procedure || '手順'), ...progress(step.at, step.of)];
  return opened ? [title('担当者に引き継ぎました'), faint(`受付番号 ${opened.id}`)] : [];
}

/** On Teams the bot speaks for staff under its own name: theirs stands before their words. */
function wordsOf(activity: Partial<Activity>): string {
  const text = (activity.text ?? '').trim();
  const name = activity.channelData?.staff === true ? activity.from?.name?.trim() : undefined;
  return name ? `【担当 ${name}】\n${text}` : text;
}

function cut(text: string): string {
  if (text.length <= LIMITS.text) return text;
  return head(text, LIMITS.text - CUT_OFF.length) + CUT_OFF;
}

function choicesOf(activity: Partial<Activity>): Choice[] {
  const actions = (activity.suggestedActions?.actions ?? []).slice(0, LIMITS.choices);
  return actions.flatMap(({ title: label, value }) => {
    const shown = head(label.trim(), LIMITS.label);
    return shown === ''
      ? []
      : [{ label: shown, said: head(typeof value === 'string' && value !== '' ? value : label, LIMITS.said) }];
  });
}

function numbered(choices: readonly Choice[]): string {
  if (choices.length === 0) return '';
  return [NUMBERS_HINT, ...choices.map(({ label }, index) => `${index + 1} ${label}`)].join('\n');
}

interface Claim {
  position: number;
  appearance: { name: string; url?: string; abstract?: string };
}

function claimsOf(activity: Partial<Activity>): Claim[] {
  const all = (activity.entities ?? []).flatMap((entity) => (entity.citation as Claim[] | undefined) ?? []);
  return all.slice(0, LIMITS.citations);
}

function citationEntity(claims: readonly Claim[]): Entity {
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    citation: claims.map(({ position, appearance: { name, url, abstract } }) => ({
      '@type': 'Claim',
      position,
      appearance: {
        '@type': 'DigitalDocument',
        name: shorten(name, LIMITS.citationName),
        ...(url ? { url } : {}),
        abstract: shorten(abstract || name, LIMITS.abstract),
      },
    })),
  };
}

function sourcesOf(activity: Partial<Activity>): string {
  const names = new Set(claimsOf(activity).map(({ appearance }) => appearance.name));
  return names.size === 0 ? '' : `出典: ${[...names].join('、')}`;
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${head(text, most - 1)}…`;
}

/** The first `most` UTF-16 units, without half a character at the end. */
function head(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

/** The same words in Markdown. A single line break would be lost. */
function markdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~]/g, (sign) => `\\${sign}`)
    .replace(/^(\s*)([+-]|\d+\.)(?=\s)/gm, '$1\\$2')
    .replace(/\n+/g, '\n\n');
}
