/** The form of what the running company fills in itself: desks, hours, teams, notices, ready-made replies. */
import { z } from 'zod';
import { date, id, text } from './schema-basics.ts';

export const desk = z.strictObject({
  service: z.enum(['saison', 'amex', 'promise', 'all']),
  name: text,
  telephone: text.optional(),
  hours: text.optional(),
  url: z.url().optional(),
  note: text.optional(),
  checked: date,
});

const clock = z.string().regex(/^(?:[01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00)$/, 'must be a time such as 09:00');
const weekday = z.enum(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']);

/** When people answer in the chat. Times are Japan's. */
export const chatHours = z.strictObject({
  service: z.enum(['saison', 'amex', 'promise', 'all']),
  open: z
    .array(
      z
        .strictObject({ days: z.array(weekday).min(1), from: clock, to: clock })
        .refine(({ from, to }) => from < to, 'must begin before it ends'),
    )
    .min(1),
  /** On Japanese national holidays. */
  holidays: z.enum(['closed', 'open']).default('closed'),
  /** Further days without anybody, such as the turn of the year. */
  closed: z.array(date).default([]),
  checked: date,
});

/** What the desk promises itself. Members are told of none of it, but of a wait that is longer than `late_after`. */
const serviceLevels = z.strictObject({
  first_answer_minutes: z.number().int().min(1).default(5),
  next_answer_minutes: z.number().int().min(1).default(10),
  late_after_minutes: z.number().int().min(1).default(10),
});

export const desksFile = z.strictObject({
  desks: z.array(desk).default([]),
  chat_hours: z.array(chatHours).default([]),
  service_levels: serviceLevels.prefault({}),
  /** Teams that a case can be passed to. */
  teams: z.array(z.strictObject({ id, name: text.max(20) })).default([]),
  /** Host names that belong to the companies, for the phishing check. */
  official_hosts: z
    .array(z.strictObject({ service: z.enum(['saison', 'amex', 'promise']), host: text, sources: z.array(id).min(1) }))
    .default([]),
  /** Places to talk for a person in distress, confirmed by the running company. */
  support_places: z
    .array(
      z.strictObject({
        name: text,
        telephone: text.optional(),
        url: z.url().optional(),
        note: text.optional(),
        checked: date,
      }),
    )
    .default([]),
});

export const notice = z.strictObject({
  id,
  service: z.enum(['saison', 'amex', 'promise', 'all']),
  kind: z.enum(['outage', 'maintenance']),
  say: text,
  from: z.iso.datetime({ offset: true, local: false }),
  until: z.iso.datetime({ offset: true, local: false }).optional(),
});

/** What a placeholder in a ready-made reply stands for is put in by the console. */
export const PLACEHOLDERS = ['担当者', 'サービス', '受付番号'] as const;

export const reply = z.strictObject({
  id,
  /** What staff choose it by. */
  title: text.max(40),
  text: text.refine(
    (value) => [...value.matchAll(/\{([^{}]*)\}/g)].every(([, name]) => PLACEHOLDERS.some((known) => known === name)),
    `may hold only these placeholders: ${PLACEHOLDERS.map((name) => `{${name}}`).join(' ')}`,
  ),
  service: z.enum(['saison', 'amex', 'promise', 'all']).default('all'),
});

export type Desk = z.infer<typeof desk>;
export type ChatHours = z.infer<typeof chatHours>;
export type Reply = z.infer<typeof reply>;
export type DesksFile = z.infer<typeof desksFile>;
export type Notice = z.infer<typeof notice>;
