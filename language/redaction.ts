/** Takes secrets out of a message before anything is stored, logged or sent on. */
import { bareNumbers, bareTokens, spacedCode } from './redaction/bare-values.ts';
import { cardDetails } from './redaction/card-details.ts';
import { cardNumbers } from './redaction/card-numbers.ts';
import { announced, openLabelIn } from './redaction/context.ts';
import { birthDates, identityDocuments } from './redaction/documents.ts';
import { type Folded, foldForSecrets, type SecretSpan } from './redaction/folded.ts';
import { passwords } from './redaction/passwords.ts';
import { secretAnswers } from './redaction/secret-answers.ts';
import { oneTimeCodes, pins, securityCodes } from './redaction/short-codes.ts';
import { toldPasswords } from './redaction/told-passwords.ts';
import { spokenNumbers, toldValues } from './redaction/told-values.ts';

export type { SecretKind } from './redaction/folded.ts';

import type { SecretKind } from './redaction/folded.ts';

export interface RedactionContext {
  /** What the last question asked for. A bare number of one or two digits is a choice and always stays. */
  expecting?: 'choice' | 'identifier' | 'text';
  /** What the member's previous message announced without giving it, as `openLabel` tells. */
  after?: SecretKind | undefined;
}

export interface Redaction {
  text: string;
  /** Each kind once, in the order of their first place. */
  found: SecretKind[];
}

const PLACEHOLDERS: Record<SecretKind, string> = {
  card_number: '［カード番号は伏せました］',
  pin: '［暗証番号は伏せました］',
  password: '［パスワードは伏せました］',
  security_code: '［セキュリティコードは伏せました］',
  one_time_code: '［認証コードは伏せました］',
  birth_date: '［生年月日は伏せました］',
  identity_document: '［証明書の番号は伏せました］',
  card_expiry: '［有効期限は伏せました］',
  account_number: '［口座番号は伏せました］',
  secret_answer: '［秘密の質問の答えは伏せました］',
};

/** In this order: what an earlier detector claims, a later one cannot. */
const DETECTORS: ((folded: Folded, context: RedactionContext) => SecretSpan[])[] = [
  (folded, { after }) => announced(folded, after),
  identityDocuments,
  cardNumbers,
  cardDetails,
  secretAnswers,
  toldValues,
  birthDates,
  securityCodes,
  spacedCode,
  oneTimeCodes,
  pins,
  toldPasswords,
  passwords,
  spokenNumbers,
  bareNumbers,
  // An ID that was asked for may look like a password.
  (folded, { expecting }) => (expecting === 'identifier' ? [] : bareTokens(folded)),
];

/**
 * What the next message's value is, when the member's previous message ended on a label (「パスワードは」) or was
 * one part of a longer value.
 * @param previous as stored: already redacted
 */
export function openLabel(previous: string): SecretKind | undefined {
  return openLabelIn(previous);
}

/** A removal can bring a keyword and another value together; after so many rounds nothing is left to bring together. */
const ROUNDS = 6;

/**
 * Replaces secrets by short Japanese placeholders that hold none of their characters.
 * Redacting twice gives the same as redacting once. Never throws; linear in the length of the text.
 */
export function redact(text: string, context: RedactionContext = {}): Redaction {
  const found = new Set<SecretKind>();
  let clean = text;
  for (let round = 0; round < ROUNDS; round++) {
    const spans = findSecrets(clean, round === 0 ? context : { ...context, after: undefined });
    if (spans.length === 0) break;
    for (const span of spans) found.add(span.kind);
    clean = replaceSpans(clean, spans);
  }
  return { text: clean, found: [...found] };
}

function findSecrets(text: string, context: RedactionContext): SecretSpan[] {
  const folded = foldForSecrets(text, Object.values(PLACEHOLDERS));
  const taken = new Uint8Array(folded.text.length);
  const spans: SecretSpan[] = [];
  for (const detect of DETECTORS) {
    for (const span of detect(folded, context)) {
      if (span.end <= span.start || taken.subarray(span.start, span.end).includes(1)) continue;
      taken.fill(1, span.start, span.end);
      spans.push(span);
    }
  }
  return [...spans, ...repeated(folded, spans, taken)]
    .sort((left, right) => left.start - right.start)
    .map(({ kind, start, end }) => ({
      kind,
      start: folded.origin[start] ?? 0,
      end: folded.origin[end] ?? text.length,
    }));
}

/** A removed value that stands in the message again goes there too. At most eight values are looked for. */
function repeated({ text }: Folded, spans: SecretSpan[], taken: Uint8Array): SecretSpan[] {
  const again: SecretSpan[] = [];
  const kinds = new Map(spans.map(({ kind, start, end }) => [text.slice(start, end), kind]));
  for (const [value, kind] of [...kinds].filter(([key]) => key.length >= 4).slice(0, 8)) {
    for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + value.length)) {
      const end = start + value.length;
      if (taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      again.push({ kind, start, end });
    }
  }
  return again;
}

function replaceSpans(text: string, spans: SecretSpan[]): string {
  let out = '';
  let done = 0;
  for (const { kind, start, end } of spans) {
    if (start < done) continue;
    out += text.slice(done, start) + PLACEHOLDERS[kind];
    done = end;
  }
  return out + text.slice(done);
}
