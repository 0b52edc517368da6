import type { IncomingMessage } from 'node:http';

/** What of the configuration says where requests may come from. */
export interface OriginRules {
  ALLOWED_ORIGINS: readonly string[];
  TRUST_PROXY: boolean;
}

const HOST = /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:]+\](:\d{1,5})?$/i;

/** The name under which the client reached us, with its port; undefined when it gave none or one that is no host name. */
export function hostOf(req: IncomingMessage, rules: Pick<OriginRules, 'TRUST_PROXY'>): string | undefined {
  const forwarded = rules.TRUST_PROXY ? lastOf(req.headers['x-forwarded-host']) : undefined;
  const host = forwarded ?? req.headers.host;
  return host !== undefined && HOST.test(host) ? host.toLowerCase() : undefined;
}

/** `ws://…` or `wss://…` of this server as the client sees it. */
export function socketBaseOf(req: IncomingMessage, rules: Pick<OriginRules, 'TRUST_PROXY'>): string {
  const secure = rules.TRUST_PROXY && lastOf(req.headers['x-forwarded-proto']) === 'https';
  const { localAddress, localPort } = req.socket;
  return `${secure ? 'wss' : 'ws'}://${hostOf(req, rules) ?? `${localAddress}:${localPort}`}`;
}

/** The client's address, for counting. With a proxy it is what that proxy, and nobody before it, has written down. */
export function addressOf(req: IncomingMessage, rules: Pick<OriginRules, 'TRUST_PROXY'>): string {
  const forwarded = rules.TRUST_PROXY ? lastOf(req.headers['x-forwarded-for']) : undefined;
  return forwarded ?? req.socket.remoteAddress ?? '';
}

/**
 * Whether a page of this origin may talk to us: our own, or one of ALLOWED_ORIGINS. Without `Origin` it is no page of another site.
 * Our own is told by its host alone: behind a proxy that ends TLS the scheme says nothing.
 */
export function mayTalk(req: IncomingMessage, rules: OriginRules): boolean {
  const { origin } = req.headers;
  if (origin === undefined || rules.ALLOWED_ORIGINS.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === hostOf(req, rules);
}

function lastOf(header: string | string[] | undefined): string | undefined {
  const last = [header].flat().at(-1)?.split(',').at(-1)?.trim();
  return last === '' ? undefined : last;
}
