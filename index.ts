import { join } from 'node:path';
import type { Logger } from 'pino';
import { assembleBot, type BotParts } from './bots/assemble.ts';
import { createHttpServer, type HttpServer } from './channels/server.ts';
import { mountWeb } from './channels/web/routes.ts';
import { type Config, readConfig } from './config.ts';
import { Desk } from './desk/cases.ts';
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
