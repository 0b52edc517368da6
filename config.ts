import { z } from 'zod';
import { TobiraError } from './errors.ts';

const optional = z.string().min(1).optional();
const origin = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin);
const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

/** Every variable Tobira reads, one line of meaning each. An empty variable counts as unset. */
const schema = z
  .object({
    /** Address to listen on. */
    HOST: z.string().default('127.0.0.1'),
    /** Port to listen on; 0 takes any free one. */
    PORT: z.coerce.number().int().min(0).max(65535).default(3978),
    /** Folder for the SQLite database. */
    DATA_DIR: z.string().default('./data'),
    /** `postgres://…` for more than one machine; unset: SQLite in DATA_DIR. */
    DATABASE_URL: optional.refine(
      (value) => value === undefined,
      'PostgreSQL is not built in yet: leave DATABASE_URL unset',
    ),
    /** Lets other Direct Line clients generate tokens; at least 16 characters. */
    DIRECT_LINE_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    /** Sites that may embed the chat: origins separated by commas. */
    ALLOWED_ORIGINS: z
      .string()
      .default('')
      .transform((value) =>
        value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .pipe(z.array(origin)),
    /** Opens the LINE channel, together with LINE_CHANNEL_ACCESS_TOKEN: proves that a webhook comes from LINE. */
    LINE_CHANNEL_SECRET: optional,
    /** Long-lived channel access token: with it Tobira speaks on LINE. */
    LINE_CHANNEL_ACCESS_TOKEN: optional,
    /** Where LINE's API is, for tests; unset: LINE's own. */
    LINE_API_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** Messages a minute per client; `off` for load tests on one's own machine. */
    RATE_LIMIT: z.union([z.literal('off'), z.coerce.number().int().min(1)]).default(60),
    /** pino's levels: trace, debug, info, warn, error, fatal, silent. */
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    /** Set to 1 behind a proxy that sets X-Forwarded-For and X-Forwarded-Proto. */
    TRUST_PROXY: z.stringbool().default(false),
  })
  .refine((config) => (config.LINE_CHANNEL_SECRET === undefined) === (config.LINE_CHANNEL_ACCESS_TOKEN === undefined), {
    path: ['LINE_CHANNEL_SECRET'],
    message: 'must be set together with LINE_CHANNEL_ACCESS_TOKEN, or neither of them',
    // Also when another variable is wrong: all faults are listed at once.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .readonly();

export type Config = z.infer<typeof schema>;

/**
 * Reads the configuration from environment variables.
 * @throws TobiraError `configuration` that lists every fault at once, a line each.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new TobiraError('configuration', `The configuration has ${lines.length} fault(s):\n${lines.join('\n')}`);
}

/** True when the server is reachable from this machine only. */
export function isLoopback(host: string): boolean {
  return loopback.has(host);
}
