import { z } from 'zod';

const id = z.string().min(1).max(200);

/** Of an event only this is read. Everything else, and every type that is not known, is let pass. */
const event = z.object({
  type: z.string(),
  mode: z.string().default('active'),
  timestamp: z.number(),
  webhookEventId: id,
  source: z
    .object({ type: z.string(), userId: id.optional(), groupId: id.optional(), roomId: id.optional() })
    .optional(),
  replyToken: id.optional(),
  message: z.object({ type: z.string(), id, text: z.string().optional(), fileName: z.string().optional() }).optional(),
  postback: z.object({ data: z.string() }).optional(),
  unsend: z.object({ messageId: id }).optional(),
});

export type LineEvent = z.infer<typeof event>;

/** The body of a webhook. An event that does not have LINE's form is dropped, not its neighbours. */
export const webhookSchema = z.object({ events: z.array(z.unknown()) }).transform(({ events }) =>
  events.flatMap((one): LineEvent[] => {
    const parsed = event.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  }),
);
