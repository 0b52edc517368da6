import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from './context.ts';
import type { ReadingKey } from './reading.ts';

/** What lies near to what was said last, so that a question about it finds it without its words. */
export interface Surroundings {
  /** Facts that were cited when it was said. */
  facts: ReadonlySet<string>;
  /** Facts of what it leads on to. */
  nearFacts: ReadonlySet<string>;
  /** Readings that are the thing itself, or one of its ways. */
  self: ReadonlySet<ReadingKey>;
  ways: ReadonlySet<ReadingKey>;
  /** Intents of the matter in hand. */
  intents: ReadonlySet<string>;
  procedures: ReadonlySet<string>;
}

export function surroundingsOf(knowledge: Knowledge, context: Context): Surroundings {
  const facts = new Set<string>();
  const nearFacts = new Set<string>();
  const self = new Set<ReadingKey>();
  const ways = new Set<ReadingKey>();
  const intents = new Set<string>(context.intent ? [context.intent] : []);
  const procedures = new Set<string>();
  const { service } = context;

  const leadOn = (
    options: readonly {
      to: { topic?: string | undefined; procedure?: string | undefined; cause?: string | undefined };
    }[],
  ) => {
    for (const { to } of options) {
      if (to.topic) {
        ways.add(`topic:${to.topic}`);
        for (const fact of knowledge.topic(service, to.topic)?.cites ?? []) nearFacts.add(fact);
      }
      if (to.procedure) addProcedure(to.procedure, nearFacts);
      if (to.cause) ways.add(`cause:${to.cause}:+`);
    }
  };
  const addProcedure = (id: string, into: Set<string>) => {
    const procedure = knowledge.procedure(service, id);
    procedures.add(id);
    for (const fact of procedure?.cites ?? []) into.add(fact);
    for (const step of procedure?.steps ?? []) for (const fact of step.cites) into.add(fact);
  };
  const addCause = (id: string | undefined, remedyId: string | undefined) => {
    const cause = id ? knowledge.cause(service, id) : undefined;
    if (!cause) return;
    self.add(`cause:${cause.id}:+`);
    for (const intent of cause.intents) intents.add(intent);
    for (const fact of cause.cites) facts.add(fact);
    for (const remedy of cause.remedies) {
      for (const fact of remedy.cites) (remedy.id === remedyId ? facts : nearFacts).add(fact);
      leadOn(remedy.options);
    }
  };

  addCause(context.cause ?? context.beneath?.cause, context.remedy ?? context.beneath?.remedy);
  const topic = context.topic ? knowledge.topic(service, context.topic) : undefined;
  if (topic) {
    self.add(`topic:${topic.id}`);
    for (const fact of topic.cites) facts.add(fact);
    for (const intent of topic.intents) intents.add(intent);
    leadOn(topic.options);
    for (const other of knowledge.topics(service))
      if (other.options.some(({ to }) => to.topic === topic.id)) for (const fact of other.cites) nearFacts.add(fact);
  }
  for (const [id, at] of [
    [context.procedure, context.step],
    [context.beneath?.procedure, context.beneath?.step],
  ] as const) {
    if (!id) continue;
    const procedure = knowledge.procedure(service, id);
    addProcedure(id, nearFacts);
    const step = procedure?.steps.find((one) => one.id === at);
    for (const fact of step?.cites ?? []) facts.add(fact);
    if (step) self.add(`step:${id}/${step.id}`);
    for (const other of knowledge.topics(service))
      if (other.options.some(({ to }) => to.procedure === id)) {
        for (const fact of other.cites) nearFacts.add(fact);
        for (const option of other.options) if (option.to.procedure) procedures.add(option.to.procedure);
      }
  }
  return { facts, nearFacts, self, ways, intents, procedures };
}
