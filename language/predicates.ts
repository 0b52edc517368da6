/** What is said in a message, verb by verb: denied or not, done or wished for, asked, asked of somebody, supposed, told by others. */
import type { Token } from './tokeniser.ts';

/** One verb or adjective of a message with all that hangs on it. */
export interface Predicate {
  /** Dictionary form; a verbal noun with する stands as the noun alone: 「電話」 for 電話しました. */
  base: string;
  /** UTF-16 offsets into the normalised text. */
  start: number;
  end: number;
  /** 〜ない, 〜ません, 〜へん; a denial denied is none: 「できないわけではない」. */
  negated: boolean;
  past: boolean;
  /** 〜たい, 〜てほしい. */
  wish: boolean;
  /** 〜てください, 〜てもらえますか: somebody else is to do it. */
  request: boolean;
  /** 〜か, 〜の?, a mark of question. */
  question: boolean;
  /** 〜たら, 〜ば, 〜ても, 〜と. */
  conditional: boolean;
  /** 〜しよう, 〜つもり, 〜します of what is still to come. */
  intended: boolean;
  /** 〜なければ, 〜ほうがいい, 〜べき. */
  duty: boolean;
  /** 〜と言われた, 〜って出る: words of somebody else or of a screen. */
  quoted: boolean;
  /** 〜てもらった: done by somebody else for the person. */
  received: boolean;
  /** 〜かもしれない, 〜はず, たぶん. */
  doubtful: boolean;
  /** Nouns with が or は before it. */
  subjects: string[];
  /** Nouns with を before it, and those with は or も that may be its object. */
  objects: string[];
}

const NEGATIVES: ReadonlySet<string> = new Set(['ない', 'ん', 'ぬ', 'へん', 'ひん', 'ず', 'まい', 'ねえ', 'ねぇ']);
const CONDITIONAL: ReadonlySet<string> = new Set(['ば', 'と', 'ても', 'でも', 'なら']);
const GIVES: ReadonlySet<string> = new Set([
  'もらう',
  'もらえる',
  'いただく',
  'いただける',
  'くれる',
  'くださる',
  'くれる',
  'ほしい',
  '欲しい',
]);
const SPEAKS: ReadonlySet<string> = new Set([
  '言う',
  'いう',
  '聞く',
  '出る',
  '表示',
  '書く',
  '思う',
  '思える',
  '返る',
  'なる',
  '怒る',
]);
const QUOTES: ReadonlySet<string> = new Set(['と', 'って', 'て', 'とか']);
const DUTY_NOUNS: ReadonlySet<string> = new Set(['ほう', '方', 'べき', '必要']);
const DOUBT: ReadonlySet<string> = new Set([
  'かも',
  'かもしれない',
  'はず',
  'たぶん',
  '多分',
  'らしい',
  'そう',
  'かしら',
]);
const CLAUSE_ENDS: ReadonlySet<string> = new Set([
  'けど',
  'けれど',
  'けれども',
  'が',
  'ので',
  'から',
  'のに',
  'し',
  'で',
  '、',
  '。',
  '!',
  '?',
  '\n',
]);

/** The predicates of a message in their order. @param text the normalised text that the tokens are from */
export function predicatesOf(tokens: readonly Token[], text: string): Predicate[] {
  const heads = tokens.flatMap((_token, at) => (isHead(tokens, at) ? [at] : []));
  return heads.map((at, index) =>
    predicateAt(tokens, text, at, heads[index - 1] ?? -1, heads[index + 1] ?? tokens.length),
  );
}

/** A verb or adjective that stands by itself, or a verbal noun that carries the clause: 「登録済み」「電話しました」. */
function isHead(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at] as Token;
  const next = tokens[at + 1];
  if (token.part === '形容詞' && token.detail === '自立') return !DUTY_NOUNS.has(tokens[at - 2]?.surface ?? '');
  if (token.part === '名詞' && token.detail === 'サ変接続' && /\p{L}/u.test(token.surface))
    return next === undefined || next.base === 'する' || ['済み', '済', 'ずみ', 'です', '中'].includes(next.surface);
  if (token.part !== '動詞' || token.detail !== '自立') return false;
  return !(token.base === 'する' && tokens[at - 1]?.detail === 'サ変接続');
}

