import { join } from 'node:path';
import { loadLanguage } from '../language/understander.ts';
import { continues, isClosed, joinPieces, mayBePiece } from './fragments.ts';

const root = join(import.meta.dirname, '..');
const { look } = loadLanguage({ buildDir: join(root, 'build'), knowledgeDir: join(root, 'knowledge') });

describe('what may be a piece', () => {
  it.each([
    'ロック',
    'アメックス',
    'ﾛｯｸ',
    'ネットアンサー',
    'iPhone 15',
    'セゾンのカード',
    'はされてないけど',
    'じゃなくて',
    'じゃなくてセゾン',
    'が届かない',
    'って言われた',
    'エラーが出て、',
    'ロックされて',
    'できなくて',
    'アプリで',
    'パスワードは',
    'パスワードを',
    'ログインしようとしたら',
    'ログインできないんですけど',
    'ログインできないし',
    'もう試したから',
    'えっと',
    'けど',
    'ログイン…',
  ])('%s', (text) => expect(mayBePiece(look(text))).toBe(true));
});

describe('what is plainly whole', () => {
  it.each([
    'ログインできない',
    'ログインできません',
    'アメックス。',
    'アメックスです',
    'ポイントの有効期限は？',
    '明細はどこで見られますか',
    '暗証番号を変えたい',
    '暗証番号の変更',
    '暗証番号忘れた',
    'どうすれば',
    'なんで',
    '教えて',
    '助けて',
    '忘れた',
    '戻る',
    'わからない',
    'はい',
    'うん',
    '違う',
    'ダメ',
    '無理',
    '2',
    '２番',
    '一番上',
    '次',
    'メニュー',
    '完了',
    'はじめから',
    'ﾊｲ ﾓｯﾃﾏｽ',
    'ありがとう',
    'こんにちは',
    'お願いします',
    'ロックはされてない',
    'ログインできないんですよね',
    '再登録してください',
    '😡😡',
    '？',
    '',
  ])('%s', (text) => expect(mayBePiece(look(text))).toBe(false));

  it('is seen by the last letters where a message is closed', () => {
    expect(['ロックです', 'ロック？', 'ロック。', '教えてください'].every(isClosed)).toBe(true);
    expect(['ロック', 'ロックですけど', 'ロックですが', 'ロック…', 'ロックですので'].some(isClosed)).toBe(false);
  });
});

describe('what goes on with the message before', () => {
  it.each([
    ['ロック', 'はされてないけど', true],
    ['ロックはされてないけど', 'ログインできない', true],
    ['ログインできない', 'アメックス', true],
    ['ログインできません', 'セゾンじゃなくて', true],
    ['アメックス', 'じゃなくてセゾンです。', true],
    ['エラーが出て', '入れない', true],
    ['パスワード', '忘れた', true],
    ['ポイントの有効期限は？', '明細はどこで見られますか', false],
    ['明細はどこで見られますか', '暗証番号を変えたい', false],
    ['ログインできない', '暗証番号忘れた', false],
    ['ログインできない', 'はい', false],
  ])('%s → %s: %s', (before, next, expected) => {
    expect(continues(look(before), look(next), true)).toBe(expected);
  });

  it('a closed sentence, a yes or a number after an answered piece stands by itself; before its answer it is the rest', () => {
    for (const next of ['ログインできません。', 'はい', '2']) {
      expect(continues(look('アメックス'), look(next), true)).toBe(false);
      expect(continues(look('アメックス'), look(next), false)).toBe(true);
    }
  });

  it('is joined with nothing between where it leans back, else with a space', () => {
    const pieces = ['ロック', 'はされてないけど', 'ログインできない', 'アメックス'];
    const joined = joinPieces(pieces.map((text) => ({ text, look: look(text) })));
    expect(joined).toBe('ロックはされてないけど ログインできない アメックス');
  });
});
