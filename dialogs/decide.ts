import type { Knowledge } from '../knowledge/knowledge.ts';
import { clausesOf } from '../reading/clauses.ts';
import type { Heard } from '../reading/reader.ts';
import { kindOf, partsOf, type Reading, type ReadingKey } from '../reading/reading.ts';
import { surroundingsOf } from '../reading/surroundings.ts';
import { consequencesOf } from './consequences.ts';
import { isContentless } from './content.ts';
import { rowFor } from './policy.ts';

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

const ASKED_WORD = 0.3;
/** 「で?」: nothing but particles must be read very surely. */
const CONTENTLESS = 0.5;

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
