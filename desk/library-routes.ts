import { randomUUID } from 'node:crypto';
import type { Server } from 'restify';
import { TobiraError } from '../errors.ts';
import { redact } from '../language/redaction.ts';
import type { Database } from '../store/database.ts';
import { deleteReply, insertReply, repliesOf } from '../store/queries/staff-replies.ts';
import { queryOf } from './body.ts';
import type { Guard } from './guard.ts';
import type { DeskLibrary } from './library.ts';
import * as schema from './schema.ts';

const API = '/staff/api';

/** What staff may put into an answer: replies of the house and their own, facts and procedures with their source. */
export function mountLibrary(
  server: Server,
  { database, guard, library }: { database: Database; guard: Guard; library: DeskLibrary },
): void {
  server.get(
    `${API}/desk`,
    guard.read(async () => ({
      serviceLevels: library.serviceLevels,
      teams: library.teams,
      causes: library.causes,
    })),
  );
  server.get(
    `${API}/library`,
    guard.read(async ({ request, session }) => {
      const { service = null } = queryOf(request, schema.library);
      const own = await repliesOf(database, session.staff.id);
      return {
        replies: library.replies(service),
        own: own.map(({ id, title, text }) => ({ id, title, text, source: '' })),
        facts: library.facts(service),
        procedures: library.procedures(service),
      };
    }),
  );
  server.post(
    `${API}/replies`,
    guard.change(schema.ownReply, async ({ session }, { title, text }) => {
      const words = { title: redact(title).text, text: redact(text).text };
      const row = { id: randomUUID(), staff_id: session.staff.id, ...words, at: Date.now() };
      await insertReply(database, row);
      return { id: row.id, ...words };
    }),
  );
  server.del(
    `${API}/replies/:id`,
    guard.change(schema.nothing, async ({ id, session }) => {
      if (!(await deleteReply(database, id, session.staff.id))) throw new TobiraError('not_found', `no reply ${id}`);
    }),
  );
}
