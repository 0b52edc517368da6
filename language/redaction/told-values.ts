/** Values behind an outright label: what a label names is hidden, whatever unit or product it looks like. */
import { type Folded, places, type SecretKind, type SecretSpan } from './folded.ts';
import { KANA_DATE, KANA_DIGIT, KANA_THOUSANDS, LETTER_DIGIT } from './spoken-digits.ts';

const LINK =
  '(?: |は|が|も|わ|の|、|,|:|=|→|。|\\?|…|ね|】|\\)|「|『|"|\'|\\(|<b?>?|is|で|えーと|えっと|たしか|確か|たぶん|多分|\\d(?:桁|けた)){0,6}';
const PIN_LABEL =
  '(?:(?:暗証|暗唱|暗礁|あんしょ[うー]?|アンショ[ウー]?)(?:番号|ばんごう?|ナンバー|バンゴウ?)?|(?<![ァ-ヺー])ピン(?:番号|コード|ナンバー)?|(?<![ぁ-ん])ぴん|(?<![a-z])pin|(?<!マイ|カード|シリアル)ナンバー(?=は)|(?:よん|4)(?:けた|ケタ|桁)(?:の(?:番号|数字|やつ))?(?=[はが、: ])|(?:よんけた|4けた)(?= )|数字4つ)';
/** 「1985年に登録した」 and 「3回」 tell when and how often; 「1985年です」 tells the value. */
const NO_MOMENT = '(?!\\d|年[にかのご頃]|(?:分|時間|円)(?:以|程|か|待)|-\\d)';
/** 「3月17日から使えない」 tells since when. */
const NO_DAY = '(?! ?(?:から|に(?!し)|まで|ごろ|頃))';
const PIN_VALUE = `(?:\\d{1,2}月\\d{1,2}日${NO_DAY}|\\d{1,2}/\\d{1,2}(?!\\d)${NO_DAY}|\\d{2} ?(?:-|の|:|・) ?\\d{2}|\\d{2} ?[ とで、,] ?\\d{2}(?!\\d)|\\d(?: ?[と、・·./」「,-]{1,3} ?\\d){3,5}|${KANA_DATE}${NO_DAY}|\\d{4,6}|(?=[\\d千百十]{3,8})\\d?千[\\d百十]{1,7}|${KANA_DIGIT}{3,8}|${KANA_THOUSANDS}|${LETTER_DIGIT}{4,8}|\\d?十\\d?[ 、と]{1,2}\\d?十\\d?)`;
/** Between the label and the value a birthday or an anniversary may be named. */
const PIN = new RegExp(`${PIN_LABEL}${LINK}(?:[^\\d。、のを]{1,8}の|19\\d\\d年の)?(${PIN_VALUE})${NO_MOMENT}`, 'g');
/** 「最初が6次が1次が7最後3」, 「前半61、後半73」 */
const PIN_PARTS = new RegExp(
  `${PIN_LABEL}[はが、: ]{0,2}(?:最初|前半|頭|はじめ|上2桁|1つ目)[がは、 ]{0,2}(\\d{1,2}(?:[^\\d。\\n円回]{1,5}\\d{1,2}(?!\\d)){1,3})`,
  'g',
);
const PIN_YEAR = new RegExp(`${PIN_LABEL}[をは](\\d{4})年にし[たてま]`, 'g');
const PIN_PART = /(?:暗証|あんしょう)(?:番号)?の?(?:最初|前半|頭)[はが] ?(\d{2})(?!\d)/g;

