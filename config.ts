import { z } from 'zod';
import { TobiraError } from './errors.ts';

const optional = z.string().min(1).optional();
const origin = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin);
const loopback = new Set(['127.0.0.1', 'localhost', '::1']);
const address = z.url({ protocol: /^https?$/ });

/** Also when another variable is wrong: all faults are listed at once. */
const always = ({ value }: { value: unknown }) => typeof value === 'object' && value !== null;

const APP_TYPES = ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'] as const;
/** Bot Framework takes the type in any case, and silently takes an unknown one for MultiTenant. */
const appType = z.preprocess(
  (given) => APP_TYPES.find((type) => type.toLowerCase() === String(given).trim().toLowerCase()) ?? given,
  z.enum(APP_TYPES),
);

/** Standard Webhooks' form of a key: 24 to 64 bytes in base64. */
const webhookKey = z
  .string()
  .refine(
    (value) => /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(value) && within(keyOf(value).length, 24, 64),
    'must be whsec_ and 24 to 64 random bytes in base64, such as whsec_$(openssl rand -base64 32)',
  )
  .transform(keyOf);

function keyOf(value: string): Buffer {
  return Buffer.from(value.slice('whsec_'.length), 'base64');
}

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

/** Other machines are told over an encrypted line only. */
function isSafeTarget(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // What is no address at all is said once, by the check before this.
  if (!url) return true;
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || loopback.has(url.hostname.replace(/^\[|\]$/g, ''));
}

