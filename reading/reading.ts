/**
 * What a message can mean. A closed list of kinds; questions, topics, facts and steps are data. A reading is kept as a short key, so that
 * readings can be compared, counted and stored: `book:saison-history:same-device`, `need:pin_forgotten`, `result:worked`.
 *
 * | key | meaning |
 * |---|---|
 * | `book:Q:A` · `book:Q:?` | answer A to question Q, asked or not, first or corrected · does not know |
 * | `cause:C:+` · `cause:C:-` | the cause holds · does not |
 * | `need:I` · `topic:T` | wants what the intent names · wants to hear of, or to do, what the topic is about |
 * | `fact:F` · `step:P/S` · `term:W` · `why` · `unknown` | asks what the fact tells · about the step · what the word means · why it is asked · what no source tells |
 * | `result:V` | of what was advised: worked, partly, failed, not_yet, cannot, found_it |
 * | `move:M` | in a procedure: next, back, stuck, stop, first, again |
 * | `service:S` · `service:!S` · `service:?` | it is this service · it is not · cannot tell |
 * | `has:X` · `lacks:X` · `prefers:W` · `refuses:W` · `cannot:D` · `at:P` · `tries` | means, ways, what the person cannot do, where they are, a number of failed tries |
 * | `reported:+` · `reported:-` | the company was told · was not |
 * | `danger:D:-` · `danger:D:+` · `crisis` | a danger, something given away already or not · words of a person in distress |
 * | `control:W` · `human` · `stance:S` · `none` | a wish about the talk itself · a human is wanted · how it is said · nothing to act on |
 */
export type ReadingKey = string;

export interface Reading {
  key: ReadingKey;
  /** Calibrated probability, 0 to 1. */
  probability: number;
}

/** Of a key `book:…`. */
export function questionOf(key: ReadingKey): string {
  return key.slice(5, key.lastIndexOf(':'));
}

/** Of a key `step:…`. */
export function procedureOf(key: ReadingKey): string {
  return key.slice(5, key.indexOf('/'));
}

export const RESULTS = ['worked', 'partly', 'failed', 'not_yet', 'cannot', 'found_it'] as const;
export const MOVES = ['next', 'back', 'stuck', 'stop', 'first', 'again'] as const;
export const MEANS = [
  'smartphone',
  'pc',
  'card',
  'id_note',
  'mail',
  'phone',
  'identity_document',
  'app',
  'time',
  'way_out',
] as const;
export const WAYS = ['app', 'web', 'post', 'telephone', 'visit', 'chat', 'reregister', 'human'] as const;
export const DOINGS = ['see', 'hear', 'go_out', 'type'] as const;
export const PLACES = ['till', 'atm', 'abroad', 'office'] as const;
export const CONTROLS = [
  'repeat',
  'summary',
  'restart',
  'menu',
  'simpler',
  'shorter',
  'code',
  'continue',
  'stop_waiting',
] as const;
export const STANCES = ['thanks', 'greeting', 'complaint', 'hesitation', 'worry', 'yes', 'no', 'tired'] as const;

export type Result = (typeof RESULTS)[number];
export type Move = (typeof MOVES)[number];

/** The parts of a key: `['book', 'saison-history', 'same-device']`. */
export function partsOf(key: ReadingKey): [kind: string, ...rest: string[]] {
  return key.split(':') as [string, ...string[]];
}

export function kindOf(key: ReadingKey): string {
  const end = key.indexOf(':');
  return end < 0 ? key : key.slice(0, end);
}

/** Readings whose meaning needs no knowledge: the same for every service. */
export const CLOSED: readonly ReadingKey[] = [
  ...RESULTS.map((value) => `result:${value}`),
  ...MOVES.map((move) => `move:${move}`),
  ...MEANS.flatMap((thing) => [`has:${thing}`, `lacks:${thing}`]),
  ...WAYS.flatMap((way) => [`prefers:${way}`, `refuses:${way}`]),
  ...DOINGS.map((doing) => `cannot:${doing}`),
  ...PLACES.map((place) => `at:${place}`),
  ...CONTROLS.map((wish) => `control:${wish}`),
  'service:saison',
  'service:amex',
  'service:promise',
  'service:!saison',
  'service:!amex',
  'service:!promise',
  'service:?',
  'reported:+',
  'reported:-',
  'danger:fraud_or_lost_card:-',
  'danger:phishing_suspected:-',
  'danger:phishing_suspected:+',
  'crisis',
  'human',
  'tries',
  'why',
  'unknown',
  'none',
];

/** How it is said; beside what is said, not instead of it. */
export const STANCE_KEYS: readonly ReadingKey[] = STANCES.map((stance) => `stance:${stance}`);
