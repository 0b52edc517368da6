import { join } from 'node:path';
import type { Fault, KnowledgeFiles, Locate, Section } from './load.ts';
import type { Option, Source, Target } from './schema.ts';

/** Names that one file uses and another must define. Every fault says which name is unknown, where, and what would be right. */
export function crossCheck(knowledge: KnowledgeFiles, locate: Locate): Fault[] {
  const faults: Fault[] = [];
  const sources = new Map(knowledge.sources.map((source) => [source.id, source]));
  const sections = [
    { folder: 'general', section: knowledge.general },
    ...knowledge.services.map((section) => ({ folder: join('services', section.service?.id ?? '?'), section })),
  ];
  for (const { folder, section } of sections) {
    new SectionCheck(folder, section, knowledge, sources, locate, faults).run();
  }
  faults.push(...signFaults(knowledge, locate));
  return faults;
}

/** Signs hold for every service: the causes and questions they name must be known to each. */
function signFaults({ signs, general, services }: KnowledgeFiles, locate: Locate): Fault[] {
  const known = (kind: 'causes' | 'questions', id: string) =>
    [general, ...services].some((section) => section[kind].some((entry) => entry.id === id));
  return signs.flatMap(({ means, spares }, index) => {
    const place = (...path: PropertyKey[]) => locate(join('general', 'signs.yaml'), ['signs', index, ...path]);
    const causes = Object.keys(means).filter((id) => !known('causes', id));
    const questions = spares.filter((id) => !known('questions', id));
    return [
      ...causes.map((id) => ({ ...place('means', id), message: `no cause 「${id}」 in causes.yaml` })),
      ...questions.map((id) => ({ ...place('spares'), message: `no question 「${id}」 in questions.yaml` })),
    ];
  });
}

/** What is general may lead to a cause that every service has in its own words. */
function causesOfEveryService({ services }: KnowledgeFiles): Section['causes'] {
  const [first, ...others] = services;
  return (first?.causes ?? []).filter(({ id }) =>
    others.every((section) => section.causes.some((cause) => cause.id === id)),
  );
}

class SectionCheck {
  readonly #folder: string;
  readonly #section: Section;
  readonly #general: Section;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #locate: Locate;
  readonly #faults: Fault[];
  readonly #facts: Set<string>;
  readonly #causes: Set<string>;
  readonly #followUps: Set<string>;

  constructor(
    folder: string,
    section: Section,
    knowledge: KnowledgeFiles,
    sources: ReadonlyMap<string, Source>,
    locate: Locate,
    faults: Fault[],
  ) {
    this.#folder = folder;
    this.#section = section;
    this.#general = knowledge.general;
    this.#sources = sources;
    this.#locate = locate;
    this.#faults = faults;
    this.#facts = new Set([...knowledge.general.facts, ...section.facts].map((fact) => fact.id));
    this.#followUps = new Set(knowledge.followUps.map((followUp) => followUp.id));
    const shared = section.service ? [] : causesOfEveryService(knowledge);
    this.#causes = new Set([...knowledge.general.causes, ...section.causes, ...shared].map((cause) => cause.id));
  }

