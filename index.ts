import { join } from 'node:path';
import type { Logger } from 'pino';
import { assembleBot, type BotParts } from './bots/assemble.ts';
import { HubDoor } from './bots/hub-door.ts';
import { RATINGS } from './bots/rating.ts';
import { health } from './channels/health.ts';
import type { LineChannel, LineParts } from './channels/line/channel.ts';
import { Metrics } from './channels/metrics.ts';
import { addressOf } from './channels/origin.ts';
import { pages } from './channels/pages.ts';
import { RateLimit } from './channels/rate-limit.ts';
import { createHttpServer } from './channels/server.ts';
import { openTeams } from './channels/teams/channel.ts';
import { mountWeb } from './channels/web/routes.ts';
import { Tokens } from './channels/web/tokens.ts';
import { type Config, isLoopback, readConfig } from './config.ts';
import { Desk } from './desk/cases.ts';
import { DeskFeed } from './desk/feed.ts';
import { takeOver } from './desk/hub.ts';
import { Learning } from './desk/learning.ts';
import { libraryOf } from './desk/library.ts';
import { Oidc } from './desk/oidc.ts';
import { DeskRounds } from './desk/rounds.ts';
import { mountDesk } from './desk/routes.ts';
import type { HoursOf } from './desk/waiting.ts';
import { WebhookPost } from './desk/webhook-post.ts';
import { explained } from './dialogs/explained.ts';
import { INTENT_LABELS, SAYINGS } from './dialogs/sayings.ts';
import { asError, TobiraError } from './errors.ts';
import { type Knowledge, loadKnowledge } from './knowledge/knowledge.ts';
import { INTENTS, type ServiceId } from './language/types.ts';
import { loadLanguage } from './language/understander.ts';
import { createLog } from './log.ts';
import { loadReader } from './reading/prepare.ts';
import { prepare } from './scripts/prepare.ts';
import type { Database } from './store/database.ts';
import { setWebhooksWanted } from './store/queries/webhooks.ts';
import { openSqlite } from './store/sqlite.ts';

const root = import.meta.dirname;

/** Tobira without its doors: store, knowledge, language, bot and desk, wired. */
export interface Tobira extends BotParts {
  database: Database;
  knowledge: Knowledge;
  desk: Desk;
  log: Logger;
  close(): Promise<void>;
}

/** Opens store, language and knowledge, and wires the rooms. Expects everything to be prepared. */
export async function assemble(
  config: Config,
  log: Logger = createLog(config),
  knowledge: Knowledge = loadKnowledge(join(root, 'knowledge')),
): Promise<Tobira> {
  const database = await openSqlite(join(config.DATA_DIR, 'tobira.db'));
  const buildDir = join(root, 'build');
  const language = loadLanguage({ buildDir, knowledgeDir: join(root, 'knowledge') });
  const reader = loadReader({ buildDir, knowledge, language });
  const bot = assembleBot({
    database,
    reader,
    knowledge,
    log,
    patience: config.PATIENCE,
    makeDesk: (voice, live, guide, handoff) =>
      new Desk({
        database,
        voice,
        live,
        guide,
        hub: config.HANDOFF === 'protocol' ? handoff : undefined,
        hoursOf: hoursOf(knowledge),
        causesOf: (service) => knowledge.causes(service as ServiceId | null).map(({ id, name }) => ({ id, name })),
        explained: (kept) => explained(knowledge, kept),
        closedText: SAYINGS.caseClosed,
        ratings: RATINGS.map(({ label }) => label),
      }),
  });
  const close = async () => {
    bot.turns.close();
    bot.courier.close();
    await database.close();
  };
  return { ...bot, database, knowledge, log, close };
}

function learningOf(database: Database, knowledge: Knowledge): Learning {
  return new Learning({
    database,
    intents: INTENTS.map((id) => ({ id, name: INTENT_LABELS[id] })),
    intentOfCause: (service, cause) => knowledge.cause(service as ServiceId | null, cause)?.intents[0],
  });
}

function oidcOf(config: Config): Oidc | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = config;
  if (issuer === undefined || clientId === undefined) return undefined;
  return new Oidc({ issuer, clientId, clientSecret: config.OIDC_CLIENT_SECRET, rolesClaim: config.OIDC_ROLES_CLAIM });
}

