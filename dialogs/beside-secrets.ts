import type { Heard } from '../reading/reader.ts';
import { kindOf, type Reading } from '../reading/reading.ts';

/** A secret's placeholder as redaction leaves it, with the noun that names it and what says no more than that it is one. */
const PLACEHOLDER =
  /(?:(?:カード|クレジットカード|暗証|会員)?番号|パスワード|コード|暗証|PIN|ID)?[はが::、]?\s{0,2}［[^［］]{0,40}伏せました］(?:です|でした|になります|だけど)?/giu;
const HOLDS_SECRET = /［[^［］]{0,40}伏せました］/u;

/** Where another thing may be said. */
const CLAUSES = /(?<=[。！？!?、,\n]|ので|けれど|けど|のに|たら|ても|ますが|ですが|ましたが|でしたが)/u;

/** So many letters beside a secret say something of their own; fewer are what is left of telling it: 「を入れました」. */
const SOMETHING = 8;

export interface Beside {
  /** What the message says beside its secrets; empty when it only tells them. */
  words: string;
  /** Some of the words stood in one clause with a secret, and are torn. */
  torn: boolean;
}

/**
 * The words of a redacted message without its secrets. Of a clause that tells one only its beginning stays (「セゾンの」), unless it says
 * more; a message that is nothing else says nothing.
 */
export function besideSecrets(text: string): Beside {
  if (!HOLDS_SECRET.test(text)) return { words: text.trim(), torn: false };
  let torn = false;
  let says = false;
  const clauses = text.split(CLAUSES).map((clause) => {
    const parts = clause.split(PLACEHOLDER);
    const letters = lettersIn(parts.join(''));
    if (parts.length > 1) torn ||= letters >= SOMETHING;
    says ||= letters >= (parts.length > 1 ? SOMETHING : 1);
    return parts.length > 1 && letters < SOMETHING ? `${parts[0]} ` : parts.join(' ');
  });
  return { words: says ? clauses.join('').trim() : '', torn };
}

function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** A clause that holds a secret is never booked as an answer, a result or a report: what was told with it may be only that. */
export function withoutBookings(heard: Heard): Heard {
  const isTalk = ({ key }: Reading) => !BOOKED.has(kindOf(key));
  return { ...heard, readings: heard.readings.filter(isTalk), taken: heard.taken.filter(isTalk) };
}

const BOOKED: ReadonlySet<string> = new Set(['book', 'result', 'reported']);
