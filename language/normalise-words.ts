/** Words of our field that were mistyped in a systematic way: ソ for ン, missing dots, small for large kana. */
import type { NormalisedText } from './normalise.ts';
import { TextBuilder } from './text-builder.ts';

/** Words that are repaired towards. Each in the spelling the dictionary has. */
const KATAKANA_WORDS = [
  'ログイン',
  'パスワード',
  'ワンタイムパスワード',
  'アカウント',
  'カード',
  'セゾン',
  'セゾンカード',
  'ネットアンサー',
  'アメックス',
  'プロミス',
  'ロック',
  'エラー',
  'サイト',
  'メール',
  'コード',
  'アプリ',
  'スマホ',
  'パソコン',
  'ブラウザ',
  'ポイント',
  'パズル',
  'アメリカン',
  'エキスプレス',
  'ローマ',
  'ユーザー',
  'キャッシング',
  'ワンタイム',
  'インストール',
  'アンドロイド',
  'メンテナンス',
]; // prettier-ignore

const CONFUSABLE: Record<string, string> = {
  ソ: 'ン',
  ゾ: 'ン',
  ツ: 'シ',
  ヅ: 'ジ',
  ヌ: 'ス',
  ワ: 'ウ',
  ク: 'タ',
  グ: 'ダ',
  ヮ: 'ウ',
};
const SMALL = 'ァィゥェォャュョッヮ';
const LARGE = 'アイウエオヤユヨツワ';
const KATAKANA_RUN = /[ァ-ヺー]{3,14}/g;

/** Confusable letters, dots, small kana and long vowels folded away. */
function foldedKey(word: string): string {
  return Array.from(word.normalize('NFD').replace(/[゙゚]/g, ''), (letter) => {
    const small = SMALL.indexOf(letter);
    const large = small >= 0 ? LARGE.charAt(small) : letter;
    return CONFUSABLE[large] ?? large;
  })
    .join('')
    .replace(/ー/g, '');
}

const WORD_OF_KEY = new Map(KATAKANA_WORDS.map((word) => [foldedKey(word), word]));
const KNOWN = new Set(KATAKANA_WORDS);

/** Replaces a katakana run by the word of our field that it looks like. */
export function repairWords(source: NormalisedText): NormalisedText {
  const { text, origin } = source;
  const out = new TextBuilder();
  let done = 0;
  for (const match of text.matchAll(KATAKANA_RUN)) {
    const word = KNOWN.has(match[0]) ? undefined : WORD_OF_KEY.get(foldedKey(match[0]));
    if (!word) continue;
    copy(source, out, done, match.index);
    done = match.index + match[0].length;
    for (let at = 0; at < word.length; at++) {
      const place = Math.min(match[0].length - 1, Math.floor((at * match[0].length) / word.length));
      out.add(word.charAt(at), origin[match.index + place] ?? 0);
    }
  }
  if (done === 0) return source;
  copy(source, out, done, text.length);
  return out.finish(origin[text.length] ?? 0);
}

function copy({ text, origin }: NormalisedText, out: TextBuilder, from: number, to: number): void {
  for (let at = from; at < to; at++) out.add(text.charAt(at), origin[at] ?? 0);
}
