import type { Request, Response } from 'restify';
import type { Live } from '../bots/live.ts';
import { TobiraError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { countWebhooks } from '../store/queries/webhooks.ts';
import { answer } from './answer.ts';
import { bearerIn, isSame } from './bearer.ts';
import { label, type Metrics } from './metrics.ts';
import type { Mount } from './server.ts';

const CASE_STATUSES = ['waiting', 'open', 'closed'];
const WEBHOOK_STATUSES = ['waiting', 'failed'] as const;

/**
 * `/healthz` (the process answers), `/readyz` (its store answers too) and `/metrics`: numbers only, nothing of anybody.
 * @param parts `metricsToken`: what a reader of the numbers must bring; undefined: nothing
 */
export function health(parts: { database: Database; live: Live; metrics: Metrics; metricsToken?: string }): Mount {
  const { database, metrics, metricsToken } = parts;
  measure(parts);
  return (server) => {
    server.get('/healthz', async (_req: Request, res: Response) => answer(res, 200, { status: 'ok' }));
    server.get('/readyz', async (_req: Request, res: Response) => {
      await requireStore(database);
      answer(res, 200, { status: 'ready' });
    });
    server.get('/metrics', async (req: Request, res: Response) => {
      requireBearer(req, metricsToken);
      const text = await metrics.text();
      res.sendRaw(200, text, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
    });
  };
}

/** @throws TobiraError `unauthorized` */
function requireBearer(req: Request, token: string | undefined): void {
  if (token === undefined) return;
  const given = bearerIn(req);
  if (given === undefined || !isSame(given, token)) throw new TobiraError('unauthorized', 'METRICS_TOKEN is missing.');
}

async function requireStore(database: Database): Promise<void> {
  try {
    await database.get('select 1 as one');
  } catch (error) {
    throw new TobiraError('unavailable', 'The store does not answer.', { cause: error });
  }
}

function measure({ database, live, metrics }: { database: Database; live: Live; metrics: Metrics }): void {
  const turns = metrics.counter('tobira_turns_total', 'Messages the bot has begun to answer.');
  live.on('typing', (_conversationId, speaker) => {
    if (speaker === 'bot') turns();
  });
  turns(0);
  metrics.gauge('tobira_turns_waiting', 'Activities received and not yet worked on.', async () => {
    const row = await database.get<{ count: number }>(`select count(*) as count from inbox where status = 'waiting'`);
    return new Map([['', Number(row?.count ?? 0)]]);
  });
  metrics.gauge('tobira_cases', 'Cases by status.', async () => {
    const rows = await database.all<{ status: string; count: number }>(
      'select status, count(*) as count from cases group by status',
    );
    const counts = new Map(rows.map((row) => [row.status, Number(row.count)]));
    return new Map(CASE_STATUSES.map((status) => [label('status', status), counts.get(status) ?? 0]));
  });
  metrics.gauge('tobira_case_webhooks', 'Messages on cases to another system: waiting, or given up.', async () => {
    const counts = new Map((await countWebhooks(database)).map((row) => [row.status, Number(row.count)]));
    return new Map(WEBHOOK_STATUSES.map((status) => [label('status', status), counts.get(status) ?? 0]));
  });
  metrics.gauge('tobira_resident_memory_bytes', 'Memory of the process.', () => {
    return new Map([['', process.memoryUsage.rss()]]);
  });
}
