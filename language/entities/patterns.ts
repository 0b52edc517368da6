/** Entities that a pattern over the normalised text tells. */
import type { EntityType } from '../types.ts';

export interface Pattern {
  type: EntityType;
  pattern: RegExp;
  /** The canonical value; a function gets the match. `null`: no entity after all. */
  value: string | boolean | ((match: RegExpMatchArray) => string | number | boolean | null);
}

const row = (type: EntityType, value: Pattern['value'], pattern: string): Pattern => ({
  type,
  value,
  pattern: new RegExp(pattern, 'g'),
});

const version = (name: string) => (match: RegExpMatchArray) => (match[1] ? `${name} ${match[1]}` : name);
const VERSION = '[ のバージョンver.]{0,8}(\\d{1,3}(?:\\.\\d{1,3}){0,3})?';

export const DEVICE_PATTERNS: Pattern[] = [
  row('device', 'iphone', 'iphone|アイフォーン|アイフォン|アイホン|あいふぉん|あいほん'),
  row('device', 'ipad', 'ipad|アイパッド'),
  row('device', 'feature_phone', 'ガラケー|がらけー|ガラホ|パカパカ|らくらくホン|二つ折り(?:の)?(?:携帯|電話)'),
  row(
    'device',
    'android_phone',
    'galaxy|xperia|エクスペリア|ギャラクシー|aquos|アクオス|pixel|ピクセル|android(?:の)?スマホ|らくらく(?:スマート)?(?:フォン|スマホ)',
  ),
  row('device', 'smartphone', 'スマートフォン|スマホ|すまほ|スマフォ|sumaho'),
  row('device', 'mobile_phone', '携帯(?:電話)?|ケータイ|けいたい'),
  row('device', 'tablet', 'タブレット|たぶれっと|キンドル|fire(?:タブレット)'),
  row(
    'device',
    'computer',
    'パソコン|ぱそこん|(?<![a-z])pc(?![a-z])|ノートパソコン|デスクトップ|macbook|chromebook|クロームブック',
  ),
  row('system', version('ios'), `(?<![a-z])(?:ios|ipados)${VERSION}`),
  row('system', version('android'), `(?:android|アンドロイド)${VERSION}`),
  row(
    'system',
    version('windows'),
    `(?:windows|ウィンドウズ|ウインドウズ|(?<![a-z])win)(?=[ 0-9のをはがでxv]|$)[ のバージョン]{0,8}(\\d{1,2}(?:\\.\\d)?|xp|vista)?`,
  ),
  row('system', version('macos'), `(?:macos|mac ?os ?x?|(?<![a-z])mac(?![a-z]))${VERSION}`),
  row('browser', version('chrome'), `(?:chrome(?!book)|クローム(?!ブック)|グーグルクローム)${VERSION}`),
  row('browser', version('safari'), `(?:safari|サファリ)${VERSION}`),
  row('browser', version('edge'), `(?:(?<![a-z])edge|エッジ)${VERSION}`),
  row('browser', version('firefox'), `(?:firefox|ファイアーフォックス|ファイアフォックス)${VERSION}`),
  row(
    'browser',
    version('internet_explorer'),
    `(?:internet ?explorer|インターネットエクスプローラー?|(?<![a-z])ie(?![a-z]))${VERSION}`,
  ),
]; // prettier-ignore

