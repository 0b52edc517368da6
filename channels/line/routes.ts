import { validateSignature } from '@line/bot-sdk';
import type { Request, Response, Server } from 'restify';
import { TobiraError } from '../../errors.ts';
import { answer } from '../answer.ts';
import { bodyAs } from '../body.ts';
import type { Reception } from './reception.ts';
import { webhookSchema } from './schema.ts';

/** Where LINE brings its events. */
export const WEBHOOK_PATH = '/line/webhook';

/** LINE is answered as soon as the events are kept; what is said to them comes later. */
export function mountLine(server: Server, parts: { secret: string; reception: Reception }): void {
  server.post(WEBHOOK_PATH, async (req: Request, res: Response) => {
    requireSignature(req, parts.secret);
    await parts.reception.take(bodyAs(req, webhookSchema));
    answer(res, 200, {});
  });
}

/** The signature is made over the bytes as they came. @throws TobiraError `unauthorized` */
function requireSignature(req: Request, secret: string): void {
  const { rawBody } = req as { rawBody?: Buffer };
  const signature = req.headers['x-line-signature'];
  if (rawBody === undefined || typeof signature !== 'string' || !validateSignature(rawBody, secret, signature)) {
    throw new TobiraError('unauthorized', 'The request does not bear the signature of LINE_CHANNEL_SECRET.');
  }
}
