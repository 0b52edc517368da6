import { createHash, randomUUID } from 'node:crypto';
import { ActivityTypes } from 'botbuilder';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { Inbox } from '../../bots/inbox.ts';
import type { TurnRunner } from '../../bots/turn-runner.ts';
import { asWhole } from '../../bots/words.ts';
import type { Config } from '../../config.ts';
import { readPage } from '../../dialogs/page.ts';
import { TobiraError } from '../../errors.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { activitiesAfter } from '../../store/queries/activities.ts';
import { findConversation, saveClient } from '../../store/queries/conversations.ts';
import { formAs } from '../body.ts';
import { framesOf } from '../headers.ts';
import { catalogued } from '../on-error.ts';
import { addressOf, mayTalk, type OriginRules } from '../origin.ts';
import type { RateLimit } from '../rate-limit.ts';
import { type BasicView, basicPage } from './basic-page.ts';
import type { Conversations } from './conversations.ts';
import { posted } from './inbound.ts';
import type { Bearer, Tokens } from './tokens.ts';
import { witnessOf } from './witness.ts';

export interface BasicParts {
  config: Config;
  database: Database;
  inbox: Inbox;
  turns: Pick<TurnRunner, 'run'>;
  tokens: Tokens;
  conversations: Conversations;
  starts: RateLimit;
  messages: RateLimit;
  received: () => void;
}

/** How long an answer is waited for, milliseconds; it usually takes one. */
const PATIENCE = 4_000;
/** So much of a long conversation is shown. */
const MOST_SHOWN = 200;
/** Whether cookies come back can be seen without script by sending one that says nothing. */
const COOKIE = 'tobira-cookies=on';

const fields = z.object({
  token: z.string().max(2_000).default(''),
  id: z.string().max(100).default(''),
  text: z.string().default(''),
  script: z.literal('off').optional().catch(undefined),
});
type Fields = z.infer<typeof fields>;

const EXPIRED = '前の会話の有効期限が切れたため、新しい会話を始めました。お手数ですが、もう一度お書きください。';

/** The same chat without script: each press of a button is a form that is posted, and the whole page is the answer. */
export function mountBasic(server: Server, parts: BasicParts): void {
  server.get('/basic', async (_req: Request, res: Response) => show(res, parts, await newView(parts)));
  server.post('/basic', async (req: Request, res: Response) => {
    try {
      await take(req, res, parts);
    } catch (error) {
      // People without script are told what went wrong in a page, not in JSON.
      const known = catalogued(error);
      if (known.status >= 500) throw error;
      show(res, parts, { ...(await newView(parts)), notice: known.person }, known.status);
    }
  });
}

async function take(req: Request, res: Response, parts: BasicParts): Promise<void> {
  if (!mayTalk(req, parts.config)) throw new TobiraError('forbidden');
  const given = formAs(req, fields);
  if (given.token === '') return show(res, parts, await newView(parts));
  const bearer = await bearerOf(given.token, parts);
  if (!bearer) return show(res, parts, { ...(await newView(parts)), notice: EXPIRED, unsent: given.text });
  const refused = given.text.trim() === '' ? undefined : await hear(req, res, parts, bearer, given);
  const view = await viewOf(parts, bearer, given.token);
  if (refused) show(res, parts, { ...view, notice: refused.person, unsent: given.text }, refused.status);
  else show(res, parts, view);
}

/** Undefined when the token is old or none of ours. */
async function bearerOf(token: string, { tokens }: BasicParts): Promise<Bearer | undefined> {
  try {
    return await tokens.readToken(token);
  } catch (error) {
    if (error instanceof TobiraError) return undefined;
    throw error;
  }
}

