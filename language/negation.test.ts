import { findDenied } from './negation.ts';
import { normalise } from './normalise.ts';
import type { Intent } from './types.ts';

const LOCK: Intent = 'account_locked';
const PASSWORD: Intent = 'password_wrong_or_forgotten';
const ID: Intent = 'id_wrong_or_forgotten';
const WIDE: Intent = 'fullwidth_input';
const TYPO: Intent = 'romaji_typo';
const NETWORK: Intent = 'network_trouble';
const UNREGISTERED: Intent = 'not_registered';
const OLD: Intent = 'browser_outdated';
const STOPPED: Intent = 'card_suspended';
const PUZZLE: Intent = 'puzzle_failed';
const CODE: Intent = 'otp_not_received';
const CONTACT: Intent = 'registered_contact_changed';
const OUTAGE: Intent = 'system_outage';
const PIN: Intent = 'pin_forgotten';

const DENIED: [string, Intent[]][] = [
  ['ロックはされてないけど入れない', [LOCK]],
  ['ロックされていません', [LOCK]],
  ['ロックじゃないと思う', [LOCK]],
  ['ロックではないです', [LOCK]],
  ['アカウントロックでもない', [LOCK]],
  ['ロックもかかってへん', [LOCK]],
  ['ロックとらんのに', [LOCK]],
  ['ロックは解除してもらいました', [LOCK]],
  ['ﾛｯｸはされてない', [LOCK]],
  ['パスワードは合ってるのに', [PASSWORD]],
  ['パスワードは合っているはずです', [PASSWORD]],
  ['パスは合うとる', [PASSWORD]],
  ['パスワードに間違いはない', [PASSWORD]],
  ['パスワードは間違えてません', [PASSWORD]],
  ['パスワードは忘れてない', [PASSWORD]],
  ['パスワードも正しい', [PASSWORD]],
  ['パスワードは手帳の通りに入れた', [PASSWORD]],
  ['パスワードは覚えています', [PASSWORD]],
  ['パスワードは大丈夫なんだけど', [PASSWORD]],
  ['パスワードは問題ありません', [PASSWORD]],
  ['パスワードじゃなくてIDがわからない', [PASSWORD]],
  ['IDは合ってる', [ID]],
  ['IDはわかります', [ID]],
  ['IDは正しいと言われた', [ID]],
  ['ＩＤは間違ってない', [ID]],
  ['IDのほうは覚えてる', [ID]],
  ['IDもパスワードも間違いない', [ID, PASSWORD]],
  ['IDとパスワードは合っています', [ID, PASSWORD]],
  ['IDもパスも合ってる', [ID, PASSWORD]],
  ['パスワードもIDも正しいのに', [ID, PASSWORD]],
  ['ID、パスワードともに間違いありません', [ID, PASSWORD]],
  ['IDとパスワードどちらも確認済み', [ID, PASSWORD]],
  ['半角にもした', [WIDE]],
  ['半角で入れてます', [WIDE]],
  ['全角じゃない', [WIDE]],
  ['全角ではありません', [WIDE]],
  ['全角のせいじゃない', [WIDE]],
  ['ちゃんと半角英数で打った', [WIDE]],
  ['半角になってます', [WIDE]],
  ['半角も確認', [WIDE]],
  ['打ち間違いではない', [TYPO]],
  ['入力ミスじゃないです', [TYPO]],
  ['大文字小文字も確認した', [TYPO]],
  ['一文字ずつ確かめました', [TYPO]],
  ['スペルは合ってる', [TYPO]],
  ['電波は良好', [NETWORK]],
  ['電波はバリバリ', [NETWORK]],
  ['回線は問題ない', [NETWORK]],
  ['Wi-Fiはつながっている', [NETWORK]],
  ['通信環境は問題ありません', [NETWORK]],
  ['ネットはつながってます', [NETWORK]],
  ['電波のせいじゃない', [NETWORK]],
  ['圏外じゃない', [NETWORK]],
  ['他のサイトは見られる', [NETWORK]],
  ['ちゃんと登録してある', [UNREGISTERED]],
  ['登録は済んでいます', [UNREGISTERED]],
  ['登録はしてあります', [UNREGISTERED]],
  ['会員登録はもうしました', [UNREGISTERED]],
  ['前は入れたのに', [UNREGISTERED]],
  ['昨日まで普通に入れてた', [UNREGISTERED]],
  ['最新のブラウザを使ってます', [OLD]],
  ['ブラウザは最新です', [OLD]],
  ['スマホは新しい', [OLD]],
  ['パソコンは買ったばかり', [OLD]],
  ['iPhoneは更新しました', [OLD]],
  ['ブラウザのせいじゃない', [OLD]],
  ['古い機種じゃない', [OLD]],
  ['ATMでは使えた', [STOPPED]],
  ['カードは使えます', [STOPPED]],
  ['お店では普通に使える', [STOPPED]],
  ['カードは止まってない', [STOPPED]],
  ['レジでは通った', [STOPPED]],
  ['支払いは遅れてない', [STOPPED]],
  ['延滞もしてません', [STOPPED]],
  ['パズルはできた', [PUZZLE]],
  ['鍵はちゃんとはまった', [PUZZLE]],
  ['パズルじゃない', [PUZZLE]],
  ['コードは届いた', [CODE]],
  ['認証コードは来てる', [CODE]],
  ['SMSは届いています', [CODE]],
  ['電話番号は変えてない', [CONTACT]],
  ['番号は変わっていません', [CONTACT]],
  ['メンテナンスでもない', [OUTAGE]],
  ['障害情報は出てない', [OUTAGE]],
  ['暗証番号は忘れていません', [PIN]],
  ['暗証番号は覚えてます', [PIN]],
];

