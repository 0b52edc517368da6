import type { DialogContext } from 'botbuilder-dialogs';
import { perform } from './actions.ts';
import { onlyTellsMeans } from './at-hand.ts';
import { goOn, isForOpenDialog, openDialog, openState } from './current.ts';
import { DIAGNOSIS } from './diagnosis.ts';
import { weigh } from './differential.ts';
import { answerNext, askedNext, wayFromSubject } from './follow-up.ts';
import { explainTerm, termAsked } from './glossary.ts';
import { handleSmallTalk } from './intents.ts';
import { ledgerOf } from './ledger.ts';
import { heedMeans } from './means.ts';
import { humanChoice, keptChoices, menuChoice, repeatOr, sayMenu } from './menu.ts';
import { open, procedureBeneath } from './openings.ts';
import { PROCEDURE } from './procedure.ts';
import { declines, wantsToStop } from './remedy.ts';
import { giveResumeCode, wantsResumeCode } from './resume.ts';
import { SAYINGS } from './sayings.ts';
import { SERVICE_QUESTION } from './service-question.ts';
import { summaryFor } from './story.ts';
import { subjectOf } from './subject.ts';
import { sayTopic } from './topic.ts';
import type { Turn } from './turn.ts';

/** A wish that holds at any time, whatever is open: whether the message is one, and what is done then. */
interface Command {
  meant: (dc: DialogContext, turn: Turn) => boolean;
  obey: (dc: DialogContext, turn: Turn) => Promise<void>;
}

const SUMMARY = /(?:ここまで|今まで|これまで).{0,6}(?:まとめ|整理|おさらい)/u;
const CONFUSED =
  /(?:意味|いみ|何を(?:聞|言)|なにを(?:聞|言)|質問).{0,6}(?:わから|分から|わかん|不明|むずかし|難し)|何(?:を聞いて|のこと)|どういう(?:こと|意味)/u;
/** Said on the way through a procedure. */
const GO_ON = /^(?:次|つぎ|戻|もど|続き|つづき|進)/u;
const CONTINUE = /続き|つづき|再開/u;

/** 「番号を言うから調べて」: nothing of the kind is ever needed here. */
const OFFERS_SECRET =
  /(?:番号|暗証|パスワード|生年月日|コード).{0,6}(?:言う|言い|伝え|教え|送る|送り|書く|書き|打つ|見せ).{0,4}(?:から|ので|んで|けん).{0,12}(?:調べ|見て|確認|教え|直し|解除|やって)/u;

/** 「パスワードも見てもらえますか」 */
const WANTS_LOOK =
  /(?:番号|暗証|パスワード|コード)(?:も|を|が|は)?(?:合って(?:い)?るか)?(?:見て|確認して|調べて|チェックして)(?:もらえ|もらい|くれ|くださ|いただ|ほし)/u;

/** 「0」, or 「9」 when three choices are offered: none of them. */
const BARE_NUMBER = /^\d{1,2}(?:番)?$/u;

