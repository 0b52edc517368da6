import { fold } from '../knowledge/fold.ts';
import type { Token } from '../language/tokeniser.ts';
import type { Look } from '../language/understander.ts';

/**
 * How a message looks from outside: whole, or a piece of one whose rest is on its way. Only grammar decides (closed classes of words),
 * never what the message is about.
 */

/** Whether a message ends as a whole one does: a mark, or a polite predicate. Its last letters tell. */
export function isClosed(text: string): boolean {
  return CLOSED.test(text.normalize('NFKC'));
}

const CLOSED =
  /(?:[。!?]|(?<!\.)\.|(?:です|でした|ます|ました|ません|ましょう|でしょう|ください|下さい)[かねよのわな]{0,2})[」』)\s]*$/u;

/** Whether the rest of the message may be on its way: names alone, an open clause, a beginning that leans on what came before. */
export function mayBePiece(look: Look): boolean {
  const { original, sound } = look.analysis;
  // Half-width letters and kana show their endings by their sound only.
  if (original.length > LONGEST || isClosed(original) || isClosed(sound.replace(/[^ぁ-ん]+$/u, ''))) return false;
  if (isAnswer(look)) return false;
  return leansBack(look) || (isOpen(look) && !asksInPlainTe(look));
}

/** Who writes more than this at once does not write in pieces. */
const LONGEST = 40;

/**
 * Whether a message goes on with the one before it.
 * @param answered the one before was answered when this one came, though nobody can have read that yet
 */
export function continues(before: Look, next: Look, answered: boolean): boolean {
  if (leansBack(next) || mayBePiece(next)) return true;
  if (!isOpen(before)) return false;
  return !answered || !(isClosed(next.analysis.original) || isAnswer(next));
}

/** Whether a message only makes sense after something: it begins with a particle, an auxiliary or 「じゃなくて」. */
export function leansBack(look: Look): boolean {
  const [first, second] = wordsOf(look);
  if (!first) return false;
  if (first.part === '助詞') return first.detail !== '終助詞';
  if (first.part === '接続詞')
    return LEANING.has(first.surface) || (COPULA.has(first.surface) && second?.base === 'ない');
  return first.part === '助動詞';
}

/** 「が」「けど」 at the beginning are read as conjunctions, but join what follows to what came before. */
const LEANING: ReadonlySet<string> = new Set(['が', 'けど', 'けれど', 'けれども', 'けども']);
const COPULA: ReadonlySet<string> = new Set(['じゃ', 'では']);

/** A bare yes, no or number, or a word of the conversation itself (「次」「メニュー」「完了」): an answer, and whole. */
export function isAnswer(look: Look): boolean {
  const { entities, decision, intent } = look.understanding;
  const said = fold(look.analysis.original);
  if (/^\p{N}+$/u.test(said) || entities.some(({ type, text }) => ANSWERS.has(type) && fold(text) === said))
    return true;
  const last = wordsOf(look).at(-1);
  const goesOn = last === undefined || OPENING.has(last.part) || last.detail === '接続助詞';
  return decision === 'answer' && CONVERSATION.has(intent) && !goesOn && !leansBack(look);
}

const ANSWERS: ReadonlySet<string> = new Set(['yes', 'no', 'choice']);
const CONVERSATION: ReadonlySet<string> = new Set(['yes', 'no', 'restart_or_back', 'greeting', 'thanks_bye']);

/** The pieces as one message: nothing stands before what leans back, a space before the rest. */
export function joinPieces(pieces: readonly { text: string; look: Look }[]): string {
  return pieces.map(({ text, look }, at) => (at === 0 || leansBack(look) ? text : ` ${text}`)).join('');
}

/** Nothing was said of the names yet, or the last clause waits for another. */
function isOpen(look: Look): boolean {
  const words = wordsOf(look);
  if (words.some(({ surface }) => INTERROGATIVES.has(surface))) return false;
  return isOnlyNames(look, words) || endsOpen(look, words);
}

/** A question needs no rest, however it ends: 「どうすれば」. */
const INTERROGATIVES: ReadonlySet<string> = new Set([
  ...['何', 'なに', 'なん', 'どこ', 'いつ', '誰', 'だれ', 'どれ', 'どちら', 'どっち', 'いくら', 'いくつ'],
  ...['どう', 'なぜ', '何故', 'なんで', 'どうして', 'どの', 'どんな'],
]);

/** 「ロック」「セゾンのカード」; not 「暗証番号の変更」, which is plainly a wish, nor 「無理」, which says something of something. */
function isOnlyNames({ understanding }: Look, words: readonly Token[]): boolean {
  const last = words.at(-1);
  if (last?.part !== '名詞' || last.detail === '形容動詞語幹') return false;
  const linked = words.some(({ detail }) => detail === '連体化');
  if (linked && understanding.decision === 'answer') return false;
  return words.every(({ part, detail }) => NAMES.has(part) || detail === '連体化');
}

const NAMES: ReadonlySet<string> = new Set(['名詞', '接頭詞', '感動詞', 'フィラー']);

function endsOpen({ analysis }: Look, words: readonly Token[]): boolean {
  const last = words.at(-1);
  if (!last) return false;
  if (/[、,]\s*$/u.test(analysis.normalised.text)) return true;
  if (last.part === '助詞') return JOINING.has(last.detail);
  return OPENING.has(last.part) || last.form === '仮定形';
}

/** 〜けど, 〜ので, 〜て; 〜を, 〜に; 〜は, 〜も; 〜の; 〜とか. */
const JOINING: ReadonlySet<string> = new Set(['接続助詞', '格助詞', '係助詞', '連体化', '並立助詞']);
/** あと, でも, えっと, この. */
const OPENING: ReadonlySet<string> = new Set(['接続詞', 'フィラー', '連体詞']);

/** 「教えて」 asks for something; with a comma, or after an auxiliary (「ロックされて」), the clause is open. */
function asksInPlainTe(look: Look): boolean {
  const [before, last] = wordsOf(look).slice(-2);
  const plain = before?.part === '動詞' && before.detail === '自立';
  return plain && last?.detail === '接続助詞' && /[てで]$/u.test(look.analysis.normalised.text.trimEnd());
}

function wordsOf({ analysis }: Look): Token[] {
  return analysis.tokens.filter(({ surface }) => /[\p{L}\p{N}]/u.test(surface));
}
