import { isAsserted, type Predicate } from '../language/predicates.ts';

/**
 * What a person may be taken at their word for only when it is plainly said: that the login works, and that the card's company was told.
 * Both end something that must not end by mistake, so neither follows from a word alone: the verb must be asserted, and it must be
 * about the right thing. Closed classes; each is tested by its negation, question and wish.
 */

/** What one gets into. With another object 入れた is いれた: 「メールは入れた」. */
const LOGIN_NOUNS =
  /^(?:ログイン|サイト|ページ|中|なか|アプリ|ポータル|会員|画面|ネットアンサー|今度|今|これ|それ|一応|無事|おかげ|やっと|さっき|全部|ばっちり|net ?アンサー|netanswer|アメックス|アメリカン・?エキスプレス|プロミス|セゾン|会員サービス|会員サイト|オンライン)$/iu;
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
      (cameToWork(predicate, predicates[at + 1]) ||
        ((predicate.past || predicate.base === '入れる') && isAsserted(predicate))) &&
      [...predicate.objects, ...predicate.subjects].every((noun) => LOGIN_NOUNS.test(noun) || noun === 'こと') &&
      isOfLogin(predicate, predicates[at - 1]) &&
      !predicates.slice(at + 1).some((later) => later.negated || TROUBLE.has(later.base)),
  );
}

const ENTERS: ReadonlySet<string> = new Set(['入る', 'はいる', 'ログイン']);
const THAT_CAN = 'ことが'.length;

/** 「入ることができました」, and not 「見ることができました」: what could be done stands before. */
function isOfLogin(predicate: Predicate, before: Predicate | undefined): boolean {
  const joined =
    before !== undefined && predicate.start - before.end <= THAT_CAN && /^(?:できる|出来る)$/u.test(predicate.base);
  return !joined || ENTERS.has(before.base) || before.past || before.conditional;
}

/** 「入れるようになりました」 */
function cameToWork(predicate: Predicate, next: Predicate | undefined): boolean {
  const became = next?.base === 'なる' && next.past && isAsserted(next) && next.start <= predicate.end;
  return became && isAsserted({ ...predicate, intended: false });
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

/** Whether a call or a message was made, whatever came of it: 「電話してみたけど、まだ入れない」. */
export function saysCalled(predicates: readonly Predicate[]): boolean {
  return predicates.some((predicate) => TELLS.has(predicate.base) && predicate.past && isAsserted(predicate));
}

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

const STOPS: ReadonlySet<string> = new Set([
  'やめる',
  '止める',
  '辞める',
  'キャンセル',
  '取り消す',
  '取消す',
  '中止',
  '抜ける',
]);

/** Whether a wish to stop is put into a word: 「やめます」「もう待ちません」「キャンセルで」, and not only 「やっぱりいい」, which may mean either. */
export function saysStop(predicates: readonly Predicate[], nouns: readonly string[] = []): boolean {
  if (predicates.some(({ question, duty }) => question || duty)) return false;
  if (predicates.length === 0) return nouns.some((noun) => STOPS.has(noun));
  return predicates.some(({ base, negated }) => (STOPS.has(base) ? !negated : base === '待つ' && negated));
}

const GIVES_AWAY: ReadonlySet<string> = new Set([
  '答える',
  '言う',
  '教える',
  '入れる',
  '入力',
  '渡す',
  '打つ',
  '伝える',
  '話す',
  'しゃべる',
  '送る',
  '書く',
]);

/** Whether something was given away, in whatever dialect: neither denied nor asked, wished or only thought of. */
export function saysGaveAway(predicates: readonly Predicate[]): boolean {
  return predicates.some(
    ({ base, negated, question, wish, conditional, intended, duty }) =>
      GIVES_AWAY.has(base) && !(negated || question || wish || conditional || intended || duty),
  );
}
