/** Words for a password, and what looks like a value and is none. */
import { anyOf } from './folded.ts';

export const PASSWORD_WORD = `(?:${anyOf(['ワンタイムパスワード', 'パスワード', 'パスワド', 'パスワート', 'ぱすわーど', 'パスコード', 'パスフレーズ', 'パスキー', '合言葉', '合い言葉', 'あいことば', 'pasuwaado', 'pasuwado', 'pasuwa-do', 'password', 'passwd', 'passcode', 'p/w'])}|パス(?![ァ-ヺーa-z])|(?<![ぁ-ん])ぱす(?=[はわ][^ぁ-ん]|[^ぁ-ん]|$)|パスワ(?![ァ-ヺー])|(?<![a-z])(?:pass|pwd|pw)(?![a-z]))`;

export const ADDRESS = /^(?:https?:\/\/|www\.)|^[\w.+-]+@[\w-]+(?:\.[a-z]{2,})+$|\.(?:com|jp|net|org)(?:\/|$)/;

export const PRODUCT =
  /^(?:ios|iphone|ipad|ipod|windows|win|android|chrome|safari|edge|firefox|galaxy|xperia|pixel|aquos|wi-?fi|web-?id|netanswer|mac|ie|os|ver|http|e-?mail|sms|pc|id|ok|ng|atm|pin|usb|qr|vpn|caps|lock|num|shift|ctrl|alt|del|enter|google|apple|icloud|yahoo|gmail|line|amex|saison|promise|portal|docomo|au|softbank|rakuten|paypay|excel|word|pdf|url|login|log|in|error|reset|forgot|wrong|not|no|is|was|the|my|and|or|to|for|i|it|does|doesn't|doesnt|cannot|can't|cant|please|help|invalid|incorrect|expired|locked|wasureta|wakaranai|wakarimasen|chigau|machigaeta|mo|ga|wo|wa|o|to|ni|de|no|shita|desu|masen|change|change\?|forgotten|manager|field|page|screen|mail|again|every|time|same|correct|right|new|old|keeps?|saying|says|said|work|working|works)[\d.,!?'-]*$/;

export const COUNT_AHEAD =
  /^ ?(?:文字|字|桁|けた|ケタ|回|度|つ|個|年|月|日|時|分(?!か)|円|人|番目|種類|連続|[~〜ー-] ?\d{1,2} ?(?:文字|字|桁|けた|回))/;

export const NO_VALUE =
  /ません|ない|違|エラー|ください|下さい|忘れ|再|押|入力|正し|誤|変更|必須|確認|設定|半角|全角|英数/;
