import type { Server } from 'restify';
import type { Database } from '../store/database.ts';
import type { NamedAuditRow } from '../store/queries/audit.ts';
import { deleteSessionsOf } from '../store/queries/staff-sessions.ts';
import type { Accounts } from './accounts.ts';
import { audit, readAudit } from './audit.ts';
import { queryOf } from './body.ts';
import type { DeskFeed } from './feed.ts';
import type { Guard } from './guard.ts';
import type { DeskLibrary } from './library.ts';
import { presentStaff } from './present.ts';
import { Refusal } from './refusal.ts';
import * as schema from './schema.ts';
import { sessionCookie } from './sessions.ts';

const API = '/staff/api';

interface PeopleParts {
  database: Database;
  guard: Guard;
  accounts: Accounts;
  feed: DeskFeed;
  /** Teams that the company has named. */
  teams: DeskLibrary['teams'];
}

/** Colleagues, one's own account, and what everybody did. */
export function mountPeople(server: Server, { database, guard, accounts, feed, teams }: PeopleParts): void {
  server.get(
    `${API}/staff`,
    guard.read(async () => {
      const teams = await accounts.teams();
      const staff = await accounts.list();
      return { staff: staff.map((one) => ({ ...presentStaff(one), teams: teams.get(one.id) ?? [] })) };
    }),
  );
  server.put(
    `${API}/staff/:id/teams`,
    guard.change(
      schema.memberships,
      async ({ id, session }, { teams: wanted }) => {
        const unknown = wanted.find((team) => !teams.some((one) => one.id === team));
        if (unknown !== undefined) throw new Refusal('bad_request', 'チームを一覧から選んでください。(teams)', unknown);
        await accounts.setTeams(id, wanted, session.staff.id);
      },
      'admin',
    ),
  );
  server.post(
    `${API}/password`,
    guard.change(schema.newPassword, async ({ session }, { current, next }) => {
      await accounts.changePassword(session.staff.id, current, next);
      await audit(database, { staffId: session.staff.id, action: 'password_changed' });
      feed.endAllOf(session.staff.id);
    }),
  );
  server.del(
    `${API}/sessions`,
    guard.change(schema.nothing, async ({ request, response, session }) => {
      await deleteSessionsOf(database, session.staff.id);
      await audit(database, { staffId: session.staff.id, action: 'signed_out_everywhere' });
      feed.endAllOf(session.staff.id);
      response.setHeader('Set-Cookie', sessionCookie(undefined, { secure: guard.isSecure(request) }));
    }),
  );
  server.get(
    `${API}/audit`,
    guard.read(
      async ({ request }) => ({
        entries: (await readAudit(database, queryOf(request, schema.auditQuery))).map(present),
      }),
      'supervisor',
    ),
  );
}

function present(row: NamedAuditRow) {
  return {
    id: row.id,
    at: new Date(Number(row.at)).toISOString(),
    staff: row.staff_id === null ? null : { id: row.staff_id, name: row.staff_name ?? '' },
    action: row.action,
    caseId: row.case_id,
    detail: JSON.parse(row.detail) as Record<string, string | null>,
  };
}
