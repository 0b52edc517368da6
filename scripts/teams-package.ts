import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { asError } from '../errors.ts';
import { colourIcon, outlineIcon } from './teams/icons.ts';
import { type AppDetails, manifestOf } from './teams/manifest.ts';
import { zip } from './teams/zip.ts';

const root = join(import.meta.dirname, '..');
const USAGE = `Makes the app package that is uploaded to Teams.

  npm run teams:package -- --developer 会社名 --website https://… --privacy https://… --terms https://… [options]

  --bot ID      the bot's app id; without it, the variable MicrosoftAppId
  --app ID      the id of the app in Teams; without it, the bot's
  --version V   1.2.3; without it, that of Tobira
  --staff       for the team with the staff channel: replies are heard without naming the bot
  --out FILE    without it, build/tobira-teams.zip
`;

/** The package: manifest, English words and two icons. The same details make the same bytes. */
export function packageOf(details: AppDetails): Buffer {
  const { manifest, english } = manifestOf(details);
  return zip([
    { name: 'manifest.json', content: json(manifest) },
    { name: 'en.json', content: json(english) },
    { name: 'color.png', content: colourIcon() },
    { name: 'outline.png', content: outlineIcon() },
  ]);
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

function detailsFrom(args: readonly string[], environment: NodeJS.ProcessEnv): AppDetails & { out: string } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      bot: text,
      app: text,
      version: text,
      developer: text,
      website: text,
      privacy: text,
      terms: text,
      out: text,
      staff: { type: 'boolean' },
    },
  });
  const botId = values.bot ?? environment.MicrosoftAppId ?? '';
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    botId,
    appId: values.app ?? botId,
    version: values.version ?? own.version,
    developer: {
      name: values.developer ?? '',
      websiteUrl: values.website ?? '',
      privacyUrl: values.privacy ?? '',
      termsOfUseUrl: values.terms ?? '',
    },
    staff: values.staff ?? false,
    out: values.out ?? join(root, 'build', 'tobira-teams.zip'),
  };
}

if (import.meta.main) {
  try {
    const { out, ...details } = detailsFrom(process.argv.slice(2), process.env);
    const made = packageOf(details);
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, made);
    process.stdout.write(`${out} (${Math.ceil(made.length / 1024)} KB)\n`);
  } catch (error) {
    process.stderr.write(`${asError(error).message}\n\n${USAGE}`);
    process.exitCode = 1;
  }
}
