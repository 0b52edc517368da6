import type { Activity } from 'botbuilder';
import type { Request, Response, Server } from 'restify';
import { answer } from '../answer.ts';
import { bodyAs } from '../body.ts';
import type { Access } from './access.ts';
import type { Connector } from './connector.ts';
import type { Reception } from './reception.ts';
import { activitySchema } from './schema.ts';

/** Where Bot Framework brings activities. */
export const MESSAGES_PATH = '/api/messages';

/** A channel is answered as soon as its event is kept, an invoke with its answer. What is said comes later, by itself. */
export function mountTeams(
  server: Server,
  { access, connector, reception }: { access: Access; connector: Connector; reception: Reception },
): void {
  server.post(MESSAGES_PATH, async (req: Request, res: Response) => {
    const arrived = bodyAs(req, activitySchema);
    const activity = structuredClone(arrived) as unknown as Activity;
    const admitted = await access.admit(activity, req.headers.authorization ?? '');
    const invoke = await connector.receive(admitted, activity, (context) => reception.take(context, arrived));
    answer(res, invoke?.status ?? 200, invoke?.body ?? {});
  });
}