  run(): void {
    const { facts, causes, questions, topics, procedures, service } = this.#section;
    if (service) this.#cited('service.yaml', ['cites'], service.cites);
    for (const source of service?.environment?.sources ?? []) {
      if (!this.#sources.has(source))
        this.#fault('service.yaml', ['environment', 'sources'], `no source 「${source}」 in sources.yaml`);
    }
    facts.forEach((fact, index) => {
      for (const source of fact.sources) {
        const problem = this.#problemWithSource(source);
        if (problem) this.#fault('facts.yaml', ['facts', index, 'sources'], problem);
      }
      for (const told of fact.tells) {
        if (!this.#followUps.has(told))
          this.#fault('facts.yaml', ['facts', index, 'tells'], `no follow-up 「${told}」 in general/follow-ups.yaml`);
      }
    });
    causes.forEach((cause, index) => {
      this.#cited('causes.yaml', ['causes', index, 'cites'], cause.cites);
      cause.remedies.forEach((remedy, at) => {
        const path = ['causes', index, 'remedies', at];
        this.#cited('causes.yaml', [...path, 'cites'], remedy.cites);
        this.#cited('causes.yaml', [...path, 'without_smartphone'], remedy.without_smartphone?.cites ?? []);
        this.#options('causes.yaml', [...path, 'options'], remedy.options);
      });
    });
    questions.forEach((question, index) => {
      this.#question(question, index);
    });
    topics.forEach((topic, index) => {
      this.#cited('topics.yaml', ['topics', index, 'cites'], topic.cites);
      this.#cited('topics.yaml', ['topics', index, 'without_smartphone'], topic.without_smartphone?.cites ?? []);
      this.#options('topics.yaml', ['topics', index, 'options'], topic.options);
    });
    procedures.forEach((procedure, index) => {
      this.#cited('procedures.yaml', ['procedures', index, 'cites'], procedure.cites);
      procedure.steps.forEach((step, at) => {
        this.#cited('procedures.yaml', ['procedures', index, 'steps', at, 'cites'], step.cites);
      });
    });
    this.#unique('facts.yaml', 'facts', facts);
    this.#unique('causes.yaml', 'causes', causes);
    this.#unique('questions.yaml', 'questions', questions);
    this.#unique('topics.yaml', 'topics', topics);
    this.#unique('procedures.yaml', 'procedures', procedures);
  }

  /** What no company says must not look as if one said it. */
  #problemWithSource(id: string): string | undefined {
    const source = this.#sources.get(id);
    if (!source) return `no source 「${id}」 in sources.yaml`;
    if (source.kind === 'general' && this.#section.service)
      return `「${id}」 is general knowledge: the fact belongs into general/facts.yaml`;
    return undefined;
  }

  #question(question: Section['questions'][number], index: number): void {
    for (const cause of question.about) this.#cause(['questions', index, 'about'], cause);
    question.answers.forEach((answer, at) => {
      for (const cause of Object.keys(answer.means)) {
        this.#cause(['questions', index, 'answers', at, 'means', cause], cause);
      }
    });
  }

  #cause(path: PropertyKey[], cause: string): void {
    if (!this.#causes.has(cause)) this.#fault('questions.yaml', path, `no cause 「${cause}」 in causes.yaml`);
  }

  #cited(file: string, path: PropertyKey[], cites: readonly string[]): void {
    cites.forEach((cited, index) => {
      if (!this.#facts.has(cited)) this.#fault(file, [...path, index], `no fact 「${cited}」 in facts.yaml`);
    });
  }

  #options(file: string, path: PropertyKey[], options: readonly Option[]): void {
    options.forEach((option, index) => {
      const problem = this.#unknownTarget(option.to);
      if (problem) this.#fault(file, [...path, index, 'to'], problem);
    });
  }

  #unknownTarget(to: Target): string | undefined {
    if (to.procedure && !this.#defined('procedures', to.procedure))
      return `no procedure 「${to.procedure}」 in procedures.yaml`;
    if (to.topic && !this.#defined('topics', to.topic)) return `no topic 「${to.topic}」 in topics.yaml`;
    if (to.cause && !this.#causes.has(to.cause)) return `no cause 「${to.cause}」 in causes.yaml`;
    return undefined;
  }

  #defined(kind: 'procedures' | 'topics', name: string): boolean {
    return [...this.#section[kind], ...this.#general[kind]].some((entry) => entry.id === name);
  }

  #unique(file: string, kind: string, entries: readonly { id: string }[]): void {
    const seen = new Set<string>();
    entries.forEach((entry, index) => {
      if (seen.has(entry.id)) this.#fault(file, [kind, index, 'id'], `the id 「${entry.id}」 is used twice`);
      seen.add(entry.id);
    });
  }

  #fault(file: string, path: PropertyKey[], message: string): void {
    this.#faults.push({
      ...this.#locate(join(this.#folder, file), path),
      message: `${path.map(String).join(' › ')}: ${message}`,
    });
  }
}
