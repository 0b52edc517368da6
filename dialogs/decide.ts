import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Intent } from '../language/types.ts';
import { clausesOf } from '../reading/clauses.ts';
import type { Heard } from '../reading/reader.ts';
import { kindOf, partsOf, type Reading, type ReadingKey } from '../reading/reading.ts';
import { surroundingsOf } from '../reading/surroundings.ts';
import { saysCalled } from './assertions.ts';
import { isContentless, namesMatter } from './content.ts';
import type { Choice, Memory } from './memory.ts';
import { rowFor } from './policy.ts';
import { INTENT_LABELS } from './sayings.ts';

/** What is made of a message: done at once, asked about, or not understood. */
export type Decision =
  | { kind: 'act'; readings: Reading[] }
  | { kind: 'ask'; readings: Reading[] }
  | { kind: 'unclear'; readings: Reading[] };

/** From these on a need or a topic is taken up without asking. */
const LEAST_NEED = 0.45;
const LEAST_TOPIC = 0.3;
const LEAST_NONE_OF_OURS = 0.35;
const LEAST_STANCE = 0.4;
/** Together so likely, it is a question, whatever answers it. */
const ASKS = 0.5;
const SURE_ANSWER = 0.25;
/** Readings worth naming to the person when none is likely enough. */
const WORTH_NAMING = 0.12;
const MOST_NAMED = 3;
/** The likeliest three together must be so likely to be worth a question. */
const WORTH_ASKING = 0.4;

const ASKING: ReadonlySet<string> = new Set(['fact', 'step', 'topic', 'term', 'unknown', 'why']);

/** Talking is cheap, booking is not: each kind of reading has its own line (`policy.ts`). */
export function decide(heard: Heard, knowledge: Knowledge): Decision {
  const { expect } = heard.context;
  const readings = consequencesOf(heard, knowledge);
  const probabilityOf = new Map(readings.map(({ key, probability }) => [key, probability]));
  const taken = heard.taken.flatMap(({ key }) =>
    probabilityOf.has(key) ? [{ key, probability: probabilityOf.get(key) as number }] : [],
  );
  const [best] = readings;
  if (taken.length === 0 && heard.taken.length > 0 && best) taken.push(best);
  const isSure = (reading: Reading) => reading.probability >= leastFor(reading, expect);
  const sure = withAnswersBeside(
    withAgreed(toThePoint(taken, readings).filter(isSure), readings, heard, knowledge),
    readings,
    heard,
  );
  if (isContentless(heard.look) && (best?.probability ?? 0) < CONTENTLESS) return { kind: 'unclear', readings: [] };
  // 「…って何」: a question without a verb asks for the word itself.
  const term = readings.find(({ key, probability }) => kindOf(key) === 'term' && probability >= ASKED_WORD);
  if (term && heard.look.understanding.predicates.length === 0) return { kind: 'act', readings: [term] };
  if (
    sure.length > 0 &&
    (best === undefined ||
      taken.some(({ key }) => key === best.key) ||
      sure.some(({ probability }) => probability >= best.probability * 0.8))
  )
    return { kind: 'act', readings: sure };
  const [stance] = heard.stances;
  // 「ありがとうございます。では…でしょうか」 goes on.
  const goesOn =
    stance?.key === 'stance:thanks' &&
    heard.look.understanding.predicates.some(({ question, request }) => question || request);
  if (sure.length === 0 && stance && !goesOn && stance.probability >= LEAST_STANCE)
    return { kind: 'act', readings: [stance] };
  const asking = readings.filter(({ key }) => ASKING.has(kindOf(key)));
  const mass = asking.reduce((sum, { probability }) => sum + probability, 0);
  const nameable = asking.filter(({ key }) => NAMEABLE.has(kindOf(key)) && key !== 'unknown');
  // A question, but which of several things it asks for is open.
  if (
    mass >= ASKS &&
    asking[0] &&
    asking[0].key !== 'unknown' &&
    asking[0].probability < SURE_ANSWER &&
    !surroundingsOf(knowledge, heard.context).ways.has(asking[0].key) &&
    nameable.length > 1
  )
    return { kind: 'ask', readings: nameable.slice(0, MOST_NAMED) };
  if (mass >= ASKS && asking[0])
    return { kind: 'act', readings: [...sure.filter(({ key }) => !ASKING.has(kindOf(key))), asking[0]] };
  if (sure.length > 0) return { kind: 'act', readings: sure };
  const named = readings
    .filter(({ key, probability }) => probability >= WORTH_NAMING && NAMEABLE.has(kindOf(key)))
    .slice(0, MOST_NAMED);
  const together = readings.slice(0, MOST_NAMED).reduce((sum, { probability }) => sum + probability, 0);
  if (named.length > 1 && together >= WORTH_ASKING) return { kind: 'ask', readings: named };
  return { kind: 'unclear', readings: readings.slice(0, MOST_NAMED) };
}

