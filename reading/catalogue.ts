import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Option, Target, Topic } from '../knowledge/schema.ts';
import { INTENTS, SERVICE_IDS, type ServiceId } from '../language/types.ts';
import { CLOSED, type ReadingKey, STANCE_KEYS } from './reading.ts';

/** Families of readings that are weighed alike: a new topic or question needs neither code nor training. */
export const FAMILIES = ['book', 'cause+', 'cause-', 'need', 'topic', 'fact', 'step', 'term', 'closed'] as const;
export type Family = (typeof FAMILIES)[number];

/** One thing that a message could mean, with what `knowledge/` says of it. */
export interface Entry {
  key: ReadingKey;
  family: Family;
  /** Its own words: label, name, fact, step. */
  texts: string[];
  /** Wordings that the knowledge files name for it. */
  words: string[];
  /** Intents that state it. */
  intents: string[];
  /** Facts it stands on. */
  facts: string[];
  /** With `book`: はい and いいえ pick it. */
  polarity?: 'yes' | 'no';
}

/** Intents that are needs; greetings and the like are stances, `talk_to_human` is a reading of its own. */
const NO_NEED: ReadonlySet<string> = new Set([
  'greeting',
  'thanks_bye',
  'yes',
  'no',
  'restart_or_back',
  'complaint',
  'talk_to_human',
  'bot_question',
  'phishing_suspected',
  'fraud_or_lost_card',
]);
export const NEEDS: readonly string[] = INTENTS.filter((intent) => !NO_NEED.has(intent));

/** All that could be meant at a service, by key. */
export type Catalogue = ReadonlyMap<ReadingKey, Entry>;

/** @param labels plain names of intents, as buttons have them */
export function catalogueOf(
  knowledge: Knowledge,
  service: ServiceId | null,
  labels: Readonly<Record<string, string>>,
): Catalogue {
  const entries: Entry[] = [
    ...questionEntries(knowledge, service),
    ...causeEntries(knowledge, service),
    ...NEEDS.map((intent) => entry(`need:${intent}`, 'need', { texts: [labels[intent] ?? ''], intents: [intent] })),
    ...(service === null ? [null, ...SERVICE_IDS] : [service]).flatMap((one) => [
      ...topicEntries(knowledge, one),
      ...factEntries(knowledge, one),
      ...stepEntries(knowledge, one),
    ]),
    ...knowledge.terms.map((term) => entry(`term:${term.words[0]}`, 'term', { texts: term.words, words: term.words })),
    ...[...CLOSED, ...STANCE_KEYS].map((key) => entry(key, 'closed', { intents: CLOSED_INTENTS[key] ?? [] })),
  ];
  const catalogue = new Map<ReadingKey, Entry>();
  for (const one of entries) if (!catalogue.has(one.key)) catalogue.set(one.key, one);
  return catalogue;
}

/** What today's classifier knows of the closed kinds. */
const CLOSED_INTENTS: Readonly<Record<string, string[]>> = {
  human: ['talk_to_human'],
  'stance:thanks': ['thanks_bye'],
  'stance:greeting': ['greeting'],
  'stance:complaint': ['complaint'],
  'stance:yes': ['yes'],
  'stance:no': ['no'],
  'control:restart': ['restart_or_back'],
  'danger:fraud_or_lost_card:-': ['fraud_or_lost_card'],
  'danger:phishing_suspected:-': ['phishing_suspected'],
  'danger:phishing_suspected:+': ['phishing_suspected'],
};

function entry(key: ReadingKey, family: Family, parts: Partial<Entry>): Entry {
  return { key, family, texts: [], words: [], intents: [], facts: [], ...parts };
}

function questionEntries(knowledge: Knowledge, service: ServiceId | null): Entry[] {
  return knowledge.questions(service).flatMap((question) => [
    ...question.answers.map((answer) =>
      entry(`book:${question.id}:${answer.id}`, 'book', {
        texts: [answer.label],
        words: [...answer.words, ...answer.told],
        intents: answer.intents,
        ...(answer.yes ? { polarity: 'yes' as const } : answer.no ? { polarity: 'no' as const } : {}),
      }),
    ),
    entry(`book:${question.id}:?`, 'book', { texts: ['わからない'] }),
  ]);
}

function causeEntries(knowledge: Knowledge, service: ServiceId | null): Entry[] {
  return knowledge.causes(service).flatMap((cause) => {
    const parts = { texts: [cause.name, cause.explain], intents: cause.intents, facts: cause.cites };
    return [entry(`cause:${cause.id}:+`, 'cause+', parts), entry(`cause:${cause.id}:-`, 'cause-', parts)];
  });
}

function topicEntries(knowledge: Knowledge, service: ServiceId | null): Entry[] {
  const own = knowledge.topics(service);
  // Where a service has a topic of its own for a matter, the general one is never meant.
  const shadowed = (topic: Topic) =>
    topic.intents.length > 0 &&
    topic.words.length === 0 &&
    topic.intents.every((intent) => knowledge.topicFor(service, intent)?.id !== topic.id) &&
    knowledge.topic(null, topic.id) === topic;
  return own
    .filter((topic) => service === null || !shadowed(topic))
    .map((topic) =>
      entry(`topic:${topic.id}`, 'topic', {
        texts: [topic.name, ...sentencesOf(topic.say)],
        words: topic.words,
        intents: topic.intents,
        facts: topic.cites,
      }),
    );
}

function factEntries(knowledge: Knowledge, service: ServiceId | null): Entry[] {
  return knowledge
    .facts(service)
    .map((fact) => entry(`fact:${fact.id}`, 'fact', { texts: [fact.text], facts: [fact.id] }));
}

function stepEntries(knowledge: Knowledge, service: ServiceId | null): Entry[] {
  return knowledge.procedures(service).flatMap((procedure) =>
    procedure.steps.map((step) =>
      entry(`step:${procedure.id}/${step.id}`, 'step', {
        texts: [...sentencesOf(step.say), ...sentencesOf(step.help ?? '')],
        facts: step.cites,
      }),
    ),
  );
}

export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=。)|\n/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 1);
}

/** What a choice leads to, as the reading that choosing it in words would be. */
export function keyOfTarget({ topic, procedure, cause, human, diagnosis }: Target): ReadingKey {
  if (topic) return `topic:${topic}`;
  if (procedure) return `procedure:${procedure}`;
  if (cause) return `cause:${cause}:+`;
  return human ? 'human' : diagnosis ? 'need:login_failed' : 'none';
}

export function keysOfOptions(options: readonly Option[]): ReadingKey[] {
  return options.map(({ to }) => keyOfTarget(to));
}
