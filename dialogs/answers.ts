import { fold, foldWord } from '../knowledge/fold.ts';
import type { AnswerChoice, Question } from '../knowledge/schema.ts';
import type { Intent } from '../language/types.ts';
import { onlyTellsDevice } from './at-hand.ts';
import type { Turn } from './turn.ts';

/** What follows a word and turns it round: 「確かではない」 does not say 「確か」. */
const TURNED_ROUND =
  /^(?:(?:では|じゃ|とは|に?は|も|が|って|[かけこさせらりきしれえまみめ]{1,2})?(?:ない|なく|なかっ|ありません|あらへん|限らない|言え(?:ない|ません))|(?:て|で)?い?(?:ません|ない|なかっ|へん|ねえ|ねぇ)|[はも]?(?:され|して|し|かかっ)(?:て)?[はも]?い?(?:ない|ません|なかっ|へん)|忘れ)/u;
/** Words this short count only when they are the whole message: 「ない」 stands in 「わからない」 too. */
const SHORT_WORD = 2;
const UNKNOWN =
  /(?:わか|分か|解|判)(?:ら(?:ない|ん|ぬ|へん|ず|ねえ|ねぇ)|りません|りかね)|覚え(?:て(?:い)?ない|てません)|知ら(?:ない|ん)|さあ|不明/u;

/**
 * What the message answers to the question: an answer's id, null for 「わからない」, undefined when it is no answer.
 * A button counts before words, words before intents, intents before a bare yes or no.
 */
export function readAnswer(question: Question, turn: Turn): string | null | undefined {
  if (turn.action?.kind === 'answer') return turn.action.answer;
  if (saysUnknown(turn)) return null;
  const possible = withoutDenied(question, turn);
  const named = unknownNamed(turn);
  const byName = named && possible.answers.find(({ intents }) => intents.includes(named));
  if (byName) return byName.id;
  const byWords = answerByWords(possible, turn.text);
  if (byWords) return byWords.id;
  const byIntent = answerByIntent(possible, turn);
  if (byIntent) return byIntent.id;
  // 「パソコンです」 says neither yes nor no, and neither does a question.
  if (onlyTellsDevice(turn) || ASKS.test(turn.text)) return undefined;
  const { polarity } = turn;
  const byPolarity = question.answers.filter(
    (answer) => (polarity === 'yes' && answer.yes) || (polarity === 'no' && answer.no),
  );
  return byPolarity.length === 1 ? byPolarity[0]?.id : undefined;
}

const ASKS = /(?:ます|です|でしょう)か[。]?$|[^はい][?？]$/u;

/** What names a cause of its own, though it tells of not knowing. */
const TELLS_CAUSE = /忘れ|思い出せ|自信/u;

/** 「IDは主人が決めたのでわかりません」 names what is not known: that is an answer. */
const NAMES_UNKNOWN =
  /^(?:ユーザー|ログイン|Web-?)?(ID|パスワード)[はが](?!.*(?:か|どれ|どち|どこ|何|なに|どう).{0,6}わか)[^。]{2,20}(?:わか|分か)(?:ら|り)/iu;

/** What the message says not to know, as the intent that states it. */
function unknownNamed(turn: Turn): Intent | undefined {
  const named = turn.action ? undefined : NAMES_UNKNOWN.exec(turn.text.normalize('NFKC'))?.[1];
  if (named === undefined) return undefined;
  return named === 'パスワード' ? 'password_wrong_or_forgotten' : 'id_wrong_or_forgotten';
}

/** 「ロックはされていません」 does not answer 「ロックと出る」, nor 「半角でした」 「全角」. */
function withoutDenied(question: Question, turn: Turn): Question {
  const against = new Set(intentsToldAgainst(turn, question));
  const denied = (intents: readonly string[]) =>
    intents.some((intent) => turn.understanding.denied.some((d) => d === intent)) ||
    (intents.length > 0 && intents.every((intent) => against.has(intent)));
  return { ...question, answers: question.answers.filter(({ intents }) => !denied(intents)) };
}

/** Intents of the causes that cannot be, by what the message volunteers to other questions. */
export function intentsToldAgainst(turn: Turn, asked?: Question): string[] {
  const { knowledge, memory } = turn;
  const others = toldAnswers(turn).filter(({ question }) => question !== asked?.id);
  const told = others.map(({ question, answer }) =>
    knowledge.question(memory.service, question)?.answers.find(({ id }) => id === answer),
  );
  const causes = knowledge.causes(memory.service);
  const possible = causes.filter(({ id }) => !told.some((answer) => answer?.means[id] === 'never'));
  const open = new Set(possible.flatMap(({ intents }) => intents));
  return causes.flatMap(({ intents }) => intents).filter((intent) => !open.has(intent));
}