/** Readings with the same consequence are one: a need, its own topic and the cause that it states. The likeliest stands for them, with what they have together. */
function consequencesOf(heard: Heard, knowledge: Knowledge): Reading[] {
  const {
    context: { service },
    look,
  } = heard;
  // What a message rules out by name is not what it wants.
  const denied = new Set<string>(look.understanding.denied);
  const isDenied = (key: ReadingKey) => {
    const [kind, id = ''] = partsOf(key);
    if (kind === 'need') return denied.has(id);
    const [, , answer] = partsOf(key);
    const intents =
      kind === 'topic'
        ? (knowledge.topic(service, id)?.intents ?? [])
        : kind === 'book'
          ? (knowledge.question(service, id)?.answers.find((one) => one.id === answer)?.intents ?? [])
          : [];
    return intents.length > 0 && intents.every((intent) => denied.has(intent));
  };
  const groups = new Map<string, Reading>();
  // Who says that they called has not said that they did not.
  const called = saysCalled(look.understanding.predicates);
  const isOut = (key: ReadingKey) =>
    (called && key === 'reported:-') ||
    isDenied(key) ||
    deniesLabel(key, heard, knowledge) ||
    isUnknownHere(key, heard, knowledge);
  const impossible = heard.readings
    .filter(({ key }) => isOut(key))
    .reduce((sum, { probability }) => sum + probability, 0);
  for (const reading of nearFirst(heard, knowledge)) {
    if (isOut(reading.key)) continue;
    const key = plainService(reading.key, heard);
    const probability = Math.min(1, reading.probability / Math.max(0.1, 1 - Math.min(0.9, impossible)));
    const name =
      heard.context.expect === 'nothing' && key === 'result:failed'
        ? 'need:login_failed'
        : consequenceOf(key, service, knowledge);
    const group = groups.get(name);
    if (group) group.probability = Math.min(1, group.probability + probability);
    else groups.set(name, { key, probability });
  }
  return [...groups.values()].sort((a, b) => b.probability - a.probability);
}

/** 「変更したいです」 without a noun of its own speaks of what is at hand: what lies elsewhere is half as likely. */
function nearFirst({ readings, context, look }: Heard, knowledge: Knowledge): readonly Reading[] {
  if (context.expect === 'nothing' || context.expect === 'service' || context.expect === 'danger' || namesMatter(look))
    return readings;
  const { ways, self, intents, facts, nearFacts } = surroundingsOf(knowledge, context);
  const isFar = (key: ReadingKey) => {
    const [kind, id = ''] = partsOf(key);
    if (kind === 'topic')
      return !(
        ways.has(key) ||
        self.has(key) ||
        knowledge.topic(context.service, id)?.intents.some((intent) => intents.has(intent))
      );
    if (kind === 'need')
      return !(
        intents.has(id) ||
        knowledge.isCauseIntent(id as Intent) ||
        [...ways].some((way) =>
          knowledge.topic(context.service, way.slice('topic:'.length))?.intents.includes(id as Intent),
        )
      );
    return kind === 'fact' && !facts.has(id) && !nearFacts.has(id);
  };
  return readings.map((reading) =>
    isFar(reading.key) ? { ...reading, probability: reading.probability * ELSEWHERE } : reading,
  );
}

const ELSEWHERE = 0.5;
const ASKED_WORD = 0.3;
/** 「で?」: nothing but particles must be read very surely. */
const CONTENTLESS = 0.5;

