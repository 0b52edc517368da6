import type { Knowledge } from '../knowledge/knowledge.ts';
import { partsOf, type ReadingKey } from '../reading/reading.ts';
import { answerRead } from './answers.ts';
import type { Choice, Memory } from './memory.ts';
import { INTENT_LABELS } from './sayings.ts';

/** A reading as a choice to pick, in its own words; undefined when it has none. */
export function choiceFor(knowledge: Knowledge, memory: Memory, key: ReadingKey, words: string): Choice | undefined {
  const label = labelOf(knowledge, memory, key);
  return label ? { label: [...label].slice(0, 20).join(''), action: { kind: 'reading', key, words } } : undefined;
}

const RESULT_LABELS: Readonly<Record<string, string>> = {
  worked: 'できました',
  failed: 'まだできません',
  not_yet: 'これから試します',
  cannot: 'その方法はできません',
  partly: '途中まで進みました',
  found_it: '見つかりました',
};

function labelOf(knowledge: Knowledge, { service }: Memory, key: ReadingKey): string | undefined {
  const [kind, first = '', second = ''] = partsOf(key);
  if (kind === 'book') return second === '?' ? 'わからない' : answerRead(knowledge, service, key)?.label;
  if (kind === 'cause') return second === '+' ? knowledge.cause(service, first)?.name : undefined;
  if (kind === 'need') return INTENT_LABELS[first as keyof typeof INTENT_LABELS];
  if (kind === 'topic') return knowledge.topic(service, first)?.name;
  if (kind === 'result') return RESULT_LABELS[first];
  if (kind === 'human') return '担当者に相談する';
  if (kind === 'service')
    return first.startsWith('!') || first === '?' ? undefined : knowledge.service(first as 'saison').short;
  if (kind === 'fact') return nearestTopic(knowledge, service, first);
  return kind === 'step' ? knowledge.procedure(service, first.split('/')[0] as string)?.name : undefined;
}

/** A fact has no name of its own; the topic that stands on it has one. */
function nearestTopic(knowledge: Knowledge, service: Memory['service'], fact: string): string | undefined {
  return knowledge.topics(service).find(({ cites }) => cites.includes(fact))?.name;
}
