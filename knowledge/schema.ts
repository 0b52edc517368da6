import { z } from 'zod';
import { date, id, text } from './schema-basics.ts';
import { desksFile, notice, reply } from './schema-desks.ts';

export * from './schema-desks.ts';

/**
 * The form of every knowledge file. A file that does not fit is refused at start and by `npm run knowledge:check`.
 */

/** How likely an answer is when a cause is the real one. `knowledge/likelihood.ts` maps the words to numbers. */
export const likelihoodWord = z.enum(['never', 'rarely', 'often', 'nearly_always']);
export type LikelihoodWord = z.infer<typeof likelihoodWord>;

export const priorWord = z.enum(['very_common', 'common', 'uncommon', 'rare']);
export type PriorWord = z.infer<typeof priorWord>;

export const source = z.strictObject({
  id,
  /** Shown to members as 出典. */
  title: text,
  /** `general`: what holds for any device or network. No company says it, and no service's own fact may rest on it. */
  kind: z.enum(['guide', 'article', 'company', 'operator', 'general']),
  url: z.url().optional(),
  checked: date,
  /** For editors: what is weak about the document. */
  note: text.optional(),
});

export const fact = z.strictObject({
  id,
  text,
  sources: z.array(id).min(1),
  checked: date,
  /** Follow-up questions that this fact answers: ids of `general/follow-ups.yaml`. */
  tells: z.array(id).default([]),
  note: text.optional(),
});

/** What people go on to ask about whatever was just said. */
export const followUp = z.strictObject({
  id,
  /** Words in a short message that ask it. */
  words: z.array(text).min(1),
  /** Said after the facts that answer it. */
  also: text.optional(),
  /** The topic of this intent answers it when the facts do not. */
  else_intent: id.optional(),
  /** Said when nothing tells it: that it is not known here, and where to find out. */
  unknown: text,
});

/** What a person may not have at hand. */
export const means = z.enum(['smartphone']);
export type Means = z.infer<typeof means>;

/** Said in place of `say` to a person who has no smartphone. */
const otherWords = z.strictObject({ say: text, cites: z.array(id).default([]) });

/** A word explained to whoever asks what it means. */
export const term = z.strictObject({
  words: z.array(text).min(1),
  say: text,
  /** Names something that one can forget: 「わからない」 then tells of that, and does not ask for a meaning. */
  may_be_forgotten: z.boolean().default(false),
});

/** Where a choice leads. Exactly one target. */
export const target = z
  .strictObject({
    procedure: id.optional(),
    topic: id.optional(),
    cause: id.optional(),
    diagnosis: z.literal(true).optional(),
    human: z.literal(true).optional(),
  })
  .refine(
    (value) => Object.keys(value).length === 1,
    'must name exactly one of procedure, topic, cause, diagnosis, human',
  );
export type Target = z.infer<typeof target>;

export const option = z.strictObject({
  /** At most 20 characters, so that every channel can show it on a button. */
  label: text.max(20),
  /** Words in the person's message that choose this option without asking. */
  words: z.array(text).default([]),
  /** Said by the person, these intents choose this option without asking. */
  intents: z.array(id).default([]),
  to: target,
});

export const remedy = z.strictObject({
  /** The same id under several causes of a service: the same advice, each time in the words of its cause. It is given once. */
  id,
  /** What to do, in short sentences. */
  say: text,
  /** Said besides where the chat is our own page, with its menu. */
  on_page: text.optional(),
  cites: z.array(id).default([]),
  without_smartphone: otherWords.optional(),
  /** True when following it means one more try to log in: the lock guard then speaks first, and leaves out `then_try`. */
  costs_login_try: z.boolean().default(false),
  /** The sentence that asks for the try itself, said after `say` while a try is safe. */
  then_try: text.optional(),
  success: likelihoodWord.default('often'),
  /** What following it costs: a walk to a shop in vain is worse than a look at a note. The dearer, the surer one must be. */
  effort: z.enum(['easy', 'medium', 'hard']).default('easy'),
  /** Procedures that can be walked together, offered as choices. */
  options: z.array(option).default([]),
  /** True when only a person at the desk can finish it. */
  needs_human: z.boolean().default(false),
});

export const cause = z.strictObject({
  id,
  /** Plain name for the member: 「パスワードの打ち間違い」. Fits after 「原因は」. */
  name: text,
  /** Intents that state this cause. */
  intents: z.array(id).default([]),
  prior: priorWord,
  /** Words of what may have led to it: to deny one of them is not to deny the cause. */
  reasons: z.array(text).default([]),
  /** The lock that comes after failed tries: the more tries the person reports, the likelier it is. */
  lock: z.boolean().default(false),
  /** One sentence: why we think of it. */
  explain: text,
  cites: z.array(id).default([]),
  remedies: z.array(remedy).min(1),
});

export const answerChoice = z.strictObject({
  id,
  label: text.max(20),
  words: z.array(text).default([]),
  /** Words that give this answer even when nobody has asked: what is volunteered is not asked again. */
  told: z.array(text.min(3)).default([]),
  /** What is volunteered in these words is a symptom of several causes: no intent read from it states one of them. */
  symptom: z.boolean().default(false),
  /** The number of failed logins that is this answer, wherever it is told. */
  tries: z.enum(['few', 'many']).optional(),
  intents: z.array(id).default([]),
  /** はい / いいえ pick this answer. */
  yes: z.boolean().default(false),
  no: z.boolean().default(false),
  /** How likely this answer is under each cause; causes not named take `otherwise`. */
  means: z.record(id, likelihoodWord).default({}),
  otherwise: likelihoodWord.default('often'),
});

