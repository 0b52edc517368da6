/** Digits written the way they are read aloud: 「にーごーはちぜろ」. */

/** One digit in kana, with what may stand before the next. */
export const KANA_DIGIT =
  '(?:(?:よん|よー|よお|ごー?|ごお|さん|さーん|きゅう|きゅー|くう|いち|にー?|にい|はち|ぱち|はっ|ろく|ろっ|なな|しち|ぜろ|れい|まる|ヨン|ゴー?|サン|キュウ|キュー|イチ|ニー?|ニイ|ハチ|ハッ|ロク|ナナ|シチ|ゼロ|レイ|マル)[ 、・·,.]{0,2})';

/** One digit in the letters of English or of romaji. */
export const LETTER_DIGIT =
  '(?:(?:zero|one|two|three|four|five|six|seven|eight|nine|rei|maru|ichi|ni|san|yon|go|roku|nana|shichi|hachi|kyuu?|ku)[ ,-]{0,2})';

/** A number below a hundred in kana, or in digits: 「さん」, 「じゅうしち」, 「17」. */
const KANA_NUMBER =
  '(?:\\d{1,2}|(?:に|さん|よん|ご|ろく|なな|はち|きゅう)?じゅう(?:いち|に|さん|よん|し|ご|ろく|しち|なな|はち|きゅう|く)?|いち|に|さん|よん|よ|し|ご|ろく|しち|なな|はち|きゅう|く|がん)';

/** 「ろくせんひゃくななじゅうさん」 */
const HUNDREDS = '(?:(?:に|さん|よん|ご|ろっ|なな|はっ|きゅう)?[ひびぴ]ゃく)';
export const KANA_THOUSANDS = `(?:(?:いっ|に|さん|よん|ご|ろく|なな|はっ|きゅう)[せぜ]ん(?!え|ぜ)${HUNDREDS}?|せん${HUNDREDS})(?:${KANA_NUMBER})?`;

/** 「さんがつじゅうしちにち」 */
const KANA_DAY = `${KANA_NUMBER} ?(?:がつ|月) ?(?:${KANA_NUMBER} ?(?:にち|日)|ついたち|ふつか|みっか|よっか|いつか|むいか|なのか|ようか|ここのか|とおか|はつか)`;

/** A day in kana, with its year or without: 「しょうわにじゅうさんねんさんがつじゅうしちにち」. */
export const KANA_DATE = `(?:(?:めいじ|たいしょう|しょうわ|へいせい|明治|大正|昭和|平成)? ?${KANA_NUMBER} ?(?:ねん|年) ?)?${KANA_DAY}`;