export const CIRCUMSTANCE_PATTERNS: Pattern[] = [
  row(
    'since',
    (match) => match[0],
    '(?:さっき|先ほど|先程|ついさっき|昨日|きのう|昨夜|昨晩|ゆうべ|おととい|一昨日|今朝|けさ|今日|きょう|本日|先週|先月|去年|昨年|先日|この前|こないだ|数日前|何日も前|朝|昼|夕方|夜|しばらく前|ずっと前|(?:\\d{1,2}|[一二三四五六七八九十]{1,2}|数)(?:日|週間|か月|ヶ月|カ月|ケ月|年|時間|分)(?:くらい|ぐらい|ほど)?前|機種変(?:更)?)(?:くらい|ぐらい|ごろ|頃)?(?:から|以来|より)',
  ),
  row(
    'since',
    (match) => match[0],
    'ついさっき|さっき|先ほど|先程|昨日|きのう|昨夜|昨晩|ゆうべ|おととい|一昨日|今朝|けさ|先週|先月|去年|昨年|先日|こないだ|この間|この前',
  ),
  row(
    'card_kind',
    'family',
    '家族カード|家族会員|家族用(?:の)?カード|追加カード|(?:妻|夫|主人|嫁|娘|息子|母|父|子供|子ども|家内|旦那)の(?:家族)?カード|かぞくかーど|かぞくカード',
  ),
  row('card_kind', 'digital', 'デジタルカード|カードレス|でじたるかーど|ナンバーレス|アプリのカード|スマホのカード'),
  row('card_kind', 'gold', 'ゴールド(?:カード)?'),
  row('card_kind', 'platinum', 'プラチナ(?:カード)?'),
  row('place', 'atm', '(?<![a-z])atm(?![a-z])|エーティーエム|現金自動|引き出し機'),
  row(
    'place',
    'shop',
    'お?店(?:舗|頭|先)?(?!員|長)|(?<!ク)レジ(?!デン)|スーパー|コンビニ|百貨店|デパート|ガソリンスタンド|ガソスタ|スタンド|食堂|レストラン|薬局|ドラッグストア|ホームセンター|居酒屋|加盟店|売り場|券売機',
  ),
  row('place', 'app', 'アプリ|あぷり|(?<![a-z])app(?![a-z])|セゾンportal|セゾンポータル'),
  row(
    'place',
    'web',
    '(?<![a-z])web(?![a-z-])|ウェブ|サイト|ホームページ|会員ページ|マイページ|ブラウザ|ネット(?!アンサー|ワーク|会員)|(?<![a-z])hp(?![a-z])',
  ),
  row('place', 'contract_machine', '自動契約機'),
  row('login_method', 'web_id', '(?<![a-z])web-? ?id|ウェブ ?id'),
  row('login_method', 'card_number', 'カード番号(?:と暗証番号)?(?:で|を|と)|かーどばんごう(?:で|を)'),
]; // prettier-ignore

const NUMBER = '[0-9〇一二三四五六七八九十]{1,3}';

export const COUNT_PATTERNS: Pattern[] = [
  row(
    'failure_count',
    'many',
    '何(?:度|回|べん|遍|十回|百回)(?:も|やっても|か)?|なん(?:ど|かい|べん)も|(?<![0-9])数回|数え切れ|毎回|連続して|立て続け|たびたび|しょっちゅう',
  ),
  row(
    'failure_count',
    (match) => failureCount(match),
    `(?:(${NUMBER})[,、~〜・-]|(${NUMBER})(?:、)?(?:か|または))?(${NUMBER}) ?(?:回|度|べん|遍|かい)(?!目|数|線|転|復|生|答|り払|払い|収|路|だけ払|以上)(?:も|ほど|くらい|ぐらい|連続|続けて)?`,
  ),
  row(
    'failure_count',
    (match) => READ_COUNTS[match[0]] ?? null,
    'いっかい|にかい|さんかい|よんかい|ごかい|いちど|にど|さんど|さんべん|ふたたび',
  ),
]; // prettier-ignore

const READ_COUNTS: Record<string, number> = {
  いっかい: 1,
  にかい: 2,
  さんかい: 3,
  よんかい: 4,
  ごかい: 5,
  いちど: 1,
  にど: 2,
  さんど: 3,
  さんべん: 3,
};

function failureCount(match: RegExpMatchArray): number | null {
  const last = match[3] ?? '';
  // 「2、3回」 and 「二三回」 mean a few: the larger is the careful reading.
  const digits = /^[一二三四五六七八九]{2}$/.test(last) ? last.slice(-1) : last;
  return kanjiOrDigits(digits);
}

function kanjiOrDigits(text: string): number | null {
  if (/^[0-9]+$/.test(text)) return Number(text);
  return kanjiNumber(text);
}

import { kanjiNumber } from '../normalise-numerals.ts';