function fault(variable: string, message: string) {
  return { path: [variable], message, when: always };
}

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
    /** Opens `/api/messages` for Teams and the channels of Azure Bot Service: the bot's app (client) id. */
    MicrosoftAppId: optional,
    /** The app's client secret; none with UserAssignedMSI. */
    MicrosoftAppPassword: optional,
    /** How the app is registered: SingleTenant, UserAssignedMSI or, where still in use, MultiTenant. */
    MicrosoftAppType: appType.default('MultiTenant'),
    /** The tenant (directory) id of the app; needed unless it is MultiTenant. */
    MicrosoftAppTenantId: optional,
    /** Set to 1 for the Bot Framework Emulator on this machine: `/api/messages` then serves loopback addresses. */
    BOT_FRAMEWORK_EMULATOR: z.stringbool().default(false),
    /** The channel in Teams where staff take cases: `19:…@thread.tacv2`, as in the channel's link. */
    TEAMS_STAFF_CHANNEL: z
      .string()
      .regex(/^19:[^;\s]+@thread\.[a-z0-9]+$/, 'must be the id of a channel: 19:…@thread.tacv2')
      .optional(),
    /** Where tokens for the connector are had, for private clouds and tests; unset: Microsoft Entra. */
    ToChannelFromBotLoginUrl: address.optional(),
    /** Who signs what comes from the channels, for private clouds and tests; unset: the public cloud. */
    ToBotFromChannelTokenIssuer: optional,
    /** Where the keys of that signer are found, for private clouds and tests; unset: the public cloud. */
    ToBotFromChannelOpenIdMetadataUrl: address.optional(),
    /** Messages a minute per client; `off` for load tests on one's own machine. */
    RATE_LIMIT: z.union([z.literal('off'), z.coerce.number().int().min(1)]).default(60),
    /** Milliseconds that what may be a piece of a message waits for its rest; 0 reads every message by itself. */
    PATIENCE: z.coerce.number().int().min(0).max(4_000).default(1_500),
    /** pino's levels: trace, debug, info, warn, error, fatal, silent. */
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    /** The company's identity provider for staff; unset: local accounts only. */
    OIDC_ISSUER: address.optional(),
    /** How the provider knows Tobira; it must allow `<address>/staff/api/oidc/callback`. */
    OIDC_CLIENT_ID: optional,
    /** The client's secret; none for a public client. */
    OIDC_CLIENT_SECRET: optional,
    /** The claim that holds agent, supervisor or admin. */
    OIDC_ROLES_CLAIM: z.string().min(1).default('roles'),
    /** Minutes after which the open cases of a member of staff who left the console wait in the queue again. */
    STAFF_AWAY_MINUTES: z.coerce.number().int().min(1).default(15),
    /** Who looks after people: Tobira's own desk, or another hub by Bot Framework's handoff protocol. */
    HANDOFF: z.enum(['desk', 'protocol']).default('desk'),
    /** Another system that is told of what happens to cases: https, or http on this machine. */
    CASE_WEBHOOK_URL: address
      .refine(isSafeTarget, 'must be https (or http on this machine), without a password')
      .optional(),
    /** The keys that sign what it is told, the newest first, separated by spaces: `whsec_…`. */
    CASE_WEBHOOK_SECRET: z
      .string()
      .transform((value) => value.trim().split(/\s+/))
      .pipe(z.array(webhookKey).min(1))
      .optional(),
    /** What a reader of /metrics must bring as bearer; unset: open to whoever reaches the port. */
    METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    /** Set to 1 behind a proxy that sets X-Forwarded-For and X-Forwarded-Proto. */
    TRUST_PROXY: z.stringbool().default(false),
  })
  .refine(
    (config) => (config.LINE_CHANNEL_SECRET === undefined) === (config.LINE_CHANNEL_ACCESS_TOKEN === undefined),
    fault('LINE_CHANNEL_SECRET', 'must be set together with LINE_CHANNEL_ACCESS_TOKEN, or neither of them'),
  )
  .refine(
    ({ MicrosoftAppId: id, MicrosoftAppType: type, MicrosoftAppPassword: password }) =>
      id === undefined || (type === 'UserAssignedMSI') === (password === undefined),
    fault('MicrosoftAppPassword', 'must be set with MicrosoftAppId; not for UserAssignedMSI, which has none'),
  )
  .refine(
    ({ MicrosoftAppId: id, MicrosoftAppType: type, MicrosoftAppTenantId: tenant }) =>
      id === undefined || tenant !== undefined || !['SingleTenant', 'UserAssignedMSI'].includes(type),
    fault('MicrosoftAppTenantId', 'must be set with MicrosoftAppId, unless the app is MultiTenant'),
  )
  .refine(
    ({ MicrosoftAppId: id, MicrosoftAppPassword: password }) => id !== undefined || password === undefined,
    fault('MicrosoftAppId', 'must be set together with MicrosoftAppPassword'),
  )
  .refine(
    ({ MicrosoftAppId: id, BOT_FRAMEWORK_EMULATOR: emulator, TEAMS_STAFF_CHANNEL: channel }) =>
      channel === undefined || id !== undefined || Boolean(emulator),
    fault('TEAMS_STAFF_CHANNEL', 'needs MicrosoftAppId'),
  )
  .refine(
    ({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: id }) => (issuer === undefined) === (id === undefined),
    fault('OIDC_CLIENT_ID', 'must be set together with OIDC_ISSUER, or neither of them'),
  )
  .refine(
    ({ CASE_WEBHOOK_URL: url, CASE_WEBHOOK_SECRET: secret }) => (url === undefined) === (secret === undefined),
    fault('CASE_WEBHOOK_SECRET', 'must be set together with CASE_WEBHOOK_URL, or neither of them'),
  )
  .refine(
    ({ HANDOFF: handoff, DIRECT_LINE_SECRET: secret }) => handoff === 'desk' || secret !== undefined,
    fault('HANDOFF', 'protocol needs DIRECT_LINE_SECRET: with it the hub answers people on the web'),
  )
  .refine(
    ({ HANDOFF: handoff, LINE_CHANNEL_SECRET: line }) => handoff === 'desk' || line === undefined,
    fault('HANDOFF', 'protocol has no way to LINE, which carries no events: people there need the desk'),
  )
  .refine(
    ({ HANDOFF: handoff, TEAMS_STAFF_CHANNEL: channel }) => handoff === 'desk' || channel === undefined,
    fault('HANDOFF', 'protocol leaves nothing to do in TEAMS_STAFF_CHANNEL: unset one of them'),
  )
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
