/** Short answers to a question: yes, no, 「わからない」, a choice by number. Given for short messages only. */
import { digitOf, kanjiNumber } from '../normalise-numerals.ts';
import type { Entity } from '../types.ts';

type Found = Omit<Entity, 'text'>;

/** A longer message tells a story; a 「はい」 in it answers nothing. */
const LONGEST_ANSWER = 24;
const EDGE = '^[\\s「『(。、.,!?ー~〜…・]*';
const END =
  '(?:[\\s」』)。、.,!?ー~〜…・笑w]|です|でーす|でござい?ます|ですよ?|だよ?|っす|ね|よ|な|わ|で|けど|が|と思います|かな|かも|さ|ぞ|ぜ|のう|じゃ|や|ばい|たい|けん|とよ|べ|っぺ|だべ|desu|ます|する|しま)*$';

const YES_WORDS =
  'はい|ハイ|ウン|エエ|ソウ|ソウデス|はいはい|はぁい|はあい|は~い|はーい|うん|うんうん|ううん?そう|ええ|ええそう|えー|おう|おお|おっけー?|オッケー|オーケー|おけ|okay|ok|okです|yes|イエス|いえす|yeah|yep|y|hai|そう|そうそう|そうです|そうだ|そうや|せや|そや|せやで|そうやで|んだ|んだんだ|ほうじゃ|そうじゃ|そげん|その通り|そのとおり|おっしゃる通り|おっしゃるとおり|仰る通り|もちろん|勿論|お願い|お願いします|お願いいたします|おねがい|おねがいします|頼みます|頼む|たのむ|了解|りょうかい|りょ|り|承知|承知しました|承知いたしました|わかりました|分かりました|わかった|分かった|合ってる|合ってます|合っています|あってます|あってる|正しい|間違いない|間違いありません|まちがいない|大丈夫|だいじょうぶ|問題ない|問題ありません|問題なし|いい|いいです|いいよ|良い|よい|よろしい|ええよ|ええで|よか|よかよ|あります|ある|あるよ|持ってます|持っています|もってます|できます|できました|できた|出来ました|出ました|届きました|見えます|見えました|覚えてます|覚えています|した|しました|してます|しています|やりました|やった|入れた|入りました|なりました|なってます|なっています|それ|それです|それそれ|それで|それでいい|それでお願い|左様|さよう|おるよ|よろしく|よろ|進めて|頼んます|異存ない|異存ありません|異議なし|合点';
const NO_WORDS =
  'いいえ|いえ|イイエ|イヤ|チガイマス|チガウ|ナイ|いえいえ|いや|いやいや|いーえ|いやあ|ううん|うーん違|んーん|んにゃ|ノー|のー|no|nope|n|iie|違う|違います|違いました|違いますね|ちがう|ちがいます|ちゃう|ちゃいます|ちゃうちゃう|違うよ|そうじゃない|そうではない|そうではありません|そうじゃないです|そうじゃありません|ない|ないです|ありません|無い|無いです|なし|ございません|持ってない|持ってません|持っていません|持っていない|もってない|まだ|まだです|まだない|してない|してません|していない|していません|やってない|やってません|できない|できません|できなかった|出来ません|できん|だめ|ダメ|駄目|だめでした|ダメでした|だめです|無理|むり|届いてない|届いていません|届きません|来ません|来ない|見えません|見えない|出ません|出ない|出てない|いらない|いりません|いらん|要らない|要りません|不要|必要ない|必要ありません|結構|けっこう|結構です|やめる|やめます|やめとく|やめときます|やめておきます|遠慮|遠慮します|遠慮しておきます|嫌|嫌です|いやです|反対|覚えてない|覚えはない|覚えていません|あかん|あきまへん|ちがうよ|べつに|別に|特にない|特にありません|とくにない|へん|せん|なか|なかよ|ねえ|ねえよ|ねえな|大丈夫です、いりません';
const UNKNOWN_WORDS =
  "(?:よく|ようわ?|さっぱり|全然|ぜんぜん|全く|まったく|ちょっと|あまり|どうも|何も|なにも|どれか|どれだか|何が何だか|どっちか|どちらか|自分では|私には|それは|それが|それも)*(?:は|が|も|、)?(?:わからない|分からない|判らない|解らない|わからん|分からん|わからぬ|わかりません|分かりません|解りません|判りません|わかりまへん|わからへん|分からへん|わかんない|分かんない|わかんね|わかんねえ|わがんね|わがらね|わからねえ|わからんと|わからんけん|わからんばい|わからんちゃ|わからんき|不明|知らない|知らん|知りません|しらん|しらない|存じません|存じ上げません|さあ|さぁ|さあねえ?|どうだろう|どうでしょう|どうかな|どうだったか|なんとも|何とも言えない|何とも|覚えてない|覚えていない|覚えていません|おぼえてない|忘れた|忘れました|思い出せない|はっきりしない|自信がない|自信ない|自信ありません|wakaranai|wakarimasen|wakaran|idk|dunno|i ?don'?t ?know|わからんのう|わからんのじゃ|見当がつかない|見当もつかない|ちんぷんかんぷん|微妙|たぶん|どっちでも|どれでもない|どれも違う|わかんなーい)";

const YES = new RegExp(`${EDGE}(?:あ|えっと|ええと|えーと|まあ|うん、|はい、)?、?(${YES_WORDS})${END}`);
const YES_LEADS =
  /^[\s「]*(はい|うん|ええ|そうです|そうそう|もちろん|yes|hai)(?:[、。,.!\s]|そう|あり|お願い|大丈夫|合って|間違い|カード|押|でき|それ)/;
