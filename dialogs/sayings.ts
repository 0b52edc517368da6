import type { Intent } from '../language/types.ts';

/** What Tobira says that is no fact. Facts live in `knowledge/`. Plain, polite, short; read aloud before changing. */
export const SAYINGS = {
  greeting:
    'こんにちは。会員サイトのログインや暗証番号のご案内をする「扉(Tobira)」です。\nお困りのことを、ふだんの言葉でお書きください。\nカード番号・暗証番号・パスワードは、ここには書かないでください。',
  helloAgain: 'こんにちは。お困りのことを、ふだんの言葉でお書きください。',
  menu: '何についてお困りですか。近いものを選ぶか、そのままお書きください。',
  startOver: 'はじめからご案内します。何についてお困りですか。',
  thanks: 'お役に立てたなら何よりです。また何かありましたら、いつでもお書きください。',
  calm: 'ご不便をおかけして申し訳ありません。解決できるよう、続けてお手伝いします。',
  secretTyped:
    'カード番号や暗証番号、パスワードなどは、ここには書かないでください。\nそれらしいところは伏せて、記録に残さないようにしています。このままご相談を続けられます。',
  empty: 'メッセージが空のようです。お困りのことを、ひとことお書きください。',
  tooLong: '長いメッセージをありがとうございます。いちばんお困りのことを、ひとことで教えていただけますか。',
  noWords:
    '恐れ入ります、文字でお書きいただけますか。たとえば「ログインできない」「暗証番号を忘れた」のように、ひとことで大丈夫です。',
  notUnderstood: '恐れ入ります、うまく読み取れませんでした。別の言い方でお書きいただくか、近いものを選んでください。',
  notUnderstoodAgain:
    '何度も申し訳ありません。うまく読み取れていないようです。\n近いものを選んでいただくか、担当者にご相談いただくこともできます。',
  whichMeant: '確認させてください。どちらのご相談でしょうか。',
  whichService: 'どちらのサービスのことでしょうか。ご案内する手順がサービスごとに違うため、お聞きしています。',
  serviceHint:
    'カードやアプリに書かれている名前で分かります。\n「SAISON」とあれば、アメックスのマークがあってもセゾンです。アメリカン・エキスプレスが発行したカードならアメックス、「プロミス」とあればプロミスです。\n分からないときは「わからない」で大丈夫です。担当者がお話を伺います。',
  serviceHintAgain:
    'カードの表に「SAISON」「AMERICAN EXPRESS」「プロミス」のどれかが書かれていませんか。会社からの手紙やアプリの名前でも分かります。\n見当たらないときは「わからない」で大丈夫です。担当者がお話を伺います。',
  whoseCard: 'どの会社のカードかを、教えてください。',
  didItHelp: 'お試しになりましたら、結果を教えてください。あとからでも大丈夫です。',
  solved: 'よかったです。ログインできるようになったのですね。\nほかにもお困りのことがあれば、そのままお書きください。',
  withoutSmartphone: '承知しました。スマートフォンを使わない方法で、ご案内します。',
  nextIdea: '教えてくださりありがとうございます。では、別の方法を考えます。',
  offerHuman: 'ここまでの内容は、担当者にそのまま引き継げます。同じことをもう一度お話しいただく必要はありません。',
  nothingLeft:
    '思い当たる原因をひととおり確かめましたが、見つけられませんでした。\nここからは、担当者にご相談いただくのが確実です。',
  guardTries:
    'これまで何度か試されているとのことですので、続けてお試しになると、ロックされる(使えなくなる)おそれがあります。\nいまは、ログインのボタンを押さないでください。',
  afterGuard: '確かめ終わったら、ログインを試す前に、この会話でお知らせください。',
  stepByStep:
    '分かりにくくて申し訳ありません。手順を選んでいただくと、ひとつずつご一緒に進められます。担当者にご相談いただくこともできます。',
  explainByHuman: '分かりにくくて申し訳ありません。担当者に、詳しくお尋ねいただくこともできます。',
  likelyCauses: '分からないままで大丈夫です。いま考えられるのは、次のどれかです。',
  heardStillOut: 'まだログインできないのですね。原因をしぼるために、もう少しだけ教えてください。',
  unknownAlone: '分からないままで大丈夫です。担当者にご相談いただくこともできます。',
  codeUnknown:
    'そのコードは見つかりませんでした。期限が過ぎたか、すでに使われたか、文字が違うのかもしれません。\nコードがなくても、はじめからご案内できます。',
  codesExhausted:
    'コードを確かめられませんでした。お手数ですが、はじめからお聞かせください。担当者にご相談いただくこともできます。',
  resumed: 'おかえりなさい。ここまでの内容を引き継ぎました。',
  welcomeBack: 'おかえりなさい。前回の続きから始められます。',
  neverNeeded:
    'ありがとうございます。カード番号や暗証番号、パスワードなどは、ここでは必要ありません。どうか書かないでください。\nこちらでは、登録の内容をお調べすることができません。困っていることを教えていただければ、進め方をご案内します。',
  goAhead: 'はい。お試しになりましたら、ログインできたかどうかを教えてください。あとからで大丈夫です。',
  alreadyReported:
    'もうご連絡済みなのですね。それが何より大切なことです。\n利用明細に身に覚えのないものがないかも、あわせてご確認ください。ほかに気になることがあれば、お書きください。',
  unknownTwice:
    '分からないことばかりで、ご不安かと思います。ここからは、担当者がお話を伺うのがよさそうです。担当者とお話しになりますか。',
  corrected: '承知しました。そのように直して、もう一度考えます。',
  stillHere:
    'どんなことでも、書いてくださって大丈夫です。ここで人とお話しになることもできます。\n手続きのことは、落ち着かれてからでかまいません。',
  askLater: 'ここで止めておきます。続きはいつでも、ここから始められます。',
  outOfScope:
    '恐れ入ります。こちらは、会員サイトのログイン、暗証番号、登録のご案内をしています。そのご用件にはお答えできません。\nカードの裏面や公式サイトに載っている窓口でご確認ください。',
  failed: '申し訳ありません。こちらの不具合で、うまくお答えできませんでした。お手数ですが、もう一度お送りください。',
  changed: '申し訳ありません。ご案内の内容が新しくなったため、はじめからお聞きします。',
  whyService: 'ログインの手順も、窓口も、サービスごとに違うためです。',
  leftQueue: '担当者をお待ちいただくのをやめました。ここからは、また私がご案内します。',
  caseClosed:
    '担当者の対応が終わりました。ここからは、また私がご案内します。ほかにもお困りのことがあれば、お書きください。',
} as const;

