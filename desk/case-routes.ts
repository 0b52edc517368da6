import type { Server } from 'restify';
import { redact } from '../language/redaction.ts';
import type { Database } from '../store/database.ts';
import { audit, auditLook } from './audit.ts';
import { queryOf } from './body.ts';
import type { Desk } from './cases.ts';
import type { Guard } from './guard.ts';
import { presentCase, presentCaseSummary } from './present.ts';
import * as schema from './schema.ts';

const CASES = '/staff/api/cases';

/** Cases: read, searched and worked on. Every change answers with the case as it is then. */
export function mountCases(
  server: Server,
  { database, desk, guard }: { database: Database; desk: Desk; guard: Guard },
): void {
  server.get(
    CASES,
    guard.read(async ({ request, session }) => {
      const { q, team, ...query } = queryOf(request, schema.list);
      const to = team === 'mine' ? { teamsOf: session.staff.id } : { team };
      const { cases, more } = await desk.queue.list({ ...query, ...to, text: q });
      if (q)
        await audit(database, { staffId: session.staff.id, action: 'searched', detail: { words: redact(q).text } });
      return { cases: cases.map(presentCaseSummary), more };
    }),
  );
  server.get(
    `${CASES}/:id`,
    guard.read(async ({ id, session }) => {
      const view = await desk.view(id);
      await auditLook(database, session.staff.id, view.row.id);
      return presentCase(view);
    }),
  );
  mountTalk(server, desk, guard);
  mountPassing(server, desk, guard);
}

/** The case in one's own hands. */
function mountTalk(server: Server, desk: Desk, guard: Guard): void {
  server.post(
    `${CASES}/:id/claim`,
    guard.change(schema.nothing, async ({ id, session }) => presentCase(await desk.claim(id, session.staff))),
  );
  server.post(
    `${CASES}/:id/messages`,
    guard.change(schema.message, async ({ id, session }, { text }) =>
      presentCase(await desk.sendMessage(id, session.staff, text)),
    ),
  );
  server.post(
    `${CASES}/:id/typing`,
    guard.change(schema.nothing, async ({ id, session }) => desk.writing(id, session.staff)),
  );
  server.post(
    `${CASES}/:id/notes`,
    guard.change(schema.note, async ({ id, session }, { text }) =>
      presentCase(await desk.addNote(id, session.staff, text)),
    ),
  );
  server.post(
    `${CASES}/:id/pause`,
    guard.change(schema.pause, async ({ id, session }, { paused }) =>
      presentCase(await desk.pause(id, session.staff, paused)),
    ),
  );
}

/** The case in other hands: colleagues', the bot's, or nobody's any more. */
function mountPassing(server: Server, desk: Desk, guard: Guard): void {
  server.post(
    `${CASES}/:id/transfer`,
    guard.change(schema.transfer, async ({ id, session }, { to, note }) =>
      presentCase(await desk.transfer(id, session.staff, to, note)),
    ),
  );
  server.post(
    `${CASES}/:id/return`,
    guard.change(schema.giveBack, async ({ id, session }, { team, note }) =>
      presentCase(await desk.giveBack(id, session.staff, team, note)),
    ),
  );
  server.post(
    `${CASES}/:id/lend`,
    guard.change(schema.lend, async ({ id, session }, { procedure }) =>
      presentCase(await desk.lend(id, session.staff, procedure)),
    ),
  );
  server.post(
    `${CASES}/:id/take-back`,
    guard.change(schema.nothing, async ({ id, session }) => presentCase(await desk.endWalk(id, session.staff))),
  );
  server.post(
    `${CASES}/:id/resolve`,
    guard.change(schema.resolve, async ({ id, session }, found) =>
      presentCase(await desk.resolve(id, session.staff, found)),
    ),
  );
}
