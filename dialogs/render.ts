import { ActionTypes, type Activity, ActivityTypes, InputHints } from 'botbuilder';
import type { Citation } from '../knowledge/knowledge.ts';
import type { Choice } from './memory.ts';
import type { Message, Turn } from './turn.ts';

/** What a turn says, as activities: choices under the last message, each fact with its document. */
export function toActivities(turn: Turn): Partial<Activity>[] {
  return turn.messages.map((message, index) => {
    const last = index === turn.messages.length - 1;
    const facts = turn.knowledge.citations(turn.memory.service, message.cites);
    const citations = [...facts, ...(message.citations ?? [])];
    return {
      type: ActivityTypes.Message,
      text: message.text,
      inputHint: last ? InputHints.ExpectingInput : InputHints.AcceptingInput,
      ...(citations.length > 0 ? { entities: [citationEntity(citations)] } : {}),
      ...(message.step ? { channelData: { step: message.step } } : {}),
      ...(last && turn.choices.length > 0 ? { suggestedActions: suggestedActionsOf(turn.choices) } : {}),
    } satisfies Partial<Activity>;
  });
}

/** Choices as what may be answered with one touch. */
export function suggestedActionsOf(choices: readonly Choice[]): NonNullable<Activity['suggestedActions']> {
  const actions = choices.map(({ label }) => ({ type: ActionTypes.ImBack, title: label, value: label }));
  return { to: [], actions };
}

/** The form that Teams defines for citations. */
function citationEntity(citations: readonly Citation[]): { type: string; [key: string]: unknown } {
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    citation: citations.map(({ name, url, abstract }, index) => ({
      '@type': 'Claim',
      position: index + 1,
      appearance: { '@type': 'DigitalDocument', name, ...(url ? { url } : {}), abstract },
    })),
  };
}

export type { Message };
