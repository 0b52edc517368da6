import { join } from 'node:path';
import type { Logger } from 'pino';
import { assembleBot, type BotParts } from './bots/assemble.ts';
import { health } from './channels/health.ts';
import { openLine } from './channels/line/channel.ts';
import { Metrics } from './channels/metrics.ts';
import { addressOf } from './channels/origin.ts';
import { pages } from './channels/pages.ts';
import { RateLimit } from './channels/rate-limit.ts';
import { createHttpServer } from './channels/server.ts';
import { mountWeb } from './channels/web/routes.ts';
import { Tokens } from './channels/web/tokens.ts';
import { type Config, isLoopback, readConfig } from './config.ts';
import { Desk } from './desk/cases.ts';
import { DeskFeed } from './desk/feed.ts';
import { mountDesk } from './desk/routes.ts';
import { SAYINGS } from './dialogs/sayings.ts';
import { asError, TobiraError } from './errors.ts';
import { type Knowledge, loadKnowledge } from './knowledge/knowledge.ts';
import type { ServiceId } from './language/types.ts';
import { loadUnderstander } from './language/understander.ts';
import { createLog } from './log.ts';
import { prepare } from './scripts/prepare.ts';
import type { Database } from './store/database.ts';
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
export async function assemble(config: Config, log: Logger = createLog(config)): Promise<Tobira> {
  const knowledge = loadKnowledge(join(root, 'knowledge'));
  const database = await openSqlite(join(config.DATA_DIR, 'tobira.db'));
  const understander = await loadUnderstander({ buildDir: join(root, 'build'), knowledgeDir: join(root, 'knowledge') });
  const bot = assembleBot({
    database,
    understander,
    knowledge,
    log,
    makeDesk: (voice, live) =>
      new Desk({
        database,
        voice,
        live,
        causesOf: (service) => knowledge.causes(service as ServiceId | null).map(({ id, name }) => ({ id, name })),
        closedText: SAYINGS.caseClosed,
      }),
  });
  const close = async () => {
    bot.courier.close();
    await database.close();
  };
  return { ...bot, database, knowledge, log, close };
}

export interface Running extends Tobira {
  /** Where the server is reached. */
  url: string;
}

/** Opens the whole service: everything of `assemble`, and the port. What was left unanswered before is answered now. */
export async function startTobira(config: Config, log: Logger = createLog(config)): Promise<Running> {
  const tobira = await assemble(config, log);
  const { database, inbox, live, desk } = tobira;
  const metrics = new Metrics();
  const tokens = await Tokens.open(database);
  const feed = new DeskFeed({ database, live, log });
  const line = await openLine({ ...tobira, config, metrics });
  const server = createHttpServer({
    config,
    log,
    mounts: [
      (http) => mountWeb(http, { config, database, inbox, live, log, tokens, metrics }),
      (http) => {
        const signIns = new RateLimit(config.RATE_LIMIT);
        mountDesk(http, {
          database,
          desk,
          feed,
          trustProxy: config.TRUST_PROXY,
          limitSignIn: (request, response) => signIns.require(addressOf(request, config), response),
        });
        return () => feed.close();
      },
      ...(line ? [line.mount] : []),
      health({ database, live, metrics }),
      pages(config),
    ],
  });
  const url = await server.listen(config).catch(async (error: unknown) => {
    await tobira.close();
    throw error;
  });
  await tobira.turns.recover();
  await tobira.courier.recover();
  await line?.recover();
  return {
    ...tobira,
    url,
    close: async () => {
      await server.close();
      await tobira.close();
    },
  };
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
