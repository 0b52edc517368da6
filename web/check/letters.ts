/** What kind of letter it is. `good` ones are what IDs are made of; the others are likely slips. */
export type Kind = 'good' | 'wide' | 'space' | 'hidden' | 'foreign';

export interface Letter {
  /** What is shown for it: itself, or a sign for what cannot be seen. */
  shown: string;
  kind: Kind;
  /** 「英字(小文字)」, 「全角の数字」 */
  name: string;
  /** How to tell it from those that look like it; absent when nothing does. */
  alike?: string;
}

export interface Examined {
  letters: Letter[];
  /** What was found, in sentences; the last one is always the length. */
  findings: string[];
}

/** Letters that are taken for one another, with what to call them. */
const ALIKE: Readonly<Record<string, string>> = {
  l: 'エルの小文字。数字の1(いち)、アイの大文字Iに似ています',
  I: 'アイの大文字。数字の1(いち)、エルの小文字lに似ています',
  '1': '数字のいち。エルの小文字l、アイの大文字Iに似ています',
  '|': '縦の棒。エルの小文字l、数字の1(いち)に似ています',
  O: 'オーの大文字。数字の0(ゼロ)に似ています',
  o: 'オーの小文字。数字の0(ゼロ)に似ています',
  '0': '数字のゼロ。オーの大文字Oに似ています',
  S: 'エスの大文字。数字の5に似ています',
  '5': '数字の5。エスの大文字Sに似ています',
  Z: 'ゼットの大文字。数字の2に似ています',
  '2': '数字の2。ゼットの大文字Zに似ています',
  B: 'ビーの大文字。数字の8に似ています',
  '8': '数字の8。ビーの大文字Bに似ています',
  b: 'ビーの小文字。数字の6に似ています',
  '6': '数字の6。ビーの小文字bに似ています',
  q: 'キューの小文字。数字の9に似ています',
  '9': '数字の9。キューの小文字q、ジーの小文字gに似ています',
  g: 'ジーの小文字。数字の9に似ています',
  '-': 'ハイフン。下線(_)や、長音(ー)に似ています',
  _: '下線(アンダーバー)。ハイフン(-)に似ています',
  '.': '点(ピリオド)。カンマ(,)に似ています',
  ',': 'カンマ。点(.)に似ています',
};

/** Signs of other scripts that pass for a hyphen. */
const HYPHENS = 'ー－‐‑‒–—−―ｰ';
const WIDE_SPACE = 0x3000;
const HALF_KATAKANA = { from: 0xff61, to: 0xff9f };

/** Looks at each letter on its own. Nothing is compared with anything, and nothing is kept. */
export function examine(text: string): Examined {
  const letters = lettersOf(text).map(letterOf);
  if (letters.length === 0) return { letters, findings: [] };
  return {
    letters,
    findings: [...slips(letters), alikes(letters), `長さは${letters.length}文字です。`].filter(Boolean),
  };
}

/** Whole characters, also those that take two places. */
function lettersOf(text: string): string[] {
  return text.match(/[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g) ?? [];
}

function letterOf(character: string): Letter {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x20) return { shown: '␣', kind: 'space', name: '空白(半角)' };
  if (code === WIDE_SPACE) return { shown: '␣', kind: 'space', name: '空白(全角)' };
  if (isHidden(code)) return { shown: '?', kind: 'hidden', name: '目に見えない文字' };
  if (HYPHENS.indexOf(character) >= 0) return { shown: character, kind: 'foreign', name: 'ハイフン(-)に似た別の記号' };
  if (code >= 0xff01 && code <= 0xff5e) {
    return { shown: character, kind: 'wide', name: `全角の${nameOf(String.fromCharCode(code - 0xfee0))}` };
  }
  if (code > 0x20 && code < 0x7f) {
    const alike = ALIKE[character];
    return { shown: character, kind: 'good', name: nameOf(character), ...(alike ? { alike } : {}) };
  }
  const half = code >= HALF_KATAKANA.from && code <= HALF_KATAKANA.to;
  return { shown: character, kind: 'foreign', name: half ? '半角のカナ' : otherName(code) };
}

function isHidden(code: number): boolean {
  const control = code < 0x20 || (code >= 0x7f && code <= 0xa0);
  const mark =
    (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x2064);
  return control || mark || code === 0xad || code === 0xfeff;
}

function nameOf(character: string): string {
  if (/[a-z]/.test(character)) return '英字(小文字)';
  if (/[A-Z]/.test(character)) return '英字(大文字)';
  return /[0-9]/.test(character) ? '数字' : '記号';
}

function otherName(code: number): string {
  const japanese = (code >= 0x3040 && code <= 0x30ff) || (code >= 0x4e00 && code <= 0x9fff) || code === 0x3005;
  return japanese ? 'かな・漢字' : '英数字ではない文字';
}

const SLIPS: readonly [Kind, string][] = [
  ['wide', '全角(幅の広い文字)'],
  ['space', '空白'],
  ['hidden', '目に見えない文字'],
  ['foreign', '半角の英数字ではない文字'],
];

function slips(letters: readonly Letter[]): string[] {
  const found = SLIPS.flatMap(([kind, name]) => {
    const at = letters.map((letter, index) => (letter.kind === kind ? index + 1 : 0)).filter((place) => place > 0);
    return at.length === 0 ? [] : [`${name}が${at.length}つあります(${places(at)})。`];
  });
  return found.length > 0 ? found : ['全角や空白はありません。すべて半角の英数字と記号です。'];
}

function places(at: readonly number[]): string {
  const first = at.slice(0, 5).join('、');
  return `${first}文字目${at.length > 5 ? 'など' : ''}`;
}

function alikes(letters: readonly Letter[]): string {
  const shown = letters.filter(({ alike }) => alike).map((letter) => letter.shown);
  const once = shown.filter((letter, index) => shown.indexOf(letter) === index);
  return once.length === 0 ? '' : `見間違えやすい文字があります: ${once.join(' ')}`;
}
