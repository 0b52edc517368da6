import type { Activity } from 'botbuilder';

/** From 1 to 5, best last. */
export type Rating = 1 | 2 | 3 | 4 | 5;

/** What the five steps are called, best first: they stand on buttons. */
export const RATINGS: readonly { score: Rating; label: string }[] = [
  { score: 5, label: '5 とても良かった' },
  { score: 4, label: '4 良かった' },
  { score: 3, label: '3 ふつう' },
  { score: 2, label: '2 あまり良くなかった' },
  { score: 1, label: '1 良くなかった' },
];

export const THANKS_FOR_RATING = 'ご回答ありがとうございました。今後のご案内に生かします。';

/**
 * The step that a message names: its button; a number alone only as an answer to the question itself.
 * @param before what was said just before, as the channel saw it
 */
export function ratingIn(text: string, before: Partial<Activity> | undefined): Rating | undefined {
  const said = text.normalize('NFKC').trim();
  const asked = before?.suggestedActions?.actions.some(({ title }) => title === RATINGS[0]?.label) ?? false;
  return RATINGS.find(({ score, label }) => said === label || (asked && said === String(score)))?.score;
}
