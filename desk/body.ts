import type { Request } from 'restify';
import type { z } from 'zod';
import { TobiraError } from '../errors.ts';
import { Refusal } from './refusal.ts';

/**
 * The body of a request, which the server has read as JSON, in the form the schema asks for. None at all counts as `{}`.
 * @throws TobiraError `unsupported_media` when something else than JSON came; Refusal `bad_request` that names the field
 */
export function bodyOf<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  const { body, headers } = request;
  if (body !== undefined) return conform(schema, body);
  if (Number(headers['content-length'] ?? 0) > 0) throw new TobiraError('unsupported_media');
  return conform(schema, {});
}

/** The parameters after `?`. @throws Refusal `bad_request` that names the parameter */
export function queryOf<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  return conform(schema, Object.fromEntries(new URLSearchParams(request.getQuery())));
}

function conform<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  if (!issue || field === '') throw new TobiraError('bad_request');
  throw new Refusal('bad_request', `${issue.message}(${field})`, `${field}: ${issue.code}`);
}