const COMMANDS: readonly Command[] = [
  { meant: isNoChoice, obey: sayNumbers },
  { meant: (_dc, turn) => onlyTellsMeans(turn), obey: heedMeans },
  { meant: (_dc, turn) => OFFERS_SECRET.test(turn.text) || WANTS_LOOK.test(turn.text), obey: declineSecret },
  { meant: (dc, turn) => reason(dc, turn) !== undefined, obey: sayReason },
  { meant: (_dc, turn) => termAsked(turn) !== undefined, obey: explainTerm },
  { meant: isConfused, obey: sayPlainly },
  { meant: (dc, turn) => dc.activeDialog?.id === DIAGNOSIS && asksCause(turn.text), obey: sayLikely },
  { meant: (_dc, turn) => SUMMARY.test(turn.text), obey: sumUp },
  { meant: (dc, turn) => asksAgain(turn.text) && (dc.activeDialog ?? subjectOf(turn)) !== undefined, obey: sayAgain },
  { meant: wantsNoMore, obey: stopHere },
  { meant: (dc, turn) => wayFromSubject(dc, turn) !== undefined, obey: goWay },
  { meant: (dc, turn) => askedNext(dc, turn) !== undefined, obey: answerNext },
  { meant: (dc, turn) => wouldRatherNotCall(turn) && !openDialog(dc)?.way(turn, openState(dc)), obey: offerTalkHere },
  { meant: (_dc, turn) => wantsResumeCode(turn.text), obey: giveCode },
  {
    meant: (dc, turn) => !turn.action && procedureBeneath(dc) && GO_ON.test(turn.text),
    obey: (dc, turn) => perform(dc, turn, { kind: 'continue' }),
  },
  {
    meant: (dc, turn) => turn.memory.paused !== null && dc.activeDialog?.id !== PROCEDURE && CONTINUE.test(turn.text),
    obey: (dc, turn) => perform(dc, turn, { kind: 'continue' }),
  },
  { meant: (_dc, turn) => wantsRestartOrBack(turn), obey: restartOrBack },
];

/** Obeys the command that the message is. Returns false when it is none. */
export async function command(dc: DialogContext, turn: Turn): Promise<boolean> {
  const found = COMMANDS.find(({ meant }) => meant(dc, turn));
  await found?.obey(dc, turn);
  return found !== undefined;
}

function reason(dc: DialogContext, turn: Turn): string | undefined {
  return asksWhy(turn.text) ? openDialog(dc)?.reason(turn, openState(dc)) : undefined;
}

/** 「電話したくないんですが」 */
function wouldRatherNotCall(turn: Turn): boolean {
  const said =
    /電話(?:を|は|が|に|も)?(?:かけ|掛け|し|する)?(?:たくな|たくあり|のは?(?:嫌|いや|苦手)|嫌|いや|苦手|怖|こわ)/u;
  return !turn.action && !turn.memory.danger && turn.text.length <= 25 && said.test(turn.text);
}

/** The matter stays what it is; a human can be written to here. */
async function offerTalkHere(_dc: DialogContext, turn: Turn): Promise<void> {
  turn.memory.misunderstood = 0;
  turn.say(SAYINGS.talkHere);
  turn.offer([humanChoice(), ...keptChoices(turn).filter(({ action }) => action.kind !== 'human')]);
}

/** A number that is none of those offered. */
function isNoChoice(_dc: DialogContext, turn: Turn): boolean {
  const { offered } = turn.memory;
  return !turn.action && offered.length > 0 && BARE_NUMBER.test(turn.text.normalize('NFKC').trim());
}

async function sayNumbers(_dc: DialogContext, turn: Turn): Promise<void> {
  const { offered } = turn.memory;
  turn.say(`番号は、1から${offered.length}までの中からお選びください。`);
  turn.offer([...offered]);
}

async function declineSecret(dc: DialogContext, turn: Turn): Promise<void> {
  turn.say(SAYINGS.neverNeeded);
  await repeatOr(dc, turn);
  turn.offer([humanChoice(), ...turn.choices.filter(({ label }) => label !== humanChoice().label)]);
}

async function sayReason(dc: DialogContext, turn: Turn): Promise<void> {
  turn.say(reason(dc, turn) ?? '');
  await dc.repromptDialog();
}

async function sumUp(dc: DialogContext, turn: Turn): Promise<void> {
  turn.say(`ここまでのまとめです。\n${summaryFor(turn)}`);
  await repeatOr(dc, turn);
}

async function sayAgain(dc: DialogContext, turn: Turn): Promise<void> {
  const about = subjectOf(turn);
  const topic = about?.kind === 'topic' ? turn.knowledge.topic(turn.memory.service, about.id) : undefined;
  if (topic) return sayTopic(turn, topic, dc.activeDialog !== undefined);
  if (dc.activeDialog) return openDialog(dc)?.sayAgain(turn, openState(dc));
  return about && open(dc, turn, { [about.kind]: about.id });
}

