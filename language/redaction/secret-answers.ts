/** Answers to the questions that an account asks for its owner's identity: 「母の旧姓は…」. */
import { type Folded, places, type SecretSpan } from './folded.ts';
import { NO_VALUE } from './password-words.ts';

const QUESTION =
  '(?:秘密の(?:質問|しつもん|答え|こたえ|合言葉)(?:の(?:答え|こたえ|回答|解答))?|ひみつの(?:質問|しつもん|こたえ)(?:の(?:答え|こたえ))?|(?:質問|しつもん)の(?:答え|こたえ|回答)|(?:母|母親|お母さん|おふくろ|はは)の旧姓|(?:ペット|(?:飼|か)って(?:いた|た|いる|る)(?:犬|猫|いぬ|ねこ)|愛犬|愛猫)の名前|(?:出身|卒業した|通った)の?(?:小|中|高|大)学?校?(?:の名前)?|(?:好きな|尊敬する)(?:映画|本|食べ物|歌手|人物|人)(?:の名前)?)';
/** 「出身小学校」 may stand between the word and the answer. */
const LINK =
  '(?:(?: |　)(?:出身小学校|母の旧姓|母親の旧姓|ペットの名前)(?: |:))?(?:は|が|、|,|:|=|→| |で(?:、|答えは)|、答えは|たしか|確か|たぶん|多分){1,4}';
const END =
  '(?:です|でした|だ(?:よ|と|った|けど)|なん|と(?:登録|入れ|入力|設定|答え|し(?:た|て|ま))|って(?:登録|入れ|書)|に(?:し(?:た|て|ま)|設定|登録)|のはず|かな|かも|[。!、(\\n]|なのに|$)';
const ANSWER = new RegExp(`${QUESTION}${LINK}([「『"]?)([^\\s。、「」『』\\n?\u{e000}]{1,14}?)[」』"]?${END}`, 'gu');
const ABOUT = /秘密の(?:質問|しつもん|答え|こたえ)|ひみつの(?:質問|しつもん|こたえ)/;
/** Where the questions are spoken of: 「…は母の旧姓で、答えは佐藤です」, 「…「ペットの名前」→ポチ」. */
const FAR_ANSWER = new RegExp(
  `(?:は|→|:|=|(?:答え|こたえ|回答)(?=[「『])|(?:答え|こたえ|回答)が|の答え(?=[一-鿿ァ-ヺ])(?!合)|質問に(?!は)|」) ?([「『"]?)([^\\s。、「」『』:=→\\n?\u{e000}]{1,14}?(?: [ァ-ヺー]{2,10})?)[」』"]?${END}`,
  'gu',
);
/** A verb mixes kanji and kana (「通った」); a word that is told mostly does not. */
const WATCHWORD = new RegExp(
  `合い?言葉(?:は|:| ){1,3}([「『"]?)([一-鿿]{1,6}|[ァ-ヺー]{2,12}|[ぁ-んー]{3,12}?)[」』"]?${END}`,
  'gu',
);

/** Talk about the question, which is no answer to it. */
export const NO_ANSWER =
  /何|なに|なん|どこ|どれ|どう|いつ|誰|だれ|忘|わす|覚|おぼ|わか|分か|知ら|しら|思い出|変|かえ|違|ちが|間違|登録(?!$)|必要|大事|大切|重要|いり|要り|聞かれ|きかれ|入れ|入力|出|来|合って|同じ|おなじ|設定|決め|ひらがな|カタカナ|漢字|ローマ字|半角|全角|旧姓|質問|答え|ない|ません|ある|あり|でき|使|つか|使え|必ず|絶対|教え|言い|秘密|内緒|大丈夫|だめ|ダメ|いい|それ|これ|あれ|まだ|もう|ちゃんと|全部|文字|いくつ|画面|エラー|ロック|正し|確認|どなた|複数|空欄|不明|結婚|やっぱ|すみ|無|メモ|たぶん|多分|確か|です|ます/;

export function secretAnswers({ text }: Folded): SecretSpan[] {
  const patterns = ABOUT.test(text) ? [ANSWER, FAR_ANSWER] : [ANSWER, WATCHWORD];
  return patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern)).flatMap((match) => {
      const value = match[2] ?? '';
      if (NO_ANSWER.test(value) || NO_VALUE.test(value) || /^[はがもをのにで]/.test(value)) return [];
      const start = match.index + match[0].lastIndexOf(value);
      return [{ kind: 'secret_answer' as const, start, end: start + value.length }];
    }),
  );
}

const WHOLE =
  /^[「『"\s]*([^\s。、「」『』?]{1,12}?)[」』"]?(?:です|でした|だよ|かな|かも|と思います|だと思う)?[。!\s]*$/u;

/** The whole message is one answer, when the message before has announced one. */
export function wholeAnswer(text: string): { start: number; end: number } | null {
  const value = WHOLE.exec(text)?.[1];
  if (!value || NO_ANSWER.test(value) || NO_VALUE.test(value) || places(value, /[ぁ-んァ-ヺ一-鿿a-z0-9]/g).length < 2)
    return null;
  const start = text.indexOf(value);
  return { start, end: start + value.length };
}
