/** What can be seen of an ID without knowing whose it is. Nothing here is compared with any account. */
export interface IdentifierFindings {
  /** The text in half-width. */
  halfWidth: string;
  fullWidth: boolean;
  spaces: boolean;
  /** Characters that no ID of the site may have (kana, kanji and the like). */
  foreign: string[];
  length: number;
  tooShort: boolean;
  tooLong: boolean;
}

/** Lengths that the registration guide names for ID and password. */
export const IDENTIFIER_LENGTH = { least: 8, most: 16 } as const;

const CANDIDATE = /[!-~！-～]{4,40}/u;

/**
 * Finds something in the message that looks like an ID, in half or full width.
 * Returns undefined when there is nothing of the kind.
 */
export function findIdentifier(text: string): string | undefined {
  const candidate = CANDIDATE.exec(text)?.[0];
  if (candidate && findsKanaBeside(text, candidate)) return undefined;
  if (!candidate || !/[a-zA-Zａ-ｚＡ-Ｚ]/u.test(candidate)) return undefined;
  return /^(?:id|web-?id|ｉｄ|ＩＤ|netアンサー)$/iu.test(candidate) ? undefined : candidate;
}

function findsKanaBeside(text: string, candidate: string): boolean {
  const foreign = findForeignIdentifier(text);
  return (
    foreign !== undefined &&
    foreign.length > candidate.length &&
    /^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]{2,}/u.test(foreign) &&
    !/^(?:ID|パスワード|ユーザー|わたしの|私の|こちら)/u.test(foreign)
  );
}

/** A word in which letters or digits stand beside kana or kanji, where an ID is expected: 「たろうtaro12345」. */
export function findForeignIdentifier(text: string): string | undefined {
  const bare = text
    .replace(/^(?:ID|ＩＤ|id)?(?:は|:|：)?/u, '')
    .replace(/(?:です|ます|でいいですか|にします|で)[。？?]*$/u, '');
  const words = bare.split(/[\s、。「」『』]+/u);
  return words.find((word) => /[a-zA-Zａ-ｚＡ-Ｚ]/u.test(word) && /[\p{Nd}]/u.test(word) && word.length <= 40);
}

export function checkIdentifier(typed: string): IdentifierFindings {
  const halfWidth = typed.normalize('NFKC').replace(/\s/gu, '');
  const length = [...halfWidth].length;
  return {
    halfWidth,
    fullWidth: /[！-～]/u.test(typed),
    spaces: /\s/u.test(typed),
    foreign: [...new Set([...halfWidth].filter((character) => !/[!-~]/u.test(character)))],
    length,
    tooShort: length < IDENTIFIER_LENGTH.least,
    tooLong: length > IDENTIFIER_LENGTH.most,
  };
}

/** The findings in words. */
export function identifierAdvice(findings: IdentifierFindings): string {
  const lines: string[] = [];
  if (findings.fullWidth) lines.push(`全角(幅の広い文字)が入っています。半角にすると「${findings.halfWidth}」です。`);
  if (findings.foreign.length > 0) {
    lines.push(
      `IDに使えない文字があります: ${findings.foreign.slice(0, 5).join(' ')}\n半角の英文字・数字・一部の記号をお使いください。`,
    );
  }
  if (findings.tooShort || findings.tooLong) {
    lines.push(
      `いまの長さは${findings.length}けたです。NetアンサーのIDは、${IDENTIFIER_LENGTH.least}〜${IDENTIFIER_LENGTH.most}けたです。`,
    );
  }
  if (lines.length === 0) lines.push(`形に問題ありません。半角で${findings.length}けたです。`);
  lines.push('パスワードは、この会話には書かないでください。');
  return lines.join('\n');
}
