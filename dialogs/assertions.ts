import { isAsserted, type Predicate } from '../language/predicates.ts';

/**
 * What a person may be taken at their word for only when it is plainly said: that the login works, and that the card's company was told.
 * Both end something that must not end by mistake, so neither follows from a word alone: the verb must be asserted, and it must be
 * about the right thing. Closed classes; each is tested by its negation, question and wish.
 */

/** What one gets into. With another object 入れた is いれた: 「メールは入れた」. */
const LOGIN_NOUNS =
  /^(?:ログイン|サイト|ページ|中|なか|アプリ|ポータル|会員|画面|ネットアンサー|今度|今|これ|それ|一応|無事|おかげ|やっと|さっき|全部|ばっちり)$/iu;
const GETS_IN: ReadonlySet<string> = new Set([
  '入れる',
  'はいれる',
  '入る',
  'はいる',
  'できる',
  '出来る',
  '直る',
  'なおる',
  '解決',
  '成功',
  'ログイン',
]);
/** What, said afterwards, takes a success back. */
const TROUBLE: ReadonlySet<string> = new Set([
  '違う',
  '止まる',
  '戻る',
  '固まる',
  '間違う',
  '間違える',
  '弾く',
  'はじく',
  '断る',
  '困る',
  'エラー',
  '消える',
  '落ちる',
]);

/** Whether the person says that the login works: got in, plainly, and nothing after it takes that back. */
export function saysLoginWorks(predicates: readonly Predicate[]): boolean {
  return predicates.some(
    (predicate, at) =>
      GETS_IN.has(predicate.base) &&
      (predicate.past || predicate.base === '入れる') &&
      isAsserted(predicate) &&
      [...predicate.objects, ...predicate.subjects].every((noun) => LOGIN_NOUNS.test(noun)) &&
      !predicates.slice(at + 1).some((later) => later.negated || TROUBLE.has(later.base)),
  );
}

const TELLS: ReadonlySet<string> = new Set([
  '電話',
  '連絡',
  '通報',
  '相談',
  '報告',
  '伝える',
  '届ける',
  '届け出る',
  '止める',
  'とめる',
  '停止',
  '話す',
]);
/** Who was told, when it was not the card's company. */
const SOMEBODY_ELSE =
  /^(?:警察|交番|銀行|家族|母|父|親|夫|妻|主人|旦那|娘|息子|友達|友人|会社の人|上司|お店|店|郵便局|口座)$/u;

/** Whether the person says that the card's company was told, by whomever: done, not wished, asked, supposed or denied, and not told to others. */
export function saysReported(predicates: readonly Predicate[]): boolean {
  return predicates.some(
    (predicate, at) =>
      TELLS.has(predicate.base) &&
      predicate.past &&
      isAsserted(predicate) &&
      !predicate.objects.some((noun) => SOMEBODY_ELSE.test(noun)) &&
      !predicates.slice(at + 1).some((later) => later.negated),
  );
}
