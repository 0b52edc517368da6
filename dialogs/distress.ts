/**
 * Words of a person in distress. They come before every login topic and get human words first, never a flow.
 * A list on purpose: here a missed cry weighs more than a needless kind word, and no classifier should stand between.
 */
const DISTRESS =
  /(?:死に(?:たい|たく|てえ|たか)|死のう|死んで(?:しまいたい|お詫び)|しにたい|シニタイ|消えて(?:しまい|なくなり)?たい|消えたい|生きて(?:いく|いき|い)?(?:たくない|ても|るの(?:が|も)(?:つら|辛|嫌|いや|しんど|疲))|生きる(?:の|のが|のに)(?:つら|辛|疲)|もう(?:生き|いき)て|自殺|自死|首を(?:つ|吊)|飛び降り(?:たい|よう)|命を絶|殺され|殴られ|暴力を(?:受|ふる))/u;

/** True when the message sounds like a person in distress. */
export function soundsDistressed(text: string): boolean {
  return DISTRESS.test(text.normalize('NFKC'));
}
