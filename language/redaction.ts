export type SecretKind = 'card_number' | 'pin' | 'password' | 'security_code' | 'one_time_code' | 'birth_date' | 'identity_document';

export interface RedactionContext {
  /** What the last question asked for; `choice` keeps a bare number of one or two digits. */
  expecting?: 'choice' | 'identifier' | 'text';
}

/** @returns the text without secrets and what kinds were found */
export function redact(text: string, _context: RedactionContext = {}): { text: string; found: SecretKind[] } {
  const found: SecretKind[] = [];
  const clean = text.replace(/(?:\p{Nd}[ 　\-‐−ー]?){13,19}/gu, () => {
    found.push('card_number');
    return '［カード番号は伏せました］';
  });
  return { text: clean, found };
}
