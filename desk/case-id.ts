import { randomBytes } from 'node:crypto';

/** 32 characters that are not mistaken for one another when read aloud or copied: no 0 and O, no 1 and I. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A case number such as `K7QM-2XPD`. */
export function newCaseId(): string {
  const characters = Array.from(randomBytes(8), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}
