import { fold, foldWord } from '../knowledge/fold.ts';
import type { Option, Remedy } from '../knowledge/schema.ts';
import { saysLoginWorks } from './assertions.ts';
import { CLEAR_ENOUGH, type WeighedCause } from './differential.ts';
import { failures, type Ledger, triesAreDangerous } from './ledger.ts';
import type { Choice } from './memory.ts';
import { humanChoice } from './menu.ts';
import { isOwnPage } from './page.ts';
import { SAYINGS } from './sayings.ts';
import { speakOf } from './subject.ts';
import type { Turn } from './turn.ts';

/** From this many failed remedies on, a human is the better way. */
export const HUMAN_AFTER = 2;

/** Speaks of the cause and what to do about it, with its ways on. */
export function sayRemedy(turn: Turn, ledger: Ledger, { cause, probability }: WeighedCause, remedy: Remedy): void {
  const guarded = remedy.costs_login_try && triesAreDangerous(ledger);
  // Never a wrong certainty: below the line it is called the likeliest, not the cause.
  const opening =
    probability >= CLEAR_ENOUGH
      ? cause.explain
      : `はっきりとは言い切れませんが、いちばん考えられるのは「${cause.name}」です。\n${cause.explain}`;
  const onPage = isOwnPage(turn.memory.page) ? remedy.on_page : undefined;
  const words = turn.memory.without.includes('smartphone') ? (remedy.without_smartphone ?? remedy) : remedy;
  const advice = [words.say, onPage, guarded ? SAYINGS.afterGuard : remedy.then_try].filter(Boolean).join('\n');
  // Whoever is locked out already needs no warning of the lock.
  const warn = triesAreDangerous(ledger) && !cause.lock && !ledger.guarded;
  const warning = warn ? SAYINGS.guardTries : '';
  ledger.guarded ||= warn;
  turn.say([warning, opening, advice].filter(Boolean).join('\n\n'), {
    cites: [...cause.cites, ...words.cites],
  });
  speakOf(turn, 'cause', cause.id);
  turn.offer(remedyChoices(remedy, ledger));
}

/** The ways on from a remedy: its own, the result, a human. The human stands first once remedies have failed. */
export function remedyChoices(remedy: Remedy | undefined, ledger: Ledger): Choice[] {
  const own = (remedy?.options ?? []).map(
    (option): Choice => ({ label: option.label, action: { kind: 'open', target: option.to } }),
  );
  const results: Choice[] = [
    { label: 'ログインできました', action: { kind: 'result', solved: true } },
    { label: 'まだログインできません', action: { kind: 'result', solved: false } },
  ];
  const humanFirst = (remedy?.needs_human ?? false) || failures(ledger) >= HUMAN_AFTER;
  return humanFirst ? [humanChoice(), ...own, ...results] : [...own, ...results, humanChoice()];
}

/** The way of a remedy that the person's own words choose. */
export function remedyOptionInWords(remedy: Remedy, turn: Turn): Option | undefined {
  const said = fold(turn.text);
  const { intent, decision } = turn.understanding;
  const longest = ({ words }: Option) =>
    Math.max(0, ...words.map(foldWord).map((word) => (said.includes(word) ? word.length : 0)));
  const most = Math.max(0, ...remedy.options.map(longest));
  const chosen = remedy.options.filter(
    (option) =>
      (most > 0 && longest(option) === most) ||
      (most === 0 && decision === 'answer' && option.intents.some((own) => own === intent)),
  );
  if (chosen.length !== 0) return chosen.length === 1 ? chosen[0] : undefined;
  if (!ASKS_HOW.test(turn.text)) return undefined;
  const [first, second] = remedy.options;
  return remedy.options.find(({ label }) => LEADS_ON.test(label)) ?? (second ? undefined : first);
}

/** 「どうしたらいい」 to a remedy. */
export function asksHow(text: string): boolean {
  return text.length <= 15 && ASKS_HOW.test(text);
}

const ASKS_HOW =
  /^(?:で|それで|じゃあ|次は|つぎは)[?？]+$|どうやって|どうやり|どこから(?:変え|直し|決め|やる|する|手続)|どこで(?:変え|直し|決め|手続)|どうすれば|どうしたら|どないし|どないすれ|やり方|やりかた|手順|つくり方|作り方/u;
