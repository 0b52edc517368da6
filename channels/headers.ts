import type { IncomingMessage } from 'node:http';
import type { Next, Request, RequestHandler, Response } from 'restify';
import { pathOf } from './on-error.ts';
import { hostOf, type OriginRules } from './origin.ts';

/** Paths that pages of other sites may use, when ALLOWED_ORIGINS names them. */
const SHARED = /^\/(v3\/directline|webchat)\//;

/**
 * What a page may load and who may show it in a frame.
 * @param embeddable whether ALLOWED_ORIGINS may show it in a frame
 */
export function contentSecurityPolicy(
  req: IncomingMessage,
  rules: OriginRules,
  { embeddable = false }: { embeddable?: boolean } = {},
): string {
  const host = hostOf(req, rules);
  // Older browsers do not count a WebSocket of the same host as 'self'.
  const sockets = host ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${sockets}`,
    embeddable ? framesOf(rules) : "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

/** Member pages may stand in frames of ALLOWED_ORIGINS. */
export function framesOf({ ALLOWED_ORIGINS }: Pick<OriginRules, 'ALLOWED_ORIGINS'>): string {
  return `frame-ancestors ${ALLOWED_ORIGINS.length > 0 ? ALLOWED_ORIGINS.join(' ') : "'none'"}`;
}

/** Headers of every answer. */
export function securityHeaders(rules: OriginRules): RequestHandler {
  return function securityHeaders(req: Request, res: Response, next: Next): void {
    res.setHeader('Content-Security-Policy', contentSecurityPolicy(req, rules));
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Referrer-Policy', 'no-referrer');
    next();
  };
}

/** Lets pages of ALLOWED_ORIGINS, and no others, read what the web channel answers. */
export function crossOrigin(rules: OriginRules): RequestHandler {
  return function crossOrigin(req: Request, res: Response, next: Next): void {
    const preflight = SHARED.test(pathOf(req)) && allow(req, res, rules) && req.method === 'OPTIONS';
    if (preflight) {
      res.sendRaw(204, '', {
        'Access-Control-Allow-Methods': 'GET, POST',
        'Access-Control-Allow-Headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
        'Access-Control-Max-Age': '7200',
      });
    }
    next(preflight ? false : undefined);
  };
}

function allow(req: Request, res: Response, rules: OriginRules): boolean {
  res.setHeader('Vary', 'Origin');
  const { origin } = req.headers;
  if (origin === undefined || !rules.ALLOWED_ORIGINS.includes(origin)) return false;
  res.setHeader('Access-Control-Allow-Origin', origin);
  return true;
}
