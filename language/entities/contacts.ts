/** Telephone numbers and mail addresses by Recognizers-Text; amounts by ours, because its currency model takes 4 ms a message. */
import recognizers from '@microsoft/recognizers-text-suite';
import { kanjiNumber } from '../normalise-numerals.ts';
import type { Entity } from '../types.ts';

type Found = Omit<Entity, 'text'>;

const CULTURE = 'ja-jp';
const SHORTEST_PHONE = 9;

/** @param text normalised */
export function findContacts(text: string): Found[] {
  const digits = text.replace(/[^0-9]/g, '').length;
  const phones = digits >= SHORTEST_PHONE ? recognizers.recognizePhoneNumber(text, CULTURE) : [];
  const mails = text.includes('@') ? recognizers.recognizeEmail(text, CULTURE) : [];
  return [
    ...phones.map(({ start, end }) => ({
      type: 'phone' as const,
      start,
      end: end + 1,
      value: text.slice(start, end + 1).replace(/[^0-9+]/g, ''),
    })),
    ...mails.map(({ start, end }) => ({
      type: 'email' as const,
      start,
      end: end + 1,
      value: text.slice(start, end + 1),
    })),
  ];
}

const AMOUNT =
  /(?:[¥\\] ?(\d[\d,]*))|(?:([0-9][0-9,.]*|[一二三四五六七八九十百千〇]+|数)?(万|千|百)?(?:([0-9]+|[一二三四五六七八九]))?(千)?(円|えん)(?!滑|高|安|満))|(?:([0-9][0-9,]*|[一二三四五六七八九十]+)(万)(?!が一|一))/g;

/** Yen. @param text normalised */
export function findAmounts(text: string): Found[] {
  if (!/[円¥\\万え]/.test(text)) return [];
  return Array.from(text.matchAll(AMOUNT)).flatMap((match) => {
    const value = amountOf(match[0]);
    return value === null
      ? []
      : [{ type: 'amount' as const, value, start: match.index, end: match.index + match[0].length }];
  });
}

function amountOf(written: string): number | null {
  const plain = written.replace(/[円えん¥\\,\s]/g, '');
  const mixed = /^(\d+(?:\.\d+)?)(万|千|百)?(?:(\d+)(千)?)?$/.exec(plain);
  if (mixed?.[1]) {
    const unit = { 万: 10000, 千: 1000, 百: 100 }[mixed[2] ?? ''] ?? 1;
    return Number(mixed[1]) * unit + Number(mixed[3] ?? 0) * (mixed[4] ? 1000 : 1);
  }
  return plain === '' ? null : kanjiNumber(plain);
}