const NO = new RegExp(`${EDGE}(?:あ|えっと|ええと|えーと|いや|いいえ|いえ)?、?(${NO_WORDS})${END}`);
const NO_LEADS = /^[\s「]*(いいえ|いえ|いや|ううん|no|iie)(?:[、。,.!\s]|違|ちが|まだ|あり|持って|そう|それ)/;
const UNKNOWN = new RegExp(
  `${EDGE}(?:あ|えっと|ええと|えーと|いや|うーん|んー|すみません|ごめんなさい|申し訳ない(?:ですが)?)?、?(${UNKNOWN_WORDS})${END}`,
);
/** Politeness that means no after an offer: what is offered decides, so it is given as no and named. */
const POLITE_NO = /結構です|けっこうです|大丈夫です(?:、|。)?(?:いりません|要りません|不要)|間に合ってます|遠慮/;

/** @param text normalised */
export function findAnswers(text: string): Found[] {
  const short = text.trim();
  if (short.length === 0 || short.length > LONGEST_ANSWER) return [];
  const whole = { start: 0, end: text.length };
  const choice = choiceOf(short.replace(CIRCLED, (sign) => digitOf(sign) ?? sign));
  if (choice !== null) return [{ type: 'choice', value: choice, ...whole }];
  if (UNKNOWN.test(short)) return [{ type: 'unknown', value: true, ...whole }];
  if (POLITE_NO.test(short)) return [{ type: 'no', value: true, ...whole }];
  if (NO.test(short) || NO_LEADS.test(short)) return [{ type: 'no', value: true, ...whole }];
  if (YES.test(short) || YES_LEADS.test(short)) return [{ type: 'yes', value: true, ...whole }];
  return [];
}

const READINGS: Record<string, number> = {
  いち: 1,
  に: 2,
  さん: 3,
  し: 4,
  よん: 4,
  ご: 5,
  ろく: 6,
  なな: 7,
  しち: 7,
  はち: 8,
  きゅう: 9,
  く: 9,
  じゅう: 10,
  ひとつめ: 1,
  ふたつめ: 2,
  みっつめ: 3,
  よっつめ: 4,
  いつつめ: 5,
  ひとつ: 1,
  ふたつ: 2,
  みっつ: 3,
  よっつ: 4,
  いつつ: 5,
  ich: 1,
  ni: 2,
  san: 3,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  ワン: 1,
  ツー: 2,
  スリー: 3,
}; // prettier-ignore
const COUNTERS: Record<string, number> = {
  一つ: 1,
  二つ: 2,
  三つ: 3,
  四つ: 4,
  五つ: 5,
  六つ: 6,
  七つ: 7,
  八つ: 8,
  九つ: 9,
};
const CHOICE_END =
  '(?:ばん|番|個|こ)?(?:め|目)?(?:のやつ|の方|のほう|のもの|を選びます|を選ぶ|に近い|かな|かも|だと思います|です(?:ね|かね|かな)?|だ(?:ね|な|よ)?|で|で(?:お願い)?(?:します|いたします)?|でよろしく|をお願いします|お願いします|やな|や|ばい|じゃ|desu)?[。、.!\\s」)]*$';
const BY_NUMBER = new RegExp(
  `^[\\s「(]*(?:選択肢|番号|no\\.?|#|第)?の?\\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})[.)]?${CHOICE_END}`,
);
const BY_COUNTER = new RegExp(`^[\\s「(]*(?:上から)?([一二三四五六七八九]つ|[0-9]つ)${CHOICE_END}`);
const BY_READING = new RegExp(
  `^[\\s「(]*(?:上から)?(${Object.keys(READINGS)
    .sort((left, right) => right.length - left.length)
    .join('|')})${CHOICE_END}`,
);
const FROM_TOP = new RegExp(
  `^[\\s「(]*上から([0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:番目|つ目|個目|番|つめ)?${CHOICE_END}`,
);
const FIRST =
  /^[\s「(]*(?:一番上|いちばん上|いちばんうえ|一番うえ|最初|いちばん最初|一番最初|先頭|トップの)(?:の(?:やつ|方|ほう|もの|選択肢)?)?(?:です|で(?:お願いします)?|だ|かな|を選びます|お願いします)?[。.!\s]*$/;
const LAST =
  /^[\s「(]*(?:一番下|いちばん下|いちばんした|最後|一番最後|いちばん最後|末尾|ラスト)(?:の(?:やつ|方|ほう|もの|選択肢)?)?(?:です|で(?:お願いします)?|だ|かな|を選びます|お願いします)?[。.!\s]*$/;

/** Digits in black or sans-serif circles, which have no plain form of their own. */
const CIRCLED = /[❶-❾➀-➈➊-➒]/g;

/** 1-based; -1 is the last. */
function choiceOf(text: string): number | null {
  if (FIRST.test(text)) return 1;
  if (LAST.test(text)) return -1;
  const top = FROM_TOP.exec(text)?.[1];
  const number = top ?? BY_NUMBER.exec(text)?.[1];
  if (number) return /[0-9]/.test(number) ? Number(number) : kanjiNumber(number);
  const counter = BY_COUNTER.exec(text)?.[1];
  if (counter) return COUNTERS[counter] ?? Number.parseInt(counter, 10);
  const reading = BY_READING.exec(text)?.[1];
  return reading ? (READINGS[reading] ?? null) : null;
}
