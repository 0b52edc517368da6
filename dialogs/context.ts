import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context, Danger } from '../reading/context.ts';
import type { Memory, Thread } from './memory.ts';
import { subjectOf } from './threads.ts';

/** What the next message is to be read against: what was said or asked last, and what is open beneath it. */
export function contextOf(memory: Memory, knowledge: Knowledge): Context {
  const { service } = memory;
  const thread = memory.threads.at(-1);
  const about = subjectOf({ memory });
  const answered = memory.ledgers[service ?? 'unknown']?.asked.map(({ question }) => question) ?? [];
  const common = { service, answered };
  if (memory.danger) return { ...common, expect: 'danger', danger: memory.danger as Danger, typed: memory.gaveAway };
  if (about?.kind === 'topic' && thread?.kind !== 'service')
    return {
      ...common,
      expect: 'topic',
      topic: about.id,
      ...(thread ? { beneath: openIn(thread, memory, knowledge) } : {}),
    };
  if (!thread)
    return about?.kind === 'cause'
      ? { ...common, expect: 'nothing', beneath: { cause: about.id } }
      : { ...common, expect: 'nothing' };
  if (thread.kind === 'service') return { ...common, service: null, expect: 'service', intent: onwardIntent(thread) };
  const open = openIn(thread, memory, knowledge);
  if (thread.kind === 'procedure') return { ...common, expect: 'step', ...open };
  return { ...common, expect: thread.phase === 'question' ? 'question' : 'result', ...open };
}

type Open = NonNullable<Context['beneath']>;

function openIn(thread: Thread, { service }: Memory, knowledge: Knowledge): Open {
  if (thread.kind === 'diagnosis') {
    const { phase, question, cause, remedy } = thread;
    if (phase === 'question') return question === undefined ? {} : { question };
    return { ...(cause === undefined ? {} : { cause }), ...(remedy === undefined ? {} : { remedy }) };
  }
  if (thread.kind !== 'procedure') return {};
  const step = knowledge.procedure(service, thread.procedure)?.steps[thread.at]?.id;
  return { procedure: thread.procedure, ...(step === undefined ? {} : { step }) };
}

function onwardIntent({ onward }: Extract<Thread, { kind: 'service' }>): string {
  if (onward.kind === 'intent') return onward.intent;
  return onward.kind === 'human' ? 'talk_to_human' : 'login_failed';
}
