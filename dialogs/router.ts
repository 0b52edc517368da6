import type { DialogContext } from 'botbuilder-dialogs';
import type { Intent } from '../language/types.ts';
import type { Action } from './action.ts';
import { perform } from './actions.ts';
import { saysUnknown } from './answers.ts';
import { saysReported } from './assertions.ts';
import { checkIdentifier, findIdentifier, identifierAdvice } from './checks.ts';
import { command } from './commands.ts';
import { goOn, isForOpenDialog, openDialog, openState } from './current.ts';
import { soundsDistressed, worriesAboutMoney } from './distress.ts';
import { SPEAKS_OF_LOGIN } from './evidence.ts';
import { askedNext } from './follow-up.ts';
import { beginIntent, DANGER, handleSmallTalk, isSmallTalk } from './intents.ts';
import { humanChoice, menuChoice, menuChoices, repeatOr, sayMenu } from './menu.ts';
import { openDistress, openTopic } from './openings.ts';
import { PROCEDURE } from './procedure.ts';
import { leadsBackInVain, offerOtherWay, repair, stayInDanger } from './repair.ts';
import { SAYINGS } from './sayings.ts';
import { onlyNames } from './services-named.ts';
import { summaryFor } from './story.ts';
import type { Turn } from './turn.ts';
import { askWhichFirst, isAboutTwo } from './two-services.ts';

/** Actions that belong to the dialog that offered them. */
const OWN: ReadonlySet<Action['kind']> = new Set(['answer', 'step', 'result', 'service']);
/** Milliseconds after which a person is welcomed back. */
const LONG_AWAY = 60 * 60_000;
/** Taken at their word even when other meanings are possible: nothing is lost by a kind sentence. */
const HARMLESS: ReadonlySet<Intent> = new Set(['greeting', 'thanks_bye', 'complaint']);
const HARMLESS_SCORE = 0.5;
/** From this score on a danger is taken seriously even when another meaning is likelier. */
const DANGER_SCORE = 0.45;
const PLAIN_DANGER = 0.9;
/** Below this even the likeliest meaning is a mere guess. */
const FAINT_DANGER = 0.3;

/**
 * One message finds its way: danger, then a choice, a wish for a human, commands, the open dialog, a new topic, repair.
 * Every way ends in something said; there is always a next step or a human.
 */
export async function route(dc: DialogContext, turn: Turn): Promise<void> {
  if (turn.secrets.length > 0) turn.say(SAYINGS.secretTyped);
  if (isWordless(turn)) return wordless(dc, turn);
  if (soundsDistressed(turn.text)) return openDistress(dc, turn, false);
  if (turn.action) return choose(dc, turn);
  if (await inNeed(dc, turn)) return;
  if (wantsHuman(turn) && !asksOn(dc, turn)) return perform(dc, turn, { kind: 'human' });
  if (turn.memory.distressed && !isNewMatter(turn)) return openDistress(dc, turn, true);
  if (isAboutTwo(turn)) return askWhichFirst(dc, turn);
  if (turnsToService(turn)) return afterServiceChange(dc, turn);
  if (showHalfWidth(turn) && turn.understanding.decision !== 'answer') return repeatOr(dc, turn);
  if (turn.secrets.length > 0 && dc.activeDialog?.id === PROCEDURE) return repeatOr(dc, turn);
  if (await command(dc, turn)) return;
  if (turn.away > LONG_AWAY && dc.activeDialog && !isNewMatter(turn)) return welcomeBack(dc, turn);
  return withOpenDialog(dc, turn);
}

/** Back after an hour or a day: what was open goes on, or everything starts anew, as the person likes. */
async function welcomeBack(dc: DialogContext, turn: Turn): Promise<void> {
  turn.say(SAYINGS.welcomeBack);
  await dc.repromptDialog();
  turn.offer([...turn.choices, menuChoice()]);
}

/** 「お金とられますか」「どうしよう」 */
const WORRY_ABOUT_IT =
  /(?:お金|カード)?(?:が|を|は)?(?:取ら|とら|盗ま|盗ら|使わ|引き落とさ|悪用さ)れ(?:ます|る|ない|そう)|どうしよう|どうなり|怖い|こわい|不安|心配/u;
/** 「電話番号は?」「どこにかけるの」「カードは使えますか」: whom to call is the answer to each. */
const ASKS_IN_DANGER = /(?:電話)?番号(?:は|を教え|[がも]?(?:わか|分か))|何番|どこに(?:電話|連絡|かけ)|カードは使え/u;
/** 「見つかりました」, but not 「不正利用が見つかりました」 */
const FOUND =
  /^(?:あ、|すみません、)?(?:カード|財布|さいふ)?(?:は|が|も)?(?:やっぱり|家に|財布(?:の中)?に|かばん(?:の中)?に|バッグ(?:の中)?に|車(?:の中)?に|ポケットに)?(?:見つかりました|見つかった|みつかりました|みつかった|ありました|あった|入ってました|入っていました)[ぁ-ん]{0,4}[。!！]*$/u;
