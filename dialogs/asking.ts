import { fold, foldWord } from '../knowledge/fold.ts';
import type { Fact, Topic } from '../knowledge/schema.ts';
import { kindOf, type ReadingKey } from '../reading/reading.ts';
import { surroundingsOf } from '../reading/surroundings.ts';
import { optionInWords, waysInHand } from './circumstances.ts';
import { namesMatter } from './content.ts';
import { questionInHand, remedyInHand } from './diagnosis.ts';
import { bringBack } from './going-on.ts';
import { humanFirst } from './menu.ts';
import { open, openTopic } from './openings.ts';
import { stepInHand } from './procedure.ts';
import { leastSaid, wasJustSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import { openService, openThread, speakOf, subjectOf } from './threads.ts';
import { sayTopic } from './topic.ts';
import type { Turn } from './turn.ts';

/** Answers a question from the knowledge, with its source; what no source tells is said to be unknown. Then what was open goes on. */
export function answerAsk(turn: Turn, key: ReadingKey): void {
  const id = key.slice(key.indexOf(':') + 1);
  switch (kindOf(key)) {
    case 'fact':
      return answerFact(turn, id);
    case 'step':
      return answerStep(turn, id);
    case 'topic':
      return answerTopic(turn, id);
    case 'term':
      return explainTerm(turn, id);
    case 'why':
      return sayReason(turn);
    default:
      return sayUnknownOrNear(turn);
  }
}

function answerFact(turn: Turn, id: string): void {
  const fact = turn.knowledge.facts(turn.memory.service).find((one) => one.id === id) ?? factAnywhere(turn, id);
  if (!fact) return sayUnknown(turn);
  const place =
    PLACES.has(facetAsked(turn)?.id ?? '') && !fact.tells.some((facet) => PLACES.has(facet))
      ? namedHere(turn)
      : undefined;
  if (place && place !== `fact:${id}`) return answerAsk(turn, place);
  const telling = factTelling(turn);
  if (telling && telling.id !== id && !wasJustSaid(turn, telling.text)) return sayFact(turn, telling);
  sayFact(turn, fact);
}

function sayFact(turn: Turn, fact: Fact): void {
  if (wasJustSaid(turn, fact.text)) {
    turn.say(SAYINGS.onlyThatIsKnown);
    turn.offer(humanFirst(turn.memory.offered));
    return;
  }
  const asked = facetAsked(turn);
  const beside =
    asked?.also && fact.tells.includes(asked.id) && !fact.text.includes('公式サイト') ? asked.also : undefined;
  turn.say([fact.text, beside].filter(Boolean).join('\n'), { cites: [fact.id] });
  turnTo(turn, fact);
  bringBack(turn);
}

/** 「家族カードでも?」 turns the talk to what the fact belongs to, so that the next question finds it. */
function turnTo(turn: Turn, fact: Fact): void {
  const { knowledge, memory, understanding } = turn;
  const topic =
    understanding.decision === 'answer' ? knowledge.topicFor(memory.service, understanding.intent) : undefined;
  if (!openThread(turn) && topic?.cites.includes(fact.id)) speakOf(turn, 'topic', topic.id);
}

function factAnywhere({ knowledge }: Turn, id: string) {
  return knowledge
    .services()
    .flatMap((service) => knowledge.facts(service.id))
    .find((fact) => fact.id === id);
}

function answerStep(turn: Turn, id: string): void {
  const [procedureId = '', stepId] = id.split('/');
  const { knowledge, memory } = turn;
  const procedure = knowledge.procedure(memory.service, procedureId);
  const step = procedure?.steps.find((one) => one.id === stepId);
  if (!procedure || !step) return sayUnknown(turn);
  const here = stepInHand(turn);
  const isHere = here?.procedure.id === procedureId && here.step.id === stepId;
  const text = leastSaid(
    turn,
    isHere ? [step.help ?? step.say, step.say] : [step.say, ...(step.help ? [step.help] : [])],
  );
  const later = here?.procedure.id === procedureId && procedure.steps.indexOf(step) > here.thread.at;
  turn.say(later ? `${SAYINGS.laterStep}\n${text}` : text, { cites: step.cites });
  bringBack(turn);
}

/** A topic that was just spoken of is not said again: what else is known of it, or that there is no more. */
export function answerTopic(turn: Turn, id: string): void {
  const { memory, knowledge } = turn;
  const topic =
    knowledge.topic(memory.service, id) ??
    knowledge.services().flatMap((service) => knowledge.topic(service.id, id) ?? [])[0];
  if (!topic) return sayUnknown(turn);
  const just = subjectOf(turn)?.kind === 'topic' && subjectOf(turn)?.id === id && wasJustSaid(turn, topic.say);
  if (just) return sayUnknown(turn);
  if (knowledge.topic(memory.service, id)) return openTopic(turn, id);
  sayTopic(turn, topic, openThread(turn) !== undefined);
}

function explainTerm(turn: Turn, word: string): void {
  const term =
    turn.knowledge.terms.find(({ words }) => words.includes(word)) ??
    turn.knowledge.terms.find(({ words }) => words.some((one) => fold(turn.text).includes(foldWord(one))));
  if (!term) return sayUnknown(turn);
  turn.say(term.say);
  bringBack(turn);
}

/** Why a question is asked, or why what was advised is thought of. */
function sayReason(turn: Turn): void {
  const question = questionInHand(turn);
  if (openService(turn)) turn.say(`${SAYINGS.whyService}\n${SAYINGS.whichService}`);
  else if (question) turn.say(question.why);
  else {
    const about = subjectOf(turn);
    const cause = about?.kind === 'cause' ? turn.knowledge.cause(turn.memory.service, about.id) : undefined;
    if (!cause || !remedyInHand(turn)) return sayUnknown(turn);
    turn.say(cause.explain, { cites: cause.cites });
  }
  bringBack(turn);
}

/** No source is likely to tell it: what belongs to the thing just spoken of is looked at once more, by what is asked. */
function sayUnknownOrNear(turn: Turn): void {
  const named = namedHere(turn);
  if (named) return answerAsk(turn, named);
  const way = MEANS.has(facetAsked(turn)?.id ?? '') ? optionInWords(turn) : undefined;
  if (way) return open(turn, way.to);
  const fact = factTelling(turn);
  if (fact && !wasJustSaid(turn, fact.text)) return answerFact(turn, fact.id);
  if (
    PLACES.has(facetAsked(turn)?.id ?? '') &&
    !namesMatter(turn.heard.look) &&
    waysInHand(turn).some(({ to }) => to.procedure)
  ) {
    turn.say(SAYINGS.chooseWay);
    return bringBack(turn);
  }
  const topic = topicInstead(turn);
  if (topic && !wasJustSaid(turn, topic.say)) return openTopic(turn, topic.id);
  sayUnknown(turn);
}

/** What is less likely read, but says the very noun that is asked about: 「セキュリティコードってどこ」. */
function namedHere(turn: Turn): ReadingKey | undefined {
  const { knowledge, memory, heard } = turn;
  const noun = fold(matterAsked(turn));
  if (noun === '') return undefined;
  const says = (key: ReadingKey) => {
    const id = key.slice(key.indexOf(':') + 1);
    const [procedure = '', step] = id.split('/');
    const text =
      kindOf(key) === 'fact'
        ? knowledge.facts(memory.service).find((fact) => fact.id === id)?.text
        : kindOf(key) === 'step'
          ? knowledge.procedure(memory.service, procedure)?.steps.find((one) => one.id === step)?.say
          : undefined;
    return text !== undefined && !wasJustSaid(turn, text) && fold(text).includes(noun);
  };
  const here = stepInHand(turn)?.procedure;
  const step = here?.steps.find(({ say }) => fold(say).includes(noun));
  if (here && step) return `step:${here.id}/${step.id}`;
  return heard.readings.find(
    ({ key, probability }) => probability >= (noun.length >= OWN_NAME ? POSSIBLY_NAMED : LIKELY_NAMED) && says(key),
  )?.key;
}

const LIKELY_NAMED = 0.2;
/** A long noun is seldom said of anything else: 「利用明細」, but not 「番号」. */
const OWN_NAME = 4;
const POSSIBLY_NAMED = 0.03;

/** The fact of what was just spoken of that tells how long, where, how much …: what it tells stands in the knowledge. */
function factTelling(turn: Turn): Fact | undefined {
  const { knowledge, memory, heard } = turn;
  const said = fold(turn.text);
  const facets = knowledge.followUps
    .filter(({ words }) => words.some((word) => said.includes(foldWord(word))))
    .map(({ id }) => id);
  if (facets.length === 0 || namesMatter(heard.look)) return undefined;
  const { facts, nearFacts } = surroundingsOf(knowledge, heard.context);
  const telling = (ids: ReadonlySet<string>, wanted: readonly string[]) =>
    knowledge
      .facts(memory.service)
      .find(({ id, tells }) => ids.has(id) && tells.some((facet) => wanted.includes(facet)));
  // Where something is done holds for that thing alone.
  // What the whole procedure says comes before what its step says in passing.
  const whole = new Set(stepInHand(turn)?.procedure.cites);
  const near =
    telling(whole, facets) ??
    telling(facts, facets) ??
    telling(
      nearFacts,
      facets.filter((facet) => !PLACES.has(facet)),
    );
  return near ?? telling(new Set(heard.readings.slice(0, 1).map(({ key }) => key.slice('fact:'.length))), facets);
}

/** Facets that ask whether a way can be gone: where it is one of those offered, it is gone. */
const MEANS: ReadonlySet<string> = new Set(['smartphone', 'computer', 'by-phone']);

/** Facets that hold for one thing alone. */
const PLACES: ReadonlySet<string> = new Set(['place', 'written']);

/** A topic of its own for what is asked: one of the ways of the topic just spoken of, or what the classifier of first messages is sure of. */
function topicInstead(turn: Turn): Topic | undefined {
  const { knowledge, memory, heard, understanding } = turn;
  const { ways, self } = surroundingsOf(knowledge, heard.context);
  const way = heard.readings.find(
    ({ key, probability }) => ways.has(key) && kindOf(key) === 'topic' && probability >= LIKELY_WAY,
  );
  if (way) return knowledge.topic(memory.service, way.key.slice('topic:'.length));
  const { intent, decision, score } = understanding;
  // In the middle of a procedure its own matter is in hand already.
  if (
    heard.context.expect === 'step' ||
    decision !== 'answer' ||
    intent === 'bot_question' ||
    score < PLAIN ||
    knowledge.isCauseIntent(intent)
  )
    return undefined;
  const topic = knowledge.topicFor(memory.service, intent);
  // What no source of the service tells is not answered by what is said of services in general.
  if (!topic || knowledge.topic(null, topic.id) === topic) return undefined;
  return !self.has(`topic:${topic.id}`) ? topic : undefined;
}

const LIKELY_WAY = 0.1;
const PLAIN = 0.85;

/** What no source tells: named, with where to ask; never a neighbouring matter in its place. */
export function sayUnknown(turn: Turn): void {
  const kind = facetOf(turn);
  const named = unknownMatter(turn);
  const plain = `${named ? `「${named}」` : 'そのこと'}については、こちらで確認できている情報がありません。\nカードの裏面か公式サイトに載っている窓口、またはここの担当者に、お尋ねください。`;
  turn.say(leastSaid(turn, kind ? [kind, plain] : [plain, SAYINGS.notKnown]));
  bringBack(turn, true);
}

/** The honest sentence for what is asked: how long, how much, where …, where the knowledge has one. */
function facetOf(turn: Turn): string | undefined {
  return facetAsked(turn)?.unknown;
}

function facetAsked(turn: Turn) {
  const said = fold(turn.text);
  const words = turn.knowledge.followUps
    .flatMap((followUp) => followUp.words.map((word) => ({ followUp, word: foldWord(word) })))
    .filter(({ word }) => said.includes(word))
    .sort((a, b) => b.word.length - a.word.length);
  return words[0]?.followUp;
}

const LONGEST_NAME = 12;

/** The noun that a question is about, in the person's own words. */
function matterAsked({ heard }: Turn): string {
  const { tokens, normalised } = heard.look.analysis;
  const runs: { start: number; end: number; marked: boolean }[] = [];
  for (const token of tokens) {
    const noun =
      token.part === '名詞' &&
      !['非自立', '代名詞', '数', '副詞可能', '接尾'].includes(token.detail) &&
      /[\p{L}]/u.test(token.surface);
    const last = runs.at(-1);
    if (noun && last && last.end === token.start) last.end = token.end;
    else if (noun) runs.push({ start: token.start, end: token.end, marked: false });
    else if (last && last.end === token.start && /^(?:は|って|が|も|の)$/u.test(token.surface)) last.marked = true;
  }
  const run = runs.find(({ marked }) => marked) ?? runs.at(-1);
  const name = run ? normalised.text.slice(run.start, run.end) : '';
  return name.length >= 2 && name.length <= LONGEST_NAME ? name : '';
}

/** What the knowledge speaks of is never called unknown as a whole: only a matter of its own is named. */
function unknownMatter(turn: Turn): string {
  const name = matterAsked(turn);
  const { tokens } = turn.heard.look.analysis;
  const last = tokens.find(({ surface }) => name !== '' && name.endsWith(surface));
  const plain = last?.detail === '一般' || last?.detail === '固有名詞';
  const spokenOf = turn.knowledge.facts(turn.memory.service).some(({ text }) => fold(text).includes(fold(name)));
  return plain && !spokenOf ? name : '';
}
