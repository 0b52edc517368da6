import { type Activity, ActivityTypes } from 'botbuilder';
import { soundsDistressed } from '../dialogs/distress.ts';
import { SAYINGS } from '../dialogs/sayings.ts';
import type { TurnOutcome } from './tobira-bot.ts';

/** Longer messages tell of something else as well: they are for staff. */
const LONGEST_QUESTION = 25;
/** What a person who waits may write to learn how long it takes. */
const HOW_LONG =
  /順番|何番目|なんばんめ|あと(?:何人|何分|どれ|どの)|何人(?:待|まち)|何分(?:待|かか|くらい|ぐらい)|どのくらい|どれくらい|どのぐらい|どれぐらい|いつまで(?:待|かか)|いつ(?:ごろ|頃)?(?:つなが|繋が|出て|来|返事|答え|なる)|^まだ(?:です)?(?:か|かな|かよ|なの)?[?？。!！ー〜]*$|まだ(?:つながら|繋がら|来な|かかり|かかる|待つ|待た)|待たせ(?:る|ん|すぎ|過ぎ)|^遅い|^おそい/u;
/** What a person who waits may write to stop waiting. */
const STOP_WAITING =
  /^(?:待つのを?)?(?:やめる|やめます|やめとく|やめておきます|やめたい(?:です)?|キャンセル(?:で|します|して(?:ください)?|お願いします)?|取り消し(?:ます|て(?:ください)?)?)[。!！]?$|待つのを?やめ|もう待(?:て|た)(?:ない|ません)/u;
/** What may mean the same, or only patience: it is asked. */
const MAYBE_STOP =
  /^(?:もう)?(?:やめよう|やめとこう|やめたほうが|あきらめ|諦め)|^(?:やっぱり|やはり|じゃあ|では)?[、,]?(?:もう)?(?:いい|結構|けっこう|大丈夫|だいじょうぶ)(?:や|わ|よ|です|ですよ)?[。!！]*$/u;
const STAYS = /^(?:いいえ|いえ|いや|待ちます|待つ|待ってます|待っています|このまま待つ|このまま)/u;
const AGREES = /^(?:はい|うん|ええ|そうです|そうする|そうします|お願いします|やめます|やめる|ok)[。!！]*$/iu;

const STOP = '待つのをやめる';
const STAY = 'このまま待つ';
const NUMBERS = ['一', '二', '三'];

/** What a waiting person's words mean. */
type Meaning = 'distress' | 'secret' | 'place' | 'stop' | 'ask' | 'stay' | 'heard' | 'more';

/**
 * The answer to a person who waits for a human: words about the waiting are answered, anything else is for staff. The
 * first of it is acknowledged, so that nobody writes into silence.
 * @param before what was said just before, as the channel saw it
 */
export function whileWaiting(
  activity: Partial<Activity>,
  before: Partial<Activity> | undefined,
  secret: boolean,
): TurnOutcome {
  switch (meaningOf(activity, before, secret)) {
    case 'distress':
      return { ...says(SAYINGS.waitingDistressed), requests: [{ kind: 'raise', intent: 'distress' }] };
    case 'secret':
      return says(SAYINGS.waitingSecret);
    case 'place':
      return { replies: [], requests: [{ kind: 'tell_place' }] };
    case 'stop':
      return { ...says(SAYINGS.leftQueue), requests: [{ kind: 'leave_queue' }] };
    case 'ask':
      return says(SAYINGS.stopWaiting, [STOP, STAY]);
    case 'stay':
      return says(SAYINGS.waitOn);
    case 'heard':
      return says(SAYINGS.waitingHeard, [STOP]);
    default:
      return { replies: [], requests: [] };
  }
}

/** Once somebody has the conversation, the bot says nothing at all. Only what colleagues see changes: distress comes first. */
export function whileServed(activity: Partial<Activity>): TurnOutcome {
  if (!soundsDistressed(activity.text ?? '')) return { replies: [], requests: [] };
  return { replies: [], requests: [{ kind: 'raise', intent: 'distress' }] };
}

function meaningOf(activity: Partial<Activity>, before: Partial<Activity> | undefined, secret: boolean): Meaning {
  const text = picked(activity.text ?? '', before);
  if (soundsDistressed(text)) return 'distress';
  if (secret) return 'secret';
  if (STOP_WAITING.test(text)) return 'stop';
  if (before?.text === SAYINGS.stopWaiting) {
    if (AGREES.test(text) || MAYBE_STOP.test(text)) return 'stop';
    if (STAYS.test(text)) return 'stay';
  }
  if (text.length <= LONGEST_QUESTION && HOW_LONG.test(text)) return 'place';
  if (MAYBE_STOP.test(text)) return 'ask';
  return isFirstOfMore(before) ? 'heard' : 'more';
}

/** The choice of the message before that a number picks; the text itself otherwise. */
function picked(text: string, before: Partial<Activity> | undefined): string {
  const said = text.normalize('NFKC').trim();
  const number = /^([1-3一二三])番?(?:です|で)?[。]?$/u.exec(said)?.[1];
  if (!number) return said;
  const at = NUMBERS.includes(number) ? NUMBERS.indexOf(number) : Number(number) - 1;
  return before?.suggestedActions?.actions[at]?.title ?? said;
}

/** Whether Tobira spoke last, and of something else: one acknowledgement is enough. */
function isFirstOfMore(before: Partial<Activity> | undefined): boolean {
  return before?.from?.role === 'bot' && before.text !== SAYINGS.waitingHeard;
}

function says(text: string, choices: readonly string[] = []): TurnOutcome {
  const actions = choices.map((title) => ({ type: 'imBack', title, value: title }));
  const reply: Partial<Activity> = { type: ActivityTypes.Message, text };
  if (actions.length > 0) reply.suggestedActions = { to: [], actions };
  return { replies: [reply], requests: [] };
}