const SHORT_WORRY = 25;
const GAVE_AWAY =
  /(?:入れ|入力し|打ち込ん|打っ|書い|教え|伝え|答え|言っ|話し|送っ|ログインし)(?:た|だ|ちゃ|じゃ|てしま|でしま|ました|まし)/u;

/** Worries and dangers come before every other matter. */
async function inNeed(dc: DialogContext, turn: Turn): Promise<boolean> {
  const worried = worriesAboutMoney(turn.text) && !wantsHuman(turn);
  if (worried) await comfort(dc, turn);
  if (worried || (turn.memory.danger && (await inDanger(dc, turn)))) return true;
  const danger = dangerIn(dc, turn);
  if (danger) await beginIntent(dc, turn, danger);
  return danger !== undefined;
}

/** While a danger is in mind: what was given away, and whom the person has told, come before anything else. */
async function inDanger(dc: DialogContext, turn: Turn): Promise<boolean> {
  if (saysReported(turn.understanding.predicates)) {
    turn.memory.reported = true;
    turn.say(SAYINGS.alreadyReported);
    turn.offer([humanChoice(), menuChoice()]);
    return true;
  }
  if (turn.memory.danger === 'fraud_or_lost_card' && FOUND.test(turn.text)) {
    turn.say(SAYINGS.found);
    turn.offer([humanChoice(), menuChoice()]);
    return true;
  }
  if (turn.text.length <= SHORT_WORRY && (WORRY_ABOUT_IT.test(turn.text) || ASKS_IN_DANGER.test(turn.text))) {
    stayInDanger(turn);
    return true;
  }
  if (turn.memory.danger !== 'phishing_suspected' || !GAVE_AWAY.test(turn.text)) return false;
  if (turn.memory.subject?.id === 'phishing-typed') {
    turn.say(SAYINGS.phishingMore);
    turn.offer([humanChoice(), menuChoice()]);
  } else await perform(dc, turn, { kind: 'open', target: { topic: 'phishing-typed' } });
  return true;
}

/** The open dialog goes first; what it does not understand is a new matter. */
async function withOpenDialog(dc: DialogContext, turn: Turn): Promise<void> {
  const way = openDialog(dc)?.way(turn, openState(dc));
  if (way) return perform(dc, turn, { kind: 'open', target: way.to });
  if (isForOpenDialog(dc, turn)) return goOn(dc, turn);
  return newMatter(dc, turn);
}

/** A worry about money is met with kind words first; told more of it, Tobira listens and does not repeat itself. */
async function comfort(dc: DialogContext, turn: Turn): Promise<void> {
  const again = turn.memory.subject?.id === WORRY;
  if (!again) return openTopic(dc, turn, WORRY);
  turn.memory.misunderstood = 0;
  const { subject } = turn.memory;
  const more = subject?.more ?? 0;
  if (subject) subject.more = more + 1;
  turn.say(more === 0 ? SAYINGS.worryHeard : SAYINGS.worryAgain);
  turn.offer([humanChoice(), menuChoice()]);
}

const WORRY = 'repayment-worry';

function wantsHuman(turn: Turn): boolean {
  const { intent, decision } = turn.understanding;
  return intent === 'talk_to_human' && decision !== 'abstain';
}

const NAMES_HUMAN = /担当|人[とにへ]|人間|オペレ|スタッフ|係|つない|繋い|話し?たい|相談/u;

/** 「電話で教えてもらえますか」 about what was just said is a question, and calls nobody. */
function asksOn(dc: DialogContext, turn: Turn): boolean {
  return !NAMES_HUMAN.test(turn.text) && askedNext(dc, turn) !== undefined;
}

/** A clear need of its own, not small talk. */
function isNewMatter(turn: Turn): boolean {
  const { intent, decision } = turn.understanding;
  return decision === 'answer' && !isSmallTalk(intent);
}

/** Another service is named, and no other matter. */
function turnsToService(turn: Turn): boolean {
  return turn.serviceChanged && (!isNewMatter(turn) || onlyNames(turn.understanding));
}

/** Another service is meant: what was open there goes on, or the same need is looked at for it. */
async function afterServiceChange(dc: DialogContext, turn: Turn): Promise<void> {
  const { memory, knowledge } = turn;
  if (memory.service) turn.say(`承知しました。${knowledge.service(memory.service).name}のことですね。`);
  if (dc.activeDialog) return repeatOr(dc, turn);
  return memory.intent ? beginIntent(dc, turn, memory.intent) : sayMenu(dc, turn, SAYINGS.menu);
}

/** An ID that is called one and written in full width is shown in half width. Returns true when there was one. */
function showHalfWidth(turn: Turn): boolean {
  // What is not called an ID may be a password: that is never shown.
  if (turn.secrets.length > 0 || !CALLED_ID.test(turn.text) || /パス|暗証|pass/iu.test(turn.text)) return false;
  const typed = findIdentifier(turn.text);
  if (!typed || !/\p{Nd}/u.test(typed)) return false;
  const findings = checkIdentifier(typed);
  if (!findings.fullWidth) return false;
  turn.say(identifierAdvice(findings));
  return true;
}

const CALLED_ID = /(?:ID|ＩＤ|ｉｄ|アイディ|アイデ|ユーザー名)/iu;

