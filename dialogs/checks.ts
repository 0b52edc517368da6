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
  if (!candidate || !/[a-zA-Zａ-ｚＡ-Ｚ]/u.test(candidate)) return undefined;
  return /^(?:id|web-?id|ｉｄ|ＩＤ|netアンサー)$/iu.test(candidate) ? undefined : candidate;
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
