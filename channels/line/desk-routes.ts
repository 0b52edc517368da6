import type { Response, Server } from 'restify';
import { Guard } from '../../desk/guard.ts';
import { Sessions } from '../../desk/sessions.ts';
import { TobiraError } from '../../errors.ts';
import type { Database } from '../../store/database.ts';
import { findStoredAttachment } from '../../store/queries/attachments.ts';
import { type UndeliveredRow, undelivered } from '../../store/queries/outbox.ts';
import { CHANNEL } from './members.ts';
import { PICTURES_PATH } from './pictures.ts';
import type { Quota, QuotaView } from './quota.ts';

const API = '/staff/api';
/** Undelivered messages that are told of at most. */
const MOST_TOLD = 200;

/** What signed-in staff may know of LINE: what is left of the month's pushes, what did not arrive, and members' pictures. */
export function mountLineDesk(server: Server, parts: { database: Database; quota: Quota; trustProxy: boolean }): void {
  const { database, quota, trustProxy } = parts;
  const guard = new Guard({ sessions: new Sessions(database), trustProxy });
  server.get(
    `${API}/channels`,
    guard.read(async () => ({
      channels: [
        {
          channel: CHANNEL,
          quota: presentQuota(await quota.view()),
          undelivered: (await undelivered(database, CHANNEL, MOST_TOLD)).map(presentUndelivered),
        },
      ],
    })),
  );
  server.get(
    `${PICTURES_PATH}/:id`,
    guard.read(async ({ id, response }) => sendPicture(response, await pictureOf(database, id))),
  );
}

async function pictureOf(database: Database, id: string): Promise<{ type: string; bytes: Buffer }> {
  const row = await findStoredAttachment(database, id);
  if (!row) throw new TobiraError('not_found', `no picture ${id}`);
  return { type: row.content_type, bytes: Buffer.from(row.content, 'base64') };
}

/** It came from outside: the browser may show it, and do nothing else with it. */
function sendPicture(response: Response, { type, bytes }: { type: string; bytes: Buffer }): void {
  response.sendRaw(200, bytes, {
    'Content-Type': type,
    'Content-Length': String(bytes.length),
    'Content-Disposition': 'inline',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
}

function presentQuota({ limit, used, remaining, exhausted, checkedAt }: QuotaView) {
  return {
    limit,
    used,
    remaining,
    exhausted,
    checkedAt: checkedAt === null ? null : new Date(checkedAt).toISOString(),
  };
}

function presentUndelivered(row: UndeliveredRow) {
  return {
    messageId: row.id,
    conversationId: row.conversation_id,
    caseId: row.case_id,
    /** False: it was given up. */
    triedAgain: row.status === 'waiting',
    at: new Date(Number(row.at)).toISOString(),
  };
}
