import type { Predicate } from './predicates.ts';

/** What a message means. The names are the contract of `npm run -s understand`. */
export const INTENTS = [
  'login_failed',
  'id_wrong_or_forgotten',
  'password_wrong_or_forgotten',
  'romaji_typo',
  'fullwidth_input',
  'puzzle_failed',
  'browser_outdated',
  'network_trouble',
  'not_registered',
  'account_locked',
  'card_suspended',
  'otp_not_received',
  'registered_contact_changed',
  'system_outage',
  'pin_forgotten',
  'pin_change',
  'pin_locked',
  'pin_rules',
  'pin_family_card',
  'register_new',
  'reregister',
  'registration_step',
  'app_usage',
  'view_statement',
  'credit_available',
  'points',
  'payment_change',
  'member_info_change',
  'loan_service',
  'phishing_suspected',
  'fraud_or_lost_card',
  'talk_to_human',
  'support_contact',
  'greeting',
  'thanks_bye',
  'yes',
  'no',
  'restart_or_back',
  'bot_question',
  'complaint',
  'out_of_scope',
] as const;

export type Intent = (typeof INTENTS)[number];

/** Label of training messages that only inform or hesitate: no intent, so that none is read into them with certainty. */
export const NO_NEED = 'none';

export const SERVICE_IDS = ['saison', 'amex', 'promise'] as const;

export type ServiceId = (typeof SERVICE_IDS)[number];

/** `answer`: act on the intent. `confirm`: ask which of two or three is meant. `abstain`: say that it was not understood. */
export type Decision = 'answer' | 'confirm' | 'abstain';

export const ENTITY_TYPES = [
  'service',
  'device',
  'system',
  'browser',
  'error_text',
  'failure_count',
  'since',
  'card_kind',
  'place',
  'unknown',
  'yes',
  'no',
  'choice',
  'date',
  'phone',
  'email',
  'amount',
  'login_method',
] as const;

export type EntityType = (typeof ENTITY_TYPES)[number];

/** A piece of the message with a meaning. `start` and `end` are UTF-16 offsets into the text as typed; `text` is that slice. */
export interface Entity {
  type: EntityType;
  text: string;
  start: number;
  end: number;
  /** The canonical value: `saison`, `iphone`, `17.2`, 3 (failures; `Infinity` never, 「何度も」 is the string `many`), `family`, `atm`, … */
  value: string | number | boolean;
}

export interface ScoredIntent {
  intent: Intent;
  /** Calibrated probability, 0 to 1. */
  score: number;
}

export interface Understanding {
  text: string;
  /** The best guess, whatever the decision. */
  intent: Intent;
  score: number;
  decision: Decision;
  service: ServiceId | null;
  /** The next best, best first, without `intent` itself; at most four. */
  alternatives: ScoredIntent[];
  entities: Entity[];
  /** Causes the person names in order to rule them out (「ロックはされてない」). */
  denied: Intent[];
  /** How likely it is that the message only informs or hesitates, 0 to 1. */
  noNeed: number;
  /** What is said, verb by verb, in the order of the words. */
  predicates: Predicate[];
}

export interface Understander {
  /** Never throws; bounded time for any string. */
  understand(text: string): Understanding;
}
