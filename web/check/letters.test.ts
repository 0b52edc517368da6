import { examine } from './letters.ts';

const kinds = (text: string) => examine(text).letters.map(({ kind }) => kind);
const findings = (text: string) => examine(text).findings.join('\n');

describe('letters that were typed', () => {
  it('are nothing while nothing is typed', () => {
    expect(examine('')).toEqual({ letters: [], findings: [] });
  });

  it('are good when they are half-width letters, digits and signs', () => {
    expect(kinds('Taro#47')).toEqual(Array(7).fill('good'));
    expect(findings('Taro#47')).toContain('全角や空白はありません');
    expect(findings('Taro#47')).toContain('長さは7文字です');
  });

  it.each([
    ['ｔaro', 'wide', '全角(幅の広い文字)が1つあります(1文字目)'],
    ['taro１２', 'wide', '2つあります(5、6文字目)'],
    ['taro ', 'space', '空白が1つあります(5文字目)'],
    ['ta\u3000ro', 'space', '空白が1つあります(3文字目)'],
    ['taro\u200b', 'hidden', '目に見えない文字が1つあります'],
    ['\ufefftaro', 'hidden', '目に見えない文字が1つあります(1文字目)'],
    ['たro', 'foreign', '半角の英数字ではない文字が1つ'],
    ['ﾀro', 'foreign', '半角の英数字ではない文字'],
    ['ta−ro', 'foreign', '半角の英数字ではない文字'],
    ['taroー', 'foreign', '半角の英数字ではない文字'],
    ['tаro', 'foreign', '半角の英数字ではない文字'],
    ['taro😀', 'foreign', '(5文字目)'],
  ])('are found when they slip in: %j', (text, kind, finding) => {
    expect(kinds(text)).toContain(kind);
    expect(findings(text)).toContain(finding);
  });

  it.each(['l', 'I', '1', 'O', '0', 'o'])('are named when they look like others: %s', (letter) => {
    expect(examine(letter).letters[0]?.alike).toContain('似ています');
    expect(findings(`x${letter}`)).toContain(`見間違えやすい文字があります: ${letter}`);
  });

  it('name a few places and not a hundred', () => {
    expect(findings('あ'.repeat(100))).toContain('100つあります(1、2、3、4、5文字目など)');
  });
});