/** 「わからない」 in any form, and little else. */
export function saysUnknown(turn: Turn): boolean {
  if (unknownNamed(turn)) return false;
  if (turn.has('unknown') && !TELLS_CAUSE.test(turn.text)) return true;
  const said = fold(turn.text);
  const rest = said
    .replace(UNKNOWN, '')
    .replace(
      /(?:やっぱり|やはり|まだ|どうしても|さっぱり|です|ます|けど|よ|ね|が|は|それ|ちょっと|全然|まったく|よく|どれも|も|し|の|か|な|わ|あ|う|ん|す|何|なに)/gu,
      '',
    );
  return UNKNOWN.test(said) && rest.length <= 3;
}

/** 「忘れました」 and no more: what was forgotten is what is spoken of. */
export function onlyForgot({ text, action }: Turn): boolean {
  return !action && /^(?:もう|それを?|全部|ぜんぶ)?(?:忘れ|わすれ|思い出せ)[ぁ-ん]{0,8}[。!！]*$/u.test(text);
}

/** Answers to questions of the service that the message volunteers. */
export function toldAnswers(turn: Turn, text: string = turn.text): { question: string; answer: string }[] {
  const said = fold(text);
  return turn.knowledge.questions(turn.memory.service).flatMap((question) => {
    const matching = question.answers.filter((answer) => longestWordIn(said, answer.told) > 0);
    return matching.length === 1 && matching[0] ? [{ question: question.id, answer: matching[0].id }] : [];
  });
}

/** The answer with the longest word that stands in the text; none when two are equally good. */
export function answerByWords(question: Question, text: string): AnswerChoice | undefined {
  const said = fold(text);
  const ranked = question.answers
    .map((answer) => ({ answer, length: longestWordIn(said, [answer.label, ...answer.words, ...answer.told]) }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length);
  const [best, second] = ranked;
  return best && best.length !== second?.length ? best.answer : undefined;
}

function longestWordIn(said: string, words: readonly string[]): number {
  const forms = formsOf(said);
  return words.map(foldWord).reduce((longest, word) => {
    return word.length > longest && stands(said, forms, word) ? word.length : longest;
  }, 0);
}

/** 「ブラウザも最新」 says what 「ブラウザは最新」 says. */
function alike(text: string): string {
  return text.replace(/[もが]/gu, 'は');
}

/** 「ATMはちゃんと使えてます」 says what 「ATMは使えてます」 says. */
const ADVERBS = /ちゃんと|きちんと|ふつうに|普通に|問題なく|もちろん|たしかに|確かに/gu;

/** What was said, with and without adverbs, each beside the form in which it is searched. */
function formsOf(said: string): { text: string; searched: string }[] {
  return [...new Set([said, said.replace(ADVERBS, '')])].map((text) => ({ text, searched: alike(text) }));
}

function stands(said: string, forms: ReturnType<typeof formsOf>, word: string): boolean {
  if (word.length <= SHORT_WORD) return said === word || said.replace(/(?:です|ます|ね|よ)+$/u, '') === word;
  return forms.some(({ text, searched }) => {
    const at = searched.lastIndexOf(alike(word));
    return at >= 0 && !TURNED_ROUND.test(text.slice(at + word.length));
  });
}

/** A cause stated as plainly as this is stated, whatever else is denied. */
const CERTAIN = 0.95;
/** No second clause in which something else could be said. */
const ONE_CLAUSE = /^(?:(?!のに|けど.|けれど.)[^、。,\s])*(?:けど|けれど)?$/u;

/** 「回線は大丈夫なんですけど」 denies one cause, and cannot state another with the same breath. */
export function deniesOnly({ understanding, text }: Turn): boolean {
  return understanding.denied.length > 0 && understanding.score < CERTAIN && ONE_CLAUSE.test(text);
}

function answerByIntent(question: Question, turn: Turn): AnswerChoice | undefined {
  const { intent, decision, denied } = turn.understanding;
  if (decision === 'abstain' || denied.includes(intent) || deniesOnly(turn) || onlyTellsDevice(turn)) return undefined;
  const matching = question.answers.filter((answer) => answer.intents.includes(intent));
  return matching.length === 1 ? matching[0] : undefined;
}
