import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What the request brings as `Authorization: Bearer …`; undefined when it brings nothing of the kind. */
export function bearerIn(req: IncomingMessage): string | undefined {
  return /^Bearer +(\S.*?) *$/i.exec(req.headers.authorization ?? '')?.[1];
}

/** Compares in the same time whatever is wrong. */
export function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
