import type { messagingApi } from '@line/bot-sdk';

/** LINE's limits that its OpenAPI files do not state, counted anew here: not with the renderer's own functions. */
export function limitFaults(message: messagingApi.Message): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, fault: string) => void (holds || faults.push(fault));
  if (message.type === 'text') {
    const { text } = message as messagingApi.TextMessage;
    must(text.trim().length > 0, 'the text is empty');
    must(text.length <= 5_000, `the text has ${text.length} units`);
    must(text.isWellFormed(), 'the text holds half a character');
  }
  if (message.type === 'flex') {
    const { altText, contents } = message as messagingApi.FlexMessage;
    must(altText.length >= 1 && altText.length <= 400, `the altText has ${altText.length} units`);
    must(altText.isWellFormed(), 'the altText holds half a character');
    must(Buffer.byteLength(JSON.stringify(contents)) <= 30_720, 'the bubble is too large');
    for (const text of textsIn(contents)) must(text.length > 0, 'a text of the bubble is empty');
  }
  for (const { action } of message.quickReply?.items ?? []) {
    const { label = '', text = '' } = action as messagingApi.MessageAction;
    must(count(label) >= 1 && count(label) <= 20, `the label has ${count(label)} characters`);
    must(count(text) >= 1 && count(text) <= 300, `what a button says has ${count(text)} characters`);
  }
  const name = message.sender?.name;
  if (name !== undefined) {
    must(name.length >= 1 && name.length <= 20, `the sender has ${name.length} units`);
    must(!/line/i.test(name), 'the sender bears the name LINE');
  }
  return faults;
}

function count(text: string): number {
  return [...new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text)].length;
}

function textsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'type' in node && node.type === 'text' && 'text' in node ? [String(node.text)] : [];
  return [...own, ...Object.values(node).flatMap(textsIn)];
}
