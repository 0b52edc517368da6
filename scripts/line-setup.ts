/** Sets a LINE account up: `npm run line:setup -- --url https://tobira.example.jp`. May be run again at any time. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MENU_PICTURE, richMenu } from '../channels/line/rich-menu.ts';
import { WEBHOOK_PATH } from '../channels/line/routes.ts';
import { LineSettings, troubleInWords, webhookInWords } from '../channels/line/settings.ts';
import { requireLine } from './line-access.ts';

const USAGE = `Sets a LINE account up: webhook address and menu.

  npm run line:setup -- --url https://tobira.example.jp

LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN must be set, and Tobira must be reachable under the address.`;

/** What no program can do. Japanese names as they stand in LINE's consoles. */
const BY_HAND = `What is left is clicked by hand.

LINE Official Account Manager (https://manager.line.biz/), 「設定」:
  1. 「応答設定」: 「Webhook」 on, 「応答メッセージ」 off, 「あいさつメッセージ」 off (Tobira greets by itself), 「チャット」 off.
  2. 「アカウント設定」 > 「トークへの参加」: 「グループ・複数人トークへの参加を許可しない」.

LINE Developers console (https://developers.line.biz/console/), the channel's 「Messaging API設定」:
  3. 「Webhookの利用」 on.
  4. 「Webhookの再送」 on: after an outage of yours LINE brings again what you have missed. Tobira answers nothing twice.

Then run: npm run line:check`;

async function setUp(url: string): Promise<void> {
  const settings = new LineSettings(requireLine());
  const endpoint = `${url}${WEBHOOK_PATH}`;
  await settings.setWebhook(endpoint);
  console.log(`Webhook address set: ${endpoint}`);
  const knock = await settings.testWebhook();
  console.log(
    knock.success ? 'LINE reaches Tobira there.' : `LINE does not reach Tobira there. ${webhookInWords(knock)}`,
  );
  await settings.showRichMenu(richMenu(), new Uint8Array(readFileSync(MENU_PICTURE)));
  console.log('Menu shown to everybody who has added the account.');
  console.log(`\n${BY_HAND}`);
  if (!knock.success) process.exitCode = 1;
}

/** The address without anything after the host. @throws Error in words for the operator */
function publicAddress(given: string | undefined): string {
  if (given === undefined) throw new Error(USAGE);
  if (!URL.canParse(given) || new URL(given).protocol !== 'https:') {
    throw new Error('LINE brings messages to https addresses only: --url https://…');
  }
  return new URL(given).origin;
}

try {
  const { values } = parseArgs({ options: { url: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) console.log(USAGE);
  else await setUp(publicAddress(values.url));
} catch (error) {
  console.error(troubleInWords(error));
  process.exitCode = 1;
}
