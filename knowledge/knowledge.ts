import { TobiraError } from '../errors.ts';
import type { ServiceId } from '../language/types.ts';
import { supportedInWords } from './environment.ts';
import { fold, foldWord } from './fold.ts';
import { type KnowledgeFiles, loadKnowledgeFiles, type Section } from './load.ts';
import type {
  Cause,
  ChatHours,
  Desk,
  DesksFile,
  Fact,
  FollowUp,
  Notice,
  Procedure,
  Question,
  Reply,
  Service,
  Sign,
  Term,
  Topic,
} from './schema.ts';

/** A stated fact with its document, as shown under 出典. */
export interface Citation {
  name: string;
  url?: string;
  abstract: string;
}

type Kind = 'facts' | 'causes' | 'questions' | 'topics' | 'procedures';

const EMPTY: Section = { service: null, facts: [], causes: [], questions: [], topics: [], procedures: [] };

/** A service that knows more of a general topic answers it in other words; how it is asked for stays the same. */
function askedAsInGeneral(topic: Topic, general: Section): Topic {
  const same = topic.intents.length === 0 && general.topics.find(({ id }) => id === topic.id);
  return same ? { ...topic, intents: same.intents, words: same.words, and_words: same.and_words } : topic;
}

/** What Tobira knows. A service's own entries come first; general ones fill in where the service has none of that id. */
export class Knowledge {
  readonly #files: KnowledgeFiles;
  readonly #sections = new Map<ServiceId, Section>();
  readonly #mergedOnce = new Map<string, { id: string }[]>();

  constructor(files: KnowledgeFiles) {
    this.#files = files;
    for (const section of files.services) {
      const topics = section.topics.map((topic) => askedAsInGeneral(topic, files.general));
      if (section.service) this.#sections.set(section.service.id, { ...section, topics });
    }
  }

