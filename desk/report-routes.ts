import type { Response, Server } from 'restify';
import type { Database } from '../store/database.ts';
import { audit } from './audit.ts';
import { queryOf } from './body.ts';
import { figuresAsCsv, readFigures } from './figures.ts';
import type { Guard } from './guard.ts';
import type { Learning } from './learning.ts';
import * as schema from './schema.ts';

const API = '/staff/api';

interface ReportParts {
  database: Database;
  guard: Guard;
  learning: Learning;
}

/** What supervisors look at, and what everybody can teach. */
export function mountReports(server: Server, parts: ReportParts): void {
  mountFigures(server, parts);
  mountLearning(server, parts);
}

function mountFigures(server: Server, { database, guard }: ReportParts): void {
  server.get(
    `${API}/reports`,
    guard.read(async ({ request }) => {
      const { days } = queryOf(request, schema.period);
      return readFigures(database, days, Date.now());
    }, 'supervisor'),
  );
  server.get(
    `${API}/reports/csv`,
    guard.read(async ({ request, response, session }) => {
      const { days } = queryOf(request, schema.period);
      await audit(database, { staffId: session.staff.id, action: 'exported', detail: { what: 'figures' } });
      send(response, figuresAsCsv(await readFigures(database, days, Date.now())), 'text/csv', 'tobira-figures.csv');
    }, 'supervisor'),
  );
}

function mountLearning(server: Server, { database, guard, learning }: ReportParts): void {
  server.get(
    `${API}/learning`,
    guard.read(async () => ({
      intents: learning.intents,
      messages: (await learning.waiting()).map(({ id, text, reason, guess, at }) => ({
        id,
        text,
        reason,
        guess,
        at: new Date(Number(at)).toISOString(),
      })),
    })),
  );
  server.post(
    `${API}/learning/:id`,
    guard.change(schema.label, async ({ id, session }, { intent }) => {
      await learning.label(id, session.staff, intent);
      await audit(database, { staffId: session.staff.id, action: 'labelled', detail: { message: id, intent } });
    }),
  );
  server.get(
    `${API}/learning/examples`,
    guard.read(async ({ response, session }) => {
      const lines = (await learning.examples()).map((example) => `${JSON.stringify(example)}\n`);
      await audit(database, { staffId: session.staff.id, action: 'exported', detail: { what: 'examples' } });
      send(response, lines.join(''), 'application/x-ndjson', 'tobira-examples.jsonl');
    }, 'supervisor'),
  );
}

/** A file to keep. */
function send(response: Response, text: string, type: string, name: string): void {
  response.sendRaw(200, text, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${name}"`,
  });
}