const BACK = '(?:裏|うら|後ろ|うしろ)';
const SECURITY = new RegExp(
  `(?:セキュリティー?(?:コード|番号|ナンバー)?|せきゅりてぃこーど|cv[cvn]2?|セキュコード|せきゅりてぃー?|(?:サイン|署名)(?:欄|の|する|パネル)[^\\d。]{0,8}|(?:3|三|さん)(?:けた|ケタ|桁)(?:の?(?:番号|数字|やつ|コード)|の|(?=[はが]| ?\\d{3}(?!\\d)))|${BACK}の?3つ(?:の(?:数字|番号))?|カードの?${BACK}|${BACK}(?:面|側)(?= ?\\d{3}(?!\\d))|${BACK}(?:面|側)?[のに](?!氏名)[^\\d。]{0,16})${LINK}(\\d{3,4}(?: \\d{3})?|\\d{2} ?と ?\\d|\\d ?と ?\\d{2}|\\d(?: ?[と、・.」「,-]{1,3} ?\\d){2,3}|${KANA_DIGIT}{3,4})(?![\\d-]|(?:文字|桁|エラー|とか))`,
  'g',
);
const SECURITY_BEHIND =
  /(?<![\d-])(\d{3})(?!\d)(?:が|は|って|←| |、|\()?(?:これ[がは]?)?(?:裏|うら|cv[cvn]|セキュリティ)/g;

const CODE_LABEL =
  '(?:認証(?:コード|番号)|確認(?:コード|番号)|ワンタイム(?:パスワード)?|ワンパス|6(?:けた|ケタ|桁)(?:の(?:数字|番号|コード)?|(?=[はが]| ?\\d{6}(?!\\d)))|数字6つ|6つの数字|(?<!エラー|[(「]|バー|qr|店舗|支店|銀行|郵便)コード|届いたの)';
const CODE = new RegExp(
  `${CODE_LABEL}${LINK}((?=[a-z0-9]{0,7}\\d)(?=[a-z0-9]{0,7}[a-z])[a-z0-9]{5,8}|\\d{5,8}|\\d{3} \\d{3}|${KANA_DIGIT}{4,8})(?![a-z0-9-]|桁|番号)`,
  'g',
);
const CODE_CAME =
  /(?:届い|来|き|送られてき|書いてあっ)た(?:のは|のが|やつ|番号|数字)?[はが、: ]{0,2}(\d{5,8}|\d{3}[ -]\d{3})(?!\d| ?(?:円|ポイント|年|件|人|回))/g;
const CODE_ALONE = /(?<!(?:エラー|error|err|メッセージ)[^\d。]{0,8})(?<![a-z0-9])[a-z]-(\d{5,8})(?!\d)/g;

const CARD_END =
  /(?:末尾|(?:下|頭|最初の?|最後の?|お?しり)4(?:桁|けた|ケタ|つの数字)|前半|後半)(?: |は|が|の|、|:)?((?:\d{4}[- ]?){1,2}|\d{4}[- ]\d{2,4})(?!\d)/g;
const CARD_MASKED = /(?<![*x●•][- ]?)(?:[*x●•]{2,6}[- ]?){2,4}(\d{4})(?!\d)/g;
const CARD_PARTLY =
  /(?<![\d*x●•])(?=[^*x●•\n]{0,14}[*x●•]{4})((?:(?:\d{4}|[*x●•]{4})[- ]?){3}(?:\d{4}|[*x●•]{4}))(?!\d)/g;
const CARD_BEGINS = /(?<![\d.,/-])((?!0|20[12])\d{4,6})(?:から|で)(?:始|はじ|終|おわ)[まわ]?[るり]/g;
const CARD_NUMBER =
  /(?<!電話|携帯|窓口|受付|問い合わせ|注文|伝票|追跡|郵便|口座)(?:さっきの|カードの?|会員|お客様|お客さま)?番号】?(?:は|が|:| )?、? ?(\d{8,12})(?!\d|-)/g;

const TOLD: readonly { kind: SecretKind; pattern: RegExp }[] = [
  { kind: 'pin', pattern: PIN_PARTS },
  { kind: 'pin', pattern: PIN_YEAR },
  { kind: 'pin', pattern: PIN },
  { kind: 'pin', pattern: PIN_PART },
  { kind: 'security_code', pattern: SECURITY },
  { kind: 'security_code', pattern: SECURITY_BEHIND },
  { kind: 'one_time_code', pattern: CODE },
  { kind: 'one_time_code', pattern: CODE_CAME },
  { kind: 'one_time_code', pattern: CODE_ALONE },
  { kind: 'card_number', pattern: CARD_END },
  { kind: 'card_number', pattern: CARD_PARTLY },
  { kind: 'card_number', pattern: CARD_MASKED },
  { kind: 'card_number', pattern: CARD_BEGINS },
  { kind: 'card_number', pattern: CARD_NUMBER },
]; // prettier-ignore

/** PINs, codes and parts of card numbers that follow (or precede) the very word for them. */
export function toldValues({ digits }: Folded): SecretSpan[] {
  return TOLD.flatMap(({ kind, pattern }) =>
    Array.from(digits.matchAll(pattern)).flatMap((match) => {
      const value = (match[1] ?? '').trimEnd();
      const start = match.index + match[0].lastIndexOf(value);
      return isPhone(value) ? [] : [{ kind, start, end: start + value.length }];
    }),
  );
}

const isPhone = (value: string): boolean => /^0(?:\d0\d{8}|[1-9]\d{8}|120\d{6}|570\d{6})$/.test(value);

const SPOKEN = new RegExp(`${KANA_DIGIT}{8,20}`, 'g');
/** Four to seven digits read aloud: the whole of a message, or told with a verb of saying or typing. */
const SPOKEN_CODE = new RegExp(
  `(?:^|[ 、「でがは])(${KANA_DIGIT}{4,7})(?=[」 、]*(?:です|でした|だ(?:と|よ)|$)|[」 ]?(?:って|と|で|を) ?(?:言|い[うっわ]|入|打|押|おし|や[っり]|書|聞こ)|[」 、]*(?:暗証|パスワード))`,
  'g',
);
const SPOKEN_KANJI = /(?:[\d千百十]{4,8}[ 、,と]?){4}/g;

/** Eight digits and more read aloud: 「よんごさんきゅう…」, and four numbers in thousands. */
export function spokenNumbers({ digits }: Folded): SecretSpan[] {
  const kanji = places(digits, SPOKEN_KANJI).filter(({ start, end }) => /千/.test(digits.slice(start, end)));
  const codes = Array.from(digits.matchAll(SPOKEN_CODE), ({ index, 0: whole, 1: value = '' }) => {
    const start = index + whole.lastIndexOf(value);
    return { kind: 'one_time_code' as const, start, end: start + value.trimEnd().length };
  });
  const numbers = [...places(digits, SPOKEN), ...kanji].map((place) => ({ kind: 'card_number' as const, ...place }));
  return [...numbers, ...codes];
}