  services(): Service[] {
    return [...this.#sections.values()].flatMap((section) => section.service ?? []);
  }

  service(id: ServiceId): Service {
    const service = this.#section(id).service;
    if (!service) throw new TobiraError('knowledge_unsound', `no service ${id}`);
    return service;
  }

  causes(service: ServiceId | null): Cause[] {
    return this.#merged(service, 'causes');
  }

  questions(service: ServiceId | null): Question[] {
    return this.#merged(service, 'questions');
  }

  cause(service: ServiceId | null, id: string): Cause | undefined {
    return this.causes(service).find((cause) => cause.id === id);
  }

  question(service: ServiceId | null, id: string): Question | undefined {
    return this.questions(service).find((question) => question.id === id);
  }

  topic(service: ServiceId | null, id: string): Topic | undefined {
    return this.#merged<Topic>(service, 'topics').find((topic) => topic.id === id);
  }

  topics(service: ServiceId | null): Topic[] {
    return this.#merged(service, 'topics');
  }

  procedure(service: ServiceId | null, id: string): Procedure | undefined {
    return this.#merged<Procedure>(service, 'procedures').find((procedure) => procedure.id === id);
  }

  /** The topic for an intent, whatever the words: the service's own before a general one, one without words of its own before others. */
  topicFor(service: ServiceId | null, intent: string): Topic | undefined {
    const own = this.#section(service).topics.filter((topic) => topic.intents.includes(intent));
    const asWhole = ({ intents, words }: Topic) => intents.includes(intent) && words.length === 0;
    return own.find(asWhole) ?? this.#files.general.topics.find(asWhole) ?? own[0];
  }

  /** A topic of the intent that the message asks for in its own words; it goes before a diagnosis of the same intent. */
  topicInWords(service: ServiceId | null, intent: string, message: string): Topic | undefined {
    const said = fold(message);
    const stands = (word: string) => said.includes(foldWord(word));
    return this.topics(service).find(
      ({ intents, words, and_words }) =>
        intents.includes(intent) && words.some(stands) && (and_words.length === 0 || and_words.some(stands)),
    );
  }

  /** The only service that knows such a matter; undefined when several may. */
  onlyServiceFor(intent: string): ServiceId | undefined {
    return this.services().find((service) => service.only_here.includes(intent))?.id;
  }

  /** Whether a cause, general or a service's own, is stated by the intent. */
  isCauseIntent(intent: string): boolean {
    const sections = [this.#files.general, ...this.#sections.values()];
    return sections.some((section) => section.causes.some((cause) => cause.intents.includes(intent)));
  }

  /** Facts and their documents, in the order given; each once. */
  citations(service: ServiceId | null, factIds: readonly string[]): Citation[] {
    const facts = new Map(this.#merged<Fact>(service, 'facts').map((fact) => [fact.id, fact]));
    return [...new Set(factIds)].flatMap((id) => {
      const fact = facts.get(id);
      return fact ? [this.#citation(fact)] : [];
    });
  }

  /** What the chat page can show of itself. */
  get signs(): readonly Sign[] {
    return this.#files.signs;
  }

  /** The table of supported environments as a document to show; undefined when the service has none that says anything. */
  environmentCitation(service: ServiceId): Citation | undefined {
    const { environment } = this.service(service);
    const supported = environment ? supportedInWords(environment) : '';
    if (!environment || supported === '') return undefined;
    const { sources, checked } = environment;
    return this.#citation({ id: 'environment', text: `対応環境: ${supported}`, sources, checked });
  }

  /** The running company's own desks for the service; none as shipped. */
  desks(service: ServiceId | null): Desk[] {
    return this.#files.desks.desks.filter((desk) => desk.service === 'all' || desk.service === service);
  }

  /** When people answer in the chat for the service, its own hours before those of all; undefined: the company names none. */
  chatHours(service: ServiceId | null): ChatHours | undefined {
    const hours = this.#files.desks.chat_hours;
    return hours.find((entry) => entry.service === service) ?? hours.find((entry) => entry.service === 'all');
  }

  /** Minutes. */
  get serviceLevels(): { firstAnswerMinutes: number; nextAnswerMinutes: number; lateAfterMinutes: number } {
    const { first_answer_minutes, next_answer_minutes, late_after_minutes } = this.#files.desks.service_levels;
    return {
      firstAnswerMinutes: first_answer_minutes,
      nextAnswerMinutes: next_answer_minutes,
      lateAfterMinutes: late_after_minutes,
    };
  }

  get teams(): DesksFile['teams'] {
    return this.#files.desks.teams;
  }

  /** Ready-made replies of staff: the service's own and those for all. */
  replies(service: ServiceId | null): Reply[] {
    return this.#files.replies.filter((reply) => reply.service === 'all' || reply.service === service);
  }

  facts(service: ServiceId | null): Fact[] {
    return this.#merged<Fact>(service, 'facts');
  }

  /** What people go on to ask about whatever was just said. */
  get followUps(): FollowUp[] {
    return this.#files.followUps;
  }

  /** Words that are explained to whoever asks. */
  get terms(): Term[] {
    return this.#files.terms;
  }

  procedures(service: ServiceId | null): Procedure[] {
    return this.#merged<Procedure>(service, 'procedures');
  }

  get officialHosts(): DesksFile['official_hosts'] {
    return this.#files.desks.official_hosts;
  }

  get supportPlaces(): DesksFile['support_places'] {
    return this.#files.desks.support_places;
  }

  /** Notices in force at `now` (milliseconds since 1970). */
  notices(service: ServiceId | null, now: number): Notice[] {
    return this.#files.notices.filter((notice) => {
      const concerns = notice.service === 'all' || notice.service === service;
      return concerns && Date.parse(notice.from) <= now && (!notice.until || now < Date.parse(notice.until));
    });
  }

  #citation(fact: Pick<Fact, 'id' | 'text' | 'sources' | 'checked'>): Citation {
    const document = this.#files.sources.find((source) => source.id === fact.sources[0]);
    const name = `${document?.title ?? fact.sources[0]}(${fact.checked} 確認)`;
    return { name, ...(document?.url ? { url: document.url } : {}), abstract: fact.text };
  }

  #section(service: ServiceId | null): Section {
    return (service && this.#sections.get(service)) || EMPTY;
  }

  #merged<Entry extends { id: string }>(service: ServiceId | null, kind: Kind): Entry[] {
    const key = `${service} ${kind}`;
    let merged = this.#mergedOnce.get(key);
    if (!merged) {
      const own: { id: string }[] = this.#section(service)[kind];
      const taken = new Set(own.map((entry) => entry.id));
      merged = [...own, ...this.#files.general[kind].filter((entry) => !taken.has(entry.id))];
      this.#mergedOnce.set(key, merged);
    }
    return merged as Entry[];
  }
}

/**
 * Loads and checks `knowledge/`.
 * @throws TobiraError `knowledge_unsound` that lists every fault with file and line
 */
export function loadKnowledge(directory: string): Knowledge {
  const { knowledge, faults } = loadKnowledgeFiles(directory);
  if (faults.length > 0) {
    const lines = faults.map((fault) => `  ${fault.file}:${fault.line}  ${fault.message}`);
    throw new TobiraError('knowledge_unsound', `knowledge/ has ${faults.length} fault(s):\n${lines.join('\n')}`);
  }
  return new Knowledge(knowledge);
}