const NOT_DENIED: [string, Intent][] = [
  ['ロックされました', LOCK],
  ['ロックされてる', LOCK],
  ['ロックされないか心配', LOCK],
  ['ロックを解除したい', LOCK],
  ['パスワードを忘れた', PASSWORD],
  ['パスワードが違うと言われる', PASSWORD],
  ['パスワードが合わない', PASSWORD],
  ['パスワードがわからない', PASSWORD],
  ['パスワードが通りません', PASSWORD],
  ['パスワードは合ってますか', PASSWORD],
  ['IDがわからない', ID],
  ['IDを覚えていない', ID],
  ['IDが正しくありません', ID],
  ['全角になっていた', WIDE],
  ['半角にできない', WIDE],
  ['電波が悪い', NETWORK],
  ['電波が入らない', NETWORK],
  ['登録していない', UNREGISTERED],
  ['登録できない', UNREGISTERED],
  ['登録した覚えがない', UNREGISTERED],
  ['ブラウザが古い', OLD],
  ['カードが使えない', STOPPED],
  ['カードが止まっている', STOPPED],
  ['レジで使えなかった', STOPPED],
  ['パズルができない', PUZZLE],
  ['コードが届かない', CODE],
  ['認証コードが来ません', CODE],
  ['番号を変えた', CONTACT],
  ['暗証番号を忘れました', PIN],
  ['メンテナンス中ですか', OUTAGE],
];

const deniedIn = (message: string): Intent[] => findDenied(normalise(message).text).sort();

describe('findDenied', () => {
  it.each(DENIED)('「%s」 rules out %j', (message, causes) => {
    expect(deniedIn(message)).toEqual([...causes].sort());
  });

  it.each(NOT_DENIED)('「%s」 does not rule out %s', (message, cause) => {
    expect(deniedIn(message)).not.toContain(cause);
  });

  it('finds every cause of a long list', () => {
    const message = 'ロックじゃない、全角でもない、電波も良好、IDもパスワードも合ってる。でも入れない';
    expect(deniedIn(message)).toEqual([LOCK, WIDE, NETWORK, ID, PASSWORD].sort());
  });

  it('finds nothing in an empty message', () => {
    expect(deniedIn('')).toEqual([]);
  });
});
