/**
 * Words of a person in distress. They come before every login topic and get human words first, never a flow.
 * A list on purpose: here a missed cry weighs more than a needless kind word, and no classifier should stand between.
 */
const DISTRESS =
  /(?:(?:死|氏|タヒ|し|シ)に(?:たい|たく|てえ|たか|たかった|タイ)|死のう|(?:今|いま|これ)から死ぬ|死ぬしか|死んで(?:しまいたい|お詫び)|シニタイ|消えて(?:しまい|なくなり)?たい|消えたい|いなくなりたい|生きて(?:いく|いき|い)?(?:たくない|ても|るの(?:が|も)(?:つら|辛|嫌|いや|しんど|疲)|けない|いけない)|生きる(?:の|のが|のに|意味|気力|価値|希望)(?:つら|辛|疲|が?ない|を?失)|もう(?:生き|いき)て|楽になりたい|自殺|自死|自傷|リストカット|リスカ|首を(?:つ|吊)|飛び降り(?:たい|よう)|命を絶|薬を(?:大量|たくさん|全部)|殺され|殴られ|暴力を(?:受|ふる)|(?:意識|息)が(?:ない|無い)|溺れ|(?:食べる|食う)(?:もの|物)(?:も|が)ない|kill\s?my\s?self|suicid|want\s?to\s?die)/iu;
/** Nothing but a cry. Tiredness of a login and 「助けて」 are none: they are met with a kind sentence and help. */
const CRY = /^(?:もう)?(?:つらい|辛い|つらすぎ|つらすぎる)(?:です|よ)?[。!！.…]*$/u;

/** Worries about money: kind words and a human, no list of ways to pay. */
const MONEY =
  /(?:仕事|職)(?:が|も|を)(?:なくな|無くな|失|クビ|首に)|失業|リストラ|収入(?:が|も)(?:な|減|途絶)|生活(?:が|も|に)(?:苦し|でき|困|厳し)|お金(?:が|も)(?:な[いく]|無[いく]|尽き)|借金|督促|取り立て|取立て|自己破産|多重債務|返済(?:が|も|は)?(?:もう)?(?:無理|苦し|厳し|きつ|でき(?:な[いくかき]|ませ|そうに)|間に合)|返せ(?:ない|ません|そうに|なくな)|(?:来月|今月|支払い?|もう)(?:分)?(?:は|が|も)?払え(?:ない|ません|そうに|なくな)/u;

/** True when the message tells of a worry about money. */
export function worriesAboutMoney(text: string): boolean {
  return MONEY.test(text.normalize('NFKC'));
}

/** True when the message sounds like a person in distress. */
export function soundsDistressed(text: string): boolean {
  const folded = text.normalize('NFKC').trim();
  return DISTRESS.test(folded) || CRY.test(folded);
}