export const question = z.strictObject({
  id,
  ask: text,
  /** Said when the person asks 「なぜ?」. */
  why: text,
  cost: z.enum(['easy', 'medium', 'hard']).default('easy'),
  /** The question makes sense only while one of these causes is possible. Empty: always. */
  about: z.array(id).default([]),
  answers: z.array(answerChoice).min(2).max(5),
});

export const step = z.strictObject({
  id,
  say: text,
  /** Said when the person is stuck on this step. */
  help: text.optional(),
  cites: z.array(id).default([]),
  /** What the person may type here to have its form checked. */
  check: z.enum(['identifier']).optional(),
});

export const procedure = z.strictObject({
  id,
  /** Fits before 「の手順」. */
  name: text,
  /** Said before the first step. */
  intro: text.optional(),
  /** What it cannot be walked without: it is not the first way offered to a person who lacks it. */
  needs: z.array(means).default([]),
  /** By which way it goes: what a person prefers or refuses. */
  way: z.enum(['app', 'web', 'post', 'telephone', 'visit']).optional(),
  /** What to have at hand. */
  prepare: z.array(text).default([]),
  steps: z.array(step).min(1),
  done: text,
  cites: z.array(id).default([]),
});

export const topic = z.strictObject({
  id,
  /** Plain name, used in 「…のこと」 and on buttons. */
  name: text.max(20),
  /** A service's own topic without any takes intents and words from the general topic of its id. */
  intents: z.array(id).default([]),
  /** The topic is preferred over others of the same intent when the message has one of these words. */
  words: z.array(text).default([]),
  /** Where not empty, one of these must stand in the message as well. */
  and_words: z.array(text).default([]),
  say: text,
  cites: z.array(id).default([]),
  without_smartphone: otherWords.optional(),
  /** Circumstances that it is said in: `cannot:see`, `cannot:hear`, `cannot:go_out`. */
  meets: z.array(z.string()).default([]),
  options: z.array(option).default([]),
});

/** A number with a point would lose its end: 10.10 is not 10.1. */
const version = z
  .union(
    [z.number().int().min(0), z.string().regex(/^\d{1,3}(?:\.\d{1,3})?$/)],
    'must be a whole number, or in quotes such as "10.15"',
  )
  .transform(String);

/** What a site is known to support. It may name browsers, systems or both; what it does not name is unknown. */
export const environment = z.strictObject({
  checked: date,
  sources: z.array(id).min(1),
  /** Minimum versions. Empty means unknown, and is asked. */
  minimum: z.partialRecord(
    z.enum(['chrome', 'edge', 'safari', 'firefox', 'ios', 'android', 'windows', 'macos']),
    version,
  ),
  /** Browsers that the document says are not supported, whatever their version. */
  refused: z.array(z.enum(['internet_explorer', 'samsung', 'opera', 'android_browser'])).default([]),
});

/** What the chat page can show of itself. */
export const SIGNS = [
  'browser_supported',
  'browser_too_old',
  'cookies_off',
  'script_off',
  'connection_slow',
  'connection_unsteady',
] as const;

export const sign = z.strictObject({
  id: z.enum(SIGNS),
  /** What staff read. */
  name: text,
  /** Said to the person, once; a sign without words is only weighed. May hold {browser}, {service} and {supported}. */
  say: text.optional(),
  /** How likely the sign is under each cause; causes not named take `otherwise`. */
  means: z.record(id, likelihoodWord).default({}),
  otherwise: likelihoodWord,
  /** Questions that need not be asked any more. */
  spares: z.array(id).default([]),
});

export const service = z.strictObject({
  id: z.enum(['saison', 'amex', 'promise']),
  /** セゾン Netアンサー */
  name: text,
  /** Short name for buttons. */
  short: text.max(20),
  company: text,
  /** What the login form asks for, in its own words. */
  login_fields: z.array(text).min(1),
  cites: z.array(id).default([]),
  /** Intents that only this service knows: the service need not be asked. */
  only_here: z.array(id).default([]),
  environment: environment.optional(),
});

export const files = {
  sources: z.strictObject({ sources: z.array(source) }),
  desks: desksFile,
  notices: z.strictObject({ notices: z.array(notice).default([]) }),
  service,
  facts: z.strictObject({ facts: z.array(fact) }),
  causes: z.strictObject({ causes: z.array(cause) }),
  questions: z.strictObject({ questions: z.array(question) }),
  topics: z.strictObject({ topics: z.array(topic) }),
  procedures: z.strictObject({ procedures: z.array(procedure) }),
  glossary: z.strictObject({ terms: z.array(term) }),
  followUps: z.strictObject({ follow_ups: z.array(followUp) }),
  replies: z.strictObject({ replies: z.array(reply) }),
  signs: z.strictObject({ signs: z.array(sign) }),
} as const;

export type Source = z.infer<typeof source>;
export type Fact = z.infer<typeof fact>;
export type Term = z.infer<typeof term>;
export type FollowUp = z.infer<typeof followUp>;
export type Option = z.infer<typeof option>;
export type Remedy = z.infer<typeof remedy>;
export type Cause = z.infer<typeof cause>;
export type Question = z.infer<typeof question>;
export type AnswerChoice = z.infer<typeof answerChoice>;
export type Step = z.infer<typeof step>;
export type Procedure = z.infer<typeof procedure>;
export type Topic = z.infer<typeof topic>;
export type Service = z.infer<typeof service>;
export type Environment = z.infer<typeof environment>;
export type Sign = z.infer<typeof sign>;
