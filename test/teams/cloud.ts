import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const APP_ID = '7c0e2a4f-58a1-4c9b-9d0a-5f6a2f6b1c11';
export const PASSWORD = 'a secret of the app';
export const TENANT = '3b9c1d5e-8a70-4a55-9a44-0f7a6d2e9b22';
export const BOT = { id: `28:${APP_ID}`, name: 'Tobira' };
const ISSUER = 'https://api.botframework.com';

/** How the connector fails a message: it answers so and shows nothing, or shows it and answers nothing, or is deaf. */
export type Fault = { status: number; retryAfter?: string; code?: string } | 'reset-after-showing';

export interface Shown {
  conversation: string;
  id: string;
  activity: Activity;
  at: number;
}

interface Key {
  kid: string;
  privateKey: CryptoKey;
  jwk: Record<string, unknown>;
}

/** A directory entry, as a team's roster has it. */
export interface RosterMember {
  id: string;
  name: string;
  aadObjectId: string;
  email: string;
  tenantId: string;
  userRole: string;
}

/**
 * Microsoft's side on this machine: the document and the keys by which its tokens are checked, the login service that gives us ours, and the
 * connector, which keeps what people would see.
 */
export class Cloud {
  readonly shown: Shown[] = [];
  readonly edits: { conversation: string; id: string; activity: Activity }[] = [];
  readonly roster = new Map<string, RosterMember>();
  /** Taken from the front, one a message. */
  faults: Fault[] = [];
  /** Told of each request that broke a rule of the service. */
  readonly complaints: string[] = [];
  tokensGiven = 0;
  keysAvailable = true;
  /** The channel in which the app is not installed. */
  refused = '';
  refusals = 0;
  /** For the Emulator, which asks for no token. */
  anonymous = false;
  readonly #server: Server;
  readonly #keys: Key[];
  readonly #issued = new Set<string>();
  #next = 1_700_000_000_000;

  private constructor(keys: Key[]) {
    this.#keys = keys;
    this.#server = createServer((req, res) => void this.#serve(req, res));
  }

  static async open(): Promise<Cloud> {
    const cloud = new Cloud([
      await newKey('good', ['msteams', 'directline', 'webchat', 'emulator', 'line', 'omnichannel']),
      await newKey('elsewhere', ['webchat']),
      await newKey('unpublished', ['msteams']),
    ]);
    await new Promise<void>((resolve) => cloud.#server.listen(0, '127.0.0.1', resolve));
    return cloud;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get serviceUrl(): string {
    return `${this.url}/connector/`;
  }

  /** What Tobira must be told in order to believe this cloud. */
  get environment(): Record<string, string> {
    return {
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: PASSWORD,
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: TENANT,
      ToChannelFromBotLoginUrl: `${this.url}/${TENANT}`,
      ToBotFromChannelOpenIdMetadataUrl: `${this.url}/openid`,
    };
  }

  /** A token as the channel service signs it. */
  async token(
    changes: { key?: string; audience?: string; issuer?: string; serviceUrl?: string; expiresIn?: number } = {},
  ): Promise<string> {
    const {
      key = 'good',
      audience = APP_ID,
      issuer = ISSUER,
      serviceUrl = this.serviceUrl,
      expiresIn = 3600,
    } = changes;
    const signing = this.#keys.find(({ kid }) => kid === key);
    if (!signing) throw new Error(`no key ${key}`);
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ serviceurl: serviceUrl })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signing.kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setNotBefore(now - 3600)
      .setExpirationTime(now + expiresIn)
      .sign(signing.privateKey);
  }

  /** What stands in a conversation, in order, as the newest edit has it. */
  in(conversation: string): Shown[] {
    return this.shown.filter((one) => one.conversation === conversation);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const text = await textOf(req);
    const path = (req.url ?? '').split('/').map(decodeURIComponent);
    const published = this.#keys.filter(({ kid }) => kid !== 'unpublished').map(({ jwk }) => jwk);
    if (req.url === '/openid') this.#publish(res, { issuer: ISSUER, jwks_uri: `${this.url}/keys` });
    else if (req.url === '/keys') this.#publish(res, { keys: published });
    else if (req.url === `/${TENANT}/oauth2/v2.0/token`) this.#giveToken(text, res);
    else if (path[1] === 'connector' && path[2] === 'v3') this.#connect(req, res, path.slice(3), text);
    else {
      this.complaints.push(`${req.method} ${req.url}`);
      json(res, 404, {});
    }
  }

