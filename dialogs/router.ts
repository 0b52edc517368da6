import { type DialogContext, DialogTurnStatus } from 'botbuilder-dialogs';
import type { Intent } from '../language/types.ts';
import { perform } from './actions.ts';
import { saysUnknown } from './answers.ts';
import { checkIdentifier, findIdentifier, identifierAdvice } from './checks.ts';
import { DIAGNOSIS } from './diagnosis.ts';
import type { TobiraDialog } from './dialog.ts';
import { soundsDistressed } from './distress.ts';
import { beginIntent, handleSmallTalk, isSmallTalk } from './intents.ts';
import { humanChoice, menuChoice, menuChoices, repeatOr, sayMenu } from './menu.ts';
import { openDistress } from './openings.ts';
import { PROCEDURE } from './procedure.ts';
import { declines } from './remedy.ts';
import { repair } from './repair.ts';
import { giveResumeCode, wantsResumeCode } from './resume.ts';
import { SAYINGS } from './sayings.ts';
import type { ServiceAnswer } from './service-question.ts';
import { summaryFor } from './story.ts';
import type { Turn } from './turn.ts';

const DANGER: ReadonlySet<Intent> = new Set(['phishing_suspected', 'fraud_or_lost_card']);
/** Milliseconds after which a person is welcomed back. */
const LONG_AWAY = 60 * 60_000;
/** Taken at their word even when other meanings are possible: nothing is lost by a kind sentence. */
const HARMLESS: ReadonlySet<Intent> = new Set(['greeting', 'thanks_bye', 'complaint']);
/** From this score on a danger is taken seriously even when another meaning is likelier. */
const DANGER_SCORE = 0.45;

/**
 * One message finds its way: danger, then a choice, a wish for a human, commands, the open dialog, a new topic, repair.
 * Every way ends in something said; there is always a next step or a human.
 */
