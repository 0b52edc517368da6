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

export const nothing = z.object({});

export const message = z.object({ text });

export const note = z.object({ text });

export const transfer = z.object({
  /** Id of the colleague. */
  to: z.string({ error: '引き継ぐ相手を選んでください。' }).min(1).max(100),
});

export const resolve = z.object({
  cause: z.string({ error: '原因を選んでください。' }).min(1).max(100),
  note: words('メモは5,000文字までで書いてください。')
    .refine((value) => value.length <= LONGEST_TEXT, 'メモは5,000文字までで書いてください。')
    .default(''),
});

export const list = z.object({
  status: z
    .enum(['waiting', 'open', 'closed'], { error: 'waiting、open、closedのどれかを指定してください。' })
    .optional(),
});
