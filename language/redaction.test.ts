import { createRandom } from './random.ts';
import { redact, type SecretKind } from './redaction.ts';

/** Message, the pieces that must be gone, the kinds that must be found. */
const SECRETS: [string, string[], SecretKind[]][] = [
  ['4532015112830366', ['4532', '0366'], ['card_number']],
  ['カード番号は4532-0151-1283-0366です', ['4532', '0366'], ['card_number']],
  ['４５３２０１５１１２８３０３６６', ['４５３２', '０３６６'], ['card_number']],
  ['４５３２　０１５１　１２８３　０３６６ で入れません', ['４５３２', '０３６６'], ['card_number']],
  ['4532 0151 1283 0366', ['4532', '0151', '0366'], ['card_number']],
  ['4532‐0151−1283–0366', ['4532', '0366'], ['card_number']],
  ['4532—0151ー1283―0366', ['4532', '0366'], ['card_number']],
  ['4532\n0151\n1283\n0366', ['4532', '0366'], ['card_number']],
  ['四五三二〇一五一一二八三〇三六六', ['四五三二', '三六六'], ['card_number']],
  ['四五三二 〇一五一 一二八三 〇三六六', ['四五三二', '三六六'], ['card_number']],
  ['④⑤③②⓪①⑤①①②⑧③⓪③⑥⑥', ['④⑤', '⑥⑥'], ['card_number']],
  ['4532 ０１５１ 一二八三 ⓪③⑥⑥', ['4532', '０１５１', '一二八三', '⑥'], ['card_number']],
  ['45 32 01 51 12 83 03 66', ['45 32', '03 66'], ['card_number']],
  ['4 5 3 2 0 1 5 1 1 2 8 3 0 3 6 6', ['4 5 3', '3 6 6'], ['card_number']],
  ['4532の0151の1283の0366', ['4532', '0366'], ['card_number']],
  ['4532\u200b0151\u200b1283\u200b0366', ['4532', '0366'], ['card_number']],
  ['アメックス 378282246310005 でログイン', ['378282246310005'], ['card_number']],
  ['3782-822463-10005', ['3782', '10005'], ['card_number']],
  ['カード番号 1234567890123456', ['1234567890123456'], ['card_number']],
  ['カード番号は12345678901234', ['12345678901234'], ['card_number']],
  ['1234-5678-9012-3456って入れたけど', ['1234', '3456'], ['card_number']],
  ['カードは5555555555554444、有効期限は12/27', ['5555555555554444'], ['card_number']],
  ['私のカード、4111.1111.1111.1111です', ['4111'], ['card_number']],
  ['ｶｰﾄﾞ番号４１１１−１１１１−１１１１−１１１１', ['１１１１'], ['card_number']],
  ['カード番号の下4桁は0366です', ['0366'], ['card_number']],
  ['カード番号は最初が4532で次が0151、その次1283、最後0366', ['4532', '0151', '1283', '0366'], ['card_number']],
  ['電話は090-1234-5678でカードは4532015112830366', ['4532015112830366'], ['card_number']],
  ['4532015112830366 4111111111111111', ['4532', '4111'], ['card_number']],
  ['٤٥٣٢٠١٥١١٢٨٣٠٣٦٦', ['٤٥٣٢'], ['card_number']],

  ['1234', ['1234'], ['pin']],
  ['1234です', ['1234'], ['pin']],
  ['１２３４です。', ['１２３４'], ['pin']],
  ['「1234」', ['1234'], ['pin']],
  ['四三二一', ['四三二一'], ['pin']],
  ['1 2 3 4', ['1 2 3 4'], ['pin']],
  ['暗証番号は1234です', ['1234'], ['pin']],
  ['暗証番号１２３４でだめでした', ['１２３４'], ['pin']],
  ['暗証番号を忘れました。たぶん5678か8765です', ['5678', '8765'], ['pin']],
  ['5678が暗証番号なんですが', ['5678'], ['pin']],
  ['PIN:9876', ['9876'], ['pin']],
  ['pinは９８７６', ['９８７６'], ['pin']],
  ['PINコード 9876 で合ってますか', ['9876'], ['pin']],
  ['番号は4桁で7391です', ['7391'], ['pin']],
  ['4桁は0429だったはず', ['0429'], ['pin']],
  ['四桁の番号、7391で合ってる?', ['7391'], ['pin']],
  ['暗証番号は一二三四です', ['一二三四'], ['pin']],
  ['暗証番号は①②③④です', ['①②③④'], ['pin']],
  ['暗証番号は1、2、3、4です', ['1、2、3、4'], ['pin']],
  ['暗 証 番 号 は 4 3 2 1', ['4 3 2 1'], ['pin']],
  ['暗唱番号4321', ['4321'], ['pin']],
  ['ｱﾝｼｮｳﾊﾞﾝｺﾞｳ 4321', ['4321'], ['pin']],
  ['あんしょうばんごうは4321です', ['4321'], ['pin']],
  ['anshou bangou wa 4321', ['4321'], ['pin']],
  ['番号1234で入れない', ['1234'], ['pin']],
  ['0000はだめ?', ['0000'], ['pin']],
  ['1234は使えますか', ['1234'], ['pin']],
  ['4649とかどう?', ['4649'], ['pin']],
  ['レジで7777を押したけど暗証番号が違うと', ['7777'], ['pin']],
  ['カードの暗証番号、妻の1105にしたい', ['1105'], ['pin']],
  ['暗証番号は1234分かりません', ['1234'], ['pin']],

  ['パスワードはsakura123です', ['sakura123'], ['password']],
  ['パスワード:Abc!2345', ['Abc!2345'], ['password']],
  ['パスワード：Ａｂｃ１２３４５', ['Ａｂｃ１２３４５'], ['password']],
  ['パスワード=hanako55', ['hanako55'], ['password']],
  ['パスワード「hanako55」', ['hanako55'], ['password']],
  ['パスワードは「さくら」です', ['「さくら」'], ['password']],
  ['パスワードはsakuraです', ['sakura'], ['password']],
  ['パスは taro1980', ['taro1980'], ['password']],
  ['pass: taro1980', ['taro1980'], ['password']],
  ['PW taro1980', ['taro1980'], ['password']],
  ['password is Taro1980', ['Taro1980'], ['password']],
  ['my password: hunter22', ['hunter22'], ['password']],
  ['ID:taro123 PW:Abc!2345', ['Abc!2345'], ['password']],
  ['IDはtaro123、パスワードはAbc!2345です', ['Abc!2345'], ['password']],
  ['taro123 / Abc!2345', ['Abc!2345'], ['password']],
  ['taro123\nAbc!2345', ['Abc!2345'], ['password']],
  ['IDとパスワードは taro123 と Abc!2345 です', ['Abc!2345'], ['password']],
  ['ID/パス taro123 sakura99', ['sakura99'], ['password']],
  ['Abc!2345がパスワードです', ['Abc!2345'], ['password']],
  ['P@ssw0rd!', ['P@ssw0rd'], ['password']],
  ['ﾊﾟｽﾜｰﾄﾞはhanako55', ['hanako55'], ['password']],
  ['パスワ−ドはhanako55', ['hanako55'], ['password']],
  ['ぱすわーどは hanako55', ['hanako55'], ['password']],
  ['pasuwaado wa hanako55', ['hanako55'], ['password']],
  ['パスワードは19550102にしてます', ['19550102'], []],
  ['パスワード hanako-55 が通らない', ['hanako-55'], ['password']],
  ['合言葉は neko2222', ['neko2222'], ['password']],
  ['パスコードは123456です', ['123456'], []],
  ['パスワードを sakura99 に変えたい', ['sakura99'], ['password']],

  ['セキュリティコードは123です', ['123'], ['security_code']],
  ['セキュリティコード１２３', ['１２３'], ['security_code']],
  ['CVC 987', ['987'], ['security_code']],
  ['cvvは9876', ['9876'], ['security_code']],
  ['裏面の3桁は456です', ['456'], ['security_code']],
  ['裏の三つの数字 456', ['456'], ['security_code']],
  ['456がセキュリティコードですが弾かれます', ['456'], ['security_code']],
  ['ｾｷｭﾘﾃｨｺｰﾄﾞは四五六', ['四五六'], ['security_code']],

  ['123456', ['123456'], ['one_time_code']],
  ['12345678です', ['12345678'], ['one_time_code']],
  ['１２３４５６', ['１２３４５６'], ['one_time_code']],
  ['認証コードは482913です', ['482913'], ['one_time_code']],
  ['ワンタイムパスワード 482913', ['482913'], ['one_time_code']],
  ['SMSで482913と届きました', ['482913'], ['one_time_code']],
  ['コード482913を入れたのに', ['482913'], ['one_time_code']],
  ['482-913', ['482-913'], ['one_time_code']],
  ['482 913', ['482 913'], ['one_time_code']],
  ['確認コードが4829と来ました', ['4829'], ['one_time_code']],
  ['届いた番号は７７３１２０', ['７７３１２０'], ['one_time_code']],
  ['認証コードは四八二九一三', ['四八二九一三'], ['one_time_code']],

  ['生年月日は昭和30年1月2日です', ['30年1月2日'], ['birth_date']],
  ['1955/1/2生まれです', ['1955/1/2'], ['birth_date']],
  ['誕生日は1955年1月2日', ['1955年1月2日'], ['birth_date']],
  ['生年月日 19550102', ['19550102'], ['birth_date']],
  ['生年月日:1955-01-02', ['1955-01-02'], ['birth_date']],
  ['S30.1.2生まれ', ['30.1.2'], ['birth_date']],
  ['昭和三十年一月二日生まれです', ['三十年', '二日'], ['birth_date']],
  ['昭和三十年一月二日生まれの者です', ['一月二日'], ['birth_date']],
  ['誕生日の0102を入れました', ['0102'], ['birth_date']],
  ['誕生日が5月3日なんです', ['5月3日'], ['birth_date']],
  ['平成元年4月1日生まれ', ['4月1日'], ['birth_date']],
  ['生年月日は１９５５年１月２日', ['１９５５'], ['birth_date']],

  ['免許証の番号は123456789012です', ['123456789012'], ['identity_document']],
  ['マイナンバーは1234 5678 9012', ['1234', '9012'], ['identity_document']],
  ['マイナンバー １２３４５６７８９０１２', ['１２３４'], ['identity_document']],
  ['パスポート TR1234567', ['1234567'], ['identity_document']],
  ['在留カードの番号 AB12345678CD', ['12345678'], ['identity_document']],
  ['保険証の番号は 12345678', ['12345678'], ['identity_document']],
  ['123456789012がマイナンバーです', ['123456789012'], ['identity_document']],
]; // prettier-ignore

