import type { Context } from '../reading/context.ts';
import type { Thread } from './memory.ts';
import { SAYINGS } from './sayings.ts';
import type { Turn } from './turn.ts';

/** What a turn came to: what was asked of the desk, what was spoken of, and what is open now. Ids of the knowledge only. */
export function outcomesOf(turn: Turn): string[] {
  const { heard, memory, requests } = turn;
  const outcomes = requests.flatMap(({ kind }) => (kind.endsWith('resume_code') ? [] : [`did:${kind}`]));
  if (memory.danger && heard.context.expect !== 'danger') outcomes.push(`did:danger:${memory.danger}`);
  if (turn.messages.some(({ text }) => text.includes(SAYINGS.solved))) outcomes.push('did:solved');
  const topic = topicSaid(turn);
  if (topic !== undefined) outcomes.push(`did:topic:${topic}`);
  const thread = memory.threads.at(-1);
  return thread && !turn.isHandedOver ? [...outcomes, openNow(turn, thread)] : outcomes;
}

/** So much of a topic's text tells that it was said. */
const BEGINNING = 12;

function topicSaid({ memory, knowledge, messages }: Turn): string | undefined {
  const { subject } = memory;
  const topic = subject?.kind === 'topic' ? knowledge.topic(subject.service, subject.id) : undefined;
  if (!topic) return undefined;
  const texts = [topic.say, topic.without_smartphone?.say ?? topic.say].map((text) => text.slice(0, BEGINNING));
  return messages.some(({ text }) => texts.some((begins) => text.startsWith(begins))) ? topic.id : undefined;
}

/** `…_again`: it was open before, too. */
function openNow({ heard: { context }, memory, knowledge }: Turn, thread: Thread): string {
  const named = (what: string, id: string, before: boolean) => `did:${what}${before ? '_again' : ''}:${id}`;
  if (thread.kind === 'service') return `did:service${context.expect === 'service' ? '_again' : ''}`;
  if (thread.kind === 'procedure') {
    const step = knowledge.procedure(memory.service, thread.procedure)?.steps[thread.at]?.id ?? '';
    return named('step', `${thread.procedure}/${step}`, isOpen(context, { procedure: thread.procedure, step }));
  }
  const { question = '', cause = '', remedy = '' } = thread;
  if (thread.phase === 'question') return named('question', question, isOpen(context, { question }));
  return named('remedy', cause, isOpen(context, { cause, remedy }));
}

function isOpen(context: Context, now: NonNullable<Context['beneath']>): boolean {
  return Object.entries(now).every(([key, id]) => (context[key as 'step'] ?? context.beneath?.[key as 'step']) === id);
}