function predicateAt(tokens: readonly Token[], text: string, at: number, before: number, after: number): Predicate {
  const head = tokens[at] as Token;
  const tail = tailOf(tokens, at, after);
  const words = tail.map((token) => token.base);
  const surfaces = tail.map((token) => token.surface);
  const denials = tail.filter((token, index) => denies(token, index === 0 ? head : (tail[index - 1] as Token))).length;
  const gives = words.some((word) => GIVES.has(word));
  const duty =
    surfaces.some((word) => DUTY_NOUNS.has(word)) ||
    /なければ|なきゃ|ないと(?:いけ|だめ|駄目|なり)/u.test(surfaces.join(''));
  const past =
    tail.some((token) => (token.base === 'た' || token.base === 'だ') && /^(?:た|だ)$/u.test(token.surface)) ||
    surfaces.some((word) => /^(?:済み?|ずみ)$/u.test(word));
  const last = tail.at(-1)?.end ?? head.end;
  const question = asks(tokens, text, at, last);
  const clause = tokens.slice(before + 1, at);
  const conditional =
    words.some(
      (word, index) => CONDITIONAL.has(word) && tail[index]?.part === '助詞' && tail[index]?.detail === '接続助詞',
    ) || surfaces.some((word) => /^(?:たら|だら|ても|でも|なら)$/u.test(word));
  return {
    base: nounOf(tokens, at) ?? head.base,
    start: head.start,
    end: last,
    negated: denials % 2 === 1 && !duty,
    past: past && !conditional,
    wish: words.some((word) => word === 'たい' || word === 'ほしい' || word === '欲しい'),
    request:
      (gives &&
        !past &&
        (question ||
          words.some((word) => word === 'たい' || word === 'ほしい') ||
          /ください|くれ$/u.test(surfaces.join('')))) ||
      /(?:て|で)(?:ください|下さい|くれ|ちょうだい)/u.test(surfaces.join('')),
    question,
    conditional,
    intended:
      words.some((word) => word === 'う' || word === 'よう' || word === 'つもり') ||
      (!past && /(?:ところ|予定)/u.test(surfaces.join(''))),
    duty,
    quoted:
      QUOTES.has(tokens[at + tail.length + 1]?.surface ?? '') && SPEAKS.has(tokens[at + tail.length + 2]?.base ?? ''),
    received: gives && past,
    doubtful: surfaces.some((word) => DOUBT.has(word)) || /かも/u.test(surfaces.join('')),
    subjects: nounsWith(clause, ['が', 'は', 'も']),
    objects: nounsWith(clause, ['を', 'は', 'も', 'に']),
  };
}

/** 「できるん?」 asks, 「できん」 denies: ん denies only after a form that waits for it. */
function denies(token: Token, before: Token): boolean {
  if (!NEGATIVES.has(token.base)) return false;
  return token.base !== 'ん' || before.form.startsWith('未然');
}

/** 「電話はしました」: the verbal noun that する belongs to, a particle between them. */
function nounOf(tokens: readonly Token[], at: number): string | undefined {
  const noun = tokens[at - 2];
  return tokens[at]?.base === 'する' && tokens[at - 1]?.part === '助詞' && noun?.detail === 'サ変接続'
    ? noun.base
    : undefined;
}

/** What hangs on the head: auxiliaries, bound verbs and particles up to the next clause or the next head. */
function tailOf(tokens: readonly Token[], at: number, after: number): Token[] {
  const tail: Token[] = [];
  for (const token of tokens.slice(at + 1, after)) {
    const ends =
      CLAUSE_ENDS.has(token.surface) && (token.part === '助詞' || token.part === '記号' || token.part === '接続詞');
    if (ends && !(token.surface === 'で' && token.detail === '接続助詞')) break;
    if (
      token.part === '名詞' &&
      token.detail !== '非自立' &&
      token.detail !== '接尾' &&
      token.surface !== 'ほう' &&
      token.surface !== '済み'
    )
      break;
    if (QUOTES.has(token.surface) && token.detail === '格助詞') break;
    tail.push(token);
  }
  return tail;
}

const QUESTION_MARKS = /[?？]/u;

/** Whether the clause of the predicate asks. */
function asks(tokens: readonly Token[], text: string, at: number, end: number): boolean {
  const after = tokens.filter((token) => token.start >= end);
  const next = after[0];
  if (next && QUESTION_MARKS.test(next.surface)) return true;
  const inTail = tokens
    .slice(at + 1)
    .filter((token) => token.end <= end)
    .at(-1);
  if (inTail && /^(?:か|かな|かね|かしら|け|っけ)$/u.test(inTail.surface)) return true;
  return (next === undefined || next.surface === '。') && QUESTION_MARKS.test(text.slice(end, end + 2));
}

function nounsWith(clause: readonly Token[], particles: readonly string[]): string[] {
  return clause.flatMap((token, at) => {
    const next = clause[at + 1];
    const noun = token.part === '名詞' && token.detail !== '非自立';
    return noun && next?.part === '助詞' && particles.includes(next.surface) ? [token.base] : [];
  });
}

/** Whether the predicate tells of something that is so: neither denied nor asked, wished, supposed or told by others. */
export function isAsserted(predicate: Predicate): boolean {
  const { negated, wish, request, question, conditional, intended, duty, quoted, doubtful } = predicate;
  return !(negated || wish || request || question || conditional || intended || duty || quoted || doubtful);
}