const HARMLESS = [
  '3万円借りたい',
  '30,000円の請求',
  '¥12,800が引かれてる',
  '5000円が二重に',
  '1234円の請求に覚えがない',
  '12000ポイントを使いたい',
  '2024年に登録しました',
  '2024年5月1日から入れない',
  '5月3日にカードが届いた',
  '2024/05/01の明細',
  '15:30に試した',
  '午後3時からです',
  '090-1234-5678に届かない',
  '09012345678です',
  '電話番号は03-1234-5678です',
  '０９０−１２３４−５６７８',
  '+81 90 1234 5678',
  '0120-123-456にかけた',
  'iOS 17.2です',
  'iOS17.2',
  'Windows 11',
  'Windows10のEdge',
  'iPhone 15です',
  'iPhone15Pro',
  'Android 14',
  'Chrome 119.0.6045',
  'エラー E1234',
  'エラーコード 503',
  'エラーコード12345が出ます',
  'エラー4041と出た',
  '503エラー',
  'エラー番号 20031',
  'HTTP 404',
  '3回間違えた',
  '三回間違えました',
  '10回やった',
  '4桁の番号',
  '4桁の暗証番号を忘れました',
  '8〜16文字',
  '8-16文字で入れろと言われる',
  'パスワードは8文字以上ですか',
  'パスワードは8〜16桁ですよね',
  'パスワード 3回間違えた',
  '1',
  '２',
  '3番',
  '三番目',
  '12',
  'IDはtaro123です',
  'taro123というIDは合ってますか',
  'ログインIDはhanako-1955です',
  'taro@example.comに届かない',
  'https://www.saisoncard.co.jp/ が開かない',
  'パスワードは合っているのに',
  'パスワードを忘れた',
  'パスワード再設定',
  'パスワードは合ってるはず',
  'パスワードが違いますと出る',
  'パスワード「が違います」と出る',
  'パスワードは「正しくありません」と出る',
  'パスワードはChromeに保存してある',
  'パスワードはiPhoneが覚えてる',
  'パスワードはGoogleに入ってる',
  'IDもパスワードも間違いない',
  'IDとパスワードを忘れました',
  'passwordを忘れました',
  'password wasureta',
  'user ID wasureta, pasuwado wa oboeteru',
  'I forgot my password',
  'my password is wrong',
  'パスタのレシピ',
  'パスポートで本人確認できますか',
  '免許証の写真を送ればいいですか',
  '暗証番号を忘れました',
  '暗証番号がロックされた',
  '暗証番号って誕生日でもいい?',
  '誕生日を暗証番号にしたい',
  '生年月日を間違えて登録した',
  '昭和生まれです',
  'セキュリティコードってどこ',
  'セキュリティコードは裏の3桁ですか',
  '認証コードが届かない',
  '認証コードは6桁ですか',
  'コードが来ない',
  'ワンタイムパスワードが届きません',
  'SMSが届かない',
  'カード番号がわからない',
  'カード番号16桁を入れた',
  'カードを落としました',
  '家族カードの暗証番号',
  '70歳です',
  '七十五歳です',
  '一度も使っていない',
  '1日3回まで',
  '4Gでも5Gでもだめ',
  'はい',
  'わかりません',
  '',
  ' ',
  '全角になっていました',
  '2段階認証ができない',
  'amex',
  'web-idって何',
  '〒150-0001に送って',
  '千円足りない',
  '一二三',
  'ログインできない!!!!',
];

