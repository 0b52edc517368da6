import type { Predicate } from '../language/predicates.ts';
import { kindOf, partsOf, type Reading } from '../reading/reading.ts';
import { perform } from './actions.ts';
import { answerRead } from './answers.ts';
import { answerAsk } from './asking.ts';
import { saysLoginWorks, saysReported, saysStop } from './assertions.ts';
import { checkIdentifier, findIdentifier, identifierAdvice } from './checks.ts';
import { optionInWords, remember, waysInHand } from './circumstances.ts';
import { asksToGoOn } from './content.ts';
import { obey } from './control.ts';
import { meetDanger, stayInDanger, takeReported } from './danger.ts';
import { type Decision, decide } from './decide.ts';
import { advance, awaitResult, questionInHand, solved, takeBackSuccess } from './diagnosis.ts';
import { soundsDistressed, worriesAboutMoney } from './distress.ts';
import { aboutLogin, bookDenial, bookDevice, bookOpening, LOGIN_SHARE, onlyReason, SMARTPHONES } from './evidence.ts';
import { atGate, explain, explainButton, explainGate, notTaken, takenAs } from './explaining.ts';
import { bringBackNow, repeatOr } from './going-on.ts';
import { ledgerOf, state } from './ledger.ts';
import { mattersIn, mattersOfServices, meetMatters, statesNeed } from './matters.ts';
import type { Choice } from './memory.ts';
import { humanChoice, humanLast, menuChoice, menuChoices } from './menu.ts';
import { choiceFor } from './naming.ts';
import { beginNeed, DANGER, offerNext, open, openDistress, openLogin, openTopic, takeUpNext } from './openings.ts';
import { guess, hearOpening, notUnderstood, offerHumanInstead, takeService } from './openings-heard.ts';
import { rowFor } from './policy.ts';
import { checkTyped, moveIn } from './procedure.ts';
import { wantsResumeCode } from './resume.ts';
import { leastSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import { cardKind, serviceNotTold, severalServices, turnToService } from './services.ts';
import { onlyNames } from './services-named.ts';
import { beforeAnswer, meetStance } from './stances.ts';
import { summaryFor } from './story.ts';
import { clear, openDiagnosis, openProcedure, openService, openThread } from './threads.ts';
import type { Turn } from './turn.ts';

/** Milliseconds after which a person is welcomed back. */
const LONG_AWAY = 60 * 60_000;

/**
 * One message finds its way: the hard gates (secrets, nothing but marks, words of distress), a button, then what was read.
 * Every way ends in something said; there is always a next step or a human.
 */
export function route(turn: Turn): void {
  if (turn.secrets.length > 0) turn.say(SAYINGS.secretTyped);
  if (isWordless(turn)) return atGate(turn, 'no_words', wordless);
  if (soundsDistressed(turn.text)) return atGate(turn, 'distress', () => openDistress(turn, false));
  if (turn.action) {
    bookDevice(turn);
    turn.memory.misunderstood = 0;
    explainButton(turn, turn.action);
    perform(turn, turn.action);
    return finish(turn);
  }
  hear(turn);
  finish(turn);
}

/** What an opening tells of the person beside the matter itself. Having and lacking are told apart by the verb. */
function rememberInPassing(turn: Turn, { readings }: Decision): void {
  for (const { key, probability } of turn.heard.readings) {
    const [kind = '', what = ''] = partsOf(key);
    const acted = readings.length === 1 && readings[0]?.key === key && turn.understanding.decision !== 'answer';
    if (!CIRCUMSTANCES.has(kind) || acted) continue;
    const said = kind === 'has' || kind === 'lacks' ? possession(turn, what) : undefined;
    if (said === 'none' || probability < (said ? SPELT_OUT : SAID_IN_PASSING)) continue;
    remember(turn, said ?? (kind as 'has'), what);
    // 「パソコンしかない」: and nothing else.
    if (
      kind === 'has' &&
      what === 'pc' &&
      turn.heard.look.analysis.tokens.some(({ surface, part }) => surface === 'しか' && part === '助詞')
    )
      remember(turn, 'lacks', 'smartphone');
  }
}

/** What the verb of a thing says of having it; 'none' when it is asked or supposed: 「スマホがないとできませんか」. Undefined without such a verb. */
function possession(
  { understanding: { predicates, entities } }: Turn,
  what: string,
): 'has' | 'lacks' | 'none' | undefined {
  const names = entities.filter(
    ({ type, value }) =>
      type === 'device' && (String(value) === what || (what === 'smartphone' && SMARTPHONES.has(String(value)))),
  );
  const verb = predicates.find(({ objects, subjects }) =>
    [...objects, ...subjects].some((noun) => names.some(({ text }) => text.includes(noun) || noun.includes(text))),
  );
  if (!verb) return undefined;
  if (verb.question || verb.conditional || verb.wish) return 'none';
  if (verb.negated) return 'lacks';
  return HAVING.has(verb.base) ? 'has' : undefined;
}

const HAVING: ReadonlySet<string> = new Set(['ある', '持つ', 'もつ', '買う', '使う', '借りる']);

/** What is special is looked for first, then the readings decide. */
function hear(turn: Turn): void {
  if (isOtherNumber(turn)) return atGate(turn, 'other_number', sayNumbers);
  // The code has a name of its own: who says it wants it.
  if (wantsResumeCode(turn.text)) return atGate(turn, 'resume_code', (own) => obey(own, 'code'));
  if (worriesAboutMoney(turn.text) && !turn.heard.taken.some(({ key }) => key === 'human'))
    return atGate(turn, 'money', comfort);
  if (checkTyped(turn) || showHalfWidth(turn)) return explainGate(turn, 'identifier');
  if (turn.secrets.length > 0 && openProcedure(turn)) {
    turn.mayRepeat = true;
    return atGate(turn, 'secret_in_steps', repeatOr);
  }
  const several = mattersOfServices(turn);
  if (several.length > 0) return atGate(turn, 'two_services', () => severalServices(turn, several));
  const decision = decide(turn.heard, turn.knowledge);
  explain(turn, decision);
  if (turn.heard.context.expect === 'nothing') rememberInPassing(turn, decision);
  bookDevice(turn);
  if (
    isDanger(turn) &&
    !decision.readings.some(({ key, probability }) => kindOf(key) === 'topic' && probability >= PLAIN_DANGER)
  )
    return meetDanger(turn, turn.understanding.intent, gaveAway(turn));
  if (turn.memory.distressed && !decision.readings.some(({ key }) => kindOf(key) === 'need' || key === 'human'))
    return openDistress(turn, true);
  const isNew = statesNeed(turn.understanding);
  if (turn.away > LONG_AWAY && openThread(turn) && !isNew) return welcomeBack(turn);
  if (isPlainSuccess(turn)) return solved(turn);
  if (turnsElsewhere(turn, isNew)) return;
  if (turn.heard.context.expect === 'nothing') return withNothingOpen(turn, decision);
  if (turn.memory.danger && !turn.memory.reported && saysReported(turn.understanding.predicates))
    return takeReported(turn, true);
  if (correctsMatter(turn, isNew))
    return meetMatters(turn, mattersIn(turn, [{ key: `need:${turn.understanding.intent}`, probability: 1 }]), 1);
  if (isBare(turn)) return meetStance(turn, turn.has('yes') ? 'yes' : 'no');
  act(turn, decision);
}

/** 「間違えました、プロミスのほうです」: said first, and of nothing in particular. */
function saysWrong(first: Predicate | undefined): boolean {
  return (
    first !== undefined &&
    /^(?:間違える|間違う|違う|まちがえる|ちがう)$/u.test(first.base) &&
    !first.negated &&
    first.start < BARE &&
    first.objects.length + first.subjects.length === 0
  );
}

/** 「違う、ログインじゃなくて暗証番号」: it begins with the denial, and names what no question of the diagnosis asks for. */
function correctsMatter(turn: Turn, isNew: boolean): boolean {
  const { understanding, knowledge, heard } = turn;
  const about = heard.context.expect === 'question' || heard.context.expect === 'result';
  const other = understanding.intent !== 'login_failed' && !knowledge.isCauseIntent(understanding.intent);
  return about && isNew && other && understanding.score >= PLAIN_DANGER && saysWrong(understanding.predicates[0]);
}

/** From this score on a danger that a first message would tell of is met, whatever is open. */
const PLAIN_DANGER = 0.9;

/** A gate beside the readings: a danger plainly spoken of in the middle of something else. */
function isDanger({ understanding, memory }: Turn): boolean {
  const { intent, decision, score } = understanding;
  return (
    memory.danger === null &&
    DANGER.has(intent) &&
    decision === 'answer' &&
    score >= PLAIN_DANGER &&
    understanding.predicates.every(({ question }) => !question)
  );
}

/** Something was typed or told already: unsure counts as done. */
function gaveAway({ heard }: Turn): boolean {
  return heard.readings.some(
    ({ key, probability }) => key === 'danger:phishing_suspected:+' && probability >= UNSURE_TYPED,
  );
}

const UNSURE_TYPED = 0.3;

/** Another service than the one in hand is named: by name alone, or with a need of its own. Returns whether the talk went there. */
function turnsElsewhere(turn: Turn, isNew: boolean): boolean {
  const { service, memory, understanding } = turn;
  if (service === null || memory.service === null || service === memory.service) return false;
  if (turn.heard.context.expect === 'service' || memory.danger) return false;
  const corrects =
    turn.heard.readings.some(({ key, probability }) => key.startsWith('service:!') && probability >= 0.03) ||
    saysWrong(understanding.predicates[0]);
  // Both are named: which of them is meant is not said.
  const both = understanding.entities.some(({ type, value }) => type === 'service' && value === memory.service);
  if (both && !corrects) return false;
  if (onlyNames(understanding) || (corrects && !isNew)) {
    turnToService(turn, service, corrects, false);
    return true;
  }
  if (!isNew) return false;
  turnToService(turn, service, corrects, true);
  memory.intent = null;
  return hearOpening(turn);
}

/** After advice the login works, in so many words, whatever else is said with it. */
function isPlainSuccess(turn: Turn): boolean {
  const { context, readings, taken } = turn.heard;
  if (context.expect !== 'result' || taken.some(({ key }) => MORE.has(kindOf(key)))) return false;
  const likely = readings.some(({ key, probability }) => key === 'result:worked' && probability >= SUCCESS_LIKELY);
  return likely && saysLoginWorks(turn.understanding.predicates);
}

const SUCCESS_LIKELY = 0.1;
/** What is wanted beside the success. */
const MORE: ReadonlySet<string> = new Set([
  'need',
  'topic',
  'fact',
  'step',
  'unknown',
  'danger',
  'human',
  'crisis',
  'control',
]);

/** No longer than 「はい、そうです」. */
const BARE = 8;

/** A yes or no and no more, where neither is one of the answers. */
function isBare(turn: Turn): boolean {
  const question = questionInHand(turn);
  if (
    !question ||
    turn.heard.context.expect !== 'question' ||
    turn.text.length > BARE ||
    turn.has('yes') === turn.has('no')
  )
    return false;
  return (
    !question.answers.some(({ yes, no }) => yes || no) &&
    !turn.has('unknown') &&
    !saysStop(turn.understanding.predicates)
  );
}

/** First messages, and those after an end: the classifier of needs goes first, readings of what lies behind next. */
function withNothingOpen(turn: Turn, given: Decision): void {
  // The service that an opening names is taken anyway; what is wanted there is the question.
  const decision = { ...given, readings: given.readings.filter(({ key }) => kindOf(key) !== 'service') };
  const elsewhere =
    turn.understanding.decision === 'answer' &&
    turn.understanding.score >= PLAIN_DANGER &&
    !DANGER.has(turn.understanding.intent);
  const urgent =
    decision.kind === 'act' &&
    decision.readings.some(
      ({ key, probability }) =>
        (kindOf(key) === 'danger' && (!elsewhere || probability >= SURE_OPENING)) ||
        key === 'human' ||
        kindOf(key) === 'control',
    );
  if (urgent) {
    takeService(turn);
    return act(turn, decision);
  }
  // Who is about to write a secret is told not to, before anything else.
  if (turn.heard.readings.some(({ key, probability }) => key === NO_SECRETS && probability >= SECRET_OFFERED)) {
    takeService(turn);
    return answerAsk(turn, NO_SECRETS);
  }
  if (turn.has('unknown') && turn.text.length <= SHORT_UNKNOWN && turn.understanding.decision !== 'answer')
    return offerHumanInstead(turn);
  const told = decision.kind === 'act' ? decision.readings : [];
  if (
    told.some(({ key }) => key === 'need:login_failed' || key === 'result:failed') &&
    turn.memory.service &&
    takeBackSuccess(turn)
  )
    return openLogin(turn);
  const onlyCircumstances =
    told.length > 0 && told.every(({ key }) => CIRCUMSTANCES.has(kindOf(key)) && key !== 'prefers:human');
  const isNeed = statesNeed(turn.understanding);
  if (onlyCircumstances && (!isNeed || turn.text.length <= SHORT_UNKNOWN)) {
    takeService(turn);
    return act(turn, decision);
  }
  const answerable = told.some(({ key }) => ASKED.has(kindOf(key)));
  if (turn.understanding.intent === 'complaint' && answerable) {
    turn.say(SAYINGS.calm);
    takeService(turn);
    return act(turn, decision);
  }
  if (hearOpening(turn)) return;
  takeService(turn);
  // What is told of failed tries or of a cause is told of a login.
  if (told.length > 0 && told.every(({ key }) => EVIDENCE.has(kindOf(key)))) {
    bookOpening(turn);
    return beginNeed(turn, 'login_failed');
  }
  if (
    decision.kind === 'act' &&
    decision.readings.some(
      ({ key, probability }) =>
        key !== 'none' && probability >= (kindOf(key) === 'topic' ? leastTopic(turn) : SURE_OPENING),
    )
  ) {
    if (decision.readings.some(({ key }) => kindOf(key) === 'need')) bookOpening(turn);
    return act(turn, decision);
  }
  if (decision.readings.some(({ key, probability }) => key === 'unknown' && probability >= UNKNOWN_OPENING))
    return act(turn, decision);
  guess(turn);
}

const NO_SECRETS = 'topic:no-secrets';
const SECRET_OFFERED = 0.2;
const UNKNOWN_OPENING = 0.35;

const SURE_OPENING = 0.5;
/** A topic must be surer where the message may as well be about a login that fails. */
function leastTopic(turn: Turn): number {
  return aboutLogin(turn) >= LOGIN_SHARE / 2 ? 0.6 : 0.3;
}
/** What is told beside the matter itself is remembered from this probability on. */
const SAID_IN_PASSING = 0.4;
/** And from this one on where the verb says it too. */
const SPELT_OUT = 0.03;
const ASKED: ReadonlySet<string> = new Set(['fact', 'step', 'term', 'topic']);
const EVIDENCE: ReadonlySet<string> = new Set(['tries', 'book', 'cause']);
const CIRCUMSTANCES: ReadonlySet<string> = new Set(['has', 'lacks', 'prefers', 'refuses', 'cannot', 'at']);
const SHORT_UNKNOWN = 15;

function act(turn: Turn, decision: Decision): void {
  if (decision.kind === 'ask' && (isPlainNeed(turn) || onlyAnswersAsked(turn, decision.readings))) return unclear(turn);
  if (decision.kind === 'ask' && optionInWords(turn)) return unclear(turn);
  if (decision.kind === 'ask') return askWhich(turn, decision.readings);
  if (decision.kind === 'unclear') return unclear(turn);
  turn.memory.misunderstood = 0;
  const { expect } = turn.heard.context;
  if (expect !== 'service') takeService(turn);
  const needs = decision.readings.filter(({ key }) => kindOf(key) === 'need' || kindOf(key) === 'topic');
  const others = decision.readings.filter((reading) => !needs.includes(reading));
  const alone = decision.readings.length === 1;
  beforeAnswer(turn, alone ? [] : turn.heard.stances.map(({ key }) => key));
  for (const phase of [1, 2] as const) run(phase);
  alsoDenied(turn);
  alsoStated(turn, decision.readings);
  if (!turn.isHandedOver) meet(turn, needs);
  for (const phase of [3, 4] as const) if (!turn.isHandedOver) run(phase);

  function run(phase: number): void {
    for (const reading of others) {
      const row = rowFor(reading, expect);
      if (row?.phase !== phase) continue;
      turn.explanation?.acts.push(row.name);
      row.act(turn, reading, alone);
    }
  }
}

/** While the cause is looked for, what the classifier of first messages is sure of counts as evidence beside the answer. */
function alsoStated(turn: Turn, readings: readonly Reading[]): void {
  const { intent, decision, score, denied } = turn.understanding;
  if (!turn.evidence || decision !== 'answer' || score < STATED || denied.includes(intent)) return;
  const causes = turn.knowledge.causes(turn.memory.service).filter(({ intents }) => intents.includes(intent));
  const answers = readings.flatMap(({ key }) => answerRead(turn.knowledge, turn.memory.service, key) ?? []);
  // An answer that nearly always comes of this cause alone speaks for it, whatever else may be read.
  const supported = answers.some(({ means }) => {
    const speaksFor = Object.keys(means).filter((id) => means[id] === 'nearly_always');
    return speaksFor.length === 1 && causes.some(({ id }) => id === speaksFor[0]);
  });
  const against =
    readings.some(({ key }) => causes.some(({ id }) => key === `cause:${id}:-`)) ||
    turn.heard.readings.some(
      ({ key, probability }) => probability >= AGAINST && causes.some(({ id }) => key === `cause:${id}:-`),
    );
  const told = answers.some(({ means, otherwise }) => causes.every(({ id }) => (means[id] ?? otherwise) === 'never'));
  if (causes.length === 0 || (against && !supported) || told) return;
  const agreed =
    supported ||
    answers.some(({ intents }) => intents.includes(intent)) ||
    turn.heard.readings.some(
      ({ key, probability }) =>
        probability >= AGREED && (key === `need:${intent}` || causes.some(({ id }) => key === `cause:${id}:+`)),
    );
  state(ledgerOf(turn.memory), intent, agreed ? score : score * SECOND_HAND);
}

const AGREED = 0.05;
const AGAINST = 0.05;

/** What is ruled out beside something else is ruled out. */
function alsoDenied(turn: Turn): void {
  if (!openDiagnosis(turn)) return;
  const { ledgers, service } = turn.memory;
  for (const { key, probability } of turn.heard.readings) {
    const [kind, id = '', holds] = partsOf(key);
    const intent = turn.knowledge.cause(service, id)?.intents[0];
    if (kind !== 'cause' || holds !== '-' || probability < DENIED_BESIDE || !intent || onlyReason(turn, id)) continue;
    if (
      turn.understanding.denied.some((one) => one === intent) &&
      !ledgers[service ?? 'unknown']?.denied.some((one) => one === intent)
    )
      bookDenial(turn, id);
  }
}

const DENIED_BESIDE = 0.1;

const STATED = 0.8;
/** Read without its context, a statement weighs less. */
const SECOND_HAND = 0.35;

/** Needs and topics: one that is asked about is answered, one that is wanted is taken up, further ones wait. */
function meet(turn: Turn, needs: readonly Reading[]): void {
  const [first] = needs;
  if (!first) return;
  const matters = mattersIn(turn, needs);
  turn.explanation?.acts.push('the matter');
  if (matters.length === 0 && kindOf(first.key) === 'topic') return answerAsk(turn, first.key);
  meetMatters(turn, matters, first.probability);
}

/** Answers to the very question that is open, none of them likely: they are its choices anyway. */
function onlyAnswersAsked(turn: Turn, readings: readonly Reading[]): boolean {
  const question = questionInHand(turn);
  return question !== undefined && readings.every(({ key }) => key.startsWith(`book:${question.id}:`));
}

/** What no reading is sure of, the classifier of first messages may be: a need that has nothing to do with what is open. */
function isPlainNeed({ understanding }: Turn): boolean {
  return statesNeed(understanding) && understanding.score >= STATED;
}

/** Two or three readings with different consequences: which is meant? In their own words. */
function askWhich(turn: Turn, readings: readonly Reading[]): void {
  const choices = readings.flatMap(({ key }) => choiceFor(turn.knowledge, turn.memory, key, '') ?? []);
  const distinct = choices.filter(({ label }, at) => choices.findIndex((other) => other.label === label) === at);
  if (distinct.length < 2) return unclear(turn);
  turn.say(SAYINGS.whichReading);
  const neither: Choice = openThread(turn)
    ? { label: 'さきほどの続きに戻る', action: { kind: 'resume' } }
    : { label: 'どれでもない', action: { kind: 'menu' } };
  turn.offer([...distinct, neither, humanChoice()]);
}

/** 「で?」 in a step is the next one; after advice, how it is begun. */
function goOn(turn: Turn): void {
  if (openProcedure(turn)) return moveIn(turn, 'next');
  if (!waysInHand(turn).some(({ to }) => to.procedure))
    return awaitResult(turn, leastSaid(turn, [SAYINGS.chooseWay, SAYINGS.thenDoThat]));
  obey(turn, 'simpler');
}

function unclear(turn: Turn): void {
  const { understanding, memory } = turn;
  if (memory.danger) return stayInDanger(turn);
  const thread = openService(turn);
  if (thread && (thread.among.length > 0 || turn.has('card_kind'))) return serviceNotTold(turn, cardKind(turn));
  const way = optionInWords(turn);
  if (way) return open(turn, way.to);
  if (statesNeed(understanding)) {
    const [first] = mattersIn(turn, [{ key: `need:${understanding.intent}`, probability: understanding.score }]);
    takenAs(turn, understanding.intent);
    if (first) return meetMatters(turn, [first], understanding.score);
  }
  notTaken(turn);
  if (asksToGoOn(turn.heard.look) && (openProcedure(turn) || openDiagnosis(turn)?.phase === 'remedy'))
    return goOn(turn);
  if (understanding.intent === 'complaint') return meetStance(turn, 'complaint');
  memory.misunderstood += 1;
  if (openDiagnosis(turn)?.phase === 'question' && memory.misunderstood < 2) {
    turn.say(SAYINGS.heardStory);
    return repeatOr(turn);
  }
  notUnderstood(turn);
}

/** What was learnt is weighed, what was open is brought back, what waits comes up. */
function finish(turn: Turn): void {
  if (turn.isHandedOver) return;
  weighAnew(turn);
  if (turn.back.wanted) {
    bringBackNow(turn);
    if (turn.back.human) turn.offer(humanLast(turn.choices));
  }
  if (turn.messages.length === 0) {
    unclear(turn);
    weighAnew(turn);
  }
  if (turn.messages.length === 0) notUnderstood(turn);
  if (turn.done && takeUpNext(turn)) return;
  offerNext(turn);
}

/** Evidence is weighed once, when all of the message is heard. */
function weighAnew(turn: Turn): void {
  if (!turn.evidence || turn.action || !openDiagnosis(turn)) return;
  turn.back.wanted = false;
  advance(turn);
}

/** A resume code was written: what was kept goes on here, or the person hears why not. */
export function afterCode(turn: Turn, resumed: boolean): void {
  if (!resumed) return turn.offer([humanChoice(), ...menuChoices().slice(0, -1)]);
  clear(turn);
  turn.say(`${SAYINGS.resumed}\n${summaryFor(turn)}`);
  if (turn.memory.paused) return perform(turn, { kind: 'continue' });
  if (turn.memory.intent) return beginNeed(turn, turn.memory.intent);
  repeatOr(turn);
}

/** The first words of a conversation. */
export function welcome(turn: Turn): void {
  turn.say(SAYINGS.greeting);
  turn.offer(menuChoices());
}

/** Back after an hour or a day: what was open goes on, or everything starts anew, as the person likes. */
function welcomeBack(turn: Turn): void {
  turn.mayRepeat = true;
  turn.say(SAYINGS.welcomeBack);
  repeatOr(turn);
  turn.offer([...turn.choices, menuChoice()]);
}

/** A worry about money is met with kind words first; told more of it, Tobira listens and does not repeat itself. */
function comfort(turn: Turn): void {
  takeService(turn);
  const { subject } = turn.memory;
  if (subject?.id !== WORRY) return openTopic(turn, WORRY);
  const more = subject.more ?? 0;
  subject.more = more + 1;
  turn.say(more === 0 ? SAYINGS.worryHeard : leastSaid(turn, [SAYINGS.worryAgain, SAYINGS.worryStill]));
  turn.offer([humanChoice(), menuChoice()]);
}

const WORRY = 'repayment-worry';

function isWordless(turn: Turn): boolean {
  return !/[\p{L}\p{N}]/u.test(turn.text);
}

/** Nothing but a secret, emoji or marks: say so, and say again what is waited for. */
function wordless(turn: Turn): void {
  if (turn.secrets.length === 0)
    turn.say(/\S/u.test(turn.text.replace(/\p{Cf}/gu, '')) ? SAYINGS.noWords : SAYINGS.empty);
  else if (!openThread(turn)) turn.say(SAYINGS.menu);
  repeatOr(turn);
}

/** A number that is none of those offered. */
function isOtherNumber(turn: Turn): boolean {
  if (turn.memory.offered.length === 0) return false;
  const picks = turn.understanding.entities.some(
    ({ type, text }) => type === 'choice' && text.length >= turn.text.trim().length - 1,
  );
  return picks || /^\d{1,2}(?:番)?$/u.test(turn.text.normalize('NFKC').trim());
}

function sayNumbers(turn: Turn): void {
  const { offered } = turn.memory;
  turn.say(`番号は、1から${offered.length}までの中からお選びください。`);
  turn.offer([...offered]);
}

/** An ID that is called one and written in full width is shown in half width. Returns true when that was all. */
function showHalfWidth(turn: Turn): boolean {
  // What is not called an ID may be a password: that is never shown.
  if (turn.secrets.length > 0 || !CALLED_ID.test(turn.text) || /パス|暗証|pass/iu.test(turn.text)) return false;
  const typed = findIdentifier(turn.text);
  if (!typed || !/\p{Nd}/u.test(typed)) return false;
  const findings = checkIdentifier(typed);
  if (!findings.fullWidth) return false;
  turn.say(identifierAdvice(findings));
  if (turn.understanding.decision === 'answer') return false;
  repeatOr(turn);
  return true;
}

const CALLED_ID = /(?:ID|アイディ|アイデ|ユーザー名)/iu;