/** Plain names of intents, for buttons. At most 20 characters. */
export const INTENT_LABELS: Readonly<Record<Intent, string>> = {
  login_failed: 'なぜかログインできない',
  id_wrong_or_forgotten: 'IDが分からない・違うと出る',
  password_wrong_or_forgotten: 'パスワードを忘れた・違うと出る',
  romaji_typo: '文字を打ち間違えたかも',
  fullwidth_input: '全角で入力していた',
  puzzle_failed: '絵合わせ(パズル)ができない',
  browser_outdated: '画面が出ない・機器が古い',
  network_trouble: '通信の調子が悪い',
  not_registered: 'まだ登録していない',
  account_locked: 'ログインがロックされた',
  card_suspended: 'カードが止まっている',
  otp_not_received: '確認の番号が届かない',
  registered_contact_changed: '登録の電話・メールが違う',
  system_outage: 'サイトの不具合かもしれない',
  pin_forgotten: '暗証番号を忘れた',
  pin_change: '暗証番号を変えたい',
  pin_locked: '暗証番号がロックされた',
  pin_rules: '暗証番号に使える数字',
  pin_family_card: '家族カードの暗証番号',
  register_new: 'はじめて登録したい',
  reregister: '登録し直したい',
  registration_step: '登録の途中で困っている',
  app_usage: 'アプリの使い方',
  view_statement: '利用明細・請求額を見たい',
  credit_available: '使える金額を知りたい',
  points: 'ポイントのこと',
  payment_change: '支払い方法を変えたい',
  member_info_change: '住所などの変更',
  loan_service: '借り入れ・返済のこと',
  phishing_suspected: '怪しいメールやサイト',
  fraud_or_lost_card: '不正利用・紛失・盗難',
  talk_to_human: '担当者に相談する',
  support_contact: '問い合わせ先を知りたい',
  greeting: 'あいさつ',
  thanks_bye: 'これで終わり',
  yes: 'はい',
  no: 'いいえ',
  restart_or_back: 'はじめに戻る',
  bot_question: 'この案内について',
  complaint: '困っていることを伝えたい',
  out_of_scope: 'どれでもない',
};

/** What the menu offers, most common first. */
export const MENU: readonly Intent[] = [
  'login_failed',
  'password_wrong_or_forgotten',
  'account_locked',
  'pin_forgotten',
  'register_new',
  'reregister',
  'talk_to_human',
];
