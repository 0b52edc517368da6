/** Which of the three services a message names, in all spellings. */
import type { ServiceId } from './types.ts';

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
    `${SAISON_AMEX}|クレディ ?セゾン|セゾン|せぞん|セソン|saison|sezon|ネット ?アンサー|ネット ?答え|ねっと ?あんさー|ねっとあんさ|ネットあんさー|net ?アンサー|net ?あんさー|net ?answer|netto ?ansaa|ネトアン|ねとあん|ネッ卜アンサー|ネットアンサ|パーソナル ?アンサー|ぱーそなる ?あんさー|パーソナルなんとか|永久不滅|えいきゅうふめつ|アットユーネット|(?<![a-z])uc ?カード|セゾンportal|(?<![ァ-ヺー])ポータル(?:アプリ|に|の|で|を|が|から|っ|、|。|$)|(?<![a-z])portal(?![a-z])|ぽーたる|(?:鍵|カギ|かぎ)(?:の)?(?:絵|え|パズル|マーク|の形|画像|ピース)|パズル|ぱずる|puzzle|ジグソー|絵合わせ|(?:絵|画像|写真)(?:の中)?(?:の|にある|に出てくる|に)?(?:鍵|カギ|かぎ)|(?:鍵|カギ|かぎ)を?(?:運|動か|掴|つか|はめ|合わせ|ずら|引っ張|引きず|つまん|重ね|スライド|ドラッグ|置|持って|滑ら|指定|所定)|(?:鍵|カギ|かぎ)が?(?:はまら|ずれ|動かない|動かん|うまく|滑|合わ)`,
  ],
  [
    'promise',
    'プロミス|ぷろみす|プロミズ|プロミヌ|フ゜ロミス|promise|puromisu|(?<![a-z])web-? ?id|ウェブ ?-?id|ウェブ ?アイディー?|うぇぶ ?(?:id|あいでぃー?)|web ?(?:アイディー?|愛d|愛ディー?|愛dー)|瞬フリ|しゅんふり|瞬振り|瞬ふり|自動契約機|じどうけいやくき|むじんくん',
  ],
  [
    'amex',
    'アメックス|あめっくす|アメッグス|amex|amekkusu|american ?express|アメリカン[ ・]?エ[キク]スプレス|あめりかんえきすぷれす|(?<![ァ-ヺ])アメリカン(?![ァ-ヺ])|メンバーシップ[ ・]?(?:リワード|ポイント)|めんばーしっぷ|membership ?rewards?|ペイ[ ・]?フレックス|ぺいふれっくす|payflex|(?<![ァ-ヺー])アメ(?=の(?:カード|サイト))',
  ],
];

/** Other companies' things that contain a word of ours. */
const NOT_OURS = /むじんくん|ビューティー?パール/;
const PATTERNS = SPELLINGS.map(([service, pattern]) => ({ service, pattern: new RegExp(pattern, 'g') }));

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

/** A name decides before a word that only points to a service; the first name before later ones. */
export function serviceOf(mentions: readonly ServiceMention[]): ServiceId | null {
  return mentions[0]?.service ?? null;
}
