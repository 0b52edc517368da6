/** Values that nobody names: the message is the value and a hedge, or a verb tells that it was typed in. */
import { type Folded, harmlessMask, places, type SecretKind, type SecretSpan } from './folded.ts';
import { PRODUCT } from './password-words.ts';

/** What people put around a value without saying anything else. */
const HEDGES =
  /はい|えっと|えーと|ええと|あの|うん|たぶん|多分|たしか|確か|おそらく|きっと|ずっと|じゃないんですか|じゃないの|ではないですか|のはずなんですが|のはず|かもしれない(?:です)?|かもしれません|だと思います|だと思う|と思います|と思う|だと|でしょうか|でした|ですよね|です|だった|だよ|ですが|かな|のどれか|のどっちか|のどちらか|って|これ|だ|か|と|や|ね|よ|が|。|、|!|\?|「|」|『|』|"|'|\(|\)|\.|,|…|〜|ー|\s/g;
const TYPED =
  '(?: |「|」|』|"|って|と|で|を|が|に|も|だ|のまま|から|というの|まえ|\\d回|何度も|何回も|今まで|いつも){0,3}(?:入れ|入力|打っ|打ち|打つ|うっ|押し|おし|押す|やって|使って|使い|ログイン|入れません|入れない|して(?:ます|い|る)|来|きた|きま|届[いき]|言[っいわう]|いわれ|書[いか]|かいて|ある|あった|いけ(?!ま)|通[っり]|とお[っり]|お願い|おねがい|登録|設定|変更|変え|確認して|合って|いい(?:の|です|ん)|だめ|ダメ|駄目|弾か|はじか|何(?:です|の|$)|なに|通ら|違う|ちがう)';
const GUESSED =
  '(?: ?(?:だと思|だった(?!ら)|かも|だっけ|らしい|みたい(?!な)|にし(?:た|て|ま)|に(?:変|設定|登録|する)|(?:から|を) ?\\d{4}に|じゃな|ではだめ|のはず|が正し|が本当|で合って|であって|で間違|が正解|がエラー|[がは](?:使え|つかえ|ダメ|だめ|駄目|通ら|違|弾|合って)|で(?:支払|払|決済)))';