  #publish(res: ServerResponse, body: unknown): void {
    if (this.keysAvailable) json(res, 200, body);
    else json(res, 503, {});
  }

  #giveToken(text: string, res: ServerResponse): void {
    const asked = new URLSearchParams(text);
    const isRight =
      asked.get('client_id') === APP_ID &&
      asked.get('client_secret') === PASSWORD &&
      asked.get('grant_type') === 'client_credentials' &&
      asked.get('scope') === 'https://api.botframework.com/.default';
    if (!isRight) {
      json(res, 401, { error: 'invalid_client' });
      return;
    }
    this.tokensGiven += 1;
    const token = `token-${this.tokensGiven}`;
    this.#issued.add(`Bearer ${token}`);
    json(res, 200, { token_type: 'Bearer', expires_in: 3599, access_token: token });
  }

  #connect(
    req: IncomingMessage,
    res: ServerResponse,
    [, conversation = '', what, id = '']: string[],
    text: string,
  ): void {
    if (!this.anonymous && !this.#issued.has(req.headers.authorization ?? '')) json(res, 401, {});
    else if (what === 'members') this.#member(res, id);
    else if (this.refused !== '' && text.includes(this.refused)) {
      this.refusals += 1;
      refuse(res, { status: 403, code: 'BotNotInConversationRoster' });
    } else this.#take(req, res, { conversation, id, text });
  }

  #take(req: IncomingMessage, res: ServerResponse, sent: { conversation: string; id: string; text: string }): void {
    const { conversation, id, text } = sent;
    const body = JSON.parse(text) as Activity;
    if (Buffer.byteLength(text, 'utf16le') > 100_000) this.complaints.push('a message is too big');
    const fault = this.faults.shift();
    if (typeof fault === 'object') {
      refuse(res, fault);
      return;
    }
    const answer = req.method === 'PUT' ? this.#replace(conversation, id, body) : this.#show(conversation, body);
    if (fault === 'reset-after-showing') req.socket.destroy();
    else json(res, 200, answer);
  }

  #member(res: ServerResponse, id: string): void {
    const member = this.roster.get(id);
    json(res, member ? 200 : 404, member ?? { error: { code: 'MemberNotFoundInConversation' } });
  }

  #show(conversation: string, body: Activity & { activity?: Activity }): Record<string, string> {
    this.#next += 1;
    const id = String(this.#next);
    // Without a conversation a thread is begun in the channel that is named.
    const begun = conversation === '' ? `${body.channelData?.channel?.id};messageid=${id}` : undefined;
    const activity = begun === undefined ? body : (body.activity as Activity);
    this.shown.push({ conversation: begun ?? conversation, id, activity, at: Date.now() });
    return begun === undefined ? { id } : { id: begun, activityId: id };
  }

  #replace(conversation: string, id: string, activity: Activity): Record<string, string> {
    const old = this.shown.find((one) => one.conversation === conversation && one.id === id);
    if (old) old.activity = activity;
    else this.complaints.push(`nothing to replace: ${conversation} ${id}`);
    this.edits.push({ conversation, id, activity });
    return { id };
  }
}

async function newKey(kid: string, endorsements: string[]): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', endorsements } };
}

function refuse(res: ServerResponse, { status, retryAfter, code = 'ServiceError' }: Exclude<Fault, string>): void {
  if (retryAfter !== undefined) res.setHeader('Retry-After', retryAfter);
  json(res, status, { error: { code, message: 'no' } });
}

function json(res: ServerResponse, status: number, body: unknown): void {
  // restify changes `writeHead` for the whole process, so that it returns nothing.
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
