/** What is danger at hand: these people are looked after before everybody else. */
const DANGER: ReadonlySet<string> = new Set(['phishing_suspected', 'fraud_or_lost_card', 'distress']);

export function isUrgent(intent: string | null): boolean {
  return intent !== null && DANGER.has(intent);
}
