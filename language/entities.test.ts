import type { Analyser } from './analysis.ts';
import { findEntities } from './entities.ts';
import { testAnalyser } from './testing.ts';
import type { Entity, EntityType } from './types.ts';

let analyser: Analyser;
beforeAll(async () => {
  analyser = await testAnalyser();
});

const entitiesIn = (message: string): Entity[] => findEntities(analyser.analyse(message));
const valuesIn = (message: string, type: EntityType): Entity['value'][] =>
  entitiesIn(message)
    .filter((entity) => entity.type === type)
    .map((entity) => entity.value);

const VALUES: [string, EntityType, Entity['value'][]][] = [
  ['ネットアンサーに入れない', 'service', ['saison']],
  ['ﾈｯﾄｱﾝｻｰ', 'service', ['saison']],
  ['Netアンサー', 'service', ['saison']],
  ['ねっとあんさー', 'service', ['saison']],
  ['セゾンPortal', 'service', ['saison']],
  ['ぷろみすのアプリ', 'service', ['promise']],
  ['プロミスとアメックス', 'service', ['promise', 'amex']],
  ['セゾンパール・アメリカン・エキスプレス', 'service', ['saison']],
  ['アメリカン・エキスプレスのサイト', 'service', ['amex']],
  ['瞬フリが使えない', 'service', ['promise']],
  ['iPhone15で見てます', 'device', ['iphone']],
  ['アイフォンです', 'device', ['iphone']],
  ['パソコンから', 'device', ['computer']],
  ['ガラケーなんですが', 'device', ['feature_phone']],
  ['ｉＰａｄ', 'device', ['ipad']],
  ['iOS 17.2です', 'system', ['ios 17.2']],
  ['iOS17', 'system', ['ios 17']],
  ['Windows 11', 'system', ['windows 11']],
  ['Windows10のEdge', 'system', ['windows 10']],
  ['ＡＮＤＲＯＩＤ １３', 'system', ['android 13']],
  ['Chrome 119', 'browser', ['chrome 119']],
  ['サファリで開くと', 'browser', ['safari']],
  ['Windows10のEdge', 'browser', ['edge']],
  ['IEです', 'browser', ['internet_explorer']],
  ['「ログインできません」と出る', 'error_text', ['ログインできません']],
  ['エラー E1234が出る', 'error_text', ['e1234']],
  ['エラーコード 503', 'error_text', ['503']],
  ['三回間違えた', 'failure_count', [3]],
  ['３回失敗', 'failure_count', [3]],
  ['2,3回やった', 'failure_count', [3]],
  ['二三回', 'failure_count', [3]],
  ['十回くらい', 'failure_count', [10]],
  ['何度も間違えた', 'failure_count', ['many']],
  ['何回やってもだめ', 'failure_count', ['many']],
  ['さんかいまちがえた', 'failure_count', [3]],
  ['1回払いにしたい', 'failure_count', []],
  ['昨日から入れない', 'since', ['昨日から']],
  ['さっきからだめ', 'since', ['さっきから']],
  ['先週から', 'since', ['先週から']],
  ['3日前から', 'since', ['3日前から']],
  ['機種変してから入れない', 'since', []],
  ['家族カードの暗証番号', 'card_kind', ['family']],
  ['妻のカード', 'card_kind', ['family']],
  ['デジタルカードの番号', 'card_kind', ['digital']],
  ['ATMで使えない', 'place', ['atm']],
  ['スーパーのレジで', 'place', ['shop', 'shop']],
  ['アプリが落ちる', 'place', ['app']],
  ['サイトが開かない', 'place', ['web']],
  ['わからない', 'unknown', [true]],
  ['分かりません', 'unknown', [true]],
  ['さっぱりわからんのう', 'unknown', [true]],
  ['わからへん', 'unknown', [true]],
  ['wakaranai', 'unknown', [true]],
  ['知らん', 'unknown', [true]],
  ['さあ', 'unknown', [true]],
  ['覚えてない', 'unknown', [true]],
  ['はい', 'yes', [true]],
  ['うん', 'yes', [true]],
  ['OK', 'yes', [true]],
  ['ＯＫです', 'yes', [true]],
  ['お願いします', 'yes', [true]],
  ['そうです', 'yes', [true]],
  ['んだ', 'yes', [true]],
  ['ﾊｲ', 'yes', [true]],
  ['はい、持っています', 'yes', [true]],
  ['大丈夫です', 'yes', [true]],
  ['いいえ', 'no', [true]],
  ['違います', 'no', [true]],
  ['ちゃう', 'no', [true]],
  ['結構です', 'no', [true]],
  ['いえ、まだです', 'no', [true]],
  ['ありません', 'no', [true]],
  ['持ってないです', 'no', [true]],
  ['ううん', 'no', [true]],
  ['はい', 'no', []],
  ['いいえ', 'yes', []],
  ['３', 'choice', [3]],
  ['3', 'choice', [3]],
  ['三番', 'choice', [3]],
  ['さんばん', 'choice', [3]],
  ['3番目', 'choice', [3]],
  ['③', 'choice', [3]],
  ['(3)', 'choice', [3]],
  ['三', 'choice', [3]],
  ['３番でお願いします', 'choice', [3]],
  ['2番目のやつ', 'choice', [2]],
  ['二つ目', 'choice', [2]],
  ['上から2番目', 'choice', [2]],
  ['最後の', 'choice', [-1]],
  ['一番下', 'choice', [-1]],
  ['一番上', 'choice', [1]],
  ['最初のやつ', 'choice', [1]],
  ['さん', 'choice', [3]],
  ['10', 'choice', [10]],
  ['1', 'choice', [1]],
  ['１', 'choice', [1]],
  ['一番', 'choice', [1]],
  ['いちばん', 'choice', [1]],
  ['①', 'choice', [1]],
  ['❶', 'choice', [1]],
  ['一つ目', 'choice', [1]],
  ['1個目', 'choice', [1]],
  ['最後', 'choice', [-1]],
  ['1でお願いします', 'choice', [1]],
  ['１でお願いします', 'choice', [1]],
  ['3番で', 'choice', [3]],
  ['①で', 'choice', [1]],
  ['最後のでお願いします', 'choice', [-1]],
  ['三回', 'choice', []],
  ['2024年5月1日から', 'date', ['2024-05-01']],
  ['昭和30年1月2日', 'date', ['1955-01-02']],
  ['令和元年五月一日', 'date', ['2019-05-01']],
  ['5月3日に届いた', 'date', ['--05-03']],
  ['7/3に試した', 'date', ['--07-03']],
  ['2024/05/01', 'date', ['2024-05-01']],
  ['090-1234-5678です', 'phone', ['09012345678']],
  ['０３−１２３４−５６７８', 'phone', ['0312345678']],
  ['taro@example.comに届かない', 'email', ['taro@example.com']],
  ['3万円の請求', 'amount', [30000]],
  ['12,800円', 'amount', [12800]],
  ['千円足りない', 'amount', [1000]],
  ['1万5千円', 'amount', [15000]],
  ['５０００円', 'amount', [5000]],
  ['Web-IDで入る', 'login_method', ['web_id']],
  ['カード番号で入る', 'login_method', ['card_number']],
]; // prettier-ignore

describe('findEntities', () => {
  it.each(VALUES)('「%s」: %s is %j', (message, type, values) => {
    expect(valuesIn(message, type)).toEqual(values);
  });

  it('gives each piece as it was typed, with its place in the message', () => {
    const message = 'ｾｿﾞﾝのｻｲﾄに ＩＤ を３回 入れた';
    for (const entity of entitiesIn(message)) expect(message.slice(entity.start, entity.end)).toBe(entity.text);
    expect(entitiesIn(message).find((entity) => entity.type === 'service')?.text).toBe('ｾｿﾞﾝ');
    expect(entitiesIn(message).find((entity) => entity.type === 'failure_count')?.text).toBe('３回');
  });

  it('answers no question with a long story', () => {
    const types = entitiesIn(
      'はい、昨日からずっと入れなくて困っておりまして、娘にも見てもらいましたが分かりません',
    ).map(({ type }) => type);
    expect(types).not.toContain('yes');
    expect(types).not.toContain('unknown');
  });
});
