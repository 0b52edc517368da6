import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { HubDoor } from '../../bots/hub-door.ts';
import type { Inbox } from '../../bots/inbox.ts';
import type { Live } from '../../bots/live.ts';
import type { TurnRunner } from '../../bots/turn-runner.ts';
import type { Config } from '../../config.ts';
import { readPage } from '../../dialogs/page.ts';
import { TobiraError } from '../../errors.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { saveClient } from '../../store/queries/conversations.ts';
import { answer } from '../answer.ts';
import { bodyAs } from '../body.ts';
import { label, type Metrics } from '../metrics.ts';
import { addressOf, mayTalk } from '../origin.ts';
import { RateLimit } from '../rate-limit.ts';
import { Access, CHANNEL } from './access.ts';
import { mountBasic } from './basic.ts';
import { Streams } from './client.ts';
import { Conversations } from './conversations.ts';
import { hearHub } from './hub.ts';
import { activitySchema, posted } from './inbound.ts';
import { activitySetAfter, passingId, watermarkSchema } from './render.ts';
import { StreamDoor } from './stream.ts';
import type { Tokens } from './tokens.ts';
import { toldByPage, witnessOf } from './witness.ts';

export interface WebParts {
  config: Config;
  database: Database;
  inbox: Inbox;
  turns: Pick<TurnRunner, 'run'>;
  /** Where another hub comes in; undefined: the desk is our own. */
  hub?: HubDoor | undefined;
  live: Live;
  log: Logger;
  tokens: Tokens;
  metrics: Metrics;
  /** Milliseconds between two pings of a socket. */
  pingEvery?: number;
}

interface Room extends WebParts {
  access: Access;
  conversations: Conversations;
  starts: RateLimit;
  messages: RateLimit;
  received: () => void;
  sent: (count: number) => void;
}

const BASE = '/v3/directline';
const user = z.object({ id: z.string().regex(/^dl_[\w.-]{1,100}$/, 'A user id starts with dl_.') });
const nothing = z.object({});
const opening = z.object({
  user: z.unknown().optional(),
  channelData: z.object({ page: toldByPage }).optional().catch(undefined),
});

/**
 * The web channel: Direct Line 3.0 for our own page and for every other client that speaks it.
 * @returns closes its sockets
 */
export function mountWeb(server: Server, parts: WebParts): () => Promise<void> {
  const room = furnish(parts);
  const streams = new Streams(room);
  parts.metrics.gauge('tobira_open_sockets', 'Pages that are connected.', () => new Map([['', streams.size]]));
  mountTokens(server, room);
  mountConversations(server, room);
  mountActivities(server, room);
  mountBasic(server, room);
  server.on('upgrade', new StreamDoor({ ...room, streams, rules: parts.config }).onUpgrade);
  return () => streams.close();
}

function furnish(parts: WebParts): Room {
  const { config, metrics } = parts;
  const channel = label('channel', CHANNEL);
  const received = metrics.counter('tobira_messages_received_total', 'Messages and events taken in, each once.');
  const sent = metrics.counter(
    'tobira_activities_sent_total',
    'Activities handed to clients, once for each that got it.',
  );
  received(0, channel);
  sent(0, channel);
  return {
    ...parts,
    access: new Access({ ...parts, secret: config.DIRECT_LINE_SECRET }),
    conversations: new Conversations({ ...parts, rules: config }),
    starts: new RateLimit(config.RATE_LIMIT),
    messages: new RateLimit(config.RATE_LIMIT),
    received: () => received(1, channel),
    sent: (count) => sent(count, channel),
  };
}

function mountTokens(server: Server, { access, config, conversations, starts }: Room): void {
  server.post('/webchat/token', async (req: Request, res: Response) => {
    if (!mayTalk(req, config)) throw new TobiraError('forbidden');
    bodyAs(req, nothing);
    starts.require(`token ${addressOf(req, config)}`, res);
    const bearer = conversations.invent();
    answer(res, 200, { ...(await conversations.issue(bearer)), userId: bearer.userId });
  });
  server.post(`${BASE}/tokens/generate`, async (req: Request, res: Response) => {
    await access.requireSecret(req);
    const body = bodyAs(req, z.object({ user: user.nullish() }));
    answer(res, 200, await conversations.issue(conversations.invent(body.user?.id)));
  });
  server.post(`${BASE}/tokens/refresh`, async (req: Request, res: Response) => {
    const caller = await access.caller(req);
    if (caller.kind === 'secret') throw new TobiraError('unauthorized', 'The secret does not expire.');
    answer(res, 200, await conversations.issue(caller));
  });
}

function mountConversations(server: Server, { access, config, conversations, starts }: Room): void {
  server.post(`${BASE}/conversations`, async (req: Request, res: Response) => {
    const caller = await access.caller(req);
    const { user: named, channelData } = bodyAs(req, opening);
    if (caller.kind === 'token') starts.require(`start ${addressOf(req, config)}`, res);
    // A token names its user; what the client says about itself counts only with the secret, and only in our form.
    const bearer = caller.kind === 'token' ? caller : conversations.invent(user.safeParse(named).data?.id);
    const isNew = await conversations.start(bearer, JSON.stringify(witnessOf(req, channelData?.page)));
    answer(res, isNew ? 201 : 200, await conversations.enter(req, bearer, 0));
  });
  server.get(`${BASE}/conversations/:id`, async (req: Request, res: Response) => {
    const { id, user_id: userId } = await access.conversation(req, idIn(req));
    answer(res, 200, await conversations.enter(req, { conversationId: id, userId }, watermarkIn(req)));
  });
}

function mountActivities(server: Server, room: Room): void {
  const { access, database, hub, inbox, live, messages, received, sent: handed } = room;
  const path = `${BASE}/conversations/:id/activities`;
  server.get(path, async (req: Request, res: Response) => {
    const { id, sequence } = await access.conversation(req, idIn(req));
    const { set } = await activitySetAfter(database, id, Math.min(watermarkIn(req), Number(sequence)));
    handed(set.activities.length);
    answer(res, 200, set);
  });
  server.post(path, async (req: Request, res: Response) => {
    const { conversation, caller } = await access.admitted(req, idIn(req));
    const { id, user_id: userId, client } = conversation;
    const sent = bodyAs(req, activitySchema);
    const message = posted(id, sent);
    const taken = caller === 'secret' && hub ? await hearHub(hub, id, sent, message) : undefined;
    if (taken) return answer(res, 200, taken);
    // Signs of writing are counted apart: they may not use up what a person has to say.
    messages.require(message ? userId : `typing ${userId}`, res);
    if (message) {
      const { told, ...event } = message;
      const page = JSON.stringify(witnessOf(req, told, readPage(client)));
      // What the page shows may change: a browser is brought up to date, a line gets worse.
      const keep = page === client ? undefined : { keep: (tx: Queryable) => saveClient(tx, id, page) };
      const accepted = await inbox.accept({ conversationId: id, from: { id: userId }, ...event, ...keep });
      if (!accepted.duplicate) received();
      answer(res, 200, { id: accepted.id });
    } else {
      live.emit('writing', id);
      answer(res, 200, { id: passingId(id) });
    }
  });
  server.post(`${BASE}/conversations/:id/upload`, async (req: Request) => {
    await access.conversation(req, idIn(req));
    throw new TobiraError('no_attachments');
  });
}

function idIn(req: Request): string {
  return String((req.params as { id?: unknown }).id);
}

function watermarkIn(req: Request): number {
  const given = new URLSearchParams(req.getQuery()).get('watermark') ?? '';
  const parsed = watermarkSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new TobiraError('bad_request', 'The watermark is none of ours.');
}
