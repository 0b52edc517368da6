import { z } from 'zod';
import { LONGEST_PASSWORD } from './passwords.ts';

const LONGEST_TEXT = 5000;

/** Words as people write them: ends trimmed, broken characters mended, control characters gone. */
function words(error: string) {
  return z.string({ error }).transform((text) =>
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n\t]/gu, '')
      .trim(),
  );
}

const text = words(`本文を1〜${LONGEST_TEXT.toLocaleString('en')}文字で書いてください。`).refine(
  (value) => value.length >= 1 && value.length <= LONGEST_TEXT,
  `本文を1〜${LONGEST_TEXT.toLocaleString('en')}文字で書いてください。`,
);

export const signIn = z.object({
  email: z.string({ error: 'メールアドレスを入力してください。' }).min(1).max(254),
  password: z.string({ error: 'パスワードを入力してください。' }).min(1).max(LONGEST_PASSWORD),
});

export const newPassword = z.object({
  current: z.string({ error: 'いまのパスワードを入力してください。' }).min(1).max(LONGEST_PASSWORD),
  next: z.string({ error: '新しいパスワードを入力してください。' }).min(1).max(LONGEST_PASSWORD),
});

export const nothing = z.object({});

export const message = z.object({ text });

export const note = z.object({ text });

const optionalNote = words('メモは5,000文字までで書いてください。')
  .refine((value) => value.length <= LONGEST_TEXT, 'メモは5,000文字までで書いてください。')
  .default('');

export const transfer = z.object({
  /** Id of the colleague. */
  to: z.string({ error: '引き継ぐ相手を選んでください。' }).min(1).max(100),
  note: optionalNote,
});

export const giveBack = z.object({
  /** Id of the team that is to take it; none: everybody. */
  team: z.string().min(1).max(100).nullable().default(null),
  note: optionalNote,
});

export const pause = z.object({ paused: z.boolean({ error: '保留にするかどうかを指定してください。' }) });

export const lend = z.object({
  /** Id of the procedure. */
  procedure: z.string({ error: '手順を選んでください。' }).min(1).max(100),
});

export const resolve = z.object({
  cause: z.string({ error: '原因を選んでください。' }).min(1).max(100),
  note: optionalNote,
  /** Whether the member got what they came for; null: not known. */
  solved: z.boolean({ error: '解決したかどうかを選んでください。' }).nullable().default(null),
});

const short = z.string().min(1).max(100).optional();

export const list = z.object({
  status: z
    .enum(['waiting', 'open', 'closed'], { error: 'waiting、open、closedのどれかを指定してください。' })
    .optional(),
  service: short,
  channel: short,
  cause: short,
  /** Waiting cases passed to this team; `mine`: to any team of one's own. */
  team: short,
  /** Id of a closed case: the list goes on after it. */
  after: short,
  /** Words that were said. */
  q: z.string().max(200, '検索する言葉は200文字までにしてください。').optional(),
});

export const library = z.object({ service: short });

const title = words('題名を1〜40文字で書いてください。').refine(
  (value) => value.length >= 1 && value.length <= 40,
  '題名を1〜40文字で書いてください。',
);

export const ownReply = z.object({ title, text });

export const auditQuery = z.object({
  /** Milliseconds since 1970: only what was before. */
  before: z.coerce.number().int().optional(),
  /** Id of an entry of that very moment: those before it as well, so that none is lost between two pages. */
  beforeId: short,
  staff: short,
  case: short,
});

export const memberships = z.object({
  /** Ids of teams; an empty list: none. */
  teams: z
    .array(z.string().min(1).max(100), { error: 'チームを一覧から選んでください。' })
    .max(50, 'チームは50までにしてください。'),
});

export const period = z.object({
  /** Days up to and with today. */
  days: z.coerce.number().int().min(1).max(366).default(30),
});

export const label = z.object({
  /** Id of the intent, or `skip`. */
  intent: z.string({ error: '意味を選んでください。' }).min(1).max(60),
});
