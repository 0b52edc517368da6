import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { asError, type ErrorCode, TobiraError } from '../errors.ts';
import { answer } from './answer.ts';

/** What restify itself refuses, in the catalogue's words. */
const RESTIFY_STATUS: Record<number, ErrorCode> = {
  400: 'bad_request',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media',
};

/**
 * The one place that turns an error into an answer: `{"error":{"code","message"}}`, where `message` may be shown to the
 * person. What is not in the catalogue becomes `internal`; its own message goes to the log only.
 */
export function renderErrors(server: Server, log: Logger): void {
  server.on('restifyError', (req: Request, res: Response, thrown: unknown, done: () => void) => {
    const error = catalogued(thrown);
    if (error.status >= 500) log.error({ err: asError(thrown), method: req.method, path: pathOf(req) }, error.message);
    if (!res.headersSent) answer(res, error.status, { error: { code: codeFor(req, error), message: error.person } });
    done();
  });
}

/** Any error as one of the catalogue. */
export function catalogued(thrown: unknown): TobiraError {
  if (thrown instanceof TobiraError) return thrown;
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  const code = typeof status === 'number' ? RESTIFY_STATUS[status] : undefined;
  return new TobiraError(code ?? 'internal', undefined, { cause: thrown });
}

/** The path without its query: tickets stand in queries and belong in no log. */
export function pathOf(req: { url?: string | undefined }): string {
  return (req.url ?? '/').split('?', 1)[0] ?? '/';
}

/** Direct Line writes its codes in one word (`TokenExpired`), and its clients look for them. */
function codeFor(req: Request, error: TobiraError): string {
  if (!/^\/(v3\/directline|webchat)\//.test(pathOf(req))) return error.code;
  return error.code
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