/** A need that the service in hand has neither cause nor topic for: there is no loan at a credit card's site. */
function isUnknownHere(key: ReadingKey, { context: { service, expect } }: Heard, knowledge: Knowledge): boolean {
  const [kind, id = ''] = partsOf(key);
  if (
    kind !== 'need' ||
    service === null ||
    expect === 'nothing' ||
    id === 'out_of_scope' ||
    id === 'login_failed' ||
    id === 'talk_to_human'
  )
    return false;
  const only = knowledge.onlyServiceFor(id as Intent);
  if (only !== undefined && only !== service) return true;
  return (
    knowledge.topicFor(service, id as Intent) === undefined &&
    !knowledge.causes(service).some(({ intents }) => intents.includes(id))
  );
}

/** 「一字も違いません」 is not the answer 「違う文字があった」: the very verb of the answer is denied. */
function deniesLabel(key: ReadingKey, { context: { service }, look }: Heard, knowledge: Knowledge): boolean {
  const [kind, question = '', answer] = partsOf(key);
  const label =
    kind === 'book' ? knowledge.question(service, question)?.answers.find(({ id }) => id === answer)?.label : undefined;
  if (label === undefined || DENIED_LABEL.test(label)) return false;
  return look.understanding.predicates.some(
    ({ negated, question: asked, base }) => negated && !asked && label.includes(base),
  );
}

const DENIED_LABEL = /ない|ません|なかった|ず/u;

/** A service is ruled out only by a denial: 「プロミスから」 has none. */
function plainService(key: ReadingKey, { look }: Heard): ReadingKey {
  if (!key.startsWith('service:!')) return key;
  const denies =
    look.understanding.predicates.some(({ negated, base }) => negated || base === '違う' || base === '間違える') ||
    look.analysis.tokens.some(({ surface }) => NEGATION.has(surface));
  return denies ? key : key.replace('!', '');
}

/** 助動詞 and words that deny. */
const NEGATION: ReadonlySet<string> = new Set([
  'ない',
  'なく',
  'ん',
  '違う',
  '違い',
  'ちがう',
  'ちがい',
  '間違え',
  '間違い',
]);

function consequenceOf(key: ReadingKey, service: Memory['service'], knowledge: Knowledge): string {
  const [kind, id = '', holds] = partsOf(key);
  if (key === 'control:stop_waiting') return 'move:stop';
  // Having and lacking a thing are one matter: the likelier holds.
  if (kind === 'has' || kind === 'lacks') return `thing:${id}`;
  if (kind === 'topic') {
    const topic = knowledge.topic(service, id);
    const own = topic?.intents.find((intent) => knowledge.topicFor(service, intent)?.id === id);
    return own ? `need:${own}` : key;
  }
  // 「パスワードに自信がない」 as an answer, and as a need of its own.
  if (kind === 'book') {
    const intents = knowledge.question(service, id)?.answers.find((answer) => answer.id === holds)?.intents ?? [];
    return intents.length === 1 ? `need:${intents[0]}` : key;
  }
  // 「登録もしてます」 rules out the one cause that the question is about.
  if (kind === 'cause' && holds === '-') {
    const question = knowledge.questions(service).find(({ about }) => about.length === 1 && about[0] === id);
    const answer = question?.answers.filter(({ means }) => means[id] === 'never') ?? [];
    return question && answer.length === 1 ? `book:${question.id}:${answer[0]?.id}` : key;
  }
  if (kind === 'cause' && holds === '+') {
    const [intent] = knowledge.cause(service, id)?.intents ?? [];
    return intent ? `need:${intent}` : key;
  }
  return key;
}