/** Takes the message in and lets its turn run. Returns why not, when it cannot be taken. */
async function hear(
  req: Request,
  res: Response,
  parts: BasicParts,
  bearer: Bearer,
  given: Fields,
): Promise<TobiraError | undefined> {
  const { conversationId: id, userId } = bearer;
  try {
    await begin(req, res, parts, bearer, given);
    const message = posted(id, {
      type: ActivityTypes.Message,
      text: given.text,
      channelData: { clientActivityID: messageId(given) },
    });
    if (!message) return undefined;
    parts.messages.require(userId, res);
    const { told: _told, ...event } = message;
    const client = JSON.stringify(await seen(req, parts, bearer, given));
    const keep = (tx: Queryable) => saveClient(tx, id, client);
    const activity = asWhole(event.activity);
    const accepted = await parts.inbox.accept({ conversationId: id, from: { id: userId }, ...event, activity, keep });
    if (!accepted.duplicate) parts.received();
    await withPatience(parts.turns.run(id));
    return undefined;
  } catch (error) {
    const known = catalogued(error);
    if (known.status >= 500) throw error;
    return known;
  }
}

/** A reload sends the same words from the same page: one message. Other words, from a page gone back to, are another. */
function messageId({ id, text }: Fields): string {
  return createHash('sha256').update(`${id} ${text}`).digest('base64url');
}

/** The first message begins the conversation; a page that is only looked at leaves nothing in the store. */
async function begin(req: Request, res: Response, parts: BasicParts, bearer: Bearer, given: Fields): Promise<void> {
  if (await findConversation(parts.database, bearer.conversationId)) return;
  parts.starts.require(`start ${addressOf(req, parts.config)}`, res);
  await parts.conversations.start(bearer, JSON.stringify(await seen(req, parts, bearer, given)));
  // The greeting goes before what is answered to it.
  await withPatience(parts.turns.run(bearer.conversationId));
}

/** The page as a witness, without script: who sends no cookie back takes none. */
async function seen(req: Request, { config, database }: BasicParts, { conversationId }: Bearer, { script }: Fields) {
  const before = await findConversation(database, conversationId);
  return witnessOf(
    req,
    { ...takesCookies(req, config), ...(script === 'off' ? { script: false } : {}) },
    before ? readPage(before.client) : null,
  );
}

/** In a frame of another site browsers send none back, whatever they do elsewhere: that tells nothing. */
function takesCookies(req: Request, { ALLOWED_ORIGINS }: OriginRules): { cookies?: boolean } {
  if ((req.headers.cookie ?? '').includes(COOKIE)) return { cookies: true };
  const maybeFramed = ALLOWED_ORIGINS.length > 0 && req.headers['sec-fetch-dest'] !== 'document';
  return maybeFramed ? {} : { cookies: false };
}

/** A slow answer is no reason to let the person wait before an empty page. */
async function withPatience(turn: Promise<void>): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    patience = setTimeout(resolve, PATIENCE);
  });
  await Promise.race([turn, enough]).finally(() => clearTimeout(patience));
}

async function newView({ conversations }: BasicParts): Promise<BasicView> {
  const { token } = await conversations.issue(conversations.invent());
  return { token, messageId: randomUUID(), said: [], waiting: false, withStaff: false };
}

async function viewOf({ database }: BasicParts, { conversationId: id }: Bearer, token: string): Promise<BasicView> {
  const conversation = await findConversation(database, id);
  const from = Math.max(0, Number(conversation?.sequence ?? 0) - MOST_SHOWN);
  const rows = await activitiesAfter(database, id, from, MOST_SHOWN);
  const said = rows.filter(({ type }) => type === 'message');
  const withStaff = conversation?.owner === 'human';
  const waiting = !withStaff && said.at(-1)?.speaker === 'member';
  return { token, messageId: randomUUID(), said, waiting, withStaff };
}

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');

function show(res: Response, { config }: BasicParts, view: BasicView, status = 200): void {
  res.setHeader('Content-Security-Policy', `${POLICY}; ${framesOf(config)}`);
  // With no-referrer browsers would call our own form's origin `null`.
  res.setHeader('Referrer-Policy', 'same-origin');
  res.setHeader('Accept-CH', 'Sec-CH-UA-Platform-Version');
  res.setHeader('Set-Cookie', `${COOKIE}; Path=/basic; SameSite=Lax; HttpOnly`);
  res.setHeader('Cache-Control', 'no-store');
  res.sendRaw(status, basicPage(view), { 'Content-Type': 'text/html; charset=utf-8' });
}
