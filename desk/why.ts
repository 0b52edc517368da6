/** Why a message of the member was answered as it was, in plain words for staff. No words of the member's. */
export interface Why {
  /** What the bot was waiting for when the message came. */
  expect: string;
  /** How it was decided. */
  decision: string;
  /** What the message was taken for. */
  taken: string[];
  /** What it may mean, the likeliest first. `probability` is 0 to 1. */
  readings: { key: string; label: string; probability: number }[];
  /** What the bot did. */
  acts: string[];
  /** What spoke for it beside the readings. */
  why: string[];
}