/** A need beside what was taken, which the classifier of first messages is sure of too. */
function withAgreed(
  given: readonly Reading[],
  readings: readonly Reading[],
  { look: { understanding } }: Heard,
  knowledge: Knowledge,
): Reading[] {
  const { decision, intent, service } = understanding;
  const named = readings.find(({ key, probability }) => key === `service:${service}` && probability >= NAMED_SERVICE);
  const sure =
    named && !given.some(({ key }) => key === named.key) && given.every(({ key }) => key.startsWith('result:'))
      ? [named]
      : given;
  // 「パスワードが違うかも」 supposes a cause: it is no report of what the screen says.
  const supposes =
    understanding.score >= SUPPOSED &&
    knowledge.isCauseIntent(intent) &&
    understanding.predicates.some(({ doubtful }) => doubtful) &&
    given.some(({ key }) => kindOf(key) === 'book');
  const supposed = supposes ? { key: `need:${intent}`, probability: understanding.score } : undefined;
  const agreed =
    decision === 'answer'
      ? (readings.find(({ key, probability }) => key === `need:${intent}` && probability >= AGREED_NEED) ?? supposed)
      : undefined;
  const has =
    agreed === undefined ||
    sure.length === 0 ||
    sure.some(({ key }) => key === agreed.key || kindOf(key) === 'need' || kindOf(key) === 'topic');
  return has ? [...sure] : [...sure, agreed];
}

/** Answers to other questions that the same message gives in another of its clauses. */
function withAnswersBeside(sure: readonly Reading[], readings: readonly Reading[], { look }: Heard): Reading[] {
  if (clausesOf(look.analysis).length < 2 || !sure.some(({ key }) => kindOf(key) === 'book')) return [...sure];
  const questions = new Set(sure.map(({ key }) => partsOf(key)[1]));
  const beside = readings.filter(
    ({ key, probability }) =>
      kindOf(key) === 'book' && probability >= ANSWER_BESIDE && !key.endsWith(':?') && !questions.has(partsOf(key)[1]),
  );
  return [...sure, ...beside];
}

/** Each clause has its own answer: together they cannot all be above one half. */
const ANSWER_BESIDE = 0.35;

const AGREED_NEED = 0.2;
const SUPPOSED = 0.9;
/** A service that stands in the message by name. */
const NAMED_SERVICE = 0.2;

/** What says little by itself: it gives way to what says what is the matter. */
const VAGUE: ReadonlySet<ReadingKey> = new Set([
  'move:stuck',
  'result:failed',
  'result:cannot',
  'none',
  'need:out_of_scope',
  'at:abroad',
  'at:till',
  'at:atm',
  'at:office',
]);
const POINTED: ReadonlySet<string> = new Set(['need', 'topic', 'cause', 'danger', 'lacks', 'cannot']);
const LEAST_POINTED = 0.25;
/** What is none of ours gives way to a topic that is at all likely: the topic says what can be said. */
const LEAST_INSTEAD = 0.12;
/** A circumstance is named beside a mere 「できない」: it is the reason. */
const LEAST_REASON = 0.08;
const REASONS: ReadonlySet<string> = new Set(['lacks', 'cannot']);

function toThePoint(taken: readonly Reading[], readings: readonly Reading[]): Reading[] {
  const [only] = taken;
  if (taken.length !== 1 || !only || !VAGUE.has(only.key)) return [...taken];
  if (only.key === 'need:out_of_scope') {
    const topic = readings.find(({ key, probability }) => kindOf(key) === 'topic' && probability >= LEAST_INSTEAD);
    return [topic ? { key: topic.key, probability: Math.max(topic.probability, only.probability) } : only];
  }
  const pointed = readings.find(
    ({ key, probability }) =>
      POINTED.has(kindOf(key)) &&
      !key.endsWith(':-') &&
      key !== 'need:login_failed' &&
      probability >= (REASONS.has(kindOf(key)) ? LEAST_REASON : LEAST_POINTED),
  );
  return pointed ? [{ key: pointed.key, probability: Math.max(pointed.probability, only.probability) }] : [only];
}

function leastFor(reading: Reading, expect: Heard['context']['expect']): number {
  const kind = kindOf(reading.key);
  if (reading.key === 'need:out_of_scope') return LEAST_NONE_OF_OURS;
  if (kind === 'need') return LEAST_NEED;
  if (kind === 'topic') return LEAST_TOPIC;
  return rowFor(reading, expect)?.least ?? 1;
}

const NAMEABLE: ReadonlySet<string> = new Set([
  'book',
  'cause',
  'need',
  'topic',
  'result',
  'service',
  'human',
  'fact',
  'step',
]);

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
  if (kind === 'book')
    return second === '?'
      ? 'わからない'
      : knowledge.question(service, first)?.answers.find(({ id }) => id === second)?.label;
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
