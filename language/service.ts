/** Which of the three services a message names, in all spellings. */
import type { Intent, ServiceId } from './types.ts';

export interface ServiceMention {
  service: ServiceId;
  start: number;
  end: number;
}

/** Saison cards that carry another company's name: people say アメックス and mean Netアンサー. */
const SAISON_AMEX =
  'セゾン[ ・]?(?:の)?(?:ローズ)?(?:ゴールド|プラチナ|パール|ブルー)?[ ・]?(?:の)?(?:アメックス|amex|アメリカン[ ・]?エ[キク]スプレス)|パール[ ・]?(?:の)?(?:アメックス|amex|アメリカン)|(?:アメックス|amex)[ ・]?(?:の)?パール|パールカード|せぞんの?あめっくす|ぱーるあめっくす|(?:アメックス|amex)(?:の)?セゾン';

const SPELLINGS: [ServiceId, string][] = [
  [
    'saison',
    `${SAISON_AMEX}|セゾン ?portal|セゾン ?ポータル|クレディ ?セゾン|セゾン|せぞん|セソン|saison|sezon|ネット ?アンサー|ネット ?答え|ねっと ?あんさー|ねっとあんさ|ネットあんさー|net ?アンサー|net ?あんさー|net ?answer|netto ?ansaa|ネトアン|ねとあん|ネッ卜アンサー|ネットアンサ|パーソナル ?アンサー|ぱーそなる ?あんさー|パーソナルなんとか|永久不滅|えいきゅうふめつ|アットユーネット|(?<![a-z])uc ?カード|セゾンportal|(?<![ァ-ヺー校社])ポータル(?!サイト)|(?<![a-z])portal(?![a-z])|ぽーたる`,
  ],
  [
    'promise',
    'プロミス(?!リング)|ぷろみす|プロミズ|プロミヌ|フ゜ロミス|promise|puromisu|(?<![a-z])web-? ?id|ウェブ ?-?id|ウェブ ?アイディー?|うぇぶ ?(?:id|あいでぃー?)|web ?(?:アイディー?|愛d|愛ディー?|愛dー)|瞬フリ|しゅんふり|瞬振り|瞬ふり|自動契約[機気器]|じどうけいやくき|むじんくん',
  ],
  [
    'amex',
    'アメックス|あめっくす|アメッグス|amex|amekkusu|american ?express|アメリカン[ ・]?エ[キク]スプレス|アメ[リ]?カン[ ・]?エ[キク]スプレス|あめりかんえきすぷれす|(?<![ァ-ヺ])アメリカン(?![ァ-ヺ])|メンバーシップ[ ・]?(?:リワード|ポイント)|めんばーしっぷ|membership ?rewards?|ペイ[ ・]?フレックス|ぺいふれっくす|payflex|(?<![ァ-ヺー])アメ(?=の(?:カード|サイト))',
  ],
];

/** Other companies' things that contain a word of ours. */
const NOT_OURS = /むじんくん|ビューティー?パール/;
const PATTERNS = SPELLINGS.map(([service, pattern]) => ({ service, pattern: new RegExp(pattern, 'g') }));

/** Names that say which service is meant and nothing of the matter; 「Web-ID」 or 「ポータル」 say more. @param text normalised */
export function findPlainNames(text: string): { start: number; end: number }[] {
  return Array.from(text.matchAll(PLAIN_NAME), (match) => ({ start: match.index, end: match.index + match[0].length }));
}

const PLAIN_NAME =
  /クレディ ?セゾン|セゾン|せぞん|saison|ネット ?アンサー|ねっと ?あんさー|net ?アンサー|net ?answer|プロミス(?!リング)|ぷろみす|promise|puromisu|アメックス|あめっくす|amex|american ?express|アメリカン[ ・]?エ[キク]スプレス/g;

/** All mentions in the order of the text. @param text normalised */
export function findServices(text: string): ServiceMention[] {
  const mentions: ServiceMention[] = [];
  for (const { service, pattern } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      if (NOT_OURS.test(match[0])) continue;
      const [start, end] = [match.index, match.index + match[0].length];
      if (!mentions.some((other) => start < other.end && other.start < end)) mentions.push({ service, start, end });
    }
  }
  return mentions.sort((left, right) => left.start - right.start);
}

/** The picture puzzle with the key belongs to Netアンサー alone; but a key or a puzzle may be another one. */
const PUZZLE = /鍵|カギ|かぎ|kagi|パズル|ぱずる|puzzle|拼图/;
const PICTURE_PUZZLE = /(?:鍵|カギ|かぎ)の?(?:絵|パズル|遊び)|パズル/;
/** What follows a name that is ruled out: 「アメックスじゃなくて」. Not 「アメックスじゃないですか」, which asks, nor 「…じゃないと」. */
const RULED_OUT =
  /^ ?(?:の?(?:カード|サイト|アプリ|会員|ほう|方|やつ))?(?:(?:じゃ|では|でも)(?:な[くし]|ない(?!と|です?か|ん?です?か|の?か|[?ー])|ありません(?!か)|ねえ|あらへん)|(?:と|とは|や)?(?:ちゃう|違(?:う|って|い)|ちがう))/;
/** Somebody who names all three asks about none of them. */
const ALL_SERVICES = 3;

/**
 * The service of a message: the first that it names and does not rule out; the puzzle tells it only where the puzzle is the problem.
 * @param text normalised
 */
export function serviceOf(text: string, intent: Intent): ServiceId | null {
  const mentions = findServices(text);
  if (new Set(mentions.map(({ service }) => service)).size >= ALL_SERVICES) return null;
  if (mentions.length > 0) return mentions.find(({ end }) => !RULED_OUT.test(text.slice(end)))?.service ?? null;
  const puzzle = intent === 'puzzle_failed' ? PUZZLE : PICTURE_PUZZLE;
  return intent !== 'out_of_scope' && puzzle.test(text) ? 'saison' : null;
}

const BESIDE_NAME =
  /^(?:の|(?:じゃ|では)なくて?|カード|サイト|アプリ|会員|ほう|方|こと|件|です|だ|でーす|ます|ね|よ|さん|[\s、。,.!・「」])*$/;

/** Whether the message says nothing but which service it is about: 「プロミスです」. @param text normalised */
export function isServiceNameOnly(text: string): boolean {
  const mentions = findServices(text);
  if (mentions.length === 0) return false;
  const rest = mentions.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  return BESIDE_NAME.test(rest);
}