async function goWay(dc: DialogContext, turn: Turn): Promise<void> {
  const way = wayFromSubject(dc, turn);
  turn.memory.misunderstood = 0;
  if (way) await open(dc, turn, way.to);
}

/** A procedure is stopped by itself, so that it can go on. */
function wantsNoMore(dc: DialogContext, turn: Turn): boolean {
  if (isAsking(dc)) return declines(turn.text);
  return dc.activeDialog === undefined && subjectOf(turn) !== undefined && wantsToStop(turn.text);
}

/** The login's cause or the service is in question. */
function isAsking(dc: DialogContext): boolean {
  return dc.activeDialog?.id === DIAGNOSIS || dc.activeDialog?.id === SERVICE_QUESTION;
}

/** Wished for no more: what was found out stays, and nobody is thanked for having been in need. */
async function stopHere(dc: DialogContext, turn: Turn): Promise<void> {
  if (/ありがと|助かり/u.test(turn.text)) return handleSmallTalk(dc, turn, 'thanks_bye');
  await dc.cancelAllDialogs();
  turn.say(SAYINGS.stopHere);
  turn.offer([humanChoice(), menuChoice()]);
}

/** 「意味がわからない」 about a question that is open. */
function isConfused(dc: DialogContext, turn: Turn): boolean {
  if (turn.action || turn.text.length > 20 || !CONFUSED.test(turn.text)) return false;
  return openDialog(dc)?.reason(turn, openState(dc)) !== undefined;
}

async function sayPlainly(dc: DialogContext, turn: Turn): Promise<void> {
  turn.say(`${SAYINGS.plainly}\n${openDialog(dc)?.reason(turn, openState(dc)) ?? ''}`);
  await dc.repromptDialog();
}

/** 「だから何が原因なの」: what is likeliest so far, without a certainty that is not there. */
function asksCause(text: string): boolean {
  return (
    text.length <= 25 &&
    /(?:何|なに|なん|どれ)(?:が|の)?(?:原因|悪い|いけない|だめ)|原因(?:は|って|が)?(?:何|なに|なん|わか|分か|どれ)/u.test(
      text,
    )
  );
}

async function sayLikely(dc: DialogContext, turn: Turn): Promise<void> {
  const { service } = turn.memory;
  const weighed = service ? weigh(turn.knowledge, service, ledgerOf(turn.memory, turn.text)).slice(0, 3) : [];
  turn.say(`${SAYINGS.likelySoFar}\n${weighed.map(({ cause }) => `・${cause.name}`).join('\n')}`);
  await dc.repromptDialog();
  turn.offer([...turn.choices, humanChoice()]);
}

async function giveCode(dc: DialogContext, turn: Turn): Promise<void> {
  giveResumeCode(turn);
  if (dc.activeDialog) turn.offer([{ label: 'さきほどの続きに戻る', action: { kind: 'resume' } }]);
}

function wantsRestartOrBack(turn: Turn): boolean {
  const { intent, decision } = turn.understanding;
  return intent === 'restart_or_back' && decision === 'answer';
}

/** One step back in a procedure, back to what is open, or all the way to the beginning. */
async function restartOrBack(dc: DialogContext, turn: Turn): Promise<void> {
  if (dc.activeDialog?.id === PROCEDURE && isForOpenDialog(dc, turn)) return goOn(dc, turn);
  if (dc.activeDialog && wantsBack(turn.text)) return repeatOr(dc, turn);
  return sayMenu(dc, turn, SAYINGS.startOver);
}

/** 「さっきの質問に戻って」: back to what is open, not to the beginning. */
function wantsBack(text: string): boolean {
  return /(?:戻|もど)/u.test(text) && !/(?:最初|はじめ|初め|始め|メニュー|トップ)/u.test(text);
}

/** 「もう一度言ってください」 */
function asksAgain(text: string): boolean {
  if (/^(?:すみません[、。]?)?(?:もう(?:一|1)[度回]|もっかい|え[?？]|なんて[?？])[?？。]*$/u.test(text)) return true;
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
