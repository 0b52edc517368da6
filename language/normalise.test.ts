import { normalise } from './normalise.ts';
import { digitOf, kanjiNumber, toAsciiDigits } from './normalise-numerals.ts';

const SPELLINGS: [string, string][] = [
  ['ﾛｸﾞｲﾝ', 'ログイン'],
  ['ﾊﾟｽﾜｰﾄﾞ', 'パスワード'],
  ['ＩＤ', 'id'],
  ['ロ グ イ ン', 'ログイン'],
  ['パスワード を わすれ ました', 'パスワードをわすれました'],
  ['口グイン', 'ログイン'],
  ['サイ卜', 'サイト'],
  ['カ−ド', 'カード'],
  ['カ-ド', 'カード'],
  ['パスワ一ド', 'パスワード'],
  ['力ード', 'カード'],
  ['工ラー', 'エラー'],
  ['ログイソ', 'ログイン'],
  ['セゾソ', 'セゾン'],
  ['パスワート', 'パスワード'],
  ['助けて！！！！', '助けて!'],
  ['ああああああ', 'ああ'],
  ['わからーーーん', 'わからーん'],
  ['saifu otoshita', 'さいふおとした'],
  ['kono meeru honmono?', 'このめーるほんもの?'],
  ['password wasureta', 'passwordわすれた'],
  ['how do I change my pin', 'how do i change my pin'],
  ['０９０−１２３４−５６７８', '090-1234-5678'],
  ['ログイン\u200bできない', 'ログインできない'],
  ['窓口', '窓口'],
  ['ログイン口', 'ログイン口'],
  ['一ヶ月', '一ヶ月'],
  ['2〜3回', '2〜3回'],
  ['', ''],
];

describe('normalise', () => {
  it.each(SPELLINGS)('writes 「%s」 as 「%s」', (typed, expected) => {
    expect(normalise(typed).text).toBe(expected);
  });

  it('maps every unit back to where it was typed', () => {
    const typed = 'ﾈｯﾄ ｱﾝｻｰ ＩＤ';
    const { text, origin } = normalise(typed);
    expect(origin).toHaveLength(text.length + 1);
    expect(origin.at(-1)).toBe(typed.length);
    expect(typed.slice(origin[text.indexOf('id')], origin.at(-1))).toBe('ＩＤ');
    expect(origin.every((place, index) => index === 0 || place >= (origin[index - 1] ?? 0))).toBe(true);
  });

  it('survives halves of surrogate pairs', () => {
    expect(normalise('\ud800ログイン\udc00').text).toContain('ログイン');
  });
});

describe('numerals', () => {
  it.each([
    ['三回', '3回'],
    ['１２', '12'],
    ['③', '3'],
    ['二十五', '25'],
    ['千二百', '1200'],
    ['三万', '30000'],
    ['一〇', '10'],
    ['暗証番号', '暗証番号'],
  ])('writes 「%s」 as 「%s」', (typed, expected) => {
    expect(toAsciiDigits(typed)).toBe(expected);
  });

  it('reads one character of any script', () => {
    expect(['4', '４', '四', '④', '❹', '٤', '〇', 'あ'].map(digitOf)).toEqual([
      '4',
      '4',
      '4',
      '4',
      '4',
      '4',
      '0',
      null,
    ]);
  });

  it('says no to what is not a number', () => {
    expect([kanjiNumber('万'), kanjiNumber(''), kanjiNumber('三あ')]).toEqual([null, null, null]);
  });
});
