import { predicatesOf } from '../language/predicates.ts';
import { testAnalyser } from '../language/testing.ts';
import { saysCalled, saysGaveAway, saysLoginWorks, saysReported, saysStop } from './assertions.ts';

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
    'やっと入れるようになりました',
    'Netアンサーにログインできました',
    'Netアンサーのほうから入ることができました',
  ])('is taken from 「%s」', (text) => {
    expect(saysLoginWorks(said(text))).toBe(true);
  });
  it.each([
    'メールは入れたけどパスワードが違うと言われる',
    'メールは入れた',
    'メールを見ることができました',
    '入ることができません',
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

describe('a call that was made, whatever came of it', () => {
  it.each(['電話してみたけど、まだ入れません', '窓口に連絡しました'])('is heard in %s', (text) => {
    expect(saysCalled(said(text))).toBe(true);
  });
  it.each(['まだ電話していません', '電話したほうがいいですか', '電話したいです', '電話はつながりますか'])(
    'is not heard in %s',
    (text) => {
      expect(saysCalled(said(text))).toBe(false);
    },
  );
});

describe('a plain wish to stop waiting', () => {
  it.each(['やめます', 'やめたいです', 'もう待ちません', 'キャンセルします'])('is heard in %s', (text) => {
    expect(saysStop(said(text))).toBe(true);
  });
  it.each(['やっぱりいい', 'もういいです', 'やめません', 'やめたほうがいいですか', '待ちます', '待っています'])(
    'is not heard in %s',
    (text) => {
      expect(saysStop(said(text))).toBe(false);
    },
  );
});

describe('that something was given away', () => {
  it.each(['答えてもうた', '教えてしまいました', '番号を入れました', '言うてしもた'])('is heard in %s', (text) => {
    expect(saysGaveAway(said(text))).toBe(true);
  });
  it.each([
    '何も入れていません',
    '教えてないです',
    '答えたほうがいいですか',
    '暗証番号を聞かれてる',
    '教えたらどうなりますか',
  ])('is not heard in %s', (text) => {
    expect(saysGaveAway(said(text))).toBe(false);
  });
});
