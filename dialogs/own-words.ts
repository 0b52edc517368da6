import { fold } from '../knowledge/fold.ts';
import { INTENT_LABELS } from '../knowledge/intent-labels.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Intent } from '../language/types.ts';
import { kindOf, partsOf, type Reading } from '../reading/reading.ts';
import type { Turn } from './turn.ts';

/** Shorter than this a message is a fragment: 「PIN」「ログイン」. */
const FRAGMENT = 5;
/** What carries no plain need must be a sentence to be worth telling. */
const SENTENCE = 10;
/** From here on a reading counts. */
const LIKELY = 0.3;

/** How much a message tells of its matter: a need, something of it, or nothing. */
export function strengthOf(turn: Turn): 'need' | 'weak' | undefined {
  if (!isOwnWords(turn)) return undefined;
  const length = [...turn.text].length;
  // A danger has a place of its own.
  if (carriesNeed(turn)) return length >= FRAGMENT && !isDanger(turn.understanding.intent) ? 'need' : 'weak';
  return length >= SENTENCE && maySayMore(turn) ? 'weak' : undefined;
}

/** Written, not picked: no label of a button, whether it is on offer now or not. */
export function isOwnWords({ text, memory, knowledge, action, understanding }: Turn): boolean {
  const said = fold(text);
  const byNumber = action && understanding.entities.some(({ type }) => type === 'choice');
  if (!/\p{L}/u.test(said) || byNumber) return false;
  return !memory.offered.some(({ label }) => fold(label) === said) && !labelsOf(knowledge).has(said);
}

/** Readings of a message that say what is the matter. */
const NEEDS: ReadonlySet<string> = new Set(['need', 'topic', 'cause', 'danger', 'book']);
/** With nothing open these tell of a matter as well. */
const NEEDS_AT_FIRST: ReadonlySet<string> = new Set([...NEEDS, 'fact', 'step', 'tries', 'lacks', 'cannot']);
const NO_NEED: ReadonlySet<Intent> = new Set([
  'greeting',
  'thanks_bye',
  'yes',
  'no',
  'restart_or_back',
  'complaint',
  'out_of_scope',
  'talk_to_human',
  'bot_question',
]);

function carriesNeed({ heard, understanding, action }: Turn): boolean {
  const { expect, question } = heard.context;
  const { decision, intent, score } = understanding;
  if (action) return action.kind === 'intent' && !NO_NEED.has(action.intent);
  const first = expect === 'nothing' || expect === 'service';
  // An answer to the question that was asked is no need of its own.
  const [best] = heard.readings;
  if (question && best && partsOf(best.key)[1] === question) return false;
  if (decision !== 'abstain' && !NO_NEED.has(intent) && score >= (first ? MORE_THAN_NOT : PLAIN)) return true;
  const kinds = first ? NEEDS_AT_FIRST : NEEDS;
  const counts = ({ key }: Reading) => kinds.has(kindOf(key)) && !isNoNeed(key) && partsOf(key)[1] !== question;
  return heard.readings.some((reading) => reading.probability >= LIKELY && counts(reading));
}

const MORE_THAN_NOT = 0.5;
/** In the middle of a talk the classifier of first messages must be this sure. */
const PLAIN = 0.8;

function isNoNeed(key: Reading['key']): boolean {
  const [kind, what, holds] = partsOf(key);
  return (kind === 'cause' && holds === '-') || (kind === 'need' && NO_NEED.has(what as Intent));
}

function isDanger(intent: Intent): boolean {
  return intent === 'phishing_suspected' || intent === 'fraud_or_lost_card';
}

/** Kinds of readings after which a message says nothing of the matter. */
const BESIDE_THE_MATTER: ReadonlySet<string> = new Set([
  'service',
  'move',
  'control',
  'stance',
  'result',
  'reported',
  'none',
  'crisis',
]);

/** A sentence that nobody can read yet, or a wish for a human in more words than a button's. */
function maySayMore({ heard, understanding }: Turn): boolean {
  const { expect } = heard.context;
  const [best] = heard.readings;
  if (expect !== 'nothing' && expect !== 'service') return false;
  return (
    !(best && best.probability >= LIKELY && BESIDE_THE_MATTER.has(kindOf(best.key))) &&
    !['greeting', 'thanks_bye'].includes(understanding.intent)
  );
}

const LABELS = new WeakMap<Knowledge, ReadonlySet<string>>();

/** Every label that the knowledge puts on a button; worked out once. */
function labelsOf(knowledge: Knowledge): ReadonlySet<string> {
  const known = LABELS.get(knowledge);
  if (known) return known;
  const labels = new Set(allLabels(knowledge).map(fold));
  LABELS.set(knowledge, labels);
  return labels;
}

function allLabels(knowledge: Knowledge): string[] {
  const services = [null, ...knowledge.services().map(({ id }) => id)];
  const options = services.flatMap((service) => [
    ...knowledge.topics(service).flatMap((topic) => topic.options),
    ...knowledge.causes(service).flatMap(({ remedies }) => remedies.flatMap((remedy) => remedy.options)),
    ...knowledge.questions(service).flatMap(({ answers }) => answers),
  ]);
  return [...Object.values(INTENT_LABELS), ...options.map(({ label }) => label)];
}