export async function route(dc: DialogContext, turn: Turn): Promise<void> {
  if (turn.secrets.length > 0) turn.say(SAYINGS.secretTyped);
  if (isWordless(turn)) return wordless(dc, turn);
  if (soundsDistressed(turn.text)) return openDistress(dc, turn, false);
  const danger = dangerIn(turn);
  if (danger && !turn.action) return beginIntent(dc, turn, danger);
  if (turn.action) return choose(dc, turn);
  if (wantsHuman(turn)) return perform(dc, turn, { kind: 'human' });
  if (turn.memory.distressed && !isNewMatter(turn)) return openDistress(dc, turn, true);
  if (turn.serviceChanged && !isNewMatter(turn)) return afterServiceChange(dc, turn);
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

/** The open dialog goes first; what it does not understand is a new matter. */
async function withOpenDialog(dc: DialogContext, turn: Turn): Promise<void> {
  const dialog = openDialog(dc);
  const way = dialog?.way(turn, stackState(dc));
  if (way) return perform(dc, turn, { kind: 'open', target: way.to });
  if (dialog?.understands(turn, stackState(dc))) return goOn(dc, turn);
  return newMatter(dc, turn);
}

function wantsHuman(turn: Turn): boolean {
  const { intent, decision } = turn.understanding;
  return intent === 'talk_to_human' && decision !== 'abstain';
}

/** A clear need of its own, not small talk. */
function isNewMatter(turn: Turn): boolean {
  const { intent, decision } = turn.understanding;
  return decision === 'answer' && !isSmallTalk(intent);
}

/** Another service is meant: what was open there goes on, or the same need is looked at for it. */
async function afterServiceChange(dc: DialogContext, turn: Turn): Promise<void> {
  const { memory, knowledge } = turn;
  if (memory.service) turn.say(`承知しました。${knowledge.service(memory.service).short}のことですね。`);
  if (dc.activeDialog) return repeatOr(dc, turn);
  return memory.intent ? beginIntent(dc, turn, memory.intent) : sayMenu(dc, turn, SAYINGS.menu);
}

/** An ID written in full width is shown in half width, wherever the person writes it. Returns true when there was one. */
function showHalfWidth(turn: Turn): boolean {
  const typed = findIdentifier(turn.text);
  if (!typed || !/\p{Nd}/u.test(typed)) return false;
  const findings = checkIdentifier(typed);
  if (!findings.fullWidth) return false;
  turn.say(identifierAdvice(findings));
  return true;
}

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

function dangerIn(turn: Turn): Intent | undefined {
  const { intent, score, alternatives, decision } = turn.understanding;
  if (DANGER.has(intent) && decision !== 'abstain') return intent;
  return [{ intent, score }, ...alternatives].find((entry) => DANGER.has(entry.intent) && entry.score >= DANGER_SCORE)
    ?.intent;
}

async function choose(dc: DialogContext, turn: Turn): Promise<void> {
  turn.memory.misunderstood = 0;
  const dialog = openDialog(dc);
  const own =
    turn.action?.kind === 'answer' ||
    turn.action?.kind === 'step' ||
    turn.action?.kind === 'result' ||
    turn.action?.kind === 'service';
  if (own && dialog?.understands(turn, stackState(dc))) return goOn(dc, turn);
  if (turn.action) await perform(dc, turn, turn.action);
}

/** Wishes that hold at any time, whatever is open. Returns true when the message was one. */
async function command(dc: DialogContext, turn: Turn): Promise<boolean> {
  const { intent, decision } = turn.understanding;
  if (asksWhy(turn.text)) {
    const reason = openDialog(dc)?.reason(turn, stackState(dc));
    if (reason) {
      turn.say(reason);
      await dc.repromptDialog();
      return true;
    }
  }
  if (/(?:ここまで|今まで|これまで).{0,6}(?:まとめ|整理|おさらい)/u.test(turn.text)) {
    turn.say(`ここまでのまとめです。\n${summaryFor(turn)}`);
    await repeatOr(dc, turn);
    return true;
  }
  if (dc.activeDialog && asksAgain(turn.text)) {
    openDialog(dc)?.sayAgain(turn, stackState(dc));
    return true;
  }
  if (declines(turn.text) && dc.activeDialog?.id === DIAGNOSIS) {
    await handleSmallTalk(dc, turn, 'thanks_bye');
    return true;
  }
  if (wantsResumeCode(turn.text)) {
    giveResumeCode(turn);
    if (dc.activeDialog) turn.offer([{ label: 'さきほどの続きに戻る', action: { kind: 'resume' } }]);
    return true;
  }
  if (turn.memory.paused && !dc.activeDialog && /続き|つづき|再開/u.test(turn.text)) {
    await perform(dc, turn, { kind: 'continue' });
    return true;
  }
  if (intent === 'restart_or_back' && decision === 'answer') {
    const back = dc.activeDialog?.id === PROCEDURE && openDialog(dc)?.understands(turn, stackState(dc));
    if (back) await goOn(dc, turn);
    else if (dc.activeDialog && wantsBack(turn.text)) await repeatOr(dc, turn);
    else await sayMenu(dc, turn, SAYINGS.startOver);
    return true;
  }
  return false;
}

/** 「さっきの質問に戻って」: back to what is open, not to the beginning. */
function wantsBack(text: string): boolean {
  return /(?:戻|もど)/u.test(text) && !/(?:最初|はじめ|初め|始め|メニュー|トップ)/u.test(text);
}

/** 「もう一度言ってください」 */
function asksAgain(text: string): boolean {
  const again = /(?:もう一度|もう1度|もう一回|もう1回|もっかい|再度|繰り返し)/u.test(text);
  return again && text.length <= 25 && /(?:言|教え|見せ|説明|お願い|く(?:だ|れ)|いい?ます)/u.test(text);
}

const WHY_ALONE =
  /^(?:それは|え[?？、]?)?(?:なぜ|なんで|何で|どうして|理由)(?:は|を)?(?:です|なの|なん|聞く)?(?:か|ですか|教えて)?(?:ください)?[?？。!！]*$/u;
const WHY_ASKED = /(?:なぜ|なんで|何で|どうして|理由|必要).{0,12}(?:聞|訊|必要|答え|言わ|教え|質問|知り)/u;

/** 「なぜ?」 about the question itself, not about the login. */
function asksWhy(text: string): boolean {
  return text.length <= 25 && (WHY_ALONE.test(text) || WHY_ASKED.test(text));
}

/** Hands the message to the open dialog; what it ends with may open the next. */
async function goOn(dc: DialogContext, turn: Turn): Promise<void> {
  turn.memory.misunderstood = 0;
  const result = await dc.continueDialog();
  await afterDialog(dc, turn, result);
}

/** A service question has ended: its answer says what goes on. */
async function afterDialog(
  dc: DialogContext,
  turn: Turn,
  result: { status: DialogTurnStatus; result?: unknown },
): Promise<void> {
  const answer = result.result;
  if (result.status === DialogTurnStatus.complete && isServiceAnswer(answer)) {
    if (answer.service) turn.memory.service = answer.service;
    await perform(dc, turn, answer.onward, answer.service === null);
  }
}

function isServiceAnswer(value: unknown): value is ServiceAnswer {
  return typeof value === 'object' && value !== null && 'onward' in value;
}

async function newMatter(dc: DialogContext, turn: Turn): Promise<void> {
  const { intent, decision } = turn.understanding;
  if (!dc.activeDialog && saysUnknown(turn)) return offerHumanInstead(turn);
  if (isSmallTalk(intent) && (decision === 'answer' || (HARMLESS.has(intent) && decision === 'confirm')))
    return handleSmallTalk(dc, turn, intent);
  if (decision === 'answer') {
    turn.memory.misunderstood = 0;
    return beginIntent(dc, turn, intent);
  }
  if (turn.understanding.service && turn.text.length <= 15)
    return perform(dc, turn, { kind: 'service', service: turn.understanding.service });
  return repair(dc, turn);
}

/** 「わからない」 with nothing open: no more questions, a human. */
function offerHumanInstead(turn: Turn): void {
  turn.say(SAYINGS.unknownAlone);
  turn.offer([
    humanChoice(),
    ...menuChoices().filter(({ action }) => action.kind !== 'intent' || action.intent !== 'talk_to_human'),
  ]);
}

function openDialog(dc: DialogContext): TobiraDialog<object> | undefined {
  const id = dc.activeDialog?.id;
  return id === undefined ? undefined : (dc.findDialog(id) as TobiraDialog<object> | undefined);
}

function stackState(dc: DialogContext): object {
  return (dc.activeDialog?.state as object | undefined) ?? {};
}
