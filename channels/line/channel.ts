import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { BotParts } from '../../bots/assemble.ts';
import type { Config } from '../../config.ts';
import type { Database } from '../../store/database.ts';
import { label, type Metrics } from '../metrics.ts';
import type { Mount } from '../server.ts';
import { DEADLINES, type Deadlines, LineApi } from './api.ts';
import { LineClient } from './client.ts';
import { mountLineDesk } from './desk-routes.ts';
import { Groups } from './groups.ts';
import { Loading } from './loading.ts';
import { CHANNEL, Members } from './members.ts';
import { Pictures } from './pictures.ts';
import { Quota } from './quota.ts';
import { Reception } from './reception.ts';
import { mountLine } from './routes.ts';

export interface LineParts extends BotParts {
  config: Config;
  database: Database;
  log: Logger;
  metrics: Metrics;
  deadlines?: Deadlines;
}

/** The LINE channel, ready to be put onto the server. */
export interface LineChannel {
  mount: Mount;
  /** After a start: fetches what was left. */
  recover(): Promise<void>;
}

/** Opens the LINE channel when its two variables are set. Call it before any turn runs: from then on the courier carries to LINE. */
export async function openLine(parts: LineParts): Promise<LineChannel | undefined> {
  const { config, database, courier, metrics, log, deadlines = DEADLINES } = parts;
  const { LINE_CHANNEL_SECRET: secret, LINE_CHANNEL_ACCESS_TOKEN: accessToken } = config;
  if (secret === undefined || accessToken === undefined) return undefined;
  const api = new LineApi({ accessToken, baseUrl: config.LINE_API_BASE_URL, deadlines });
  const loading = new Loading({ ...parts, api });
  const quota = new Quota({ api, log });
  const { received, sent } = measure(metrics, quota);
  courier.register(CHANNEL, new LineClient({ database, api, loading, quota, sent }));
  const pictures = new Pictures({ ...parts, api });
  const groups = new Groups({ api, log });
  const reception = new Reception({ ...parts, members: await Members.open(database), groups, pictures, received });
  return {
    mount: (server: Server) => {
      mountLine(server, { secret, reception });
      mountLineDesk(server, { database, quota, trustProxy: config.TRUST_PROXY });
      return () => loading.close();
    },
    recover: () => pictures.recover(),
  };
}

function measure(metrics: Metrics, quota: Quota) {
  const received = metrics.counter('tobira_line_events_total', 'Webhook events of LINE, duplicates too.');
  const sent = metrics.counter('tobira_line_messages_sent_total', 'Messages that LINE has taken.');
  for (const how of ['reply', 'push']) sent(0, label('how', how));
  metrics.gauge(
    'tobira_line_quota',
    'Pushes of this month: the limit (absent: none), used, and whether it is used up.',
    async () => {
      const { limit, used, exhausted } = await quota.view();
      const values = new Map([
        [label('what', 'used'), used],
        [label('what', 'exhausted'), exhausted ? 1 : 0],
      ]);
      return limit === null ? values : values.set(label('what', 'limit'), limit);
    },
  );
  return {
    received: (type: string) => received(1, label('type', type)),
    sent: (how: 'reply' | 'push', count: number) => sent(count, label('how', how)),
  };
}
