/** Adaptive Cards, as far as we use them (https://adaptivecards.io/explorer). */
export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** Teams shows this version everywhere; newer elements are not used. */
const VERSION = '1.5';

export type CardElement = { type: string; [property: string]: unknown };

export interface AdaptiveCard {
  type: 'AdaptiveCard';
  version: string;
  [property: string]: unknown;
}

/** @param fallbackText what a client that cannot show the card shows in its place */
export function adaptiveCard(body: CardElement[], fallbackText: string): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: VERSION,
    lang: 'ja',
    fallbackText,
    body,
  };
}

export function attached(card: AdaptiveCard) {
  return [{ contentType: CARD_TYPE, content: card }];
}

/** Words as anybody may have written them: here, unlike in a TextBlock, `*`, `_` or `[…](…)` are no marks, and no link can hide. */
export function words(text: string, style: Record<string, unknown> = {}): CardElement {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...style }] };
}

/** Our own words. */
export function title(text: string): CardElement {
  return { type: 'TextBlock', text, wrap: true, weight: 'Bolder', size: 'Medium', style: 'heading' };
}

export function faint(text: string): CardElement {
  return { type: 'TextBlock', text, wrap: true, isSubtle: true, size: 'Small', spacing: 'Small' };
}

/** Buttons one below the other: labels are long, and a row shows no more than six. */
export function buttons(all: readonly { label: string; data: Record<string, unknown> }[]): CardElement[] {
  return all.map(({ label, data }) => ({ type: 'ActionSet', spacing: 'Small', actions: [execute(label, data)] }));
}

/** A button that is answered at once; clients that know it not send it as a message. */
export function execute(label: string, data: Record<string, unknown>, extra: Record<string, unknown> = {}) {
  return {
    type: 'Action.Execute',
    title: label,
    verb: String(data.tobira),
    data,
    ...extra,
    fallback: { type: 'Action.Submit', title: label, data, ...extra },
  };
}

/** How far one is, as a bar and in words. */
export function progress(at: number, of: number): CardElement[] {
  const done = Math.min(Math.max(at, 0), of);
  const bar = {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: Array.from({ length: of }, (_, index) => ({
      type: 'Column',
      width: 'stretch',
      style: index < done ? 'accent' : 'emphasis',
      minHeight: '6px',
      spacing: 'Small',
      items: [],
    })),
  };
  return [faint(`${of}の手順のうち${at}番目`), bar];
}