/** Tells another system of what happens to cases; undefined where none is to be told. */
async function webhooksOf(config: Config, tobira: Tobira, metrics: Metrics): Promise<WebhookPost | undefined> {
  const { CASE_WEBHOOK_URL: url, CASE_WEBHOOK_SECRET: keys } = config;
  await tobira.database.transaction((tx) => setWebhooksWanted(tx, url !== undefined));
  if (url === undefined || keys === undefined) return undefined;
  const taken = metrics.counter(
    'tobira_case_webhooks_delivered_total',
    'Messages on cases that the other system took.',
  );
  taken(0);
  return new WebhookPost({ ...tobira, url, keys, delivered: () => taken() });
}

/** When people answer in the chat, by service. */
function hoursOf(knowledge: Knowledge): HoursOf {
  return (service) => knowledge.chatHours(service as ServiceId | null);
}

export interface Running extends Tobira {
  /** Where the server is reached. */
  url: string;
}

/** Opens the whole service: everything of `assemble`, and the port. What was left unanswered before is answered now. */
export async function startTobira(
  config: Config,
  log: Logger = createLog(config),
  filledIn?: Knowledge,
): Promise<Running> {
  const tobira = await assemble(config, log, filledIn);
  const { database, inbox, live, desk, knowledge } = tobira;
  const metrics = new Metrics();
  const tokens = await Tokens.open(database);
  const feed = new DeskFeed({ database, live, log });
  const rounds = new DeskRounds({
    ...tobira,
    hoursOf: hoursOf(knowledge),
    awayAfter: config.STAFF_AWAY_MINUTES,
    lateAfter: knowledge.serviceLevels.lateAfterMinutes,
  });
  const webhooks = await webhooksOf(config, tobira, metrics);
  const line = await lineChannel({ ...tobira, config, metrics });
  const caseNames = {
    service: (id: string) => knowledge.service(id as ServiceId).name,
    levels: knowledge.serviceLevels,
  };
  const hub = config.HANDOFF === 'protocol' ? new HubDoor(tobira) : undefined;
  const teams = openTeams({ ...tobira, config, hub, metrics, caseNames });
  const server = createHttpServer({
    config,
    log,
    mounts: [
      (http) => mountWeb(http, { config, database, inbox, turns: tobira.turns, hub, live, log, tokens, metrics }),
      (http) => {
        const signIns = new RateLimit(config.RATE_LIMIT);
        mountDesk(http, {
          database,
          desk,
          feed,
          library: libraryOf(knowledge),
          learning: learningOf(database, knowledge),
          log,
          oidc: oidcOf(config),
          trustProxy: config.TRUST_PROXY,
          limitSignIn: (request, response) => signIns.require(addressOf(request, config), response),
        });
        return async () => {
          feed.close();
          await rounds.close();
          await webhooks?.close();
        };
      },
      ...(line ? [line.mount] : []),
      ...(teams ? [teams.mount] : []),
      health({ database, live, metrics, metricsToken: config.METRICS_TOKEN }),
      pages(config),
    ],
  });
  const url = await server.listen(config).catch(async (error: unknown) => {
    await tobira.close();
    throw error;
  });
  if (config.HANDOFF === 'desk') await takeOver(tobira, Date.now());
  await tobira.turns.recover();
  await tobira.courier.recover();
  await desk.queue.catchUp();
  rounds.start();
  webhooks?.start();
  await line?.recover();
  await teams?.recover();
  return {
    ...tobira,
    url,
    close: async () => {
      await server.close();
      await tobira.close();
    },
  };
}

/** LINE's SDK costs start-up time and memory: it is loaded only where LINE is used. */
async function lineChannel(parts: LineParts): Promise<LineChannel | undefined> {
  if (parts.config.LINE_CHANNEL_SECRET === undefined) return undefined;
  const { openLine } = await import('./channels/line/channel.ts');
  return openLine(parts);
}

function greetOperator(url: string, config: Config): void {
  const lines = [`Tobira is open: ${url}/  (staff: ${url}/staff)`];
  if (!isLoopback(config.HOST)) lines.push('It can be reached from other machines: put it behind HTTPS.');
  process.stderr.write(`${lines.join('\n')}\n`);
}

async function main(): Promise<void> {
  try {
    const config = readConfig(process.env);
    await prepare((line) => process.stderr.write(`${line}\n`));
    const log = createLog(config);
    const tobira = await startTobira(config, log);
    greetOperator(tobira.url, config);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        log.info({ signal }, 'closing');
        void tobira.close();
      });
    }
  } catch (thrown) {
    const error = asError(thrown);
    process.stderr.write(
      `${error.message}\n${error instanceof TobiraError ? `${error.hint}\n` : `${error.stack ?? ''}\n`}`,
    );
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
