import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Intent } from '../language/types.ts';
import type { Heard } from '../reading/reader.ts';
import { partsOf, type Reading, type ReadingKey } from '../reading/reading.ts';
import { surroundingsOf } from '../reading/surroundings.ts';
import { answerRead } from './answers.ts';
import { saysCalled } from './assertions.ts';
import { namesMatter } from './content.ts';
import type { Memory } from './memory.ts';

/** Readings with the same consequence are one: a need, its own topic and the cause that it states. The likeliest stands for them, with what they have together. */
export function consequencesOf(heard: Heard, knowledge: Knowledge): Reading[] {
  const {
    context: { service },
    look,
  } = heard;
  // What a message rules out by name is not what it wants.
  const denied = new Set<string>(look.understanding.denied);
  const isDenied = (key: ReadingKey) => {
    const [kind, id = ''] = partsOf(key);
    if (kind === 'need') return denied.has(id);
    const intents =
      kind === 'topic'
        ? (knowledge.topic(service, id)?.intents ?? [])
        : kind === 'book'
          ? (answerRead(knowledge, service, key)?.intents ?? [])
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
  const out = new Set(heard.readings.map(({ key }) => key).filter(isOut));
  const impossible = heard.readings
    .filter(({ key }) => out.has(key))
    .reduce((sum, { probability }) => sum + probability, 0);
  for (const reading of nearFirst(heard, knowledge)) {
    if (out.has(reading.key)) continue;
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
  const label = answerRead(knowledge, service, key)?.label;
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
    const intents = answerRead(knowledge, service, key)?.intents ?? [];
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
