import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.ts';

const COST = { N: 2 ** 15, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const SHORTEST = 10;
export const LONGEST_PASSWORD = 200;

/** A hash that no password has; checking against it costs what checking a real one costs. */
export const NOBODYS_HASH = form(Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES));

/** Hashes a password as `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, COST);
  return form(salt, hash);
}

/**
 * Whether the password is the one that was hashed; compared in constant time.
 * @throws Error when `stored` is not in the form of `hashPassword`
 */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || !salt || !hash) throw new Error('a stored password hash has an unknown form');
  const expected = Buffer.from(hash, 'base64');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const actual = await derive(password, Buffer.from(salt, 'base64'), expected.length, cost);
  return timingSafeEqual(actual, expected);
}

/**
 * Refuses passwords that are guessed first.
 * @throws Refusal `bad_request`
 */
export function checkPassword(password: string, email: string): void {
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...plain].length < SHORTEST) {
    throw new Refusal(
      'bad_request',
      `パスワードは${SHORTEST}文字以上にしてください。`,
      `The password must have at least ${SHORTEST} characters.`,
    );
  }
  if (password.length > LONGEST_PASSWORD) {
    throw new Refusal(
      'bad_request',
      `パスワードは${LONGEST_PASSWORD}文字以内にしてください。`,
      `The password may have at most ${LONGEST_PASSWORD} characters.`,
    );
  }
  const address = email.toLowerCase();
  if (plain === address || plain === address.split('@')[0]) {
    throw new Refusal(
      'bad_request',
      'メールアドレスをパスワードにすることはできません。',
      'The password may not be the address itself.',
    );
  }
  if (isRepeat(plain)) {
    throw new Refusal(
      'bad_request',
      '同じ文字のくり返しや、順に並べただけのパスワードは使えません。',
      'The password may not be a short piece repeated, nor characters in a row such as 1234567890.',
    );
  }
}

function form(salt: Buffer, hash: Buffer): string {
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** One piece of up to three characters over and over (`aaaaaaaaaa`, `abcabcabcabc`), or one row (`1234567890`). */
function isRepeat(password: string): boolean {
  if (/^(.{1,3})\1+.{0,2}$/u.test(password)) return true;
  return ['01234567890', '09876543210', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop'].some((row) =>
    row.includes(password),
  );
}

// The input method may give full-width letters: the same password in another width is the same password.
function derive(password: string, salt: Buffer, length: number, cost: Required<Pick<ScryptOptions, 'N' | 'r' | 'p'>>) {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
