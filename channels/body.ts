import type { Request, RequestHandler, Response } from 'restify';
import type { z } from 'zod';
import { TobiraError } from '../errors.ts';

/** Most bytes a request may carry. */
export const BODY_LIMIT = 256 * 1024;

/** How far past the limit the rest is read and thrown away, so that the client gets to see why it was refused. */
const DRAIN_LIMIT = 16 * BODY_LIMIT;

const JSON_TYPE = /^application\/([\w.-]+\+)?json$/;

/**
 * Reads what came along: a form is put into `req.form`, JSON into `req.body`, its bytes into `req.rawBody` (webhooks are
 * signed over them). Other types are read to their end and dropped. Unlike restify's own reader it unpacks no compressed body: a few bytes could become gigabytes.
 * @throws TobiraError `too_large`, `unsupported_media` (compressed) or `bad_request` (not UTF-8, not JSON)
 */
export const readBody: RequestHandler = async function readBody(req: Request, res: Response): Promise<void> {
  const bytes = await bytesOf(req, res);
  req.body = undefined;
  if (bytes.length === 0) return;
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new TobiraError('unsupported_media', `content encoding ${encoding}`);
  if (isForm(req)) Object.assign(req, { form: formIn(bytes) });
  if (!isJson(req)) return;
  Object.assign(req, { rawBody: bytes });
  req.body = parse(bytes);
};

/**
 * The JSON body as `schema` has it; nothing at all counts as `{}`.
 * @throws TobiraError `unsupported_media` when something else than JSON came, `bad_request` when it does not fit
 */
export function bodyAs<Schema extends z.ZodType>(req: Request, schema: Schema): z.infer<Schema> {
  const absent = req.body === undefined;
  if (absent && Number(req.headers['content-length'] ?? 0) > 0) throw new TobiraError('unsupported_media');
  const parsed = schema.safeParse(absent ? {} : req.body);
  if (parsed.success) return parsed.data;
  throw new TobiraError('bad_request', parsed.error.issues.map((issue) => issue.message).join('; '));
}

/**
 * The fields of the form that came along, each as `schema` has it; without a form none.
 * @throws TobiraError `bad_request` when they do not fit
 */
export function formAs<Schema extends z.ZodType>(req: Request, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse((req as { form?: unknown }).form ?? {});
  if (parsed.success) return parsed.data;
  throw new TobiraError('bad_request', parsed.error.issues.map((issue) => issue.message).join('; '));
}

function isForm(req: Request): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(req.headers['content-type'] ?? '');
}

/** What is not UTF-8 becomes a mark; browsers that old are helped all the same. */
function formIn(bytes: Buffer): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
}

function isJson(req: Request): boolean {
  return JSON_TYPE.test((req.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '');
}

async function bytesOf(req: Request, res: Response): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= BODY_LIMIT) chunks.push(chunk);
      else if (size > DRAIN_LIMIT) break;
    }
  } catch (error) {
    throw new TobiraError('bad_request', 'The client left before its request was whole.', { cause: error });
  }
  if (size <= BODY_LIMIT) return Buffer.concat(chunks);
  if (size > DRAIN_LIMIT) res.setHeader('Connection', 'close');
  throw new TobiraError('too_large', `a body of ${size} bytes or more`);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new TobiraError('bad_request', 'The body is not JSON.', { cause: error });
  }
}
