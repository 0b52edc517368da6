import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { CONNECTIONS, type Page, pageSchema } from '../../dialogs/page.ts';
import { readUserAgent } from './user-agent.ts';

/** Characters of a header that are looked at. */
const LOOKED_AT = 500;

/**
 * What our own page tells of itself beside a message, in `channelData.page`. Other clients may put anything there: what does not fit
 * counts as nothing told, and never keeps a message out.
 */
export const toldByPage = z
  .strictObject({
    cookies: z.boolean().optional(),
    script: z.boolean().optional(),
    touch: z.boolean().optional(),
    connection: z.enum(CONNECTIONS).optional(),
  })
  .optional()
  .catch(undefined);

export type ToldByPage = z.infer<typeof toldByPage>;

/**
 * What the page shows, as the conversation keeps it. The headers are read and forgotten: only what `Page` names remains of them.
 * @param before what was kept; what the page does not tell anew stays as it was
 */
export function witnessOf(req: IncomingMessage, told: ToldByPage, before: Page | null = null): Page {
  const { touch, ...rest } = told ?? {};
  const { cookies, script, connection } = { ...before, ...rest };
  return pageSchema.parse({
    ...readUserAgent({
      userAgent: header(req, 'user-agent') ?? '',
      platform: header(req, 'sec-ch-ua-platform'),
      platformVersion: header(req, 'sec-ch-ua-platform-version'),
      mobile: header(req, 'sec-ch-ua-mobile'),
      brands: header(req, 'sec-ch-ua'),
      touch,
    }),
    ...(cookies === undefined ? {} : { cookies }),
    ...(script === undefined ? {} : { script }),
    ...(connection === undefined ? {} : { connection }),
  });
}

function header(req: IncomingMessage, name: string): string | undefined {
  return req.headers[name]?.toString().slice(0, LOOKED_AT);
}