/** A resume code was written: what was kept goes on here, or the person hears why not. */
export async function afterCode(dc: DialogContext, turn: Turn, resumed: boolean): Promise<void> {
  if (!resumed) {
    turn.offer([humanChoice(), ...menuChoices().slice(0, -1)]);
    return;
  }
  await dc.cancelAllDialogs();
  turn.say(`${SAYINGS.resumed}\n${summaryFor(turn)}`);
  if (turn.memory.paused) return perform(dc, turn, { kind: 'continue' });
  if (turn.memory.intent) return beginIntent(dc, turn, turn.memory.intent);
  return repeatOr(dc, turn);
}

/** The first words of a conversation. */
export function welcome(turn: Turn): void {
  turn.say(SAYINGS.greeting);
  turn.offer(menuChoices());
}

function isWordless(turn: Turn): boolean {
  return !/[\p{L}\p{N}]/u.test(turn.text);
}

/** Nothing but a secret, emoji or marks: say so, and say again what is waited for. */
async function wordless(dc: DialogContext, turn: Turn): Promise<void> {
  if (turn.secrets.length === 0)
    turn.say(/\S/u.test(turn.text.replace(/\p{Cf}/gu, '')) ? SAYINGS.noWords : SAYINGS.empty);
  await repeatOr(dc, turn);
}

function dangerIn(dc: DialogContext, turn: Turn): Intent | undefined {
  const { intent, score, alternatives, decision } = turn.understanding;
  // Somebody in the middle of answering, or of asking on, speaks of danger only when it is plain.
  const asksOn = turn.memory.subject !== null && decision !== 'answer' && /か[。?？]*$|[?？]$/u.test(turn.text);
  const answering = asksOn || turn.toldSomething || openDialog(dc)?.way(turn, openState(dc)) !== undefined;
  if ((answering && score < PLAIN_DANGER) || saysUnknown(turn) || onlyNames(turn.understanding)) return undefined;
  if (DANGER.has(intent) && decision !== 'abstain' && score >= FAINT_DANGER) return intent;
  return [{ intent, score }, ...alternatives].find((entry) => DANGER.has(entry.intent) && entry.score >= DANGER_SCORE)
    ?.intent;
}

async function choose(dc: DialogContext, turn: Turn): Promise<void> {
  turn.memory.misunderstood = 0;
  const own = turn.action !== undefined && OWN.has(turn.action.kind);
  if (own && isForOpenDialog(dc, turn)) return goOn(dc, turn);
  if (turn.action) await perform(dc, turn, turn.action);
}

async function newMatter(dc: DialogContext, turn: Turn): Promise<void> {
  const { intent, decision, score } = turn.understanding;
  if (!dc.activeDialog && saysUnknown(turn)) return offerHumanInstead(turn);
  if (onlyNamesService(turn) && dc.activeDialog && turn.service === turn.memory.service) return repeatOr(dc, turn);
  if (onlyNamesService(turn) && turn.memory.danger) return stillInDanger(turn);
  if (onlyNamesService(turn)) return perform(dc, turn, { kind: 'service', service: turn.service });
  if (intent === 'out_of_scope' && turn.service && SPEAKS_OF_LOGIN.test(turn.text)) {
    turn.say(SAYINGS.outOfScopeBeside);
    return beginIntent(dc, turn, 'login_failed');
  }
  // 「機種変したらポータルに入れない」 names the app, but is about getting in.
  if (intent === 'app_usage' && SPEAKS_OF_LOGIN.test(turn.text)) return beginIntent(dc, turn, 'login_failed');
  if (isSmallTalk(intent) && (decision === 'answer' || (HARMLESS.has(intent) && score >= HARMLESS_SCORE)))
    return handleSmallTalk(dc, turn, intent);
  if (!dc.activeDialog && leadsBackInVain(turn)) return offerOtherWay(turn);
  if (decision === 'answer') {
    turn.memory.misunderstood = 0;
    return beginIntent(dc, turn, intent);
  }
  return repair(dc, turn);
}

/** The service of a danger spoken of: what is to be done stays the same. */
function stillInDanger(turn: Turn): void {
  if (turn.service) turn.memory.service = turn.service;
  turn.say(SAYINGS.reportNow);
  turn.offer([humanChoice(), menuChoice()]);
}

/** 「プロミスです」 and no more: which service, but not what about. */
function onlyNamesService(turn: Turn): boolean {
  if (turn.service === null) return false;
  if (!turn.has('service')) return turn.understanding.decision !== 'answer' && turn.text.length <= 15;
  return onlyNames(turn.understanding);
}

/** 「わからない」 with nothing open: no more questions, a human. */
function offerHumanInstead(turn: Turn): void {
  turn.memory.misunderstood += 1;
  turn.say([SAYINGS.unknownAlone, SAYINGS.unknownTwice][turn.memory.misunderstood - 1] ?? SAYINGS.unknownOften);
  turn.offer([
    humanChoice(),
    ...menuChoices().filter(({ action }) => action.kind !== 'intent' || action.intent !== 'talk_to_human'),
  ]);
}
