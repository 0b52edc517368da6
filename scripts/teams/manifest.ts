import { z } from 'zod';

const SCHEMAS = 'https://developer.microsoft.com/en-us/json-schemas/teams/v1.29';

/** What the company that runs Tobira says about itself. */
export interface AppDetails {
  /** MicrosoftAppId. */
  botId: string;
  /** The app's own id in Teams; the bot's unless there is another. */
  appId: string;
  version: string;
  developer: { name: string; websiteUrl: string; privacyUrl: string; termsOfUseUrl: string };
  /** Ask that replies in the staff team be heard without naming the bot. Teams then brings every message of that team's channels. */
  staff: boolean;
}

const TEXTS = {
  ja: {
    short: '扉(Tobira)',
    full: '扉(Tobira) 会員サイトのログインのご案内',
    summary: '会員サイトのログイン、暗証番号、登録でお困りのときにご案内します。',
    description:
      'セゾン Netアンサー、アメリカン・エキスプレスのオンライン・サービス、プロミスの会員サービスに入れないとき、原因をいっしょに確かめ、手順をひとつずつご案内します。担当者への引き継ぎもできます。カード番号・暗証番号・パスワードは書かないでください。',
    commands: [
      ['ログインできない', 'ログインできない原因をいっしょに確かめます'],
      ['暗証番号を忘れた', '暗証番号を確かめる方法をご案内します'],
      ['登録したい', '会員サイトへの登録をひとつずつご案内します'],
      ['担当者に相談する', 'ここまでの内容を担当者に引き継ぎます'],
    ],
  },
  en: {
    short: 'Tobira',
    full: 'Tobira: help with signing in to member sites',
    summary: 'Help, in Japanese, with signing in, PINs and registration on member sites.',
    description:
      'When you cannot get into Saison NetAnswer, the American Express online services or the Promise member service, Tobira finds out why and walks you through what to do, one step at a time, in Japanese. It can hand over to a person. Do not write card numbers, PINs or passwords.',
    commands: [
      ['ログインできない', 'I cannot sign in: find out why'],
      ['暗証番号を忘れた', 'I have forgotten my PIN: how to see it'],
      ['登録したい', 'I want to register: one step at a time'],
      ['担当者に相談する', 'Hand over to a person'],
    ],
  },
} as const;

const https = z.url({ protocol: /^https$/ }).max(2048);
const guid = z.guid();
const command = z.strictObject({ title: z.string().min(1).max(32), description: z.string().min(1).max(128) });
const SCOPES = ['personal', 'team', 'groupChat'] as const;

/** What of the manifest's schema (1.29) we use, with its limits. */
const manifestSchema = z.strictObject({
  $schema: z.literal(`${SCHEMAS}/MicrosoftTeams.schema.json`),
  manifestVersion: z.literal('1.29'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: guid,
  developer: z.strictObject({
    name: z.string().min(1).max(32),
    websiteUrl: https,
    privacyUrl: https,
    termsOfUseUrl: https,
  }),
  name: z.strictObject({ short: z.string().min(1).max(30), full: z.string().min(1).max(100) }),
  description: z.strictObject({ short: z.string().min(1).max(80), full: z.string().min(1).max(4000) }),
  icons: z.strictObject({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
  accentColor: z.string().regex(/^#[\da-fA-F]{6}$/),
  localizationInfo: z.strictObject({
    defaultLanguageTag: z.literal('ja'),
    additionalLanguages: z.array(z.strictObject({ languageTag: z.literal('en'), file: z.literal('en.json') })),
  }),
  bots: z
    .array(
      z.strictObject({
        botId: guid,
        scopes: z.array(z.enum(SCOPES)).min(1),
        isNotificationOnly: z.boolean(),
        supportsFiles: z.boolean(),
        commandLists: z
          .array(z.strictObject({ scopes: z.array(z.enum(SCOPES)).min(1), commands: z.array(command).min(1).max(12) }))
          .max(3),
      }),
    )
    .length(1),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])),
  validDomains: z.array(z.hostname()).max(16),
  defaultInstallScope: z.enum(SCOPES),
  webApplicationInfo: z.strictObject({ id: guid }).optional(),
  authorization: z
    .strictObject({
      permissions: z.strictObject({
        resourceSpecific: z
          .array(z.strictObject({ name: z.literal('ChannelMessage.Read.Group'), type: z.literal('Application') }))
          .max(16),
      }),
    })
    .optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/**
 * The manifest of the Teams app, and its English words.
 * @throws Error that names each fault, a line each
 */
export function manifestOf(details: AppDetails): { manifest: Manifest; english: Record<string, string> } {
  const { botId, appId, version, developer, staff } = details;
  const { ja } = TEXTS;
  const commands = ja.commands.map(([title, description]) => ({ title, description }));
  const parsed = manifestSchema.safeParse({
    $schema: `${SCHEMAS}/MicrosoftTeams.schema.json`,
    manifestVersion: '1.29',
    version,
    id: appId,
    developer,
    name: { short: ja.short, full: ja.full },
    description: { short: ja.summary, full: ja.description },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#14564F',
    localizationInfo: { defaultLanguageTag: 'ja', additionalLanguages: [{ languageTag: 'en', file: 'en.json' }] },
    bots: [
      {
        botId,
        scopes: [...SCOPES],
        isNotificationOnly: false,
        supportsFiles: false,
        commandLists: [{ scopes: ['personal', 'groupChat'], commands }],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [],
    defaultInstallScope: 'personal',
    ...(staff ? hearingTheTeam(botId) : {}),
  });
  if (parsed.success) return { manifest: parsed.data, english: english() };
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The manifest has ${lines.length} fault(s):\n${lines.join('\n')}`);
}

function hearingTheTeam(botId: string) {
  return {
    webApplicationInfo: { id: botId },
    authorization: {
      permissions: { resourceSpecific: [{ name: 'ChannelMessage.Read.Group', type: 'Application' }] },
    },
  };
}

function english(): Record<string, string> {
  const { en } = TEXTS;
  const commands = en.commands.flatMap(([title, description], index) => {
    const path = `bots[0].commandLists[0].commands[${index}]`;
    return [
      [`${path}.title`, title],
      [`${path}.description`, description],
    ];
  });
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.Localization.schema.json`,
    'name.short': en.short,
    'name.full': en.full,
    'description.short': en.summary,
    'description.full': en.description,
    ...Object.fromEntries(commands),
  };
}
