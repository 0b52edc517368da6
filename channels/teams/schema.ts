import { z } from 'zod';

const account = z.looseObject({
  id: z.string().min(1).max(1000),
  name: z.string().optional(),
  aadObjectId: z.string().optional(),
});

/** What every activity has that we take in. What else it carries is kept for the SDK. */
export const activitySchema = z.looseObject({
  type: z.string().min(1),
  id: z.string().max(1000).optional(),
  channelId: z.string().min(1).max(100),
  serviceUrl: z.string().min(1).max(2000),
  from: account,
  recipient: account.optional(),
  conversation: z.looseObject({
    id: z.string().min(1).max(1000),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
    isGroup: z.boolean().nullish(),
  }),
  text: z.string().nullish(),
  name: z.string().nullish(),
  value: z.unknown().optional(),
  replyToId: z.string().nullish(),
  action: z.string().nullish(),
  reactionsAdded: z.array(z.looseObject({ type: z.string() })).nullish(),
  reactionsRemoved: z.array(z.looseObject({ type: z.string() })).nullish(),
  membersAdded: z.array(account).nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string() })).nullish(),
  channelData: z
    .looseObject({ tenant: z.looseObject({ id: z.string() }).nullish(), team: z.looseObject({}).nullish() })
    .nullish(),
});

export type Arrived = z.infer<typeof activitySchema>;

/** What our own buttons send back. */
export const pressedSchema = z.discriminatedUnion('tobira', [
  /** A choice under a message. */
  z.object({ tobira: z.literal('choose'), said: z.string().max(1200), words: z.string().min(1).max(300) }),
  /** A message that may not have arrived is to be shown. */
  z.object({ tobira: z.literal('show'), said: z.string().max(1200) }),
  /** A member of staff takes a case. */
  z.object({ tobira: z.literal('claim'), case: z.string().max(50) }),
  /** A member of staff closes a case. */
  z.object({
    tobira: z.literal('resolve'),
    case: z.string().max(50),
    cause: z.string().min(1).max(100).catch('other'),
    note: z.string().max(5000).catch(''),
  }),
]);

export type Pressed = z.infer<typeof pressedSchema>;

export const cardActionSchema = z.object({ action: z.object({ data: pressedSchema }) });

/** Teams' own buttons under an answer. */
export const feedbackSchema = z.object({
  actionName: z.literal('feedback'),
  actionValue: z.object({ reaction: z.enum(['like', 'dislike']), feedback: z.string().max(5000).catch('') }),
});

/** What we keep in order to speak again. */
export const referenceSchema = z.object({
  serviceUrl: z.string(),
  channelId: z.string(),
  conversation: z.looseObject({ id: z.string(), isGroup: z.boolean().default(false) }),
  bot: z.looseObject({ id: z.string(), name: z.string().default('') }),
  user: z.looseObject({ id: z.string(), name: z.string().default('') }),
  /** Why nothing can be sent: the app was removed, or the person has blocked it. */
  gone: z.enum(['removed', 'blocked']).optional(),
});

export type Reference = z.infer<typeof referenceSchema>;

/** The reference of a thread of ours in the staff channel. */
export const threadReferenceSchema = z.object({ caseId: z.string() });