const LEADS_ON = /手順|方法|し方|かた/u;

const NOT_SOLVED =
  /(?:入れません|入れない|入れへん|入らない|入りません|入らへん|入れなかった|できなかった|はいれない|できません|できない|だめ|ダメ|駄目|無理|(?:ほか|他|別)の(?:方法|やり方)|方法は(?:ない|無い|ありません)|変わらない|変わりません|同じ(?:まま|でし|です|だ))/u;
const SOLVED =
  /(?:入れました|入れた|はいれた|はいれました|できました|できた|直りました|直った|解決し|ログインでき(?:まし|た))/u;

/** 「できましたか?って聞かれる」 tells of no success. */
const ASKED_OR_QUOTED = /(?:か[?？。]*|[?？]|たら|のに|けど)$|って(?:聞|言|出|表示)/u;
/** 「昨日まで入れた」「前は入れました」 tells of earlier days. */
const EARLIER =
  /(?:(?:日|月|週|年|朝|前|最近|さっき|先ほど)まで|(?:前|いつも|普段|昔)(?:は|も))[^。]{0,6}(?:入れ|はいれ|でき)/u;
/** 「電話したくない」 is no result. */
const RELUCTANT = /たくな|たくあり|行けな|行けま|行かれ|嫌|いや(?:だ|です)|苦手/u;
/** What others say is no result of one's own. */
export const REPORTED = /って(?:言|い[うっ])|みんな|皆|ほかの人|他の人|友達も|家族も/u;
/** A no longer than this may be about something else: 「電話したくないんですけど」. */
const BARE = 8;

/** What the person says of a remedy: true, false, or undefined when it is about something else. */
export function resultOf(turn: Turn): boolean | undefined {
  if (turn.action?.kind === 'result') return turn.action.solved;
  if (REPORTED.test(turn.text)) return undefined;
  const inWords = resultInWords(turn.text);
  if (inWords === false || (inWords && saysLoginWorks(turn.understanding.predicates))) return inWords;
  if (declines(turn.text) || RELUCTANT.test(turn.text)) return undefined;
  // A bare no says that it did not help; a bare yes may only mean 「わかりました」, and is asked about.
  if (turn.polarity === 'no' && turn.text.length <= BARE) return false;
  const { intent, decision } = turn.understanding;
  return intent === 'login_failed' && decision === 'answer' ? false : undefined;
}

/** 「はい」「わかりました」「やってみます」 to a remedy: heard, but no result yet. */
export function agrees(turn: Turn): boolean {
  const later = /^(?:また|では|じゃあ)?(?:あと|後|今度|明日|あした|今晩|週末)(?:で|に)?[ぁ-ん、]{0,6}[。!！]*$/u.test(
    turn.text,
  );
  return (later || turn.polarity === 'yes') && resultInWords(turn.text) === undefined;
}

/** 「結構です」「もう大丈夫です」: no result, but the wish to end. */
export function declines(text: string): boolean {
  return (
    wantsToStop(text) ||
    /^(?:やっぱり?|やはり)[、,]?(?:もう)?(?:いい|やめ(?:る|ます|とく|ておきます))(?:です|や|わ|よ)*[。!！]*$|^(?:いえ|いや|いいえ)?[、,]?(?:もう)?(?:結構|けっこう|大丈夫|だいじょうぶ|いい)です(?:よ|、?ありがとう.*)?[。!！]*$/u.test(
      text.normalize('NFKC'),
    )
  );
}

/** 「もういいです、やめます」: nothing more is wanted of what is spoken of. */
export function wantsToStop(text: string): boolean {
  return /^(?:やっぱり?|やはり|もう|じゃあ|いい(?:です)?|[、,。\s])*(?:やめ(?:る|ます|とく|とき?ます|ておきます)|中止(?:し|で))[ぁ-ん]{0,5}[。!！]*$/u.test(
    text.normalize('NFKC'),
  );
}

/** A result told in so many words; undefined when there is none. */
export function resultInWords(said: string): boolean | undefined {
  const text = said.normalize('NFKC');
  if (text.length > 40) return undefined;
  if (REPORTED.test(text)) return undefined;
  if (NOT_SOLVED.test(text)) return false;
  return SOLVED.test(text) && !ASKED_OR_QUOTED.test(text) && !EARLIER.test(text) ? true : undefined;
}
