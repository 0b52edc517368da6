/** Which of the three services a message names. */
import type { ServiceId } from './types.ts';

const PATTERNS: [ServiceId, RegExp][] = [
  ['saison', /セゾン|saison|ネットアンサー|net ?answer|netアンサー|パーソナルアンサー|永久不滅|パール/],
  ['promise', /プロミス|promise|瞬フリ|自動契約機|web-?id/],
  ['amex', /アメックス|amex|アメリカン|メンバーシップ|ペイフレックス/],
];

/** @param text normalised */
export function serviceOf(text: string): ServiceId | null {
  return PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
