/** What is told as the password: before or behind the word, letters or kana, one value or several. */
import type { Folded, SecretSpan } from './folded.ts';
import { ADDRESS, COUNT_AHEAD, NO_VALUE, PASSWORD_WORD, PRODUCT } from './password-words.ts';

interface Place {
  start: number;
  end: number;
}

const LABEL = new RegExp(
  `${PASSWORD_WORD}|パス(?=[a-z]{2,16}\\d|[a-z]{4,16}(?:[^a-z]|$))|暗号|ログインキー|contraseña|密码|비밀번호`,
  'g',
);
const TOKEN = /[!-~]{3,64}/g;
/** How far behind the word a value is looked for. */
const REACH = 70;
const DIRECT =
  /^(?:の?(?:ほう|方|値|欄|ところ|とこ))?(?:\s|とは|というのは|って|は|が|を|に|も|是|는|[:;=→…、。,>「『【“(]|いつも|たしか|確か|たぶん|多分|まず|最初は){0,5}$/;
/** What the value is like, or where it comes from: 「孫の名前で」, 「全部小文字で」. */
const DESCRIBED = /^(?:は|が|、|:| ){1,2}[^!-~。、\n]{1,10}(?:で|の)[、「 ]?$/;
/** 「…からtoramaruに変えた」, 「…かtoramaruのはず」 */
const SECOND = /^[」』]?(?:から|を|と|か|や)[「『]?$/;
const CHANGED = /^[」』]?から[「『]?$/;
/** A number goes on with it: 「momoと4417」, 「momo、次に4417」. */
const GOES_ON = /^ ?(?:と|、(?:次|つぎ)?に?|\+)? ?[「『]?\d{2,}(?! ?(?:桁|文字|回|字|円|年))/;
/** 「pass wa sakuranbo desu」 */
const ROMAJI_GAP = /^ ?(?:wa|ha|ga|is) $/;
const ROMAJI_END = /^ ?(?:desu|deshita|datta|dayo|da(?![a-z]))/;
const OTHER = /ユーザー|会員番号|機種|メール|アドレス|エラー|スマホ|端末|バージョン|電話番号[はが]|円|受付/;
const ENDED =
  /^[」』"'） )]{0,2}(?:です|でした|だ|なん|の(?:はず|まま|こと)|にし(?:ま|て|た)|を(?:使|入れ|打)|って(?:入|打|い|言|書|し)|と(?:入|打|い|言|書|登録|設定|し|思)|じゃな|らし|かも|に(?:設定|変)|で(?:合|す)|[。、!?]|입니다|$)/;
const STORED = /^ ?(?:に(?:保存|入って|覚え)|が(?:覚え|固)|の(?:画面|よう)|で固)/;

export function toldPasswords({ text }: Folded): SecretSpan[] {
  const labelled = Array.from(text.matchAll(LABEL)).slice(0, 40);
  const places = labelled.flatMap(({ index, 0: word }) => behindLabel(text, index + word.length));
  return [...places, ...pairs(text), ...parts(text), ...spaced(text), ...ahead(text), ...kana(text)].map((place) => ({
    kind: 'password',
    ...place,
  }));
}

function behindLabel(text: string, from: number): Place[] {
  const found: Place[] = [];
  let done = from;
  let isNext = true;
  for (const match of text.slice(from, from + REACH).matchAll(TOKEN)) {
    const lead = /^["'(<=:,/>[]*/.exec(match[0])?.[0].length ?? 0;
    const value = match[0].slice(lead).replace(/["'),.\]>!?;]+$/, '');
    const start = from + match.index + lead;
    const gap = text.slice(done, start);
    done = start + value.length;
    if (/^(?:id|user)/.test(value) || OTHER.test(gap)) break;
    const told = { value, gap, after: text.slice(done, done + 12), isFirst: found.length === 0, isNext };
    isNext = false;
    if (value && isTold(told)) found.push({ start, end: done });
  }
  return found;
}

interface Told {
  value: string;
  /** What stands between the word, or the token before, and the value. */
  gap: string;
  after: string;
  /** No value was found before it. */
  isFirst: boolean;
  /** Nothing written in ASCII stands between it and the word. */
  isNext: boolean;
}

function isTold(told: Told): boolean {
  const { value, gap, after } = told;
  const isDirect = told.isNext && DIRECT.test(gap);
  if (STORED.test(after)) return false;
  if (PRODUCT.test(value) || ADDRESS.test(value)) {
    return isDirect && /[は:=→「]/.test(gap) && ENDED.test(after) && /[\d@/]/.test(value);
  }
  if (/^\d+$/.test(value)) return isToldNumber(told);
  if (!/[a-z]/.test(value)) return false;
  if (!told.isNext && (told.isFirst ? CHANGED : SECOND).test(gap) && ENDED.test(after)) return true;
  if (/\d/.test(value)) return isDirect || value.length >= 6;
  if (isDirect && GOES_ON.test(after)) return true;
  if (ROMAJI_END.test(after) && ROMAJI_GAP.test(gap)) return value.length >= 4;
  return (isDirect || isDescribed(told)) && ENDED.test(after) && !/^ ?[a-z]/.test(after);
}

const isDescribed = ({ value, gap, isNext }: Told): boolean =>
  isNext && value.length >= 4 && DESCRIBED.test(gap) && !/画面|欄|メール|アプリ|ボタン|ページ/.test(gap);

function isToldNumber({ value, gap, after, isFirst }: Told): boolean {
  if (value.length < 4 || COUNT_AHEAD.test(after)) return false;
  if (!isFirst && /^ ?[とか、]? ?$/.test(gap)) return true;
  return (
    /(?:^ ?は|の).{0,20}[のと、は]$|^[ はが是는:]{1,4}$/.test(gap) ||
    (gap.length <= 4 && ENDED.test(after) && gap !== '')
  );
}

const PAIR =
  /(?:id|アイディー?)(?:と|\/|・|、| )(?:パスワード|パス|pw|password|pass)[はが:]{0,2} ?([!-~]{3,64}) ?(?:\/|と|、|,| ) ?([!-~]{3,64})/g;
const MAIL_PAIR = /@[a-z0-9.-]{3,40}(?: ?[/、,→「(と] ?| {1,4})([!-~]{6,64})/g;

/** 「IDとパスは taro / momo」 */
function pairs(text: string): Place[] {
  const both = Array.from(text.matchAll(PAIR), (match) => match[2] ?? '');
  const withMail = Array.from(text.matchAll(MAIL_PAIR), (match) => match[1] ?? '').filter(
    (value) => /\d/.test(value) || /^[」)]?(?:です)?$/.test(text.slice(text.lastIndexOf(value) + value.length).trim()),
  );
  return [...both, ...withMail]
    .filter((value) => !PRODUCT.test(value) && !ADDRESS.test(value))
    .map((value) => ({ start: text.lastIndexOf(value), end: text.lastIndexOf(value) + value.length }));
}

const AHEAD = new RegExp(
  `(?<![!-~])([!-~]{4,64})[」』"']? {0,2}(?:(?:という|って(?:言う|いう)?)(?:言葉|単語|の|名前)?を?|が|は|を|、|←|→|\\(| ){1,2} ?(?:これ)?[がは]?(?:私の|自分の|今の)?${PASSWORD_WORD}(?:です|だ|なん|でした|の(?:はず|つもり)|を使|に(?:し[てたま]|設定|登録)|[)。]|$)`,
  'g',
);

const SPACED = new RegExp(`(?:${PASSWORD_WORD})[はが:、 ]{0,3}((?:[!-~][ 、]){4,20}[!-~])(?![!-~])`, 'g');

/** 「F e b 1 9 6 9」 */
const spaced = (text: string): Place[] =>
  Array.from(text.matchAll(SPACED), ({ index, 0: whole, 1: value = '' }) => ({
    start: index + whole.length - value.length,
    end: index + whole.length,
  }));

const PART = /(?:大文字|小文字|英字|英語|数字|記号)[はのがで、: ]{0,2}([!-~]{1,20})/g;

/** 「大文字P小文字ochi数字1975」: told in two parts or more, where a password is spoken of. */
function parts(text: string): Place[] {
  if (text.search(LABEL) < 0) return [];
  const found = Array.from(text.matchAll(PART))
    .slice(0, 40)
    .flatMap(({ index, 0: whole, 1: value = '' }) => {
      const end = index + whole.length;
      return COUNT_AHEAD.test(text.slice(end, end + 8)) ? [] : [{ start: end - value.length, end }];
    });
  const length = found.reduce((sum, { start, end }) => sum + end - start, 0);
  return found.length > 1 && length > 3 ? found : [];
}

/** 「momo8812 ←パスワード」, 「momohanaがパスワードです」 */
function ahead(text: string): Place[] {
  return Array.from(text.matchAll(AHEAD)).flatMap(({ index, 1: raw = '' }) => {
    const value = raw.replace(/["'(<]+$/, '');
    return PRODUCT.test(value) || !/[a-z0-9]/.test(value) ? [] : [{ start: index, end: index + value.length }];
  });
}

const KANA = new RegExp(
  `(?:${PASSWORD_WORD})(?:は|:|=) ?[「『]?((?:[ぁ-んァ-ヺー]{2,10}?|[ぁ-んァ-ヺー一-鿿]{0,8}\\d{2,12}))[」』]?(?:です|でした|にし[またて]|を使って|のはず|だ(?:よ|と思|った)|なんだ|だそう|らし|(?:って|と)(?:入れ|いれ|打|入力|登録|設定|して)|じゃない(?:か|の)|。|$)`,
  'g',
);
const WITH_ID = new RegExp(
  `(?:id|アイディー?)[ :=はが]{1,2}[!-~]{3,32}[ 、/]{1,2}(?:${PASSWORD_WORD})[ :=はが]{1,2}([ぁ-んァ-ヺ一-鿿ー]{2,10})$`,
  'g',
);
const QUOTED = new RegExp(`(?:${PASSWORD_WORD})(?:は|、|:|=| ){0,2}[「『]([^」』\\d\\n\u{e000}]{2,20})[」』]$`, 'g');
const TALK =
  /なん|なに|だいじょうぶ|ひらがな|カタカナ|ローマ|どれ|どこ|どう|いくつ|いつ|これ|それ|あれ|だめ|ダメ|むり|あって|わか|わす|ちが|ただし|おなじ|そのまま|まだ|ひつよう|いりま|なし|ない|ある|あり|オッケー|オーケー|バッチリ|エラー|ロック|アウト|ブロック|メモ|ノート|スマホ|パソコン|リセット|こち|そち|はず|いい|よい|もう|ばっちり|ちゃん|から|まで|だけ|けど|ので|ません|ます|でき|みた|よう|って|した|てる|いる|パスワード|です|ロッ|きち|しっか|ゆっく|ずっと|ぜんぶ|いちど|なんど|きのう|むす|あと|まえ|たぶん|たしか|いろいろ|うろ|おぼ|つか|かえ|いれ|桁|字|回|年|月|以上|半角|全角/;

/** 「パスワードはさくらです」: only what stands as the whole value. */
function kana(text: string): Place[] {
  return [KANA, QUOTED, WITH_ID].flatMap((pattern) =>
    Array.from(text.matchAll(pattern)).flatMap(({ index, 0: whole, 1: value = '' }) => {
      const start = index + whole.lastIndexOf(value);
      return TALK.test(value) || NO_VALUE.test(value) ? [] : [{ start, end: start + value.length }];
    }),
  );
}
