import { testUnderstander } from './testing.ts';
import type { Intent, Understander } from './types.ts';

/** What nobody may misread, whatever the model has learned last: the plainest words for each need. */
const PLAIN: Partial<Record<Intent, string[]>> = {
  login_failed: ['ログインできません', '会員サイトに入れない', 'ログイン出来ない 原因'],
  id_wrong_or_forgotten: ['IDを忘れました', 'ログインIDがわからない', 'ID 確認方法', 'IDを教えてください'],
  password_wrong_or_forgotten: [
    'パスワードを忘れた',
    'パスワード再発行',
    'パスワードリセットしたい',
    'パスワードを再設定したい',
    'パスワードが違うと出る',
  ],
  romaji_typo: ['大文字と小文字を間違えた', 'エルとイチを打ち間違えた'],
  fullwidth_input: ['全角で入力していた', '半角にする方法'],
  puzzle_failed: ['パズルができない', '絵合わせがうまくいかない'],
  browser_outdated: ['ブラウザが古いと言われた', '画面が真っ白で表示されない'],
  network_trouble: ['電波が悪い', 'Wi-Fiがつながらない'],
  not_registered: ['会員登録していません', 'IDにカード番号を入れています'],
  account_locked: ['ロックされました', 'アカウントロック 解除', 'ロックを解除したい', '何度も間違えて入れなくなった'],
  card_suspended: ['カードが止められています', 'カードが利用停止になった'],
  otp_not_received: ['認証コードが届かない', 'ワンタイムパスワードが来ない', 'SMSが届きません'],
  registered_contact_changed: ['登録した電話番号が変わった', '前の携帯番号のままです'],
  system_outage: ['メンテナンス中ですか', 'システム障害ですか'],
  pin_forgotten: ['暗証番号を忘れました', '暗証番号を確認したい', '暗証番号 照会'],
  pin_change: ['暗証番号を変更したい', '暗証番号を変えたい'],
  pin_locked: ['暗証番号がロックされた', 'レジで暗証番号を3回間違えました'],
  pin_rules: ['暗証番号に使えない番号は', '誕生日を暗証番号にできますか'],
  pin_family_card: ['家族カードの暗証番号', '妻の家族カードの暗証番号を知りたい'],
  register_new: ['新規登録したい', 'Netアンサーに登録したい', '登録方法を教えて'],
  reregister: ['再登録したい', '登録し直したい'],
  registration_step: ['登録の途中で進めない', 'パスワードは何文字ですか'],
  app_usage: ['アプリの使い方', 'セゾンPortalの使い方を教えて'],
  view_statement: ['明細を見たい', '請求額を確認したい'],
  credit_available: ['利用可能額を知りたい', '限度額を上げたい'],
  points: ['ポイントを確認したい', '永久不滅ポイントの使い方'],
  payment_change: ['リボ払いに変更したい', '支払い方法を変えたい'],
  member_info_change: ['住所変更したい', '引き落とし口座を変更したい', '電話番号を変更したい'],
  loan_service: ['プロミスで借りたい', 'プロミスの返済方法'],
  phishing_suspected: ['怪しいメールが来た', 'フィッシング詐欺かもしれない'],
  fraud_or_lost_card: ['カードをなくした', '不正利用された'],
  talk_to_human: ['オペレーターと話したい', '人と話したい'],
  support_contact: ['電話番号を教えて', '問い合わせ先', '営業時間は何時まで'],
  greeting: ['こんにちは'],
  thanks_bye: ['ありがとうございました'],
  yes: ['はい', 'お願いします'],
  no: ['いいえ', '違います'],
  restart_or_back: ['最初からやり直す', 'メニューに戻る'],
  bot_question: ['あなたは誰', 'AIですか'],
  complaint: ['ふざけるな', '使えない'],
  out_of_scope: ['解約したい', '年会費はいくら', '楽天カードのログイン', '今日の天気'],
};

let understander: Understander;
beforeAll(async () => {
  understander = await testUnderstander();
}, 240_000);

describe('the plainest words', () => {
  it.each(Object.entries(PLAIN))('for %s are acted on without a question', (intent, messages) => {
    const misread = messages.filter((text) => {
      const understood = understander.understand(text);
      return understood.intent !== intent || understood.decision !== 'answer';
    });
    expect(misread).toEqual([]);
  });
});
