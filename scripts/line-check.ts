/** Says in plain words what is wrong with the LINE configuration: `npm run line:check`. Changes nothing. */
import { WEBHOOK_PATH } from '../channels/line/routes.ts';
import { LineSettings, troubleInWords, webhookInWords } from '../channels/line/settings.ts';
import { requireLine } from './line-access.ts';

/** One thing looked at: `wrong` keeps Tobira from working on LINE, `better` does not. */
interface Finding {
  verdict: 'good' | 'better' | 'wrong';
  words: string;
}

const MARKS = { good: 'ok    ', better: 'better', wrong: 'WRONG ' } as const;
const good = (words: string): Finding => ({ verdict: 'good', words });
const better = (words: string): Finding => ({ verdict: 'better', words });
const wrong = (words: string): Finding => ({ verdict: 'wrong', words });

async function account(settings: LineSettings): Promise<Finding[]> {
  const { displayName, basicId, chatMode } = await settings.account();
  const found = [good(`The access token belongs to 「${displayName}」 (${basicId}).`)];
  if (chatMode === 'chat') {
    found.push(
      better(
        '「チャット」 is on: people may answer by hand beside Tobira, unseen by it. Turn it off in Official Account Manager, 「応答設定」.',
      ),
    );
  }
  return found;
}

async function webhook(settings: LineSettings): Promise<Finding[]> {
  const set = await settings.webhook();
  if (!set?.endpoint) return [wrong('No webhook address is set. Run: npm run line:setup -- --url https://…')];
  if (!set.endpoint.endsWith(WEBHOOK_PATH)) {
    return [wrong(`The webhook address is ${set.endpoint}; it must end with ${WEBHOOK_PATH}. Run: npm run line:setup`)];
  }
  const found = [good(`The webhook address is ${set.endpoint}.`)];
  if (!set.active) {
    found.push(
      wrong(
        'The webhook is not in use: LINE brings nothing. Turn 「Webhookの利用」 on in the LINE Developers console.',
      ),
    );
  }
  const knock = await settings.testWebhook();
  found.push(
    knock.success ? good('LINE reaches Tobira there, and its signature is accepted.') : wrong(webhookInWords(knock)),
  );
  return found;
}

async function quota(settings: LineSettings): Promise<Finding[]> {
  const { limit, used } = await settings.quota();
  if (limit === undefined) return [good(`Messages of this month: ${used}, without a limit.`)];
  if (used < limit) return [good(`Messages of this month: ${used} of ${limit}.`)];
  return [
    wrong(
      `All ${limit} messages of this month are used: what staff write waits until the person writes again. Take a larger plan.`,
    ),
  ];
}

async function menu(settings: LineSettings): Promise<Finding[]> {
  if (await settings.hasRichMenu()) return [good('A menu is shown.')];
  return [
    better(
      'No menu is shown. npm run line:setup makes one; one made in Official Account Manager cannot be seen from here.',
    ),
  ];
}

/** Looks at everything. Without a token that works there is nothing to look at. */
async function check(settings: LineSettings): Promise<Finding[]> {
  const found = await account(settings);
  for (const look of [webhook, quota, menu]) {
    found.push(...(await look(settings).catch((error: unknown) => [wrong(troubleInWords(error))])));
  }
  return found;
}

/** @throws Error in words for the operator, when a variable is missing or wrong */
async function main(): Promise<void> {
  const settings = new LineSettings(requireLine());
  const found = await check(settings).catch((error: unknown) => [wrong(troubleInWords(error))]);
  for (const { verdict, words } of found) console.log(`${MARKS[verdict]}  ${words}`);
  if (found.some(({ verdict }) => verdict === 'wrong')) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(troubleInWords(error));
  process.exitCode = 1;
}