describe('redact', () => {
  it.each(SECRETS)('takes the secret out of 「%s」', (message, gone, kinds) => {
    const { text, found } = redact(message);
    for (const piece of gone) expect(text).not.toContain(piece);
    for (const kind of kinds) expect(found).toContain(kind);
    expect(found.length).toBeGreaterThan(0);
  });

  it.each(HARMLESS)('leaves 「%s」 as it is', (message) => {
    expect(redact(message)).toEqual({ text: message, found: [] });
  });

  it.each(SECRETS)('changes nothing the second time: 「%s」', (message) => {
    const once = redact(message).text;
    expect(redact(once)).toEqual({ text: once, found: [] });
  });

  it('puts a placeholder in that holds no digit, in any script', () => {
    for (const [message] of SECRETS) expect(redact(message).text).toMatch(/［[^0-9０-９]+は伏せました］/);
  });

  it('keeps a number of one or two digits when a choice is expected', () => {
    for (const choice of ['1', '２', '10', '三']) expect(redact(choice, { expecting: 'choice' }).text).toBe(choice);
  });

  it('finds a card number with any single separator between any digits', () => {
    const random = createRandom(5);
    const separators = ['', ' ', '　', '-', '−', 'ー', '\n', '・', '.'];
    for (let round = 0; round < 300; round++) {
      const separator = separators[Math.floor(random() * separators.length)] ?? '';
      const number = randomCard(random);
      const written = Array.from(
        number,
        (digit, at) => (at % 4 === 0 && at > 0 ? separator : '') + script(digit, random),
      ).join('');
      expect({ written, found: redact(`番号は${written}です`).found }).toEqual({ written, found: ['card_number'] });
    }
  });

  it('stays fast on long texts', () => {
    const started = performance.now();
    for (const piece of ['1', 'パスワードは', '暗証番号1', '4532 ', '((', 'a1', '、', '生まれ1', '1 '])
      redact(piece.repeat(10000 / piece.length));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

/** Sixteen digits with a right check digit. */
function randomCard(random: () => number): string {
  const digits = Array.from({ length: 15 }, (_, at) => (at === 0 ? 4 : Math.floor(random() * 10)));
  const sum = digits.reduce(
    (total, digit, at) => total + (at % 2 === 0 ? ((digit * 2) % 10) + Math.floor((digit * 2) / 10) : digit),
    0,
  );
  return [...digits, (10 - (sum % 10)) % 10].join('');
}

function script(digit: string, random: () => number): string {
  const forms = [digit, String.fromCharCode(0xff10 + Number(digit)), '〇一二三四五六七八九'.charAt(Number(digit))];
  return forms[Math.floor(random() * forms.length)] ?? digit;
}
