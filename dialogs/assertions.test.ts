import { predicatesOf } from '../language/predicates.ts';
import { testAnalyser } from '../language/testing.ts';
import { saysLoginWorks, saysReported } from './assertions.ts';

const analyser = await testAnalyser();
const said = (text: string) => {
  const { tokens, normalised } = analyser.analyse(text);
  return predicatesOf(tokens, normalised.text);
};

describe('that the card company was told', () => {
  it.each([
    '電話しました',
    '連絡しました',
    'さっき電話したところです',
    'もう連絡済みです',
    'カードは止めてもらいました',
    '止めました',
    '妻がカード会社に電話しました',
  ])('is taken from 「%s」', (text) => {
    expect(saysReported(said(text))).toBe(true);
  });
  it.each([
    'まだ誰にも連絡していません',
    'まだ電話してません',
    '電話してないです',
    '止めてもらえますか',
    '止めてください',
    '電話したほうがいいですか',
    '電話したいです',
    '連絡しようと思います',
    '電話したらどうなりますか',
    '電話しましたか?',
    '電話したけどつながりません',
    '警察に届けました',
    '母に電話しました',
    '電話したって聞きました',
    '連絡しなければなりませんか',
  ])('is not taken from 「%s」', (text) => {
    expect(saysReported(said(text))).toBe(false);
  });
});

describe('that the login works', () => {
  it.each([
    '入れました',
    'ログインできました',
    'できました!',
    'やっと入れた',
    '無事ログインできました',
    '直りました',
    'サイトに入れました',
  ])('is taken from 「%s」', (text) => {
    expect(saysLoginWorks(said(text))).toBe(true);
  });
  it.each([
    'メールは入れたけどパスワードが違うと言われる',
    'メールは入れた',
    'パスワードを入れました',
    '次の画面で止まる',
    '入れません',
    '入れたらどうなりますか',
    '友達は入れたって言ってました',
    'ログインできましたか?',
    'ログインできたらいいのに',
    'ログインできたと思ったらまた戻った',
    '入れたけど次の画面で止まる',
    '入れたい',
  ])('is not taken from 「%s」', (text) => {
    expect(saysLoginWorks(said(text))).toBe(false);
  });
});
