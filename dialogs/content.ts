import type { Look } from '../language/understander.ts';

/** Whether a noun stands in the message that names a thing, and not only a verb and its particles. */
export function namesMatter({ analysis: { tokens } }: Look): boolean {
  return tokens.some(
    ({ part, detail, surface }) =>
      part === '名詞' && (detail === '一般' || detail === '固有名詞') && surface.length > 1,
  );
}

/** Whether nothing but particles and the like stands in the message. */
export function isContentless({ analysis: { tokens } }: Look): boolean {
  return tokens.every(
    ({ part, surface }) =>
      !/\p{L}/u.test(surface) ||
      (part !== '名詞' &&
        part !== '動詞' &&
        part !== '形容詞' &&
        part !== '感動詞' &&
        part !== '副詞' &&
        part !== '未知語'),
  );
}

/** 接続詞 and their kin that say nothing but 「and now?」. */
const GO_ON: ReadonlySet<string> = new Set([
  'それ',
  'そん',
  'ほん',
  'ほな',
  'ほいで',
  '次',
  'つぎ',
  'おけ',
  'オケ',
  'ok',
  'じゃ',
  'じゃあ',
  'なら',
  'そしたら',
  'どう',
  'する',
  'すん',
]);

/** Whether the message only asks to go on: 「それで?」「ほんで次は」. */
export function asksToGoOn({ analysis: { tokens } }: Look): boolean {
  const words = tokens.filter(({ surface }) => /\p{L}/u.test(surface));
  const small = new Set(['接続詞', '助詞', '助動詞', '感動詞', 'フィラー']);
  return (
    words.length > 0 &&
    words.length <= MOST_WORDS &&
    words.every(({ part, surface, base }) => small.has(part) || GO_ON.has(surface.toLowerCase()) || GO_ON.has(base))
  );
}

const MOST_WORDS = 6;