const BEHIND = new RegExp(`^(?:[」』"']?${TYPED}|${GUESSED}|[(（ ]{1,2}(?:結婚)?(?:記念日|誕生日))`);
const AHEAD =
  /(?:(?:いつも|普段|ふだん)(?:の|使(?:って(?:い)?る|う)の)[はが]?|同じ(?:で|く|番号の?)?|(?:記念日|クリスマス|[ゾぞ]ロ目|ぞろ目|番地|車のナンバー)の|(?:メモ|手帳|紙|ノート)に[はも]?|(?:この|メールの|smsの)(?:番号|数字|コード)(?:です|で|は|が|を)?か?\??|たぶん|多分|えっと|えーと|はい、?|おそらく|ずっと|レジで|atmで|メールに|電話で|夫の番号が|番号が)[ 「『"]?$/;
/** Labels and units of numbers that are nobody's secret. */
const LABEL_AHEAD =
  /(?:エラー(?:の?(?:コード|番号))?(?:は|が)?|えらー|error|err|コード(?:は|が)?|型番|機種(?:は|が)?|(?:登録|入会|加入)は|年会費|合計|総額|税込|税抜|代金|価格|値段|標高|[万×]|料金|ポート|(?:処理|整理|問い?合わ?せ|商品|製造|管理|案内|予約|会員)番号|金額|請求(?:額)?[はが]?|枠|残高|額|注文番号|店舗(?:コード|番号)?|支店(?:コード|番号)?|追跡番号|伝票番号|口座番号|送信元[はが]?|電話(?:番号)?[はが]?|郵便番号|昨日の|今日の|so-?|sh-?|[a-z]-?|画面[でに]|と表示|ポイント|丁目|#|[¥.:/])[ は「『:]{0,2}$/;
const UNIT_BEHIND =
  /^(?: ?(?:円|えん|年|月|日|時|分|番地|番(?!号)|回|桁|けた|文字|歳|才|%|％|万|千|人|件|号|丁目|頃|ごろ|ころ|エラー|error|not|に電話|まで|から|ポイント|点|秒|歩|台|本|枚|くらい|ぐらい|ほど|以上|以下|引[かい]|ひかれ|かかっ|取られ|請求|払|支払|落ち|足りな|(?:p|m|ml|mah|px)(?![a-z])|[×→]\d|pt|[a-z./:-]\w)|[」』)] ?(?:という)? ?エラー|というエラー)/;
/** Behind a letter or a sign it is a part of a token: an error code, or a password that goes as a whole. */
const RUN = /(?<![\d.,/:a-z!@#$%&*_+=-])(?:\d{3}[ -]\d{3}|\d\d \d\d \d\d|\d{3,8})(?![.,/:-]\d|\d)/g;

const KIND: Record<number, SecretKind> = { 3: 'security_code', 4: 'pin' };
const kindOf = (length: number): SecretKind => KIND[length] ?? 'one_time_code';

/** Numbers of three to eight digits: alone with hedges, or with a verb of typing or a guess beside them. */
export function bareNumbers(folded: Folded): SecretSpan[] {
  const { text, digits } = folded;
  const mask = harmlessMask(folded);
  const runs = places(digits, RUN).filter(
    ({ start, end }) => !mask[start] && (end - start > 3 || /^\d+$/.test(text.slice(start, end))),
  );
  if (runs.length === 0) return [];
  const isWhole = digits.length <= 80 && isOnlyHedges(digits.replace(RUN, ''));
  return runs
    .filter(({ start, end }) => isWhole || (end - start > 3 && isTyped(digits, start, end)))
    .map(({ start, end }) => ({ kind: kindOf(end - start), start, end }));
}

function isTyped(digits: string, start: number, end: number): boolean {
  const ahead = digits.slice(Math.max(0, start - 14), start);
  const behind = digits.slice(end, end + 24);
  if (LABEL_AHEAD.test(ahead) || UNIT_BEHIND.test(behind)) return false;
  return BEHIND.test(behind) || AHEAD.test(ahead) || isUnexplained(digits.slice(start, end), behind);
}

const YEAR_OR_HOUR = /^(?:19[3-9]\d|20[0-4]\d|[01]\d[0-5]0|2[0-3][0-5]0)$/;

/** What stands for a kind of number rather than for one's own: 「1234」, 「7777」, 「1122」, 「2580」. */
const PATTERNED = /^(?:(\d)\1{3}|(\d\d)\2|(\d)\3(\d)\4|0123|1234|2345|3456|4567|5678|6789|9876|4321|2580|0852)$/;
const EXAMPLE_BEHIND = /^[」』"')]? ?(?:みたいな|のような|とか(?:だめ|ダメ|駄目|許|は|$)|など)/;

/**
 * Four or six digits that nothing explains, as an amount, an hour, a year or an example, most likely are a PIN or
 * a code. Round hundreds are amounts.
 */
function isUnexplained(value: string, behind: string): boolean {
  if (/^[1-9]\d+00$/.test(value)) return false;
  if (value.length === 4) return !(YEAR_OR_HOUR.test(value) || PATTERNED.test(value) || EXAMPLE_BEHIND.test(behind));
  return value.length === 6 && !EXAMPLE_BEHIND.test(behind);
}

const isOnlyHedges = (rest: string): boolean => rest.replace(HEDGES, '') === '';

const SPACED = /^[\s「]*(\d(?:[ 、・]\d){4,7})[\s」。]*(?:です|でした)?[\s。!]*$/;

/** 「5 9 3 0 2 7」 */
export function spacedCode({ digits }: Folded): SecretSpan[] {
  const value = digits.length < 60 ? SPACED.exec(digits)?.[1] : undefined;
  if (!value) return [];
  const start = digits.indexOf(value);
  return [{ kind: 'one_time_code', start, end: start + value.length }];
}

const TOKEN = /(?<![a-z0-9@./:_-])[a-z0-9][a-z0-9!@#$%&*_+=?-]{4,31}(?![a-z0-9@.])/g;
const NAMED_OTHERWISE =
  /id|アイディ|ユーザー|会員番号|型番|機種|エラー(?:コード|番号|は|「|:| )|というエラー|error|err|名前|メール|アドレス|受付|wi-?fi|バージョン|http|スマホ|スマートフォン|端末|画面|表示|(?:って|は)なんです|パスポート|免許|保険証|在留/;
const MODEL =
  /^(?:[a-z]{1,3}-?\d{1,3}[a-z]{0,2}|[a-z]{1,2}-?\d{1,3}[a-z]{0,2}\d?|[a-z]\d{3}[a-z]{2}|scg\d+|iphone\w*|ipad\w*|android\w*|windows\w*|chrome\w*|edge\w*|ios\w*|ipados\w*|pixel\w*|galaxy\w*|xperia\w*|aquos\w*|safari\w*|firefox\w*|mac\w*|ie\d+|javascript\w*|office\d+|sense\d\w?|surface\w*|excel\d*|word\d*|nexus\w*|fire\w*|playstation\w*|switch\d?|wimax\S*|zenfone\w*|redmi\w*|kindle\w*|outlook\d*|arrows\w*|netanswer\w*|vpass\w*|3d\w*|web-?id\w*|[a-z]{1,2}\d{4}|[a-z]{2}-[a-z]\d{2}[a-z]?|\d{1,9}(?:gb|mb|kb|[kmg]bps|mah|ml|mm|ghz|pt|g|rd|th|st|nd|am|pm|kg|cm|yen|jpy|px|min|sec|days?|times|digits?))$/;

/** Letters and digits mixed, with nothing that says what else they are. */
export function bareTokens({ text, digits }: Folded): SecretSpan[] {
  if (text.length > 200 || NAMED_OTHERWISE.test(text)) return [];
  return places(text, TOKEN).flatMap(({ start, end }) => {
    const value = text.slice(start, end).replace(/[?_=-]+$/, '');
    const isMixed = value.length >= 6 && /[a-z]{2}/.test(value) && /\d/.test(value) && !MODEL.test(value);
    if (!isMixed) return [];
    const rest = `${digits.slice(0, start)}${digits.slice(start + value.length)}`.replace(TOKEN, '');
    const isAlone =
      isOnlyHedges(rest) && !beside(text, start, value.length).some((word) => PRODUCT.test(word) || MODEL.test(word));
    const told =
      isAlone || isUnexplainedToken(value) || BEHIND.test(text.slice(start + value.length, start + value.length + 24));
    return told ? [{ kind: 'password' as const, start, end: start + value.length }] : [];
  });
}

/** A word with two digits and more behind it, or before it, is how people make passwords. */
const isUnexplainedToken = (value: string): boolean =>
  value.length >= 7 && /^(?:[a-z]{3,}[a-z_!#$%&*+=?]*\d{2,}[!#$%&*+=?]*|\d{2,}[a-z]{3,})$/.test(value);

/** The other words in ASCII letters: a product's name beside it makes a token a model. */
function beside(text: string, start: number, length: number): string[] {
  return `${text.slice(0, start)} ${text.slice(start + length)}`.match(/[a-z0-9][a-z0-9-]*/g) ?? [];
}
