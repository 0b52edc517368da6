import type { messagingApi } from '@line/bot-sdk';
import type { Activity } from 'botbuilder';

const INK = '#1B2A33';
const FAINT = '#5B6770';
const DOOR = '#14564F';
const TRACK = '#D9E2DF';

interface Parts {
  text: string;
  sources: string;
  choices: string;
}

/** The bubble for a step of a procedure or a case; undefined for anything else. */
export function bubbleOf(activity: Partial<Activity>, parts: Parts): messagingApi.FlexBubble | undefined {
  if (parts.text === '') return undefined;
  const { step, case: opened } = (activity.channelData ?? {}) as { step?: Step; case?: { id: string } };
  if (step && step.of > 0) return bubble(stepHeader(step), { ...parts, text: withoutPlace(parts.text) });
  if (opened) return bubble([title('担当者に引き継ぎました'), line(`受付番号 ${opened.id}`)], parts);
  return undefined;
}

interface Step {
  at: number;
  of: number;
  procedure: string;
}

function stepHeader({ at, of, procedure }: Step): messagingApi.FlexComponent[] {
  const done = Math.round((Math.min(at, of) / of) * 100);
  return [title(procedure || '手順'), line(`全部で${of}つの手順の、${at}つ目です`), progress(done)];
}

/** The place stands in the header already. */
function withoutPlace(text: string): string {
  return text.replace(/^【\d+\/\d+】\s*/u, '') || text;
}

function bubble(header: messagingApi.FlexComponent[], { text, sources, choices }: Parts): messagingApi.FlexBubble {
  const body: messagingApi.FlexComponent[] = [words(text)];
  if (sources) body.push(words(sources, { size: 'xs', color: FAINT }));
  if (choices) body.push({ type: 'separator' }, words(choices, { size: 'sm', color: INK }));
  return {
    type: 'bubble',
    header: { type: 'box', layout: 'vertical', spacing: 'sm', contents: header },
    body: { type: 'box', layout: 'vertical', spacing: 'md', contents: body },
  };
}

function title(text: string): messagingApi.FlexComponent {
  return words(text, { size: 'md', color: DOOR, weight: 'bold' });
}

function line(text: string): messagingApi.FlexComponent {
  return words(text, { size: 'sm', color: FAINT });
}

/** `scaling`: the letters follow the size that the person has chosen in LINE. */
function words(text: string, style: Partial<messagingApi.FlexText> = {}): messagingApi.FlexComponent {
  return { type: 'text', text, wrap: true, scaling: true, size: 'md', color: INK, ...style };
}

function progress(percent: number): messagingApi.FlexComponent {
  const filled: messagingApi.FlexComponent = {
    type: 'box',
    layout: 'vertical',
    width: `${percent}%`,
    height: '6px',
    backgroundColor: DOOR,
    contents: [{ type: 'filler' }],
  };
  return { type: 'box', layout: 'vertical', height: '6px', backgroundColor: TRACK, contents: [filled] };
}
