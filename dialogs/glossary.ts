import type { DialogContext } from 'botbuilder-dialogs';
import { fold, foldWord } from '../knowledge/fold.ts';
import type { Term } from '../knowledge/schema.ts';
import { keptChoices, repeatOr } from './menu.ts';
import type { Turn } from './turn.ts';

/** What is left of the message without the word, when it asks what the word means. */
const ASKS =
  /^(?:その|この|あの|でも|すみません|あの)?(?:って|とは|というのは|ていうのは|って言うのは|の意味)?(?:が|は)?(?:一体|いったい|そもそも)?(?:なに|何|なん|どういう意味|どういうこと|どんなもの|なんのこと|何のこと|意味|いみ|わから|分から)(?:や|ね|の|です|でしょう|か|それ|ん|ない|ませ|が|だ|よ|さ|わ|ですか|不明)*$/u;

/** 「パスコードって?」 */
const ASKS_SHORTLY = /^(?:その|この|あの)?(?:って|とは)[?？]*$/u;

/** The word that the message asks the meaning of: 「半角って何?」 */
export function termAsked(turn: Turn): Term | undefined {
  if (turn.action || turn.text.length > 25) return undefined;
  const said = fold(turn.text);
  return turn.knowledge.terms
    .flatMap((term) => term.words.map((word) => ({ term, word: foldWord(word) })))
    .sort((a, b) => b.word.length - a.word.length)
    .find(({ term, word }) => said.includes(word) && asks(said.replace(word, ''), term))?.term;
}

/** 「IDがわからない」 tells that it is forgotten; 「半角がわからない」 asks what it is. */
function asks(rest: string, term: Term): boolean {
  return (ASKS.test(rest) && !(term.may_be_forgotten && UNKNOWN.test(rest))) || ASKS_SHORTLY.test(rest);
}

const UNKNOWN = /^(?:が|は)?(?:わから|分から)/u;

/** Explains the word, and what was open goes on. */
export async function explainTerm(dc: DialogContext, turn: Turn): Promise<void> {
  const term = termAsked(turn);
  if (!term) return;
  turn.say(term.say);
  await repeatOr(dc, turn, keptChoices(turn));
}
